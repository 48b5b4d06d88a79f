import Foundation
import ScrimpTestSupport

/// A `StateWorker` that runs beside the test, and can be killed at any moment.
package final class WorkerProcess {
    package struct NotBuilt: Error {}

    private let process = Process()
    private let folder: TemporaryFolder

    package init(_ arguments: [String]) throws {
        guard let program = PackageRoot.product("StateWorker") else { throw NotBuilt() }
        folder = try TemporaryFolder()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try output("stdout")
        process.standardError = try output("stderr")
        try process.run()
    }

    package var isRunning: Bool { process.isRunning }

    /// Ends it as `kill -9` does, after a time.
    package func kill(after seconds: Double) {
        Thread.sleep(forTimeInterval: seconds)
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Waits for its end, or ends it where that takes too long. The exit code; 128 plus the number of a signal.
    package func exitCode(within seconds: Double = 120) -> Int32 {
        let deadline = Date(timeIntervalSinceNow: seconds)
        while process.isRunning, Date() < deadline { Thread.sleep(forTimeInterval: 0.002) }
        if process.isRunning { Foundation.kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        let status = process.terminationStatus
        return process.terminationReason == .uncaughtSignal ? 128 + status : status
    }

    /// The whole lines that it has written.
    package func lines() throws -> [String] {
        let text = try folder.text("stdout")
        guard let end = text.lastIndex(of: "\n") else { return [] }
        return text[..<end].split(separator: "\n").map { String($0) }
    }

    package func errors() throws -> String { try folder.text("stderr") }

    private func output(_ name: String) throws -> FileHandle {
        let url = URL(fileURLWithPath: folder.path(name))
        try Data().write(to: url)
        return try FileHandle(forWritingTo: url)
    }
}
