#if Redis
public import ScrimpQuantities

/// What a policy's hosts share in Redis, for operators: counters of budgets, to be looked at and set.
public struct RedisState: Sendable {
    private let connection: RedisConnection
    private let prefix: String

    /// - Parameter policy: its name.
    public init(_ address: RedisAddress, policy: String) {
        connection = RedisConnection(address)
        prefix = SharedCounters.prefix(of: KeyNames.escaped(policy.utf8))
    }

    /// One counter of a budget.
    public struct Counter: Hashable, Sendable {
        public struct Lease: Hashable, Sendable {
            public var host: String
            public var amount: Money
            public var ends: Instant
        }

        /// In Redis: names and scopes as people write them, but for `%` and two digits in the place of some bytes.
        public var key: String
        public var settled: Money
        /// Taken by hosts, and not used up yet.
        public var leased: Money
        /// Leased by hosts that were not heard of in time: it may have been spent.
        public var estimated: Money
        public var leases: [Lease]
    }

    /// All counters of budgets, by key.
    public func counters(at now: Instant) throws(RedisError) -> [Counter] {
        var keys: Set<String> = []
        var cursor = "0"
        repeat {
            let reply = try connection.command(
                RedisCommand("SCAN", cursor, "MATCH", "\(prefix):budget:*", "COUNT", "1000"), at: now)
            guard let parts = reply.elements, parts.count == 2, let next = parts[0].string,
                let found = parts[1].elements
            else { throw .protocolBroken("a scan without keys") }
            cursor = next
            keys.formUnion(found.compactMap(\.string))
        } while cursor != "0"
        var counters: [Counter] = []
        for key in keys.sorted() {
            guard let counter = try counter(key, at: now) else { continue }
            counters.append(counter)
        }
        return counters
    }

    /// One counter; nil where there is none.
    public func counter(_ key: String, at now: Instant) throws(RedisError) -> Counter? {
        let reply = try connection.command(RedisCommand("HGETALL", key), at: now)
        if reply.elements?.isEmpty == true { return nil }
        guard let listing = CounterListing(reply) else { throw .protocolBroken("`\(key)` is not a counter") }
        return Counter(
            key: key, settled: Money(pico: listing.settled), leased: Money(pico: listing.leased),
            estimated: Money(pico: listing.estimated),
            leases: listing.leases.map {
                Counter.Lease(
                    host: $0.host, amount: Money(pico: $0.amount),
                    ends: Instant(nanoseconds: 0).advanced(
                        by: $0.ends.multipliedReportingOverflow(by: 1000).partialValue))
            })
    }

    /// Sets what counts as settled in a counter that there is; hosts learn of it with their next report or lease.
    /// - Returns: whether there is such a counter.
    @discardableResult
    public func set(_ key: String, settled: Money, at now: Instant) throws(RedisError) -> Bool {
        guard try counter(key, at: now) != nil else { return false }
        var place = CounterPlace(key: key)
        // The last part of a key says how its window forgets: see `CounterShape.window`.
        if let window = key.split(separator: ":").last, window.hasPrefix("last"), let width = Int64(window.dropFirst(4))
        {
            place.buckets = CounterShape.bucketLimit
            place.bucket = CounterShape.bucket(at: now.nanoseconds, width: width)
        }
        _ = try connection.run(SharedCounters.set(place, settled.pico, at: now), at: now)
        return true
    }
}
#endif
