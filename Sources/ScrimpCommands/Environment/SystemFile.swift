#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The system's calls on file descriptors, with errors that say what happened.
enum SystemFile {
    static func contents(ofPath path: String) throws(FileFailure) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileFailure(.read, path, reason: reason(errno)) }
        defer { close(descriptor) }
        return try contents(descriptor, path)
    }

    static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }

    /// The next bytes of standard input; empty at its end.
    static func nextOfInput() throws(FileFailure) -> [UInt8] { try nextChunk(STDIN_FILENO, "-") }

    static func nextChunk(_ descriptor: Int32, _ path: String) throws(FileFailure) -> [UInt8] {
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        let count = try next(descriptor, path, &chunk)
        chunk.removeLast(chunk.count - count)
        return chunk
    }

    static func contentsOfInput() throws(FileFailure) -> [UInt8] { try contents(STDIN_FILENO, "-") }

    static func contents(_ descriptor: Int32, _ path: String) throws(FileFailure) -> [UInt8] {
        var result: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try next(descriptor, path, &chunk)
            if count == 0 { return result }
            result.append(contentsOf: chunk[..<count])
        }
    }

    /// The number of bytes read into the chunk; 0 at the end.
    static func next(
        _ descriptor: Int32, _ path: String, _ chunk: inout [UInt8]
    ) throws(FileFailure) -> Int {
        while true {
            let count = unsafe read(descriptor, &chunk, chunk.count)
            if count >= 0 { return count }
            guard errno == EINTR else { throw FileFailure(.read, path, reason: reason(errno)) }
        }
    }

    /// Writes beside the file, or beside what a link leads to, and renames; what is no plain file (a device, a pipe) is written in
    /// place.
    static func replace(_ path: String, with bytes: [UInt8]) throws(FileFailure) {
        let place = unlinked(path)
        var status = stat()
        let exists = unsafe lstat(place, &status) == 0
        let isPlain = !exists || status.st_mode & S_IFMT == S_IFREG
        let target = isPlain ? "\(place).\(getpid()).new" : place
        let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (isPlain ? O_EXCL : O_TRUNC)
        let descriptor = unsafe open(target, flags, exists ? status.st_mode & 0o777 : 0o666)
        guard descriptor >= 0 else { throw FileFailure(.write, path, reason: reason(errno)) }
        var code = send(bytes, to: descriptor)
        if close(descriptor) != 0, code == 0 { code = errno }
        if code == 0, isPlain, unsafe rename(target, place) != 0 { code = errno }
        guard code != 0 else { return }
        if isPlain { _ = unsafe unlink(target) }
        throw FileFailure(.write, path, reason: reason(code))
    }

    /// Where a link to a plain file leads; any other path itself.
    private static func unlinked(_ path: String) -> String {
        var status = stat()
        guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFLNK,
            unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
            let resolved = unsafe realpath(path, nil)
        else { return path }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }

    /// Writes all of it; the system's error number, or 0.
    static func send(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if count < 0, errno == EAGAIN {
                var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = unsafe poll(&waiting, 1, 1_000)
            } else if count == 0 || errno != EINTR {
                return count == 0 ? EIO : errno
            }
        }
        return 0
    }

    /// The system's sentence for an error number, in the style of messages.
    static func reason(_ code: Int32) -> String {
        guard let text = unsafe strerror(code) else { return "error \(code)" }
        let sentence = unsafe String(cString: text)
        return sentence.prefix(1).lowercased() + sentence.dropFirst()
    }
}

/// A file that is read piece by piece. A class because it is the descriptor, which is closed with it.
final class OpenFile {
    private let descriptor: Int32
    private let path: String

    init(_ path: String) throws(FileFailure) {
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        self.path = path
        guard descriptor >= 0 else { throw FileFailure(.read, path, reason: SystemFile.reason(errno)) }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// The next bytes; empty at the end.
    func next() throws(FileFailure) -> [UInt8] { try SystemFile.nextChunk(descriptor, path) }
}

/// A file that is written piece by piece. A class because it is the descriptor, which is closed with it.
final class NewFile {
    private let descriptor: Int32

    init(_ path: String) throws(FileFailure) {
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw FileFailure(.write, path, reason: SystemFile.reason(errno)) }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    func append(_ bytes: [UInt8]) -> Output.Delivery {
        switch SystemFile.send(bytes, to: descriptor) {
        case 0: .done
        case let code: .failed(reason: SystemFile.reason(code))
        }
    }
}
