#if Redis
import Foundation
import ScrimpQuantities
import ScrimpRedis
import ScrimpRedisSupport
import ScrimpTestSupport
import Testing

/// `scrimp bench budget --store redis`: what it leaves alone, and what it leaves behind.
@Suite(.enabled(if: RedisServer.isInstalled, Comment(rawValue: RedisServer.missing)), .serialized)
struct RedisBenchmarkTests {
    private func started(_ arguments: [String], temporary: String, errors: String) throws -> Process {
        let process = Process()
        process.executableURL = URL(
            fileURLWithPath: try #require(PackageRoot.product("scrimp"), "the program is not built beside the tests"))
        process.arguments = ["bench", "budget", "--store", "redis"] + arguments
        process.environment = ProcessInfo.processInfo.environment.merging(["TMPDIR": temporary]) { _, new in new }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
        try process.run()
        return process
    }

    private func keys(_ server: RedisServer, database: Int = 0) throws -> Int64? {
        let connection = RedisConnection(server.address)
        _ = try connection.command(RedisCommand("SELECT", "\(database)"), at: .seconds(1))
        return try connection.command(RedisCommand("DBSIZE"), at: .seconds(1)).number
    }

    private func wait(_ isDone: () throws -> Bool) throws {
        let deadline = Date(timeIntervalSinceNow: 60)
        while try !isDone(), Date() < deadline { Thread.sleep(forTimeInterval: 0.01) }
    }

    @Test func aServerWithKeysIsLeftAlone() throws {
        let server = try RedisServer()
        let folder = try TemporaryFolder()
        let errors = try folder.write("errors", "")
        _ = try RedisConnection(server.address).command(RedisCommand("SET", "mine", "1"), at: .seconds(1))
        let process = try started(["--redis", server.socketPath], temporary: folder.root, errors: errors)
        process.waitUntilExit()
        #expect(process.terminationStatus == 2)
        let said = try folder.text("errors")
        #expect(said.contains("has 1 keys, and the benchmark empties it; give it one without any\n"), "\(said)")
        #expect(try keys(server) == 1)
    }

    /// Keys in another database of the server are somebody else's.
    @Test func anInterruptionEmptiesWhatWasFilled() throws {
        let server = try RedisServer()
        let folder = try TemporaryFolder()
        let errors = try folder.write("errors", "")
        let connection = RedisConnection(server.address)
        _ = try connection.command(RedisCommand("SELECT", "3"), at: .seconds(1))
        _ = try connection.command(RedisCommand("SET", "mine", "1"), at: .seconds(1))
        let process = try started(
            ["--redis", server.socketPath, "--seeds", "1000", "--requests", "4000000"], temporary: folder.root,
            errors: errors)
        try wait { try (keys(server) ?? 0) > 0 || !process.isRunning }
        kill(process.processIdentifier, SIGINT)
        try wait { !process.isRunning }
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
        #expect(process.terminationReason == .exit && process.terminationStatus == 2)
        let said = try folder.text("errors")
        #expect(said.contains("interrupted"), "\(said)")
        #expect(try keys(server) == 0)
        #expect(try keys(server, database: 3) == 1)
    }

    /// The benchmark's own server ends with it, even where it cannot say good-bye.
    @Test func itsOwnServerEndsWithIt() throws {
        let folder = try TemporaryFolder()
        let temporary = folder.path("t")
        try FileManager.default.createDirectory(atPath: temporary, withIntermediateDirectories: true)
        let process = try started(
            ["--seeds", "1000", "--requests", "4000000"], temporary: temporary, errors: try folder.write("errors", ""))
        func made() -> [String] { (try? FileManager.default.contentsOfDirectory(atPath: temporary)) ?? [] }
        try wait { made().contains { FileManager.default.fileExists(atPath: "\(temporary)/\($0)/socket") } }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        try wait { made().isEmpty }
        #expect(made() == [])
    }

    /// What a test started ends once nobody holds the watch any more.
    @Test func aWatchEndsWhatItWatches() throws {
        let folder = try TemporaryFolder()
        let data = folder.path("data")
        try FileManager.default.createDirectory(atPath: data, withIntermediateDirectories: true)
        let sleeper = Process()
        sleeper.executableURL = URL(fileURLWithPath: "/bin/sh")
        sleeper.arguments = ["-c", "exec sleep 100"]
        try sleeper.run()
        do {
            let watch = try LifeWatch(sleeper.processIdentifier, folder: data)
            withExtendedLifetime(watch) { #expect(sleeper.isRunning) }
        }
        try wait { !sleeper.isRunning && !FileManager.default.fileExists(atPath: data) }
        if sleeper.isRunning { sleeper.terminate() }
        sleeper.waitUntilExit()
        #expect(sleeper.terminationStatus == SIGKILL)
        #expect(!FileManager.default.fileExists(atPath: data))
    }
}
#endif
