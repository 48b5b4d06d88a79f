#if Redis
internal import ScrimpRuntime

/// The books of one host: its slices, its running calls, and what it has yet to report. Behind the store's lock.
struct LeaseLedger: Sendable {
    /// What a running call holds in one counter.
    struct Share: Sendable {
        var key: SliceKey
        var amount: Int128
        /// The bucket in which the call was made, as the counters in memory number it.
        var bucket: Int64
        /// What has been sent, or is queued, of what the call has cost.
        var reported: Int128 = 0
        /// The local counter does not count it any more.
        var isReleased = false
    }

    struct Call: Sendable {
        var shares: [Share] = []
        /// Gives back its permits; nil where it has none.
        var limits: LimitGive?
        /// What it has cost so far was queued with this report.
        var report: Int64?
    }

    struct Charge: Sendable {
        var key: SliceKey
        var amount: Int128
        /// As Redis numbers it.
        var bucket: Int64
        var released: Int128
    }

    /// What is sent to Redis in one step, in order.
    struct Report: Sendable {
        /// Stays the same when the report gets another number.
        let id: Int64
        var number: Int64
        var charges: [Charge] = []
        /// Give permits and tokens back; can be repeated.
        var limits: [ScriptCall] = []
        var wasSent = false
    }

    /// Calls that end at about the same time, or while Redis is gone, are reported together.
    private static let chargesTogether = 64

    let names: KeyNames
    var slices: [SliceKey: LeasedSlice] = [:]
    /// By `Claim.number`.
    var calls: [UInt64: Call] = [:]
    private(set) var outbox: [Report] = []
    private var done: Set<Int64> = []
    private var refused: [Report] = []
    private var lastNumber: Int64 = 0
    private var lastIdentity: Int64 = 0
    /// Start of the current calendar window, by part.
    private var windows: [Int64]
    /// Lapsed calls, whose late report would correct what they were charged; the oldest are forgotten.
    private var lapsed: [UInt64] = []
    private var forgotten = 0

    static let lapsedCallsKept = 1 << 20

    init(names: KeyNames, parts: Int) {
        self.names = names
        windows = [Int64](repeating: .min, count: parts)
    }

    /// The counter that an ask means. A step that began a moment before its window's end may come after one that began in
    /// the next: it counts there.
    mutating func key(of ask: CounterAsk) -> SliceKey {
        let part = Int(ask.part)
        windows[part] = max(windows[part], ask.windowStart)
        return SliceKey(part: ask.part, scope: ask.scope, windowStart: windows[part])
    }

    func slice(at key: SliceKey, now: Int64) -> LeasedSlice {
        if let slice = slices[key] { return slice }
        let name = names.key(part: Int(key.part), scope: key.scope, windowStart: key.windowStart)
        return LeasedSlice(key: name, shape: names.shape(Int(key.part)), at: now)
    }

    func isCurrent(_ key: SliceKey) -> Bool { windows[Int(key.part)] == key.windowStart }
}

extension LeaseLedger {
    /// Queues a report, and books it in the slices. Answers the report's identity.
    mutating func queue(_ charges: [Charge], limits: [ScriptCall] = [], at now: Int64) -> Int64 {
        for charge in charges {
            var slice = slice(at: charge.key, now: now)
            slice.pendingCharge = slice.pendingCharge.plus(clamping: charge.amount)
            slice.pendingRelease = slice.pendingRelease.plus(clamping: charge.released)
            slice.lease = slice.lease.subtracting(clamping: charge.released)
            slices[charge.key] = slice
        }
        let place: Int
        if let last = outbox.indices.last, !outbox[last].wasSent,
            outbox[last].charges.count + charges.count <= Self.chargesTogether
        {
            place = last
        } else {
            lastNumber += 1
            lastIdentity += 1
            place = outbox.count
            outbox.append(Report(id: lastIdentity, number: lastNumber))
        }
        for charge in charges {
            let known = outbox[place].charges.firstIndex { $0.key == charge.key && $0.bucket == charge.bucket }
            guard let known else {
                outbox[place].charges.append(charge)
                continue
            }
            let before = outbox[place].charges[known]
            outbox[place].charges[known].amount = before.amount.plus(clamping: charge.amount)
            outbox[place].charges[known].released = before.released.plus(clamping: charge.released)
        }
        outbox[place].limits += limits
        return outbox[place].id
    }

    func isQueued(_ id: Int64) -> Bool { outbox.contains { $0.id == id } }

    /// The next reports to send, which from now on stay as they are.
    mutating func nextReports(_ limit: Int) -> [Report] {
        let count = min(limit, outbox.count)
        for index in 0..<count { outbox[index].wasSent = true }
        return Array(outbox[..<count])
    }

    /// Redis has carried out a report.
    mutating func acknowledge(_ report: Report) {
        done.insert(report.id)
        for charge in report.charges {
            guard var slice = slices[charge.key] else { continue }
            slice.pendingCharge = slice.pendingCharge.subtracting(clamping: charge.amount)
            slice.pendingRelease = slice.pendingRelease.subtracting(clamping: charge.released)
            slices[charge.key] = slice
        }
    }

    /// Redis has refused a report. It is sent again behind those that were sent with it, as numbers only ascend.
    mutating func renumber(_ report: Report) {
        done.insert(report.id)
        lastNumber += 1
        var again = report
        again.number = lastNumber
        refused.append(again)
    }

    /// Takes what has been carried out off the queue.
    mutating func clearOutbox() {
        outbox.removeAll { done.contains($0.id) }
        done.removeAll(keepingCapacity: true)
        outbox += refused
        refused.removeAll()
    }

    /// A call holds nothing of its slice any more.
    mutating func letGo(_ share: Share) {
        guard !share.isReleased, var slice = slices[share.key] else { return }
        slice.held = slice.held.subtracting(clamping: share.amount)
        slices[share.key] = slice
    }

    mutating func markLapsed(_ number: UInt64) {
        lapsed.append(number)
        guard lapsed.count - forgotten > Self.lapsedCallsKept else { return }
        calls[lapsed[forgotten]] = nil
        forgotten += 1
        if forgotten > Self.lapsedCallsKept / 2 {
            lapsed.removeFirst(forgotten)
            forgotten = 0
        }
    }

    /// Lets go of slices that nothing is in.
    mutating func dropUnused(since time: Int64) {
        slices = slices.filter { key, slice in
            slice.held != 0 || slice.lease > 0 || slice.pendingCharge != 0 || slice.pendingRelease != 0
                || (slice.usedAt >= time && isCurrent(key))
        }
    }
}
#endif
