#if Redis
public import ScrimpQuantities
public import ScrimpRuntime
internal import Synchronization

// Upkeep: leases are renewed while something is in them, and given back when nothing was for a while.
extension RedisStore {
    private static let renewalsAtOnce = 128

    func keepLeases(in state: LocalState, at now: Int64) {
        let idleSince = now - leaseLength / 2
        var wishes: [LeaseWish] = books.withLock { books in
            guard books != nil else { return [] }
            _ = books?.giveBack(at: now) { $0.isWanted || $0.usedAt <= idleSince }
            var renewed: [LeaseWish] = []
            for (key, slice) in books?.slices ?? [:] where slice.lease > 0 || slice.held > 0 {
                renewed.append(LeaseWish(index: -1, key: key, want: 0, least: 0, limit: slice.shape.limit))
            }
            return renewed
        }
        // Nothing is lost where Redis does not answer: it is tried again, and leases that lapse are not used.
        while !wishes.isEmpty {
            var some = Array(wishes.suffix(Self.renewalsAtOnce))
            wishes.removeLast(some.count)
            guard (try? exchange(&some, in: state, at: now)) != nil else { return }
        }
        flush(in: state, at: now)
        books.withLock { $0?.dropUnused(since: now - leaseLength) }
    }

    /// Sends all that is queued.
    func flush(in state: LocalState, at now: Int64) {
        var none: [LeaseWish] = []
        try? exchange(&none, in: state, at: now)
    }
}

extension RedisStore {
    /// Reports that Redis has not acknowledged, for budgets that go on without it.
    public var unsentReports: Int { books.withLock { $0?.outbox.count ?? 0 } }

    /// Gives back what is leased and unused, and lets go of the connection. Calls that run are charged as reserved when their
    /// lease lapses, unless the engine still gets their report.
    ///
    /// - Returns: whether Redis has all that there was to tell.
    @discardableResult
    public func shutDown(_ engine: Engine<RedisStore>, at now: Instant) -> Bool {
        _ = books.withLock { $0?.giveBack(at: now.nanoseconds) { _ in true } }
        flush(in: engine.core.state, at: now.nanoseconds)
        connection.close()
        return unsentReports == 0
    }
}
#endif
