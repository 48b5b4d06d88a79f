package import ScrimpQuantities

/// Everything that a command sees of the world. The process hands in the real one; tests hand in values.
package struct Environment {
    package var output: Output
    package var errors: Output
    package var outputIsTerminal: Bool
    package var errorsIsTerminal: Bool
    /// Columns of the terminal, where there is one.
    package var columns: Int?
    package var currentDirectory: String
    /// The value of an environment variable.
    package var variable: (String) -> String?
    package var files: FileAccess
    package var now: () -> Instant
    /// Waits so many milliseconds; false where it is not worth waiting any longer.
    package var pause: (_ milliseconds: Int) -> Bool

    package init(
        output: Output, errors: Output, outputIsTerminal: Bool = false, errorsIsTerminal: Bool = false,
        columns: Int? = nil, currentDirectory: String, variable: @escaping (String) -> String? = { _ in nil },
        files: FileAccess, now: @escaping () -> Instant, pause: @escaping (_ milliseconds: Int) -> Bool = { _ in false }
    ) {
        self.output = output
        self.errors = errors
        self.outputIsTerminal = outputIsTerminal
        self.errorsIsTerminal = errorsIsTerminal
        self.columns = columns
        self.currentDirectory = currentDirectory
        self.variable = variable
        self.files = files
        self.now = now
        self.pause = pause
    }

    /// Whether findings on standard output are coloured. `NO_COLOR`: no-color.org.
    package func usesColors(_ when: String?) -> Bool {
        switch when {
        case "always": true
        case "never": false
        default:
            outputIsTerminal && (variable("NO_COLOR") ?? "").isEmpty && variable("TERM") != "dumb"
        }
    }

    /// Says why the command cannot do its work. Returns the exit code for it.
    package func fail(_ message: String, help: String? = nil) -> ExitCode {
        errors.write("error: \(message)\n")
        if let help { errors.write("help: \(help)\n") }
        return .failure
    }

    package func fail(_ failure: FileFailure) -> ExitCode { fail(failure.message, help: failure.help) }
}

/// How a command reaches files. Relative paths count from the current directory; `-` is standard input.
package struct FileAccess {
    package var read: (_ path: String) throws(FileFailure) -> [UInt8]
    /// Opens a file, or standard input, and answers what gives its next bytes as they arrive; empty at its end.
    package var open: (_ path: String) throws(FileFailure) -> (() throws(FileFailure) -> [UInt8])
    /// Replaces the file as a whole: a reader sees the old text or the new one.
    package var write: (_ path: String, _ bytes: [UInt8]) throws(FileFailure) -> Void
    package var exists: (_ path: String) -> Bool
    package var isFolder: (_ path: String) -> Bool
    /// The files below a folder whose names end in a suffix, as paths that begin with the folder's, sorted. Hidden folders and
    /// links to folders are passed over.
    package var list: (_ folder: String, _ suffix: String) throws(FileFailure) -> [String]
    /// Makes a file, or empties it, for what is written piece by piece.
    package var create: (_ path: String) throws(FileFailure) -> Output

    package init(
        read: @escaping (_ path: String) throws(FileFailure) -> [UInt8],
        open: @escaping (_ path: String) throws(FileFailure) -> (() throws(FileFailure) -> [UInt8]),
        write: @escaping (_ path: String, _ bytes: [UInt8]) throws(FileFailure) -> Void,
        exists: @escaping (_ path: String) -> Bool, isFolder: @escaping (_ path: String) -> Bool,
        list: @escaping (_ folder: String, _ suffix: String) throws(FileFailure) -> [String],
        create: @escaping (_ path: String) throws(FileFailure) -> Output
    ) {
        self.read = read
        self.open = open
        self.write = write
        self.exists = exists
        self.isFolder = isFolder
        self.list = list
        self.create = create
    }
}

package struct FileFailure: Error, Sendable {
    package enum Action: String, Sendable {
        case read, write
    }

    package let action: Action
    package let path: String
    /// `no such file or directory`
    package let reason: String
    package let help: String?

    package init(_ action: Action, _ path: String, reason: String, help: String? = nil) {
        self.action = action
        self.path = path
        self.reason = reason
        self.help = help
    }

    package var message: String { "cannot \(action.rawValue) `\(path)`: \(reason)" }
}
