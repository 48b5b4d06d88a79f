import CAllocationCounter
import ScrimpQuantities
import ScrimpRuntime
import Testing

#if DEBUG
private let isOptimized = false
#else
private let isOptimized = true
#endif

/// Questions that leave the counters as they are.
extension LimitCounters {
    fileprivate func obstacle(_ counter: Int32, tokens: Int64, at now: Int64) -> LimitRefusal? {
        var copy = self
        return copy.refusal(counter, tokens: tokens, at: now)
    }
    fileprivate func chance(_ counter: Int32, tokens: Int64, at now: Int64) -> Int64? {
        var copy = self
        return copy.nextChance(counter, tokens: tokens, at: now)
    }
}

@Suite struct LimitCountersTests {
    private typealias Rate = LimitSettings.Rate

    private struct Running {
        var scope: Int64
        var hold: LimitHold
        var tokens: Int64
    }

    private static let settings: [LimitSettings] = [
        LimitSettings(concurrency: 3, isScoped: true),
        LimitSettings(rates: [Rate(countsTokens: false, amount: 5, per: .second)], isScoped: true),
        LimitSettings(rates: [Rate(countsTokens: false, amount: 7, per: .minute)], isScoped: true),
        LimitSettings(rates: [Rate(countsTokens: true, amount: 1_000, per: .second)], isScoped: true),
        LimitSettings(rates: [Rate(countsTokens: true, amount: 100, per: .hour)], isScoped: true),
        LimitSettings(calls: 4, forget: 2 * .second, isScoped: true),
        LimitSettings(
            concurrency: 2,
            rates: [
                Rate(countsTokens: false, amount: 3, per: 2_000_000_003),
                Rate(countsTokens: true, amount: 170, per: 700_000_003),
                Rate(countsTokens: true, amount: 333, per: 3 * .second / 2),
            ], calls: 12, forget: 4 * .second, isScoped: true),
        LimitSettings(
            concurrency: 2, rates: [Rate(countsTokens: false, amount: 2, per: .second)], calls: 5, forget: 0,
            isScoped: false),
    ]

    /// Nanoseconds between two steps, at most.
    private static let paces: [Int64] = [
        .second, .second / 20, 5 * .second, .second / 4, 20 * .minute, .second, .second, .second,
    ]

    @Test(arguments: settings.indices)
    func agreesWithAListOfAllThatHappened(index: Int) throws {
        let settings = Self.settings[index]
        var limit = LimitCounters(settings)
        var naive = NaiveLimit(settings)
        var generator = Generator(UInt64(index) + 1)
        var running: [Running] = []
        var (now, started) = (Int64(0), 0)
        var refusals: [LimitRefusal: Int] = [:]
        for step in 0..<700 {
            let pace = Self.paces[index]
            if generator.below(4) > 0 { now += Int64(generator.next() % UInt64(pace)) }
            let scope = Int64(generator.below(3)) - 1
            let tokens = Int64(generator.below(generator.below(10) == 0 ? 3_000 : 200))
            let key: Int64? = settings.isScoped ? scope : nil
            let own: Int64 = settings.isScoped ? scope : 0
            if generator.below(3) > 0 {
                let counter = limit.counter(scope: key, at: now)
                let refusal = limit.refusal(counter, tokens: tokens, at: now)
                let expected = try naive.refusal(own, tokens: tokens, at: now)
                try #require(refusal == expected, "step \(step)")
                let chance = limit.nextChance(counter, tokens: tokens, at: now)
                switch refusal {
                case nil:
                    #expect(chance == now)
                    let hold = limit.take(counter, tokens: tokens, at: now)
                    naive.take(own, tokens: tokens, at: now)
                    running.append(Running(scope: own, hold: hold, tokens: tokens))
                    started += 1
                case .rate:
                    refusals[refusal ?? .calls, default: 0] += 1
                    let time = try #require(chance)
                    #expect(time > now)
                    var before = naive
                    let early = try before.refusal(own, tokens: tokens, at: time - 1)
                    let then = try before.refusal(own, tokens: tokens, at: time)
                    #expect(early != nil && then == nil)
                case .calls, .concurrency:
                    refusals[refusal ?? .calls, default: 0] += 1
                    #expect(chance == nil)
                }
                #expect(limit.running(counter) == naive.scopes[own]?.running ?? 0)
                if let allowed = settings.concurrency { #expect(limit.running(counter) <= allowed) }
                for (rate, level) in limit.fill(counter, at: now).levels.enumerated() {
                    let exact = try naive.level(own, settings.rates[rate], at: now)
                    #expect(floor(exact.numerator, exact.denominator) == Int128(level))
                }
            } else if !running.isEmpty {
                let call = running.remove(at: generator.below(running.count))
                if generator.below(4) == 0 {
                    limit.cancel(call.hold, at: now)
                    naive.cancel(call.scope, tokens: call.tokens, at: now)
                } else {
                    let used = Int64(generator.below(Int(call.tokens) * 5 / 4 + 1))
                    limit.finish(call.hold, usedTokens: used, at: now)
                    naive.finish(call.scope, tokens: call.tokens, used: used, at: now)
                }
            }
        }
        #expect(started > 20)
        var kinds: Set<LimitRefusal> = Set(settings.rates.indices.map { .rate($0) })
        if settings.concurrency != nil { kinds.insert(.concurrency) }
        if settings.calls != nil { kinds.insert(.calls) }
        #expect(kinds.subtracting(refusals.keys).isEmpty, "of \(refusals)")
    }

    private func floor(_ numerator: Int128, _ denominator: Int128) -> Int128 {
        numerator / denominator - (numerator % denominator < 0 ? 1 : 0)
    }

    /// Over every span: at most the burst, what the rate makes in it, and one call.
    @Test(arguments: [
        (5, Int64.second, false), (7, .minute, false), (3, 1_000_000_007, false), (1_000, .second, true),
        (90, .hour, true),
    ])
    func noSpanSeesMoreThanBurstAndRate(amount: Int64, per: Int64, countsTokens: Bool) throws {
        var limit = LimitCounters(
            LimitSettings(rates: [Rate(countsTokens: countsTokens, amount: amount, per: per)]))
        var generator = Generator(UInt64(amount))
        var starts: [(time: Int64, need: Int128)] = []
        var (now, refused) = (Int64(0), 0)
        for _ in 0..<1_500 {
            if generator.below(3) == 0 { now += Int64(generator.next() % UInt64(max(per / amount * 30, 2))) }
            let tokens = Int64(generator.below(20))
            let counter = limit.counter(scope: nil, at: now)
            guard limit.refusal(counter, tokens: tokens, at: now) == nil else {
                refused += 1
                continue
            }
            let hold = limit.take(counter, tokens: tokens, at: now)
            limit.finish(hold, usedTokens: tokens, at: now)
            starts.append((now, countsTokens ? Int128(tokens) : 1))
        }
        #expect(refused > 100 && starts.count > 100)
        // In parts of `per`: amounts of requests or tokens times `per`.
        let second = Int128(amount) * 1_000_000_000
        let burst = countsTokens ? second : max(second, Int128(per))
        for first in starts.indices {
            var taken: Int128 = 0
            for last in first..<starts.count {
                let span = Int128(starts[last].time - starts[first].time)
                // Of the last call nothing but that the ones before it left room.
                try #require(taken * Int128(per) <= burst + Int128(amount) * span)
                taken += starts[last].need
            }
        }
    }

    @Test func aLongTimeLosesNothing() {
        // Seven requests in three seconds, asked for at each nanosecond at which one is due: a million of them, exactly.
        var limit = LimitCounters(LimitSettings(rates: [Rate(countsTokens: false, amount: 7, per: 3 * .second)]))
        let counter = limit.counter(scope: nil, at: 0)
        // The burst of one second is two and a third.
        for _ in 0..<2 { _ = limit.take(counter, tokens: 0, at: 0) }
        var now: Int64 = 0
        for call in 1...1_000_000 as ClosedRange<Int64> {
            now = limit.nextChance(counter, tokens: 0, at: now) ?? -1
            guard now == ((3 * call - 1) * .second + 6) / 7 else {
                Issue.record("call \(call) at \(now)")
                return
            }
            _ = limit.take(counter, tokens: 0, at: now)
        }
    }

    @Test func aCallLargerThanTheBurstPassesAFullBucketAndLeavesADebt() {
        var limit = LimitCounters(LimitSettings(rates: [Rate(countsTokens: true, amount: 10, per: .second)]))
        #expect(limit.canEverFit(tokens: 1_000_000))
        let counter = limit.counter(scope: nil, at: 0)
        let hold = limit.take(counter, tokens: 50, at: 0)
        #expect(limit.fill(counter, at: 0).levels == [-40])
        #expect(limit.obstacle(counter, tokens: 1, at: 4 * .second) == .rate(0))
        #expect(limit.chance(counter, tokens: 1, at: 0) == 4_100_000_000)
        #expect(limit.chance(counter, tokens: 100, at: 0) == 5 * .second)
        limit.finish(hold, usedTokens: 20, at: .second)
        #expect(limit.fill(counter, at: .second).levels == [0])
        // Used more than was taken: the debt grows.
        let next = limit.take(counter, tokens: 5, at: 2 * .second)
        limit.finish(next, usedTokens: 30, at: 2 * .second)
        #expect(limit.fill(counter, at: 2 * .second).levels == [-20])
    }

    @Test func limitsOfNothingLetNothingPass() {
        let none = [
            LimitSettings(concurrency: 0), LimitSettings(calls: 0),
            LimitSettings(rates: [Rate(countsTokens: false, amount: 0, per: .second)]),
            LimitSettings(rates: [Rate(countsTokens: true, amount: 0, per: .second)]),
        ]
        for settings in none {
            var limit = LimitCounters(settings)
            #expect(!limit.canEverFit(tokens: 1))
            let counter = limit.counter(scope: nil, at: 5)
            #expect(limit.obstacle(counter, tokens: 1, at: 5) != nil)
            #expect(limit.chance(counter, tokens: 1, at: 5) == nil)
        }
        let tokens = LimitCounters(none[3])
        #expect(tokens.canEverFit(tokens: 0))
        #expect(tokens.obstacle(0, tokens: 0, at: 0) == nil)
    }

    @Test func refusalsAreNamedInOrder() {
        let rates = [
            Rate(countsTokens: false, amount: 1, per: .second), Rate(countsTokens: true, amount: 1, per: .second),
        ]
        var limit = LimitCounters(LimitSettings(concurrency: 1, rates: rates, calls: 1))
        let counter = limit.counter(scope: nil, at: 0)
        let hold = limit.take(counter, tokens: 1, at: 0)
        #expect(limit.obstacle(counter, tokens: 1, at: 0) == .calls)
        var without = LimitCounters(LimitSettings(concurrency: 1, rates: rates))
        let other = without.take(0, tokens: 1, at: 0)
        #expect(without.obstacle(0, tokens: 1, at: 0) == .concurrency)
        without.finish(other, usedTokens: 1, at: 0)
        #expect(without.obstacle(0, tokens: 1, at: 0) == .rate(0))
        #expect(without.obstacle(0, tokens: 1, at: .second) == nil)
        limit.cancel(hold, at: 0)
        #expect(limit.obstacle(counter, tokens: 1, at: 0) == nil)
    }

    @Test func callsAreForgottenAfterRestingAndNotWhileOneRuns() {
        var limit = LimitCounters(LimitSettings(calls: 2, forget: 10, isScoped: true))
        let counter = limit.counter(scope: 1, at: 0)
        let first = limit.take(counter, tokens: 0, at: 0)
        let second = limit.take(counter, tokens: 0, at: 0)
        limit.finish(first, usedTokens: 0, at: 5)
        #expect(limit.obstacle(counter, tokens: 0, at: 100) == .calls)
        limit.finish(second, usedTokens: 0, at: 100)
        #expect(limit.obstacle(counter, tokens: 0, at: 109) == .calls)
        #expect(limit.obstacle(counter, tokens: 0, at: 110) == nil)
        #expect(limit.fill(counter, at: 110).calls == 0)
    }

    @Test func timesThatStandStillOrGoBackRefillNothing() {
        var limit = LimitCounters(LimitSettings(rates: [Rate(countsTokens: false, amount: 1, per: 10 * .second)]))
        _ = limit.take(0, tokens: 0, at: 20 * .second)
        #expect(limit.obstacle(0, tokens: 0, at: 20 * .second) == .rate(0))
        #expect(limit.obstacle(0, tokens: 0, at: 0) == .rate(0))
        #expect(limit.chance(0, tokens: 0, at: 0) == 30 * .second)
    }

    @Test func idleCountersGoToOtherScopesAndTheirHoldsChangeNothing() {
        var limit = LimitCounters(LimitSettings(concurrency: 1, isScoped: true, scopes: 2))
        let a = limit.counter(scope: 1, at: 0)
        let hold = limit.take(a, tokens: 0, at: 0)
        let b = limit.counter(scope: 2, at: 0)
        #expect(a != b && a != 0 && b != 0)
        let other = limit.take(b, tokens: 0, at: 0)
        // All in use: a third shares place 0.
        let place = limit.counter(scope: 3, at: 1)
        #expect(place == 0)
        #expect(!limit.scopes().contains(3))
        limit.finish(hold, usedTokens: 0, at: 2)
        let c = limit.counter(scope: 4, at: 3)
        #expect(c == a && limit.scope(c) == 4)
        #expect(!limit.scopes().contains(1))
        _ = limit.take(c, tokens: 0, at: 3)
        // The hold of scope 1 is of the past.
        limit.finish(hold, usedTokens: 0, at: 4)
        limit.cancel(hold, at: 4)
        #expect(limit.running(c) == 1)
        limit.finish(other, usedTokens: 0, at: 5)
        #expect(limit.running(b) == 0)
        #expect(limit.scopes() == [nil, 4, 2])
        var stray = hold
        stray.counter = 99
        limit.finish(stray, usedTokens: 0, at: 6)
        #expect(limit.running(c) == 1)
    }

    @Test func onlyWhatCannotBeToldFromNewIsIdle() {
        let settings = LimitSettings(
            rates: [Rate(countsTokens: false, amount: 1, per: .second)], calls: 5, forget: 10 * .second, isScoped: true,
            scopes: 1)
        var limit = LimitCounters(settings)
        let counter = limit.counter(scope: 1, at: 0)
        let hold = limit.take(counter, tokens: 0, at: 0)
        let place = limit.counter(scope: 2, at: 20 * .second)
        #expect(place == 0)
        limit.finish(hold, usedTokens: 0, at: 20 * .second)
        let later = limit.counter(scope: 2, at: 29 * .second)
        #expect(later == 0)
        let idle = limit.counter(scope: 2, at: 30 * .second)
        #expect(idle == counter)
        // A debt is paid off before the counter goes.
        var debts = LimitCounters(
            LimitSettings(rates: [Rate(countsTokens: true, amount: 1, per: .second)], isScoped: true, scopes: 1))
        let owing = debts.counter(scope: 1, at: 0)
        debts.finish(debts.take(owing, tokens: 60, at: 0), usedTokens: 60, at: 0)
        let owed = debts.counter(scope: 2, at: .minute - 1)
        #expect(owed == 0)
        let paid = debts.counter(scope: 2, at: .minute)
        #expect(paid == owing)
    }

    @Test func countersAreAboutAsManyAsAreInUse() {
        var limit = LimitCounters(LimitSettings(concurrency: 1, isScoped: true))
        var generator = Generator(3)
        for step in 0..<20_000 as Range<Int64> {
            let counter = limit.counter(scope: Int64(bitPattern: generator.next()), at: step)
            limit.finish(limit.take(counter, tokens: 0, at: step), usedTokens: 0, at: step)
        }
        #expect(limit.scopes().count < 20)
    }

    @Test(.enabled(if: isOptimized)) func nothingIsAllocatedOnceItHasGrown() {
        var settings = Self.settings[6]
        settings.scopes = 300
        var limit = LimitCounters(settings)
        var generator = Generator(5)
        var now: Int64 = 0
        func pass() {
            for _ in 0..<5_000 {
                now += .second / 100
                let counter = limit.counter(scope: Int64(generator.below(100_000)), at: now)
                guard limit.refusal(counter, tokens: 10, at: now) == nil else { continue }
                limit.finish(limit.take(counter, tokens: 10, at: now), usedTokens: 5, at: now)
            }
        }
        for _ in 0..<40 { pass() }
        let before = scrimp_allocations_of_this_thread()
        for _ in 0..<10 { pass() }
        #expect(scrimp_allocations_of_this_thread() == before)
        #expect(limit.scopes().count == 301)
    }
}
