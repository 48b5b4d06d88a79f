/// Requests that wait, each for one resource: a counter of a budget or of a limit, as one number.
///
/// Those that wait for one resource go in order of class, then of ticket; nobody overtakes. A *drain* gives turns, in that order
/// over all resources: to the first of each resource that has been woken, or whose time to look again has come; to the next
/// one of its resource whenever the first leaves; and to everyone whose wait has ended. So a turn costs the logarithm of the
/// number that wait, and nobody is looked at who cannot go.
package struct TicketQueue<Payload: Sendable>: Sendable {
    package typealias Attempt = TicketOrder.Attempt

    package struct Entry: Sendable {
        /// Ascends with every `append`.
        package let ticket: UInt64
        /// Class: 0 goes first.
        package let priority: UInt8
        package let resource: UInt64
        /// Whether the wait has ended; set for a turn.
        package let isExpired: Bool
        /// The instant at which the wait ends.
        package var until: Int64
        /// When to look again although nothing was freed; `Int64.max` for never. Counts for the first of a resource.
        package var retryAt: Int64
        package var payload: Payload

        fileprivate init(_ waiting: TicketOrder.Waiting, _ payload: Payload) {
            ticket = waiting.ticket
            priority = waiting.priority
            resource = waiting.resource
            isExpired = waiting.isExpired
            until = waiting.until
            retryAt = waiting.retryAt
            self.payload = payload
        }
    }

    private var order = TicketOrder()
    /// By place; nil where it is free, or the one who has it has its turn.
    private var payloads: [Payload?] = []

    package init() {}

    package var count: Int { order.count }
    package var isEmpty: Bool { order.count == 0 }

    /// - Returns: the ticket.
    package mutating func append(
        priority: UInt8, resource: UInt64, until: Int64, retryAt: Int64 = .max, payload: Payload
    ) -> UInt64 {
        let (ticket, place) = order.append(priority: priority, resource: resource, until: until, retryAt: retryAt)
        while payloads.count <= place { payloads.append(nil) }
        payloads[place] = payload
        return ticket
    }

    /// Whether anyone of the same or a higher class waits for a resource, so that a newcomer may not go.
    /// - Parameter ticket: of the one who asks, where it is no newcomer: only those before it count.
    package func hasWaiting(resource: UInt64, priority: UInt8, before ticket: UInt64 = .max) -> Bool {
        order.hasWaiting(resource: resource, priority: priority, before: ticket)
    }

    /// Something of a resource has been freed: the first that waits for it gets a turn in the next drain.
    package mutating func wake(_ resource: UInt64) { order.wake(resource) }

    /// The first of every resource gets a turn in the next drain.
    package mutating func wakeAll() { order.wakeAll() }

    /// Whether a drain would give a turn.
    package func hasTurns(at now: Int64) -> Bool { order.hasTurns(at: now) }

    /// When a drain gives a turn although nothing is woken; nil for never.
    package func nextEvent() -> Int64? { order.nextEvent() }

    /// Takes a ticket out. The next of its resource gets a turn in the next drain if the ticket was first.
    /// - Returns: what waited; nil where there is no such ticket, or it has its turn.
    @discardableResult
    package mutating func remove(ticket: UInt64) -> Entry? {
        guard let waiting = order.remove(ticket: ticket), let payload = takePayload(waiting.place) else { return nil }
        return Entry(waiting, payload)
    }

    /// Gives turns until nobody is left who has one.
    package mutating func drain(now: Int64, _ attempt: (inout Entry) -> Attempt) {
        startDrain(now: now)
        while var entry = nextTurn() {
            let outcome = attempt(&entry)
            finish(entry, outcome)
        }
    }

    /// Starts a drain of which each turn is taken with `nextTurn` and ended with `finish`, so that the queue can be asked, and
    /// tickets can come and go, in between. What is woken meanwhile gets its turn in the next drain.
    package mutating func startDrain(now: Int64) { order.startDrain(now: now) }

    /// The next who may try; nil where the drain is over.
    package mutating func nextTurn() -> Entry? {
        while let waiting = order.nextTurn() {
            if let payload = takePayload(waiting.place) { return Entry(waiting, payload) }
        }
        return nil
    }

    /// Ends a turn.
    package mutating func finish(_ entry: Entry, _ attempt: Attempt) {
        let place = order.finish(ticket: entry.ticket, until: entry.until, retryAt: entry.retryAt, attempt)
        if let place { payloads[place] = entry.payload }
    }

    private mutating func takePayload(_ place: Int) -> Payload? {
        let payload = payloads[place]
        payloads[place] = nil
        return payload
    }
}
