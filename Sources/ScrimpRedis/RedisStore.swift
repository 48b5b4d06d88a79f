#if Redis
public import ScrimpPlan
internal import ScrimpQuantities
public import ScrimpRuntime
internal import Synchronization

/// State that many machines share, in Redis.
///
/// Each host leases slices of the budgets ahead of time, so that most decisions ask nobody; reports are in Redis when they
/// return. Caches, health, prefixes, and what was spent or how good answers were lately, are each host's own.
///
/// ```swift
/// let store = RedisStore(RedisAddress(.host("10.0.0.5", port: RedisAddress.standardPort)))
/// let engine = try Engine(plan: plan, store: store, options: EngineOptions(hashSeed: seed))
/// …
/// store.shutDown(at: now)
/// ```
///
/// Call `engine.tick` about once a second: leases are renewed, given back, and looked after in its time.
public final class RedisStore: Store {
    public struct Options: Sendable {
        /// How long a lease lasts that is not renewed, in nanoseconds; at least a second. What a host that has died held
        /// unused counts as spent after that, as a call may have been made with it.
        public var leaseLength: Int64 = 30 * Instant.nanosecondsPerSecond
        /// Shown to operators; made up where it is empty. No two hosts, nor two runs of one, may have the same.
        public var host = ""

        public init() {}
    }

    let connection: RedisConnection
    let leaseLength: Int64
    /// Distinguishes this run of this host.
    public let host: String
    /// Nil until the engine opens the store.
    let books = Mutex<LeaseLedger?>(nil)
    /// Whoever talks to Redis holds it, so that reports arrive in order.
    let turn = Mutex<Void>(())
    /// What has been changed of switches and could not be written: names and values.
    let unwritten = Mutex<[String: String]>([:])
    /// By rollout: whether it was reverted, or resumed, and could not be written.
    let unwrittenReversions = Mutex<[Int: Bool]>([:])
    private let isLost = Atomic<Bool>(false)
    private let nextLook = Atomic<Int64>(.min)
    private let nextUpkeep = Atomic<Int64>(.min)
    /// Of the records of switches and stages that have been read.
    let version = Mutex<String>("")

    /// How often switches and stages are looked at.
    private static let lookEvery: Int64 = Instant.nanosecondsPerSecond

    public init(_ address: RedisAddress, options: Options = Options()) {
        connection = RedisConnection(address)
        leaseLength = max(options.leaseLength, Instant.nanosecondsPerSecond)
        host = options.host.isEmpty ? String(UInt64.random(in: .min ... .max), radix: 36) : options.host
    }

    /// Redis did not answer when it was last asked. Budgets that say `store_lost: open` are soft for as long.
    public var isStoreLost: Bool { isLost.load(ordering: .relaxed) }

    func note(isLost: Bool) { self.isLost.store(isLost, ordering: .relaxed) }

    /// Leases are used up to a margin before their end, for clocks that go differently.
    var usableLength: Int64 { leaseLength - leaseLength / 8 }

    public func open(_ plan: Plan, texts: SymbolTexts) -> LocalState {
        let state = LocalState(plan: plan, threads: .many)
        books.withLock { $0 = LeaseLedger(names: KeyNames(plan, texts: texts), parts: state.counters.count) }
        return state
    }

    public func begin(_ state: LocalState, at now: Int64) -> Int64 {
        let time = state.advance(to: now)
        if isDue(nextLook, at: time, every: Self.lookEvery) { readRecords(in: state, at: time) }
        if isDue(nextUpkeep, at: time, every: leaseLength / 4) { keepLeases(in: state, at: time) }
        return time
    }

    /// Whether a time has come that nobody else has noticed; sets the next.
    private func isDue(_ next: borrowing Atomic<Int64>, at now: Int64, every pause: Int64) -> Bool {
        let due = next.load(ordering: .relaxed)
        guard now >= due else { return false }
        let later = now.addingReportingOverflow(pause)
        return next.compareExchange(
            expected: due, desired: later.overflow ? .max : later.partialValue, ordering: .relaxed
        ).exchanged
    }
}

/// What a step wants leased in one counter.
struct LeaseWish {
    /// Index of the ask; −1 for one that is ahead of time.
    var index: Int
    var key: SliceKey
    var want: Int128
    var least: Int128
    var limit: Int128
    var granted: Int128 = 0
}

extension RedisStore {
    private static let reportsAtOnce = 256

    /// Sends what is queued, then asks for leases, in one round trip; and takes what comes back into the books.
    ///
    /// - Parameter report: return at once where this one has been carried out, without leasing ahead; nil sends all.
    func exchange(
        _ wishes: inout [LeaseWish], report: Int64? = nil, in state: LocalState, at now: Int64
    ) throws(RedisError) {
        var asked = wishes
        let failure: RedisError? = turn.withLock { _ in
            while true {
                // Reports that have not been sent can still be joined by others.
                if let loss = connection.lossInPause(at: Instant(nanoseconds: now)) {
                    if let report, books.withLock({ $0?.isQueued(report) == false }) { return nil }
                    return loss
                }
                guard let message = compose(asked, report, at: now) else { return nil }
                let replies: [RedisReply]
                do throws(RedisError) {
                    replies = try runAgain(message.calls, at: Instant(nanoseconds: now))
                } catch {
                    note(isLost: true)
                    return error
                }
                note(isLost: false)
                let isFinished = message.isLast
                let refusal = take(message, replies, &asked, in: state, at: now)
                if refusal != nil || isFinished { return refusal }
            }
        }
        wishes = asked
        if let failure { throw failure }
    }

    private struct Message {
        var reports: [LeaseLedger.Report]
        /// Reports, what they give back of limits, and last the wishes.
        var calls: [ScriptCall]
        var isLast: Bool
    }

    /// Nil where there is nothing to do, for another thread has done it.
    private func compose(_ wishes: [LeaseWish], _ report: Int64?, at now: Int64) -> Message? {
        let moment = Instant(nanoseconds: now)
        return books.withLock { books in
            guard books != nil else { return nil }
            if let report, books?.isQueued(report) == false { return nil }
            let reports = books?.nextReports(Self.reportsAtOnce) ?? []
            if reports.isEmpty, wishes.isEmpty { return nil }
            guard let names = books?.names else { return nil }
            let counters = names.counters(host: host, leaseLength: leaseLength)
            var calls: [ScriptCall] = []
            for report in reports {
                let charges = report.charges.map { charge in
                    CounterCharge(
                        place: place(charge.key, names, at: now), amount: charge.amount, bucket: charge.bucket,
                        released: charge.released)
                }
                calls.append(counters.report(charges, number: report.number, at: moment))
            }
            for report in reports { calls += report.limits }
            let isLast = reports.count < Self.reportsAtOnce
            if isLast {
                for wish in wishes {
                    calls.append(
                        counters.lease(
                            place(wish.key, names, at: now), want: wish.want, least: wish.least, limit: wish.limit,
                            at: moment))
                }
            }
            return Message(reports: reports, calls: calls, isLast: isLast)
        }
    }

    private func place(_ key: SliceKey, _ names: KeyNames, at now: Int64) -> CounterPlace {
        let name = names.key(part: Int(key.part), scope: key.scope, windowStart: key.windowStart)
        return names.shape(Int(key.part)).place(name, at: now)
    }

    /// A connection that was idle may have been closed; asking twice does no harm, as reports are numbered and a lease says
    /// how much the host has in all.
    func runAgain(_ calls: [ScriptCall], at now: Instant) throws(RedisError) -> [RedisReply] {
        do throws(RedisError) {
            return try connection.run(calls, at: now)
        } catch {
            guard case .unreachable = error else { throw error }
            return try connection.run(calls, at: now)
        }
    }

    func ask(_ call: ScriptCall, at now: Int64) throws(RedisError) -> RedisReply {
        guard let reply = try runAgain([call], at: Instant(nanoseconds: now)).first else {
            throw .protocolBroken("no reply")
        }
        if case .refusal(let text) = reply { throw .server(text) }
        return reply
    }

    /// The first refusal, if Redis refused something.
    private func take(
        _ message: Message, _ replies: [RedisReply], _ wishes: inout [LeaseWish], in state: LocalState, at now: Int64
    ) -> RedisError? {
        guard replies.count == message.calls.count else { return .protocolBroken("answers are missing") }
        let asked = wishes
        let (granted, failure) = books.withLock { books -> ([Int128], RedisError?) in
            var granted = asked.map { _ in Int128(0) }
            guard books != nil else { return (granted, nil) }
            var failure: RedisError?
            let end = now.addingReportingOverflow(usableLength)
            let until = end.overflow ? Int64.max : end.partialValue
            for (report, reply) in zip(message.reports, replies) {
                do throws(RedisError) {
                    let states = try SharedCounters.states(reply)
                    books?.acknowledge(report)
                    for (charge, counter) in zip(report.charges, states) {
                        books?.take(counter, at: charge.key, until: until, in: state, now: now)
                    }
                } catch {
                    books?.renumber(report)
                    failure = failure ?? error
                }
            }
            books?.clearOutbox()
            guard message.isLast else { return (granted, failure) }
            for (index, reply) in replies.suffix(asked.count).enumerated() {
                do throws(RedisError) {
                    let counter = try SharedCounters.state(reply)
                    granted[index] = counter.granted
                    books?.take(counter, at: asked[index].key, until: until, in: state, now: now)
                } catch {
                    failure = failure ?? error
                }
            }
            return (granted, failure)
        }
        for index in wishes.indices { wishes[index].granted = granted[index] }
        return failure
    }
}

extension LeaseLedger {
    /// Takes what Redis says of a counter into the books, and into the counter in memory.
    mutating func take(_ counter: CounterState, at key: SliceKey, until end: Int64, in state: LocalState, now: Int64) {
        var slice = slice(at: key, now: now)
        slice.take(counter, until: end, at: now)
        slices[key] = slice
        mirror(key, less: 0, in: state, at: now)
    }

    /// Makes what is settled in the counter in memory what all hosts have spent, but for what this one's running calls hold.
    ///
    /// - Parameter charge: part of it that is about to be booked there.
    /// - Returns: whether the scope has a counter of its own.
    @discardableResult
    func mirror(_ key: SliceKey, less charge: Int128, in state: LocalState, at now: Int64) -> Bool {
        guard isCurrent(key) else { return true }
        let settled = slices[key]?.settled ?? 0
        let part = Int(key.part)
        let shape = names.shape(part)
        let moment = shape.bucketWidth > 0 ? max(now, 0) / shape.bucketWidth : now
        var record =
            state.export(part: part, scope: key.scope)
            ?? BudgetRecord(
                settled: 0, reserved: 0, moment: shape.bucketWidth > 0 || shape.idle > 0 ? moment : .min,
                windowStart: key.windowStart, announced: 0, announcedSince: .min, bucketWidth: shape.bucketWidth,
                ring: (0..<Int(shape.buckets)).map { _ in BudgetRecord.Bucket(settled: 0, reserved: 0) })
        if record.windowStart != key.windowStart {
            record.windowStart = key.windowStart
            record.reserved = 0
            record.announced = 0
        }
        record.settled = max(settled.subtracting(clamping: charge), 0)
        if !record.ring.isEmpty {
            // What was settled when is known to Redis; here all of it counts until Redis says that it has left the window.
            if record.moment == .min { record.moment = moment }
            for index in record.ring.indices { record.ring[index].settled = 0 }
            let place = Int(record.moment % Int64(record.ring.count))
            if record.ring.indices.contains(place) { record.ring[place].settled = record.settled }
        }
        return state.restore(part: part, scope: key.scope, windowStart: key.windowStart, record, at: now)
    }
}
#endif
