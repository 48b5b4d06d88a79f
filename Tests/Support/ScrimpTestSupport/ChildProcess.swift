import Foundation

/// What a program that a test ran left behind.
package struct ChildProcess: Sendable {
    /// The exit code, or 128 plus the signal's number.
    package let exitCode: Int32
    package let output: [UInt8]
    package let errors: [UInt8]
    /// It was ended because it ran longer than it may.
    package let timedOut: Bool

    package var outputText: String { String(decoding: output, as: UTF8.self) }
    package var errorText: String { String(decoding: errors, as: UTF8.self) }

    /// The absolute path of a program on `PATH`, or nil where it is not installed.
    package static func find(_ program: String) -> String? {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        for folder in path.split(separator: ":") {
            let candidate = "\(folder)/\(program)"
            if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
        }
        return nil
    }

    /// Runs a program to its end, or until the timeout, with its output captured in files (so that no pipe can fill).
    package static func run(
        _ program: String, _ arguments: [String], input: [UInt8] = [], in folder: String? = nil,
        environment: [String: String] = [:], timeout: Double = 120
    ) throws -> ChildProcess {
        let scratch = try TemporaryFolder()
        let inputPath = scratch.path("stdin")
        try Data(input).write(to: URL(fileURLWithPath: inputPath))
        for name in ["stdout", "stderr"] { try Data().write(to: URL(fileURLWithPath: scratch.path(name))) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program.contains("/") ? program : find(program) ?? program)
        process.arguments = arguments
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: inputPath))
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: scratch.path("stdout")))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: scratch.path("stderr")))
        try process.run()
        let deadline = Date(timeIntervalSinceNow: timeout)
        while process.isRunning, Date() < deadline { Thread.sleep(forTimeInterval: 0.002) }
        let timedOut = process.isRunning
        if timedOut {
            process.terminate()
            Thread.sleep(forTimeInterval: 0.2)
            if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        }
        process.waitUntilExit()
        let status = process.terminationStatus
        return ChildProcess(
            exitCode: process.terminationReason == .uncaughtSignal ? 128 + status : status,
            output: try scratch.bytes("stdout"), errors: try scratch.bytes("stderr"), timedOut: timedOut)
    }
}
