import ScrimpRuntime
import ScrimpTestSupport
import Testing

@Suite struct TargetHealthTests {
    /// What happened, read from the beginning for every question.
    private struct Naive {
        let cooldown: Int64
        let cooldownAfter: Int
        var calls: [(hasSucceeded: Bool, time: Int64)] = []

        var restsUntil: Int64? {
            var until: Int64?
            for (index, call) in calls.enumerated() where !call.hasSucceeded && cooldown > 0 {
                let row = calls[...index].reversed().prefix { !$0.hasSucceeded }.count
                if row >= cooldownAfter, call.time >= until ?? .min { until = call.time + cooldown }
            }
            return until
        }

        func share(at now: Int64) -> Int64 {
            let width = (TargetHealth.window + 58) / 59
            let live = calls.filter { now / width - $0.time / width < 60 }
            guard !live.isEmpty else { return 1_000_000_000 }
            let successes = Int64(live.count { $0.hasSucceeded }) * 2_000_000_000
            return (successes + Int64(live.count)) / (2 * Int64(live.count))
        }
    }

    @Test(arguments: [0, 20_000_000_000, 400_000_000_000] as [Int64], [1, 2, 3, 7])
    func agreesWithAListOfCalls(_ cooldown: Int64, _ cooldownAfter: Int) throws {
        var generator = SeededGenerator(seed: UInt64(cooldownAfter))
        var health = TargetHealth(cooldown: cooldown, cooldownAfter: Int64(cooldownAfter))
        var naive = Naive(cooldown: cooldown, cooldownAfter: cooldownAfter)
        var now: Int64 = 0
        var rested = 0
        for step in 0..<300 {
            now += Int64(generator.below(generator.chance(3) ? 600_000_000_000 : 8_000_000_000))
            let hasSucceeded = generator.chance(step % 100 < 50 ? 80 : 15)
            if hasSucceeded { health.succeeded(at: now) } else { health.failed(at: now) }
            naive.calls.append((hasSucceeded, now))
            let until = naive.restsUntil
            #expect(health.restsUntil == until)
            now += Int64(generator.below(3_000_000_000))
            #expect(health.isResting(at: now) == (until.map { now < $0 } ?? false))
            #expect(health.share(at: now) == naive.share(at: now))
            if health.isResting(at: now) { rested += 1 }
            if step == 150 {
                let record = health.encode()
                health = try #require(
                    TargetHealth(decoding: record, cooldown: cooldown, cooldownAfter: Int64(cooldownAfter)))
            }
        }
        #expect(cooldown == 0 ? rested == 0 : rested > 10)
    }

    @Test func aRowOfFailuresRestsAndOneMoreRestsAgain() {
        var health = TargetHealth(cooldown: 100, cooldownAfter: 3)
        health.failed(at: 0)
        health.failed(at: 1)
        #expect(health.restsUntil == nil)
        health.failed(at: 2)
        #expect(health.isResting(at: 2) && health.isResting(at: 101) && !health.isResting(at: 102))
        health.failed(at: 50)
        #expect(health.restsUntil == 102)
        health.failed(at: 102)
        #expect(health.restsUntil == 202)
        health.succeeded(at: 202)
        health.failed(at: 203)
        health.failed(at: 204)
        #expect(!health.isResting(at: 204))
        health.failed(at: 205)
        #expect(health.restsUntil == 305)
    }

    @Test func aSuccessDuringARestDoesNotEndIt() {
        var health = TargetHealth(cooldown: 100, cooldownAfter: 1)
        health.failed(at: 0)
        health.succeeded(at: 10)
        #expect(health.isResting(at: 99) && !health.isResting(at: 100))
        #expect(health.share(at: 99) == 500_000_000)
    }

    @Test func withoutCallsItIsHealthy() {
        var health = TargetHealth(cooldown: .max, cooldownAfter: .min)
        #expect(health.share(at: 0) == 1_000_000_000)
        health.failed(at: 10)
        #expect(health.share(at: 10) == 0)
        #expect(health.restsUntil == .max)
        #expect(health.share(at: 10 + 2 * TargetHealth.window) == 1_000_000_000)
    }

    @Test func damagedRecordsAreRefused() throws {
        func decoded(_ bytes: [UInt8]) -> TargetHealth? { TargetHealth(decoding: bytes, cooldown: 5, cooldownAfter: 2) }
        var health = TargetHealth(cooldown: 100, cooldownAfter: 1)
        health.failed(at: 0)
        let bytes = health.encode()
        #expect(decoded(bytes)?.restsUntil == 100)
        for count in bytes.indices { #expect(decoded(Array(bytes[..<count])) == nil) }
        for index in bytes.indices {
            var changed = bytes
            changed[index] ^= 0x10
            #expect(decoded(changed) == nil)
        }
        // The settings of now hold for what comes next.
        var restored = try #require(decoded(bytes))
        restored.failed(at: 100)
        #expect(restored.restsUntil == 105)
    }
}
