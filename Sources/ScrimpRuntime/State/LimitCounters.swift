/// The counters of one limit: one per scope, plus the one at place 0, which a limit without scopes uses, and which keys
/// beyond the declared maximum share.
///
/// A rate is a token bucket in whole numbers: the level counts the `amount`-th parts of a nanosecond of refilling, so that a
/// request or token is `per` of them and a nanosecond refills `amount`: nothing is ever rounded. The burst is one second of
/// the rate, at least one request. A call passes when the level reaches its need or the burst, whichever is less, and takes
/// the whole need: a call larger than the burst passes a full bucket and leaves a debt. So in any span the needs of all
/// calls, less what was given back, exceed the burst plus what the rate refills in it by at most the last call.
package struct LimitCounters: Sendable {
    struct Counter: Sendable {
        var scope: Int64 = 0
        var running: Int64 = 0
        var calls: Int64 = 0
        /// When a call last began or ended.
        var lastCall: Int64 = .min
        /// Up to when the levels are right, which is also when the counter was last looked at.
        var moment: Int64 = .min
        var generation: UInt32 = 1
    }

    struct Bucket: Sendable {
        let countsTokens: Bool
        let amount: Int128
        let per: Int128
        let burst: Int128

        init(_ rate: LimitSettings.Rate) {
            countsTokens = rate.countsTokens
            amount = Int128(max(rate.amount, 0))
            per = Int128(max(rate.per, 1))
            let second = amount * 1_000_000_000
            burst = countsTokens || amount == 0 ? second : max(second, per)
        }

        func need(_ tokens: Int64) -> Int128 { countsTokens ? Int128(max(tokens, 0)) * per : per }

        /// The level after some time; the difference of two times is clamped to the range of 64 bits.
        func level(_ level: Int128, from start: Int64, to now: Int64) -> Int128 {
            guard now > start, level < burst else { return level }
            let (difference, overflow) = now.subtractingReportingOverflow(start)
            return min(level.adding(clamping: amount * Int128(overflow ? .max : difference)), burst)
        }

        /// Whether a call passes. A rate of nothing lets only calls pass that need nothing.
        func lets(_ need: Int128, pass level: Int128) -> Bool {
            amount == 0 ? need == 0 : level >= min(need, burst)
        }
    }

    /// How many counters are looked at for one that is idle: for every new scope, and where there is no room.
    private static let glance = 2
    private static let search = 64

    private let concurrency: Int64
    private let calls: Int64
    private let countsCalls: Bool
    private let forget: Int64
    private let isScoped: Bool
    private let capacity: Int
    let buckets: [Bucket]
    private var counters: [Counter] = [Counter()]
    /// `buckets.count` per counter.
    private var levels: [Int128]
    private var table = PlaceTable()
    /// The counter at which the last search for an idle one ended.
    private var hand = 0
    /// Another policy goes on with what was counted here.
    var isHandedOver = false

    package init(_ settings: LimitSettings) {
        concurrency = settings.concurrency ?? .max
        calls = settings.calls ?? .max
        countsCalls = settings.calls != nil
        forget = max(settings.forget, 0)
        isScoped = settings.isScoped
        capacity = Int(clamping: min(max(settings.scopes, 0), Int64(Int32.max) - 1))
        buckets = settings.rates.map { Bucket($0) }
        levels = buckets.map { $0.burst }
    }

    /// The counter of a scope if it has one. A limit without scopes has the one at place 0.
    package mutating func existing(scope: Int64?, at now: Int64) -> Int32? {
        guard let place = find(scope) else { return nil }
        refresh(place, at: now)
        return Int32(truncatingIfNeeded: place)
    }

    /// The counter of a scope: made if there is none, the shared one if there is no room.
    package mutating func counter(scope: Int64?, at now: Int64) -> Int32 {
        let place = find(scope) ?? scope.flatMap { make($0, at: now) } ?? 0
        refresh(place, at: now)
        return Int32(truncatingIfNeeded: place)
    }

    /// Nil for the shared counter and for limits without scopes.
    package func scope(_ counter: Int32) -> Int64? { counter == 0 ? nil : counters[Int(counter)].scope }

    /// What stands in the way of a call: the first of calls, concurrency and rates, in their order.
    package mutating func refusal(_ counter: Int32, tokens: Int64, at now: Int64) -> LimitRefusal? {
        let place = Int(counter)
        refresh(place, at: now)
        if counters[place].calls >= calls { return .calls }
        if counters[place].running >= concurrency { return .concurrency }
        for rate in buckets.indices where !isLetThrough(place, rate, tokens) { return .rate(rate) }
        return nil
    }

    /// Takes a permit, a request, tokens and a call, whether or not `refusal` has found them.
    package mutating func take(_ counter: Int32, tokens: Int64, at now: Int64) -> LimitHold {
        let place = Int(counter)
        refresh(place, at: now)
        for rate in buckets.indices { add(-buckets[rate].need(tokens), to: rate, of: place) }
        counters[place].running = counters[place].running.adding(clamping: 1)
        if countsCalls { counters[place].calls = counters[place].calls.adding(clamping: 1) }
        counters[place].lastCall = counters[place].moment
        return LimitHold(counter: counter, generation: counters[place].generation, tokens: max(tokens, 0))
    }

    /// Frees the permit and gives back the tokens that were not used, or takes those used beyond them.
    package mutating func finish(_ hold: LimitHold, usedTokens: Int64, at now: Int64) {
        guard let place = free(hold, at: now) else { return }
        giveBack(hold, usedTokens, to: place)
    }

    /// A call that had been taken to use all of its tokens has used others; its permit is free already.
    package mutating func correct(_ hold: LimitHold, usedTokens: Int64, at now: Int64) {
        let place = Int(hold.counter)
        guard counters.indices.contains(place), counters[place].generation == hold.generation else { return }
        refresh(place, at: now)
        giveBack(hold, usedTokens, to: place)
    }

    /// Gives back all that was taken for a call that was never made.
    package mutating func cancel(_ hold: LimitHold, at now: Int64) {
        guard let place = free(hold, at: now) else { return }
        for rate in buckets.indices { add(buckets[rate].need(hold.tokens), to: rate, of: place) }
        counters[place].calls = max(counters[place].calls - 1, 0)
    }

    /// Whether a call could pass a counter that has never been used.
    package func canEverFit(tokens: Int64) -> Bool {
        calls > 0 && concurrency > 0
            && buckets.allSatisfy { $0.lets($0.need(tokens), pass: $0.burst) }
    }

    /// The earliest time at which the rates would let a call pass if nothing else happens; nil where that is never, or
    /// where other calls must end first, or all calls have been made.
    package mutating func nextChance(_ counter: Int32, tokens: Int64, at now: Int64) -> Int64? {
        let place = Int(counter)
        refresh(place, at: now)
        guard counters[place].calls < calls, counters[place].running < concurrency else { return nil }
        var wait: Int128 = 0
        for rate in buckets.indices where !isLetThrough(place, rate, tokens) {
            let bucket = buckets[rate]
            guard bucket.amount > 0 else { return nil }
            let (missing, overflow) = min(bucket.need(tokens), bucket.burst)
                .subtractingReportingOverflow(levels[place * buckets.count + rate])
            guard !overflow else { return nil }
            wait = max(wait, missing / bucket.amount + (missing % bucket.amount > 0 ? 1 : 0))
        }
        return Int64(exactly: Int128(counters[place].moment) + wait)
    }

    /// Calls that have begun and not ended.
    package func running(_ counter: Int32) -> Int64 { counters[Int(counter)].running }
}

extension LimitCounters {
    /// What people are shown of one counter.
    package struct Fill: Hashable, Sendable {
        package var running: Int64
        package var calls: Int64
        /// Whole requests or tokens that each rate would let pass at once, rounded down; below zero where it is in debt.
        package var levels: [Int64]
    }

    /// How full a counter is; it is not changed.
    package func fill(_ counter: Int32, at now: Int64) -> Fill {
        let place = Int(counter)
        let own = counters[place]
        let left = buckets.indices.map { rate in
            let level = level(place, rate, at: now)
            let per = buckets[rate].per
            return Int64(clamping: level / per - (level % per < 0 ? 1 : 0))
        }
        return Fill(running: own.running, calls: isForgotten(place, at: now) ? 0 : own.calls, levels: left)
    }

    /// The scopes that have a counter; nil is the shared one, which is there for good.
    package func scopes() -> [Int64?] { counters.indices.map { $0 == 0 ? nil : counters[$0].scope } }
}

extension LimitCounters {
    private func find(_ scope: Int64?) -> Int? {
        guard let scope, isScoped else { return 0 }
        return table.place(of: UInt64(bitPattern: scope)).map { Int($0) }
    }

    /// A counter for a scope that has none; nil where there is no room.
    ///
    /// Counters that have become idle are found by a hand that goes round, a few steps for every new scope, so that there are
    /// about as many as are in use. Only where the maximum has been reached does it go further.
    private mutating func make(_ scope: Int64, at now: Int64) -> Int? {
        let place: Int
        if let idle = takeIdle(at: now, steps: Self.glance) {
            place = idle
        } else if counters.count <= capacity {
            place = counters.count
            counters.append(Counter())
            for bucket in buckets { levels.append(bucket.burst) }
        } else if let idle = takeIdle(at: now, steps: Self.search) {
            place = idle
        } else {
            return nil
        }
        let generation = counters[place].generation &+ 1
        counters[place] = Counter()
        counters[place].scope = scope
        counters[place].generation = generation
        for rate in buckets.indices { levels[place * buckets.count + rate] = buckets[rate].burst }
        table.insert(UInt64(bitPattern: scope), at: Int32(truncatingIfNeeded: place))
        return place
    }

    private mutating func takeIdle(at now: Int64, steps: Int) -> Int? {
        for _ in 0..<min(steps, counters.count - 1) {
            hand = hand + 1 < counters.count ? hand + 1 : 1
            guard isIdle(hand, at: now) else { continue }
            table.remove(UInt64(bitPattern: counters[hand].scope))
            return hand
        }
        return nil
    }

    /// Whether a counter cannot be told from a new one. What has been looked at in this instant is kept: the decision that is
    /// being made may know its place.
    private func isIdle(_ place: Int, at now: Int64) -> Bool {
        guard counters[place].running == 0, counters[place].moment < now else { return false }
        guard counters[place].calls == 0 || isForgotten(place, at: now) else { return false }
        for rate in buckets.indices where level(place, rate, at: now) < buckets[rate].burst { return false }
        return true
    }

    /// Calls are not forgotten while one runs.
    private func isForgotten(_ place: Int, at now: Int64) -> Bool {
        guard counters[place].running == 0 else { return false }
        let (age, overflow) = now.subtractingReportingOverflow(counters[place].lastCall)
        return overflow ? now > counters[place].lastCall : age >= forget
    }

    private func level(_ place: Int, _ rate: Int, at now: Int64) -> Int128 {
        buckets[rate].level(levels[place * buckets.count + rate], from: counters[place].moment, to: now)
    }

    private mutating func refresh(_ place: Int, at now: Int64) {
        if counters[place].calls > 0, isForgotten(place, at: now) { counters[place].calls = 0 }
        guard now > counters[place].moment else { return }
        for rate in buckets.indices { levels[place * buckets.count + rate] = level(place, rate, at: now) }
        counters[place].moment = now
    }

    private func isLetThrough(_ place: Int, _ rate: Int, _ tokens: Int64) -> Bool {
        buckets[rate].lets(buckets[rate].need(tokens), pass: levels[place * buckets.count + rate])
    }

    private mutating func add(_ amount: Int128, to rate: Int, of place: Int) {
        let index = place * buckets.count + rate
        levels[index] = min(levels[index].adding(clamping: amount), buckets[rate].burst)
    }

    private mutating func giveBack(_ hold: LimitHold, _ usedTokens: Int64, to place: Int) {
        let unused = Int128(hold.tokens) - Int128(max(usedTokens, 0))
        for rate in buckets.indices where buckets[rate].countsTokens {
            add(unused * buckets[rate].per, to: rate, of: place)
        }
    }

    /// Frees the permit of a hold; nil where its counter has gone to another scope.
    private mutating func free(_ hold: LimitHold, at now: Int64) -> Int? {
        let place = Int(hold.counter)
        guard counters.indices.contains(place), counters[place].generation == hold.generation else { return nil }
        refresh(place, at: now)
        counters[place].running = max(counters[place].running - 1, 0)
        counters[place].lastCall = counters[place].moment
        return place
    }
}

extension LimitCounters {
    /// All that is known of a scope; nil where it has no counter.
    package func export(scope: Int64?) -> LimitRecord? {
        guard let place = find(scope) else { return nil }
        let own = counters[place]
        return LimitRecord(
            running: own.running, calls: own.calls, lastCall: own.lastCall, moment: own.moment,
            levels: buckets.indices.map { rate in
                LimitRecord.Level(per: Int64(buckets[rate].per), level: levels[place * buckets.count + rate])
            })
    }

    /// Makes a scope's counter what a record says. Holds that were taken from the counter here stay good.
    ///
    /// A rate that the record does not have, because the policy has been changed, begins with a full bucket.
    /// - Returns: whether there was room for the counter.
    @discardableResult
    package mutating func restore(scope: Int64?, _ record: LimitRecord, at now: Int64) -> Bool {
        guard let place = find(scope) ?? scope.flatMap({ make($0, at: now) }) else { return false }
        counters[place].running = max(record.running, 0)
        counters[place].calls = countsCalls ? max(record.calls, 0) : 0
        counters[place].lastCall = record.lastCall
        counters[place].moment = record.moment
        for rate in buckets.indices {
            let kept = rate < record.levels.count ? record.levels[rate] : nil
            let level = kept.flatMap { $0.per == Int64(buckets[rate].per) ? $0.level : nil }
            levels[place * buckets.count + rate] = min(level ?? buckets[rate].burst, buckets[rate].burst)
        }
        return true
    }

    /// Makes all scopes idle, where this only mirrors what is kept elsewhere. Places stay: holds name them.
    mutating func forgetScopes() {
        for place in 1..<counters.count {
            counters[place].running = 0
            counters[place].calls = 0
            counters[place].moment = .min
            for rate in buckets.indices { levels[place * buckets.count + rate] = buckets[rate].burst }
        }
    }

    /// What a call holds that was taken in another process, from a counter that has been restored here.
    package func hold(_ counter: Int32, tokens: Int64) -> LimitHold {
        LimitHold(counter: counter, generation: counters[Int(counter)].generation, tokens: max(tokens, 0))
    }
}
