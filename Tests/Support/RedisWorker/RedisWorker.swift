import Glibc
#if Redis
import ScrimpPlan
import ScrimpQuantities
import ScrimpRedis
import ScrimpRedisSupport
import ScrimpRuntime
#endif

/// A process that tests start beside others: makes calls of one budget until there is no money left, and says what it was
/// assured of.
@main
enum RedisWorker {
    static func main() {
        #if Redis
        let arguments = CommandLine.arguments.dropFirst().compactMap { Int128($0) }
        guard arguments.count == 5, let port = UInt16(exactly: arguments[0]) else {
            fail("usage: RedisWorker PORT NUMBER LIMIT PRICE MOST-TOKENS")
        }
        do {
            try spend(
                port: port, number: Int(clamping: arguments[1]), limit: arguments[2],
                price: Int64(clamping: arguments[3]), mostTokens: Int64(clamping: arguments[4]))
        } catch {
            fail("\(error)")
        }
        #else
        fail("built without Redis")
        #endif
    }

    #if Redis
    /// Says `settled AMOUNT` behind each report that has returned, `refused AMOUNT` at the end, and in between `lost` where Redis
    /// does not answer.
    private static func spend(port: UInt16, number: Int, limit: Int128, price: Int64, mostTokens: Int64) throws {
        var policy = RedisPolicy(price: price)
        policy.budget("daily", limit: limit, window: .calendar(.year))
        let host = try policy.host(RedisAddress(.host("127.0.0.1", port: port)), "worker \(number)")
        var seed = UInt64(number) &* 0x9E37_79B9_7F4A_7C15 &+ 1
        var losses = 0
        while losses < 3_000 {
            seed = StableHash.mix(seed &+ 0x9E37_79B9_7F4A_7C15)
            let tokens = Int64(seed % UInt64(mostTokens)) + 1
            let decision = try host.decide(tokens, at: now())
            switch decision.verdict {
            case .call:
                let used = Int64((seed >> 32) % UInt64(tokens)) + 1
                losses += try settle(decision, used, on: host)
                say("settled \(Int128(used) * Int128(price))")
            case .reject(.storeLost):
                losses += 1
                say("lost")
                usleep(10_000)
            default:
                say("refused \(Int128(tokens) * Int128(price))")
                host.store.shutDown(host.engine, at: now())
                return
            }
        }
        fail("redis did not come back")
    }

    /// Reports until it is accepted; how often it was not.
    private static func settle(_ decision: Decision, _ tokens: Int64, on host: RedisHost) throws -> Int {
        for attempt in 0..<3_000 {
            do {
                try host.settle(decision, tokens, at: now())
                return attempt
            } catch SettleError.storeLost {
                say("lost")
                usleep(10_000)
            }
        }
        fail("redis did not come back")
    }

    private static func now() -> Instant {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Instant(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
    }

    private static func say(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        unsafe _ = write(STDOUT_FILENO, bytes, bytes.count)
    }
    #endif

    private static func fail(_ line: String) -> Never {
        let bytes = Array((line + "\n").utf8)
        unsafe _ = write(STDERR_FILENO, bytes, bytes.count)
        exit(2)
    }
}
