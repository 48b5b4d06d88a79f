#if Redis
package import ScrimpQuantities

/// Where a counter of a budget is in Redis, and how it forgets.
package struct CounterPlace: Hashable, Sendable {
    package var key: String
    /// The bucket that is being filled, and how many there are; 0 buckets for a window that ends as a whole.
    package var bucket: Int64 = 0
    package var buckets: Int64 = 0
    /// After how many nanoseconds without use it starts anew; 0 for never.
    package var idle: Int64 = 0
    /// How long Redis keeps it after the last use, in nanoseconds; 0 for ever.
    package var kept: Int64 = 0

    package init(key: String, bucket: Int64 = 0, buckets: Int64 = 0, idle: Int64 = 0, kept: Int64 = 0) {
        self.key = key
        self.bucket = bucket
        self.buckets = buckets
        self.idle = idle
        self.kept = kept
    }

    /// Times before 1970 count as its beginning.
    static func microseconds(_ nanoseconds: Int64) -> Int64 { max(nanoseconds, 0) / 1000 }
    static func milliseconds(_ nanoseconds: Int64) -> Int64 {
        nanoseconds <= 0 ? 0 : nanoseconds / 1_000_000 + 1
    }
}

/// A counter as a host saw it last, in pico-dollars.
package struct CounterState: Hashable, Sendable {
    /// What this lease gave.
    package var granted: Int128 = 0
    package var settled: Int128 = 0
    package var leased: Int128 = 0
    package var estimated: Int128 = 0
    /// The part of `leased` that this host has.
    package var own: Int128 = 0
    /// Another host was refused money that this one may have unused.
    package var isWanted = false

    package init() {}

    package var spent: Int128 {
        let (first, firstOverflow) = settled.addingReportingOverflow(leased)
        let (sum, overflow) = first.addingReportingOverflow(estimated)
        return firstOverflow || overflow ? .max : sum
    }

    init?(_ reply: RedisReply) {
        guard let parts = reply.elements, parts.count == 6, let granted = parts[0].amount,
            let settled = parts[1].amount, let leased = parts[2].amount, let estimated = parts[3].amount,
            let own = parts[4].amount, let wanted = parts[5].number
        else { return nil }
        self.granted = granted
        self.settled = settled
        self.leased = leased
        self.estimated = estimated
        self.own = own
        isWanted = wanted != 0
    }
}

/// What a report changes in one counter.
package struct CounterCharge: Hashable, Sendable {
    package var place: CounterPlace
    /// What is settled; negative where a report corrects an estimate.
    package var amount: Int128
    /// The bucket in which the call was made.
    package var bucket: Int64
    /// What goes off the host's lease.
    package var released: Int128

    package init(place: CounterPlace, amount: Int128, bucket: Int64 = 0, released: Int128) {
        self.place = place
        self.amount = amount
        self.bucket = bucket
        self.released = released
    }
}

/// One host's view of the counters that many share: makes the calls of the scripts and reads their replies.
package struct SharedCounters: Sendable {
    /// What all keys begin with; the braces keep them together in a cluster.
    package let prefix: String
    /// Differs between hosts and between runs of one.
    package let host: String
    /// How long a lease lasts that is not renewed, in nanoseconds.
    package let leaseLength: Int64

    package init(policy: String, host: String, leaseLength: Int64) {
        prefix = Self.prefix(of: policy)
        self.host = host
        self.leaseLength = leaseLength
    }

    package static func prefix(of policy: String) -> String { "scrimp:{\(policy)}" }

    /// Reports are numbered; a host that was silent for so long starts anew.
    private static let recordKept: Int64 = 30 * Instant.nanosecondsPerDay

    package func lease(
        _ place: CounterPlace, want: Int128, least: Int128, limit: Int128, at now: Instant
    ) -> ScriptCall {
        var call = ScriptCall(CounterScripts.lease, keys: [place.key], [host])
        call.append(CounterPlace.microseconds(now.nanoseconds))
        call.append(CounterPlace.microseconds(leaseLength))
        call.append(CounterPlace.milliseconds(place.kept))
        call.append(place.bucket)
        call.append(place.buckets)
        call.append(CounterPlace.microseconds(place.idle))
        call.append(max(want, 0))
        call.append(max(least, 0))
        call.append(max(limit, 0))
        return call
    }

    /// - Parameter number: above that of the host's last report; 0 only renews the leases.
    package func report(_ charges: [CounterCharge], number: Int64, at now: Instant) -> ScriptCall {
        let record = "\(prefix):host:\(host)"
        var call = ScriptCall(CounterScripts.report, keys: [record] + charges.map(\.place.key), [host])
        call.append(number)
        call.append(CounterPlace.microseconds(now.nanoseconds))
        call.append(CounterPlace.microseconds(leaseLength))
        call.append(CounterPlace.milliseconds(Self.recordKept))
        for charge in charges {
            call.append(CounterPlace.milliseconds(charge.place.kept))
            call.append(charge.place.bucket)
            call.append(charge.place.buckets)
            call.append(CounterPlace.microseconds(charge.place.idle))
            call.append(charge.amount)
            call.append(charge.bucket)
            call.append(max(charge.released, 0))
        }
        return call
    }

    /// Gives money back that was leased and is not needed.
    package func giveBack(_ place: CounterPlace, _ amount: Int128, number: Int64, at now: Instant) -> ScriptCall {
        report(
            [CounterCharge(place: place, amount: 0, bucket: place.bucket, released: amount)], number: number, at: now)
    }

    package static func states(_ reply: RedisReply) throws(RedisError) -> [CounterState] {
        if case .refusal(let text) = reply { throw .server(text) }
        guard let parts = reply.elements else { throw .protocolBroken("a report without states") }
        var states: [CounterState] = []
        for part in parts { states.append(try state(part)) }
        return states
    }

    package static func state(_ reply: RedisReply) throws(RedisError) -> CounterState {
        if case .refusal(let text) = reply { throw .server(text) }
        guard let state = CounterState(reply) else { throw .protocolBroken("a counter without its amounts") }
        return state
    }
}

extension SharedCounters {
    /// For operators: sets what counts as settled.
    package static func set(_ place: CounterPlace, _ amount: Int128, at now: Instant) -> ScriptCall {
        var call = ScriptCall(CounterScripts.set, keys: [place.key])
        call.append(CounterPlace.microseconds(now.nanoseconds))
        call.append(CounterPlace.milliseconds(place.kept))
        call.append(place.bucket)
        call.append(place.buckets)
        call.append(max(amount, 0))
        return call
    }
}

/// A counter with everything that is in it, for operators.
package struct CounterListing: Hashable, Sendable {
    package struct Lease: Hashable, Sendable {
        package var host: String
        package var amount: Int128
        /// Microseconds since 1970.
        package var ends: Int64
    }
    package var settled: Int128
    package var leased: Int128
    package var estimated: Int128
    /// By host.
    package var leases: [Lease] = []
    package var clock: Int64

    /// Reads what `HGETALL` gave.
    package init?(_ reply: RedisReply) {
        guard let fields = reply.fields else { return nil }
        settled = fields["settled"]?.amount ?? 0
        leased = fields["leased"]?.amount ?? 0
        estimated = fields["estimated"]?.amount ?? 0
        clock = fields["clock"]?.number ?? 0
        for (name, value) in fields where name.hasPrefix("L:") {
            let parts = value.string?.split(separator: " ") ?? []
            guard parts.count == 2, let amount = Int128(parts[0]), let ends = Int64(parts[1]) else { return nil }
            leases.append(Lease(host: String(name.dropFirst(2)), amount: amount, ends: ends))
        }
        leases.sort { $0.host < $1.host }
    }
}
#endif
