internal import CSQLite

/// Why the state file did not do what it was asked to.
public struct SQLiteError: Error, Hashable, Sendable {
    /// What a host can react to.
    public enum Cause: Hashable, Sendable {
        /// Another process held the file for longer than this one was to wait.
        case busy
        /// The disk, or the file's own bound, is full.
        case full
        /// The file, or the folder that it lies in, may not be written.
        case readOnly
        /// There is no such file, and none was to be made.
        case missing
        /// The folder does not exist, the path is a folder, or reading is not allowed.
        case cannotOpen
        /// The file is no database, or its pages contradict each other.
        case damaged
        /// The file is a database of another program.
        case foreign
        /// The file was written by a later version of this program.
        case newer
        /// The file lies where processes cannot share memory, as on most network file systems.
        case notShareable
        /// The operating system could not read or write.
        case inputOutput
        /// A record in the file does not say what it should; `message` names it.
        case unreadableRecord
        /// A report is about a call that the file does not hold: it lapsed very long ago, or the file has been exchanged.
        case unknownCall
        case other
    }

    /// What has happened.
    public var cause: Cause
    /// SQLite's extended result code; 0 where SQLite was content and this program was not.
    public var code: Int32
    /// SQLite's own words, or what this program found.
    public var message: String
    /// What was being run, or asked for.
    public var statement: String
    /// Path of the file, as it was given.
    public var file: String

    package init(_ cause: Cause, code: Int32 = 0, message: String, statement: String, file: String) {
        self.cause = cause
        self.code = code
        self.message = message
        self.statement = statement
        self.file = file
    }
}

extension SQLiteError: CustomStringConvertible {
    /// One sentence in lower case for a person, then, where there is one, what to do about it.
    public var description: String {
        switch cause {
        case .busy:
            "the state file `\(file)` was held by another process for too long; look for one that hangs, or wait longer"
        case .full: "the state file `\(file)` cannot grow (\(message)); make room on its disk"
        case .readOnly: "the state file `\(file)` cannot be written; allow this user to write it and its folder"
        case .missing: "there is no state file `\(file)`; the first program that uses it makes it"
        case .cannotOpen: "the state file `\(file)` cannot be opened (\(message)); its folder has to exist"
        case .damaged: "the state file `\(file)` is damaged or no database (\(message)); restore a backup of it"
        case .foreign: "the file `\(file)` belongs to another program (\(message)); name another file for the state"
        case .newer: "the state file `\(file)` is of a later version (\(message)); use a program at least as new"
        case .notShareable:
            "the state file `\(file)` lies where processes cannot share it (\(message)); keep it on a local disk"
        case .inputOutput: "the state file `\(file)` cannot be read or written (\(message)); look at its disk"
        case .unreadableRecord:
            "the state file `\(file)` holds what cannot be read (\(message)); restore a backup of it"
        case .unknownCall:
            "the state file `\(file)` does not hold the call that is reported; it lapsed long ago, or in another file"
        case .other: "the state file `\(file)` refused `\(statement)` (\(message))"
        }
    }
}

extension SQLiteError.Cause {
    /// - Parameter code: an extended result code; its lowest byte is the kind (<https://sqlite.org/rescode.html>).
    init(code: Int32) {
        switch code & 0xff {
        case SQLITE_BUSY, SQLITE_LOCKED: self = .busy
        case SQLITE_FULL: self = .full
        case SQLITE_READONLY, SQLITE_PERM: self = .readOnly
        case SQLITE_CANTOPEN: self = .cannotOpen
        case SQLITE_CORRUPT, SQLITE_NOTADB: self = .damaged
        case SQLITE_IOERR: self = .inputOutput
        default: self = .other
        }
    }
}
