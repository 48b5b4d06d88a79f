package import ScrimpPlan
import ScrimpQuantities

/// The counters of one budget: one per scope, plus the one at place 0, which a budget without scopes uses, and which keys
/// beyond the declared maximum share.
///
/// Calendar windows end for all scopes at once: the epoch moves on and every older entry of the table counts as free.
/// A rolling window is a ring of 60 buckets of a 59th of it each (rounded up): the bucket that is being filled and the 59
/// before it always cover the whole window, so that the oldest counts in full and nothing is let go too early.
package struct BudgetCounters: Sendable {
    struct Counter: Sendable {
        var settled: Int128 = 0
        var reserved: Int128 = 0
        var scope: Int64 = 0
        /// Newest bucket (rolling), or time of the last charge (until idle).
        var moment: Int64 = .min
        /// Rolling windows announce anew when a whole window has passed since the first announcement.
        var announcedSince: Int64 = .min
        var generation: UInt32 = 1
        /// How many thresholds have been announced.
        var announced: UInt16 = 0
        var isLive = false
    }
    struct Bucket: Sendable {
        var settled: Int128 = 0
        var reserved: Int128 = 0
    }
    private struct Slot: Sendable {
        var scope: Int64
        var epoch: UInt32
        var counter: Int32
    }

    /// Of a ring, at most; windows of less than 59 ns have fewer.
    static let bucketLimit = 60
    /// The buckets that lie wholly in the past, of which the window needs as many as cover it.
    static let bucketWidthDivisor: Int64 = 59

    private let window: PlanWindow
    private let bucketWidth: Int64
    private let bucketCount: Int
    private let idle: Int64
    private let thresholds: [Int128]
    private let capacity: Int
    private let isScoped: Bool
    private var epoch: UInt32 = 1
    private(set) var windowStart: Int64 = .min
    private var sweptAt: Int64 = .min
    /// Counters used in this window, place 0 included; of those, the ones in `free` have been let go.
    private var used = 1
    private var free: [Int32] = []
    private(set) var counters: [Counter] = [Counter()]
    private var ring: [Bucket] = []
    private var slots: [Slot]
    /// Another policy goes on with what was counted here: what is booked from now on is booked there as well.
    var isHandedOver = false

    package init(_ budget: PlanBudget) {
        window = budget.window
        isScoped = budget.scope != nil
        capacity = Int(clamping: max(budget.scopes, 0))
        thresholds = budget.alerts.map { share in
            // Rounded up: a share of the limit is reached when that much money is.
            let product = budget.limit.pico.multipliedReportingOverflow(by: Int128(share))
            let scale = Int128(PlanAttribute.ratioScale)
            guard !product.overflow else { return budget.limit.pico / scale * Int128(share) }
            return (product.partialValue + scale - 1) / scale
        }
        switch budget.window {
        case .rolling(let length):
            bucketWidth = max(1, length / Self.bucketWidthDivisor + (length % Self.bucketWidthDivisor > 0 ? 1 : 0))
            let whole = Int(clamping: length / bucketWidth + (length % bucketWidth > 0 ? 1 : 0))
            bucketCount = min(max(whole, 1) + 1, Self.bucketLimit)
            idle = 0
            ring = [Bucket](repeating: Bucket(), count: bucketCount)
        case .untilIdle(let length):
            (bucketWidth, bucketCount, idle) = (0, 0, length)
        case .calendar:
            (bucketWidth, bucketCount, idle) = (0, 0, 0)
        }
        slots = [Slot](repeating: Slot(scope: 0, epoch: 0, counter: 0), count: isScoped ? 64 : 0)
    }

    package mutating func openWindow(_ start: Int64) {
        // A step that began a moment before the window's end may come after one that began in the next.
        guard start > windowStart else { return }
        windowStart = start
        epoch &+= 1
        used = 1
        free.removeAll(keepingCapacity: true)
        reset(0, scope: 0)
    }

    package func spent(_ counter: Int) -> Int128 {
        counters[counter].settled.adding(clamping: counters[counter].reserved)
    }

    /// The same, of what counts still.
    mutating func spent(_ counter: Int, at now: Int64) -> Int128 {
        refresh(counter, at: now)
        return spent(counter)
    }

    /// Nil for the shared counter and for budgets without scopes.
    package func scope(_ counter: Int) -> Int64? { counter == 0 ? nil : counters[counter].scope }

    /// The counter of a scope if it has one.
    package mutating func existing(_ scope: Int64?, at now: Int64) -> Int? {
        guard let scope, isScoped else {
            refresh(0, at: now)
            return 0
        }
        var place = Self.start(scope) & (slots.count - 1)
        while slots[place].epoch == epoch {
            if slots[place].scope == scope {
                let counter = Int(slots[place].counter)
                refresh(counter, at: now)
                return counter
            }
            place = (place + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Whether a further scope would get a counter of its own, as far as is known without looking for idle ones.
    package var hasRoom: Bool { used <= capacity || !free.isEmpty }

    /// The counter of a scope, made if there is room.
    package mutating func open(_ scope: Int64?, at now: Int64) -> Int {
        if let known = existing(scope, at: now) { return known }
        guard let scope else { return 0 }
        if used > capacity, free.isEmpty { sweep(at: now) }
        guard let counter = free.popLast().map({ Int($0) }) ?? unusedCounter() else {
            refresh(0, at: now)
            return 0
        }
        reset(counter, scope: scope)
        place(scope, counter)
        refresh(counter, at: now)
        return counter
    }

    /// A counter that has not been used in this window; nil where all are.
    private mutating func unusedCounter() -> Int? {
        guard used <= capacity else { return nil }
        if (used + 1) * 2 > slots.count { rebuild(slots.count * 2) }
        let counter = used
        used += 1
        if counter == counters.count {
            counters.append(Counter())
            if case .rolling = window {
                ring.append(contentsOf: repeatElement(Bucket(), count: bucketCount))
            }
        }
        return counter
    }

    package mutating func hold(_ counter: Int, _ amount: Int128, part: UInt16, stripe: UInt16, at now: Int64) -> Hold {
        counters[counter].reserved = counters[counter].reserved.adding(clamping: amount)
        let bucket = counters[counter].moment
        if case .rolling = window { ring[ringPlace(counter, bucket)].reserved += amount }
        if idle > 0 { counters[counter].moment = now }
        return Hold(
            part: part, stripe: stripe, counter: Int32(truncatingIfNeeded: counter),
            generation: counters[counter].generation, bucket: bucket)
    }

    /// Whether the counter still counts for the scope and window in which the hold was made.
    package func isCurrent(_ hold: Hold) -> Bool {
        Int(hold.counter) < counters.count && counters[Int(hold.counter)].generation == hold.generation
    }

    /// Changes what a hold has put into its counter. Money of a window that has ended changes nothing.
    package mutating func move(_ hold: Hold, reserved: Int128, settled: Int128, at now: Int64) {
        guard isCurrent(hold) else { return }
        let counter = Int(hold.counter)
        if case .rolling = window {
            refresh(counter, at: now)
            guard counters[counter].moment - hold.bucket < Int64(bucketCount) else { return }
            let place = ringPlace(counter, hold.bucket)
            ring[place].reserved = ring[place].reserved.adding(clamping: reserved)
            ring[place].settled = ring[place].settled.adding(clamping: settled)
        } else if idle > 0 {
            // A scope that was idle for long enough is forgotten, whether or not anybody has looked at it since.
            refresh(counter, at: now)
            guard isCurrent(hold) else { return }
            counters[counter].moment = now
        }
        counters[counter].reserved = counters[counter].reserved.adding(clamping: reserved)
        counters[counter].settled = counters[counter].settled.adding(clamping: settled)
    }

    /// The next threshold, from 1, that has been reached and not been announced, which it then is; else 0.
    package mutating func announce(_ counter: Int, at now: Int64) -> Int {
        if counters[counter].announced > 0, case .rolling(let length) = window {
            let (age, overflow) = now.subtractingReportingOverflow(counters[counter].announcedSince)
            if !overflow, age >= length { counters[counter].announced = 0 }
        }
        let next = Int(counters[counter].announced)
        guard next < thresholds.count, spent(counter) >= thresholds[next] else { return 0 }
        if next == 0 { counters[counter].announcedSince = now }
        counters[counter].announced += 1
        return next + 1
    }
}

extension BudgetCounters {
    /// Announces every threshold that has been reached: the index of the first, and how many.
    @inline(__always)
    mutating func announceAll(_ counter: Int, at now: Int64) -> (first: UInt16, count: UInt16) {
        guard hasThresholds else { return (0, 0) }
        var (first, count): (UInt16, UInt16) = (0, 0)
        while true {
            let reached = announce(counter, at: now)
            guard reached > 0 else { return (first, count) }
            if count == 0 { first = UInt16(truncatingIfNeeded: reached - 1) }
            count &+= 1
        }
    }

    private var hasThresholds: Bool { !thresholds.isEmpty }

    /// The scopes that have a counter; nil is the shared one, which is there for good.
    package func scopes() -> [Int64?] {
        var scopes: [Int64?] = [nil]
        for counter in 1..<used where counters[counter].isLive { scopes.append(counters[counter].scope) }
        return scopes
    }

    /// All that is known of a scope in the current window; nil where it has no counter.
    package func export(scope: Int64?) -> BudgetRecord? {
        guard let counter = find(scope) else { return nil }
        let own = counters[counter]
        let start = counter * bucketCount
        return BudgetRecord(
            settled: own.settled, reserved: own.reserved, moment: own.moment, windowStart: windowStart,
            announced: own.announced, announcedSince: own.announcedSince, bucketWidth: bucketWidth,
            ring: ring[start..<(start + bucketCount)].map {
                BudgetRecord.Bucket(settled: $0.settled, reserved: $0.reserved)
            })
    }

    /// Makes a scope's counter what a record says. Holds that were made in the counter here stay good.
    /// - Returns: whether it did; not where the record is of another window or kind of window, or contradicts itself, or
    ///   where there is no room for the counter.
    @discardableResult
    package mutating func restore(scope: Int64?, _ record: BudgetRecord, at now: Int64) -> Bool {
        guard record.isConsistent, record.bucketWidth == bucketWidth, record.ring.count == bucketCount else {
            return false
        }
        if case .calendar = window, record.windowStart != windowStart { return false }
        let known = find(scope)
        let counter = known ?? open(scope, at: now)
        guard known != nil || counter != 0 else { return false }
        counters[counter].settled = record.settled
        counters[counter].reserved = record.reserved
        counters[counter].moment = record.moment
        counters[counter].announced = record.announced
        counters[counter].announcedSince = record.announcedSince
        for (index, bucket) in record.ring.enumerated() {
            ring[counter * bucketCount + index] = Bucket(settled: bucket.settled, reserved: bucket.reserved)
        }
        return true
    }

    /// Changes what a scope has spent in a window, or in a bucket of a rolling one, where it still counts.
    mutating func correct(scope: Int64?, windowStart: Int64, bucket: Int64, by amount: Int128, at now: Int64) {
        if case .calendar = window, windowStart != self.windowStart { return }
        guard let counter = find(scope) else { return }
        let hold = hold(counter, bucket: bucket, part: 0, stripe: 0)
        move(hold, reserved: 0, settled: amount, at: now)
    }

    /// What a call holds that was reserved in another process, in a counter that has been restored here.
    /// - Parameter bucket: the hold's, for rolling windows.
    package func hold(_ counter: Int, bucket: Int64, part: UInt16, stripe: UInt16) -> Hold {
        Hold(
            part: part, stripe: stripe, counter: Int32(truncatingIfNeeded: counter),
            generation: counters[counter].generation,
            bucket: bucket)
    }

    /// As `existing`, with nothing let go.
    private func find(_ scope: Int64?) -> Int? {
        guard let scope, isScoped else { return 0 }
        var place = Self.start(scope) & (slots.count - 1)
        while slots[place].epoch == epoch {
            if slots[place].scope == scope { return Int(slots[place].counter) }
            place = (place + 1) & (slots.count - 1)
        }
        return nil
    }
}

extension BudgetCounters {
    private static func start(_ scope: Int64) -> Int {
        Int(truncatingIfNeeded: StableHash.mix(UInt64(bitPattern: scope)))
    }

    private func ringPlace(_ counter: Int, _ bucket: Int64) -> Int {
        let count = Int64(bucketCount)
        return counter * bucketCount + Int(((bucket % count) + count) % count)
    }

    private mutating func reset(_ counter: Int, scope: Int64) {
        let generation = counters[counter].generation &+ 1
        counters[counter] = Counter()
        counters[counter].scope = scope
        counters[counter].generation = generation
        counters[counter].isLive = true
        guard case .rolling = window else { return }
        for place in (counter * bucketCount)..<((counter + 1) * bucketCount) { ring[place] = Bucket() }
    }

    /// Of the counter of a scope, as it is, with nothing let go; 0 where there is none.
    func generation(of scope: Int64?) -> UInt32 { find(scope).map { counters[$0].generation } ?? 0 }

    /// As `reset`, for a counter whose holds stay good.
    mutating func clear(_ counter: Int) {
        let generation = counters[counter].generation
        reset(counter, scope: counters[counter].scope)
        counters[counter].generation = generation
    }

    /// Lets go of all scopes, where this only mirrors what is kept elsewhere. Places stay: holds name them.
    mutating func forgetScopes() {
        for counter in 1..<used where counters[counter].isLive {
            counters[counter].isLive = false
            free.append(Int32(truncatingIfNeeded: counter))
        }
        rebuild(slots.count)
    }

    /// Lets go of buckets that have left the window, and of a scope that has been idle for long enough.
    private mutating func refresh(_ counter: Int, at now: Int64) {
        if bucketWidth > 0 {
            let bucket = now >= 0 ? now / bucketWidth : (now - bucketWidth + 1) / bucketWidth
            let newest = counters[counter].moment
            guard bucket > newest else { return }
            counters[counter].moment = bucket
            guard newest != .min else { return }
            let first = max(newest + 1, bucket - Int64(bucketCount) + 1)
            for reused in first...bucket {
                let place = ringPlace(counter, reused)
                counters[counter].settled -= ring[place].settled
                counters[counter].reserved -= ring[place].reserved
                ring[place] = Bucket()
            }
        } else if idle > 0 {
            let last = counters[counter].moment
            guard last != .min, counters[counter].reserved == 0, now - last >= idle else { return }
            reset(counter, scope: counters[counter].scope)
        }
    }

    /// Makes room by dropping counters that hold nothing any more. Looks at all of them at most once per bucket, or per
    /// sixtieth of the idle time. Counters keep their places, by which reservations name them.
    private mutating func sweep(at now: Int64) {
        let pause = bucketWidth > 0 ? bucketWidth : idle / Int64(Self.bucketLimit)
        guard pause > 0, sweptAt == .min || now - sweptAt >= pause else { return }
        sweptAt = now
        for counter in 1..<used where counters[counter].isLive {
            refresh(counter, at: now)
            guard counters[counter].reserved == 0, counters[counter].settled == 0 else { continue }
            counters[counter].isLive = false
            free.append(Int32(truncatingIfNeeded: counter))
        }
        rebuild(slots.count)
    }

    private mutating func rebuild(_ size: Int) {
        slots = [Slot](repeating: Slot(scope: 0, epoch: 0, counter: 0), count: size)
        for counter in 1..<used where counters[counter].isLive { place(counters[counter].scope, counter) }
    }

    private mutating func place(_ scope: Int64, _ counter: Int) {
        var place = Self.start(scope) & (slots.count - 1)
        while slots[place].epoch == epoch { place = (place + 1) & (slots.count - 1) }
        slots[place] = Slot(scope: scope, epoch: epoch, counter: Int32(truncatingIfNeeded: counter))
    }
}

extension Int128 {
    /// The sum, or the end of the range that it would pass.
    func adding(clamping other: Int128) -> Int128 {
        let (sum, overflow) = addingReportingOverflow(other)
        guard overflow else { return sum }
        return other < 0 ? .min : .max
    }
}
