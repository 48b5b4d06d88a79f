#if Redis
import ScrimpQuantities
import ScrimpRedis
import ScrimpRedisSupport
import ScrimpTestSupport
import Testing

@Suite(.enabled(if: RedisServer.isInstalled, Comment(rawValue: RedisServer.missing)))
struct SharedCounterTests {
    private let server: RedisServer
    private let connection: RedisConnection
    private let place = CounterPlace(key: "scrimp:{p}:budget:daily:-:0")

    init() throws {
        server = try RedisServer()
        connection = RedisConnection(server.address)
    }

    private func host(_ name: String) -> SharedCounters {
        SharedCounters(policy: "p", host: name, leaseLength: 60 * Instant.nanosecondsPerSecond)
    }

    private func lease(
        _ name: String, want: Int128, least: Int128, limit: Int128, at second: Int64, in place: CounterPlace? = nil
    ) throws -> CounterState {
        let call = host(name).lease(
            place ?? self.place, want: want, least: least, limit: limit, at: .seconds(second))
        return try SharedCounters.state(try connection.run(call, at: .seconds(second)))
    }

    private func report(
        _ name: String, _ number: Int64, settle amount: Int128, release: Int128, at second: Int64,
        bucket: Int64 = 0, in place: CounterPlace? = nil
    ) throws -> CounterState {
        let charge = CounterCharge(place: place ?? self.place, amount: amount, bucket: bucket, released: release)
        let call = host(name).report([charge], number: number, at: .seconds(second))
        let states = try SharedCounters.states(try connection.run(call, at: .seconds(second)))
        return try #require(states.first)
    }

    private func listing(_ place: CounterPlace? = nil) throws -> CounterListing {
        let reply = try connection.command(RedisCommand("HGETALL", (place ?? self.place).key), at: .seconds(1))
        return try #require(CounterListing(reply))
    }

    @Test func aLeaseIsWhatIsWantedWhileThereIsPlenty() throws {
        let state = try lease("a", want: 50, least: 10, limit: 1000, at: 1)
        #expect(state.granted == 50)
        #expect(state.leased == 50)
        #expect(state.own == 50)
        #expect(try lease("a", want: 50, least: 10, limit: 1000, at: 2).own == 100)
        #expect(try lease("b", want: 700, least: 10, limit: 1000, at: 2).granted == 10, "near the end, only the least")
        #expect(try listing().leases.map(\.amount) == [100, 10])
    }

    @Test func nothingIsLeasedBeyondTheLimit() throws {
        #expect(try lease("a", want: 900, least: 900, limit: 1000, at: 1).granted == 900)
        let refused = try lease("b", want: 200, least: 101, limit: 1000, at: 1)
        #expect(refused.granted == 0)
        #expect(refused.own == 0)
        #expect(try lease("b", want: 200, least: 100, limit: 1000, at: 1).granted == 100)
        #expect(try lease("b", want: 1, least: 0, limit: 1000, at: 1).granted == 0)
        #expect(try listing().leased == 1000)
    }

    @Test func whoIsRefusedLetsTheOthersKnow() throws {
        _ = try lease("a", want: 1000, least: 1000, limit: 1000, at: 1)
        #expect(try report("a", 0, settle: 0, release: 0, at: 1).isWanted == false)
        _ = try lease("b", want: 10, least: 10, limit: 1000, at: 2)
        #expect(try report("a", 1, settle: 100, release: 100, at: 3).isWanted)
        #expect(try report("b", 1, settle: 0, release: 0, at: 3).isWanted == false, "its own wish")
        #expect(try report("a", 2, settle: 0, release: 500, at: 4).own == 400)
        #expect(try lease("b", want: 10, least: 10, limit: 1000, at: 5).granted == 10)
        #expect(try report("a", 3, settle: 0, release: 0, at: 5).isWanted == false, "it has it now")
    }

    @Test func aWishIsForgottenInTime() throws {
        _ = try lease("a", want: 1000, least: 1000, limit: 1000, at: 1)
        _ = try lease("b", want: 10, least: 10, limit: 1000, at: 2)
        #expect(try report("a", 0, settle: 0, release: 0, at: 61).isWanted)
        #expect(try report("a", 0, settle: 0, release: 0, at: 62).isWanted == false)
    }

    @Test func settlingTwiceChangesNothing() throws {
        _ = try lease("a", want: 100, least: 100, limit: 1000, at: 1)
        for _ in 0..<3 {
            let state = try report("a", 1, settle: 70, release: 80, at: 2)
            #expect(state.settled == 70)
            #expect(state.own == 20)
        }
        let later = try report("a", 2, settle: -30, release: 0, at: 2)
        #expect(later.settled == 40)
        #expect(try report("a", 1, settle: 70, release: 80, at: 2) == later, "older than what came before")
    }

    @Test func oneReportBooksInAllItsCounters() throws {
        let other = CounterPlace(key: "scrimp:{p}:budget:other:-:0")
        _ = try lease("a", want: 100, least: 100, limit: 1000, at: 1)
        let charges = [
            CounterCharge(place: place, amount: 60, released: 100),
            CounterCharge(place: other, amount: 60, released: 0),
        ]
        let reply = try connection.run(host("a").report(charges, number: 1, at: .seconds(2)), at: .seconds(2))
        let states = try SharedCounters.states(reply)
        #expect(states.map(\.settled) == [60, 60])
        #expect(states.map(\.leased) == [0, 0])
    }

    @Test func whatADeadHostHeldIsChargedAndCorrectedWhenItIsHeardOf() throws {
        _ = try lease("dead", want: 400, least: 400, limit: 1000, at: 1)
        let seen = try lease("b", want: 1, least: 1, limit: 1000, at: 61)
        #expect(seen.estimated == 400)
        #expect(seen.leased == 1)
        #expect(try lease("b", want: 600, least: 600, limit: 1000, at: 62).granted == 0, "it may have been spent")
        // It was only slow: what it has is its own again, less what it used.
        let back = try report("dead", 1, settle: 30, release: 400, at: 63)
        #expect(back.estimated == 0)
        #expect(back.settled == 30)
        #expect(back.leased == 1)
        #expect(try lease("b", want: 600, least: 600, limit: 1000, at: 64).granted == 600)
    }

    @Test func aRenewedLeaseDoesNotLapse() throws {
        _ = try lease("a", want: 100, least: 100, limit: 1000, at: 1)
        for second in stride(from: Int64(40), through: 400, by: 40) {
            _ = try report("a", 0, settle: 0, release: 0, at: second)
            #expect(try lease("b", want: 0, least: 0, limit: 1000, at: second).estimated == 0)
        }
        #expect(try listing().leases.map(\.amount) == [100])
    }

    @Test func timeNeverRunsBackwards() throws {
        _ = try lease("late", want: 1, least: 1, limit: 1000, at: 1000)
        #expect(try lease("slow", want: 1, least: 1, limit: 1000, at: 1).own == 1)
        #expect(try listing().clock == 1_000_000_000)
        let leases = try listing().leases
        #expect(leases.allSatisfy { $0.ends == 1_060_000_000 }, "as of the latest time")
    }

    @Test func moneyBeyondWords() throws {
        let limit = Int128.max - 7
        let want = Int128(Int64.max) * 1000 + 3
        #expect(try lease("a", want: want, least: want, limit: limit, at: 1).granted == want)
        let state = try report("a", 1, settle: want - 1, release: want, at: 2)
        #expect(state.settled == want - 1)
        #expect(state.leased == 0)
        #expect(try lease("a", want: limit, least: limit - want + 1, limit: limit, at: 3).granted == limit - want + 1)
        #expect(try lease("a", want: 1, least: 1, limit: limit, at: 3).granted == 0)
    }

    @Test func theOldestBucketCountsInFullAndThenGoes() throws {
        var ring = place
        ring.buckets = 60
        ring.bucket = 100
        _ = try lease("a", want: 500, least: 500, limit: 1000, at: 1, in: ring)
        #expect(try report("a", 1, settle: 300, release: 400, at: 1, bucket: 100, in: ring).settled == 300)
        ring.bucket = 159
        #expect(try lease("a", want: 0, least: 0, limit: 1000, at: 2, in: ring).settled == 300)
        // A call of a bucket that is still in the window, reported late.
        #expect(try report("a", 2, settle: 50, release: 50, at: 2, bucket: 110, in: ring).settled == 350)
        ring.bucket = 160
        #expect(try lease("a", want: 0, least: 0, limit: 1000, at: 3, in: ring).settled == 50)
        // And of one that is not.
        #expect(try report("a", 3, settle: 9, release: 9, at: 3, bucket: 100, in: ring).settled == 50)
        ring.bucket = 500
        #expect(try lease("a", want: 0, least: 0, limit: 1000, at: 4, in: ring).settled == 0)
        #expect(try listing().leased == 41, "leases do not leave with a bucket")
    }

    @Test func whatHasLapsedLeavesTheWindowToo() throws {
        var ring = place
        ring.buckets = 60
        ring.bucket = 10
        _ = try lease("dead", want: 500, least: 500, limit: 1000, at: 1, in: ring)
        ring.bucket = 20
        #expect(try lease("b", want: 0, least: 0, limit: 1000, at: 61, in: ring).estimated == 500)
        ring.bucket = 79
        #expect(try lease("b", want: 0, least: 0, limit: 1000, at: 62, in: ring).estimated == 500)
        ring.bucket = 80
        #expect(try lease("b", want: 0, least: 0, limit: 1000, at: 63, in: ring).estimated == 0)
    }

    @Test func aHostWhoseClockIsBehindIsChargedAllTheSame() throws {
        var ring = place
        ring.buckets = 60
        ring.bucket = 5_000
        _ = try lease("ahead", want: 0, least: 0, limit: 1000, at: 1, in: ring)
        ring.bucket = 100
        #expect(try lease("a", want: 500, least: 500, limit: 1000, at: 1, in: ring).granted == 500)
        #expect(try report("a", 1, settle: 300, release: 500, at: 1, bucket: 98, in: ring).settled == 300)
        ring.bucket = 5_057
        #expect(try lease("ahead", want: 0, least: 0, limit: 1000, at: 1, in: ring).settled == 300)
        ring.bucket = 5_058
        #expect(try lease("ahead", want: 0, least: 0, limit: 1000, at: 1, in: ring).settled == 0)
    }

    @Test func anIdleCounterStartsAnew() throws {
        var run = place
        run.idle = 100 * Instant.nanosecondsPerSecond
        _ = try lease("a", want: 100, least: 100, limit: 100, at: 1, in: run)
        #expect(try report("a", 1, settle: 100, release: 100, at: 50, in: run).settled == 100)
        #expect(try lease("a", want: 1, least: 1, limit: 100, at: 149, in: run).granted == 0)
        // Asking was a use.
        #expect(try lease("a", want: 1, least: 1, limit: 100, at: 248, in: run).granted == 0)
        #expect(try lease("a", want: 1, least: 1, limit: 100, at: 348, in: run).granted == 1)
    }

    @Test func operatorsSetWhatIsSettled() throws {
        _ = try lease("a", want: 100, least: 100, limit: 1000, at: 1)
        _ = try report("a", 1, settle: 60, release: 60, at: 1)
        _ = try connection.run(SharedCounters.set(place, 900, at: .seconds(2)), at: .seconds(2))
        #expect(try listing().settled == 900)
        #expect(try listing().leased == 40)
        #expect(try lease("a", want: 61, least: 61, limit: 1000, at: 2).granted == 0)
        var ring = place
        ring.key += "r"
        ring.buckets = 60
        ring.bucket = 5
        _ = try connection.run(SharedCounters.set(ring, 900, at: .seconds(2)), at: .seconds(2))
        ring.bucket = 65
        #expect(try lease("a", want: 61, least: 61, limit: 1000, at: 3, in: ring).granted == 61)
    }

    /// Hosts that lease, use, give back, fall silent and return, in any order: the sums are always those of the parts, and
    /// what was granted was there.
    @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6])
    func sumsAreThoseOfTheParts(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let limit: Int128 = seed % 2 == 0 ? 10_000 : Int128(Int64.max) * 10_000
        let unit = limit / 100
        let names = ["a", "b", "c", "d"]
        var numbers: [String: Int64] = [:]
        var charged: Int128 = 0
        var second: Int64 = 1
        for _ in 0..<400 {
            second += random.chance(5) ? 61 : Int64(random.below(3))
            let name = names[random.below(names.count)]
            let amount = unit * Int128(random.below(5)) + Int128(random.below(3))
            if random.chance(50) {
                let before = try listing()
                let state = try lease(name, want: amount * 2, least: amount, limit: limit, at: second)
                #expect(state.granted == 0 || state.granted >= amount)
                #expect(before.settled + before.leased + before.estimated + state.granted <= max(limit, charged))
            } else {
                let lease = try listing().leases.first { $0.host == name }?.amount ?? 0
                let number = (numbers[name] ?? 0) + 1
                numbers[name] = number
                let settled = min(amount, lease)
                let state = try report(name, number, settle: settled, release: min(amount * 2, lease), at: second)
                charged += settled
                #expect(state.settled == charged)
            }
            let after = try listing()
            let sum = after.leases.reduce(Int128(0)) { $0 + $1.amount }
            #expect(sum == after.leased)
            #expect(after.settled + after.leased + after.estimated <= limit)
        }
        #expect(charged > 0)
    }
}
#endif
