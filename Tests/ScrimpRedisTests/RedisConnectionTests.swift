#if Redis
import ScrimpQuantities
import ScrimpRedis
import ScrimpRedisSupport
import ScrimpTestSupport
import Testing

@Suite(.enabled(if: RedisServer.isInstalled, Comment(rawValue: RedisServer.missing)))
struct RedisConnectionTests {
    private static let echo = RedisScript("echo", "return { KEYS[1], ARGV[1], redis.call('INCR', KEYS[1]) }")

    @Test func argumentsMayHoldAnyBytes() throws {
        let server = try RedisServer()
        let connection = RedisConnection(server.address)
        let bytes = [UInt8](0...255) + [0, 13, 10, 0]
        var set = RedisCommand("SET")
        set.append(bytes: [0, 1, 10])
        set.append(bytes: bytes)
        #expect(try connection.command(set, at: .seconds(1)) == .status("OK"))
        var get = RedisCommand("GET")
        get.append(bytes: [0, 1, 10])
        #expect(try connection.command(get, at: .seconds(1)) == .text(bytes))
        var empty = RedisCommand("ECHO")
        empty.append("")
        #expect(try connection.command(empty, at: .seconds(1)) == .text([]))
        #expect(try connection.command(RedisCommand("GET", "none"), at: .seconds(1)) == .nothing)
    }

    @Test func aSocketOfTheFileSystem() throws {
        let server = try RedisServer()
        let connection = RedisConnection(RedisAddress(.socket(path: server.socketPath)))
        #expect(try connection.command(RedisCommand("PING"), at: .seconds(1)) == .status("PONG"))
    }

    @Test func refusalsAreErrors() throws {
        let server = try RedisServer()
        let connection = RedisConnection(server.address)
        let error = try #require(throws: RedisError.self) {
            try connection.command(RedisCommand("NONSENSE"), at: .seconds(1))
        }
        #expect("\(error)".hasPrefix("redis refused: ERR unknown command"))
        #expect(!error.isLoss)
        #expect(try connection.command(RedisCommand("PING"), at: .seconds(1)) == .status("PONG"))
    }

    @Test func passwordsAndDatabases() throws {
        let server = try RedisServer()
        let open = RedisConnection(server.address)
        _ = try open.command(RedisCommand("CONFIG", "SET", "requirepass", "secret"), at: .seconds(1))
        #expect(throws: RedisError.server("NOAUTH Authentication required.")) {
            try RedisConnection(server.address).command(RedisCommand("PING"), at: .seconds(1))
        }
        var address = server.address
        address.password = "wrong"
        #expect(throws: RedisError.self) {
            try RedisConnection(address).command(RedisCommand("PING"), at: .seconds(1))
        }
        address.password = "secret"
        address.database = 3
        _ = try RedisConnection(address).command(RedisCommand("SET", "in", "three"), at: .seconds(1))
        address.database = 0
        #expect(try RedisConnection(address).command(RedisCommand("GET", "in"), at: .seconds(1)) == .nothing)
        address.user = "default"
        address.database = 3
        #expect(try RedisConnection(address).command(RedisCommand("GET", "in"), at: .seconds(1)).string == "three")
    }

    @Test func scriptsAreLearntAgain() throws {
        let server = try RedisServer()
        let connection = RedisConnection(server.address)
        let call = ScriptCall(Self.echo, keys: ["n"], ["x"])
        #expect(try connection.run(call, at: .seconds(1)).elements?.last == .integer(1))
        _ = try connection.command(RedisCommand("SCRIPT", "FLUSH"), at: .seconds(1))
        let replies = try connection.run([call, call], at: .seconds(1))
        #expect(replies.compactMap { $0.elements?.last?.number } == [2, 3])
    }

    @Test func aScriptThatFailsIsNamed() throws {
        let server = try RedisServer()
        let broken = ScriptCall(RedisScript("broken", "return ("), keys: [])
        let error = try #require(throws: RedisError.self) {
            try RedisConnection(server.address).run(broken, at: .seconds(1))
        }
        #expect("\(error)".contains("script broken"))
    }

    @Test func aServerThatComesBackIsFoundAgain() throws {
        let server = try RedisServer()
        let connection = RedisConnection(server.address)
        #expect(try connection.run(ScriptCall(Self.echo, keys: ["n"], ["x"]), at: .seconds(1)).elements?.count == 3)
        server.kill()
        for second in Int64(2)...4 {
            let error = try #require(throws: RedisError.self) {
                try connection.command(RedisCommand("PING"), at: .seconds(second))
            }
            #expect(error.isLoss)
        }
        try server.start()
        // It is not tried again at once, and is tried again after a while.
        #expect(throws: RedisError.self) { try connection.command(RedisCommand("PING"), at: .seconds(4)) }
        #expect(try connection.command(RedisCommand("PING"), at: .seconds(60)) == .status("PONG"))
        let replies = try connection.run(ScriptCall(Self.echo, keys: ["n"], ["x"]), at: .seconds(60))
        #expect(replies.elements?.last == .integer(2), "what it had answered was on its disk")
    }

    @Test func aServerThatHangsIsNotWaitedForEachTime() throws {
        let server = try RedisServer()
        var address = server.address
        address.answerTimeout = 50
        let connection = RedisConnection(address)
        #expect(try connection.command(RedisCommand("PING"), at: .seconds(1)) == .status("PONG"))
        server.suspend()
        #expect(throws: RedisError.timedOut) { try connection.command(RedisCommand("PING"), at: .seconds(2)) }
        #expect(throws: RedisError.timedOut) { try connection.command(RedisCommand("PING"), at: .seconds(2)) }
        server.resume()
        #expect(throws: RedisError.timedOut, "the pause is not over") {
            try connection.command(RedisCommand("PING"), at: .seconds(2))
        }
        #expect(try connection.command(RedisCommand("PING"), at: .seconds(3)) == .status("PONG"))
    }

    @Test func nobodyThere() throws {
        let connection = RedisConnection(RedisAddress(.host("127.0.0.1", port: 1)))
        let error = try #require(throws: RedisError.self) {
            try connection.command(RedisCommand("PING"), at: .seconds(1))
        }
        #expect(error == .unreachable("Connection refused"))
        #expect(!connection.isConnected)
    }

    @Test func manyThreadsTakeTurns() async throws {
        let server = try RedisServer()
        let connection = RedisConnection(server.address)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for thread in 0..<8 {
                group.addTask {
                    for round in 0..<100 {
                        let text = "\(thread) \(round)"
                        let answer = try connection.command(RedisCommand("ECHO", text), at: .seconds(1)).string
                        #expect(answer == text)
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
#endif
