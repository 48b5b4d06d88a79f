#if Redis
import Foundation
package import ScrimpQuantities
package import ScrimpRedis
import ScrimpTestSupport
import Synchronization

/// A Redis server of a test's own, on a free port, with its data in a folder that goes when the test ends. It writes each
/// change to its disk before it answers. It ends with the process of the tests, however that ends.
///
/// A class because it is the owner of a process.
package final class RedisServer: Sendable {
    /// Said where the tests of Redis are skipped.
    package static let isInstalled = ChildProcess.find("redis-server") != nil
    package static let missing = "redis-server is not installed; apt-get install redis-server"

    package struct StartError: Error, CustomStringConvertible { package var description: String }

    package let port: UInt16
    private let folder: String
    private let process: Mutex<Running?> = Mutex(nil)

    private struct Running {
        var server: Process
        var watch: LifeWatch
    }

    package init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "scrimp-redis-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        port = try Self.freePort()
        try start()
    }

    deinit {
        kill()
        try? FileManager.default.removeItem(atPath: folder)
    }

    package var address: RedisAddress { RedisAddress(.host("127.0.0.1", port: port)) }

    /// Starts on the data that is there, and waits until it answers.
    package func start() throws {
        guard let program = ChildProcess.find("redis-server") else { throw StartError(description: Self.missing) }
        let child = Process()
        child.executableURL = URL(fileURLWithPath: program)
        child.arguments = [
            "--port", "\(port)", "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--appendonly", "yes",
            "--appendfsync", "always", "--daemonize", "no", "--logfile", folder + "/log",
            "--unixsocket", socketPath,
        ]
        child.standardOutput = FileHandle.nullDevice
        child.standardError = FileHandle.nullDevice
        try child.run()
        let watch = try LifeWatch(child.processIdentifier, folder: folder)
        process.withLock { $0 = Running(server: child, watch: watch) }
        let connection = RedisConnection(address)
        let deadline = Date(timeIntervalSinceNow: 20)
        var attempt: Int64 = 0
        while Date() < deadline, child.isRunning {
            // Each attempt is far enough after the one before, so that none is put off.
            attempt += 1
            let now = Instant(nanoseconds: attempt * 10_000_000_000)
            if (try? connection.command(RedisCommand("PING"), at: now)) == .status("PONG") { return }
            Thread.sleep(forTimeInterval: 0.01)
        }
        throw StartError(description: "redis-server does not start:\n\(log)")
    }

    package var socketPath: String { folder + "/socket" }

    private var log: String { (try? String(contentsOfFile: folder + "/log", encoding: .utf8)) ?? "" }

    /// Ends it at once: what it has not written is lost.
    package func kill() { signal(SIGKILL, andWait: true) }

    /// Stops it without ending it: it answers nobody.
    package func suspend() { signal(SIGSTOP, andWait: false) }
    package func resume() { signal(SIGCONT, andWait: false) }

    private func signal(_ number: Int32, andWait: Bool) {
        process.withLock { running in
            guard let child = running, child.server.isRunning else { return }
            Foundation.kill(child.server.processIdentifier, number)
            guard andWait else { return }
            child.server.waitUntilExit()
            child.watch.end()
            running = nil
        }
    }

    private static func freePort() throws -> UInt16 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var place = sockaddr_in()
        place.sin_family = sa_family_t(AF_INET)
        place.sin_addr = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = unsafe withUnsafeMutablePointer(to: &place) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                unsafe bind(descriptor, generic, length) == 0 && getsockname(descriptor, generic, &length) == 0
            }
        }
        guard isBound else { throw StartError(description: "no free port") }
        return UInt16(bigEndian: place.sin_port)
    }
}

extension Instant {
    package static func seconds(_ seconds: Int64) -> Instant { Instant(nanoseconds: seconds * nanosecondsPerSecond) }
}
#endif
