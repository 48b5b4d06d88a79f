import Foundation
import ScrimpTestSupport
import Testing

/// Ctrl-C during a benchmark that has made files and processes.
@Suite struct BenchmarkInterruptionTests {
    @Test(arguments: [SIGINT, SIGTERM]) func nothingIsLeftBehind(signal: Int32) throws {
        let program = try #require(PackageRoot.product("scrimp"), "the program is not built beside the tests")
        let folder = try TemporaryFolder()
        let errors = try folder.write("errors", "")
        try FileManager.default.createDirectory(atPath: folder.path("tmp"), withIntermediateDirectories: true)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = ["bench", "budget", "--store", "sqlite", "--seeds", "1000", "--requests", "4000000"]
        process.environment = ProcessInfo.processInfo.environment.merging(["TMPDIR": folder.path("tmp")]) { _, new in
            new
        }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
        try process.run()
        let deadline = Date(timeIntervalSinceNow: 120)
        func made() throws -> [String] { PackageRoot.everything(below: folder.path("tmp")) }
        while try made().isEmpty, process.isRunning, Date() < deadline { Thread.sleep(forTimeInterval: 0.01) }
        kill(process.processIdentifier, signal)
        while process.isRunning, Date() < deadline { Thread.sleep(forTimeInterval: 0.01) }
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 2)
        let said = try folder.text("errors")
        #expect(said.contains("error: interrupted; what was made for the trials is taken away\n"), "\(said)")
        #expect(try made() == [])
    }
}

extension PackageRoot {
    /// Names of all that is in a folder, which need not be the package's.
    fileprivate static func everything(below folder: String) -> [String] {
        (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    }
}
