import Foundation

/// Ends another process, and removes its folder, once the process that made the watch has ended: by itself, by a crash, or by
/// `kill -9`.
///
/// A shell waits at the end of a pipe whose other end this process alone holds; the operating system closes that in any case.
/// (Linux can signal a child at its parent's end, but means the parent's thread: a thread of a pool ends any time.)
package struct LifeWatch {
    private let life = Pipe()

    /// - Parameter folder: what it leaves behind.
    package init(_ process: Int32, folder: String) throws {
        // Others that this process starts must not hold it open.
        _ = fcntl(life.fileHandleForWriting.fileDescriptor, F_SETFD, FD_CLOEXEC)
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = [
            "-c", "trap '' INT TERM HUP; read -r _ && exit; kill -KILL \"$1\" 2>/dev/null; rm -rf \"$2\"", "sh",
            "\(process)", folder,
        ]
        shell.standardInput = life.fileHandleForReading
        shell.standardOutput = FileHandle.nullDevice
        shell.standardError = FileHandle.nullDevice
        try shell.run()
        try life.fileHandleForReading.close()
    }

    /// The process has ended: its number may soon be another's.
    package func end() {
        try? life.fileHandleForWriting.write(contentsOf: Data("\n".utf8))
        try? life.fileHandleForWriting.close()
    }
}
