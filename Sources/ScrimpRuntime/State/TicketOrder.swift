/// The order in which requests that wait have their turns; what waits stands in `TicketQueue`.
///
/// The waiting of one resource are a leftist heap (C. A. Crane, "Linear lists and priority queues as balanced binary trees",
/// 1972) by class and ticket, the times at which something is due are a binary heap over all. Memory grows with the
/// number that have waited at once.
package struct TicketOrder: Sendable {
    /// One who waits, as a turn sees it.
    package struct Waiting: Hashable, Sendable {
        package let ticket: UInt64
        package let priority: UInt8
        package let resource: UInt64
        package let until: Int64
        package let retryAt: Int64
        package let isExpired: Bool
        /// The same for as long as it waits; nobody else has it meanwhile.
        package let place: Int
    }

    /// What became of a turn.
    package enum Attempt: Hashable, Sendable {
        /// The ticket leaves.
        case done
        /// It goes on waiting, with the times and the payload of the entry as it is now. One whose `until` has come leaves all
        /// the same; a `retryAt` that has come does not count again.
        case stays
        /// It goes on waiting for something else, in the place that its class there and its ticket give it, from the next drain.
        case moves(resource: UInt64, priority: UInt8, until: Int64, retryAt: Int64)
    }

    struct Node: Sendable {
        var ticket: UInt64 = 0
        var until: Int64 = 0
        var retryAt: Int64 = 0
        /// By which the node stands in the heap of times.
        var dueAt: Int64 = 0
        /// The last drain in which a turn has been planned for the node.
        var drain: UInt64 = 0
        var priority: UInt8 = 0
        var group: Int32 = -1
        /// In the heap of its resource; a free node has the next free one on its right.
        var left: Int32 = -1
        var right: Int32 = -1
        var parent: Int32 = -1
        /// Length of the shortest way down to a missing child.
        var rank: Int32 = 1
        /// In the heap of times; −1 where it is not in it.
        var dueIndex: Int32 = -1
    }
    /// Those who wait for one resource.
    struct Group: Sendable {
        var resource: UInt64 = 0
        /// Who goes first; −1 where the group is free.
        var root: Int32 = -1
        var isWoken = false
    }
    struct Planned: Sendable {
        var ticket: UInt64
        var node: Int32
        var priority: UInt8
    }

    var nodes: [Node] = []
    var groups: [Group] = []
    private var places = PlaceTable()
    private var groupPlaces = PlaceTable()
    private var firstFree: Int32 = -1
    private var freeGroups: [Int32] = []
    var due: [Int32] = []
    private var woken: [Int32] = []
    private var wakesAll = false
    /// A heap of the turns that are planned in this drain.
    private var agenda: [Planned] = []
    private var drainNumber: UInt64 = 0
    private var drainTime: Int64 = .min
    /// From 1: hosts may use 0 for none.
    private var nextTicket: UInt64 = 1

    package init() {}

    package private(set) var count = 0
    package var isEmpty: Bool { count == 0 }

    package mutating func append(
        priority: UInt8, resource: UInt64, until: Int64, retryAt: Int64
    ) -> (ticket: UInt64, place: Int) {
        if firstFree < 0 { grow() }
        let node = Int(firstFree)
        firstFree = nodes[node].right
        let ticket = nextTicket
        nextTicket += 1
        count += 1
        nodes[node] = Node(ticket: ticket, until: until, retryAt: retryAt, priority: priority)
        places.insert(ticket, at: Int32(truncatingIfNeeded: node))
        insertDue(node, at: until)
        join(node, resource)
        return (ticket, node)
    }

    /// Whether anyone of the same or a higher class waits for a resource, so that a newcomer may not go.
    /// - Parameter ticket: of the one who asks, where it is no newcomer: only those before it count.
    package func hasWaiting(resource: UInt64, priority: UInt8, before ticket: UInt64 = .max) -> Bool {
        guard let group = groupPlaces.place(of: resource) else { return false }
        let first = nodes[Int(groups[Int(group)].root)]
        return first.priority != priority ? first.priority < priority : first.ticket < ticket
    }

    /// Something of a resource has been freed: the first that waits for it gets a turn in the next drain.
    package mutating func wake(_ resource: UInt64) {
        if let group = groupPlaces.place(of: resource) { wake(group: Int(group)) }
    }

    /// The first of every resource gets a turn in the next drain.
    package mutating func wakeAll() { wakesAll = true }

    /// Whether a drain would give a turn.
    package func hasTurns(at now: Int64) -> Bool {
        guard count > 0 else { return false }
        if wakesAll { return true }
        if let first = due.first, nodes[Int(first)].dueAt <= now { return true }
        return woken.contains { groups[Int($0)].isWoken }
    }

    /// When a drain gives a turn although nothing is woken; nil for never.
    package func nextEvent() -> Int64? {
        guard let first = due.first, nodes[Int(first)].dueAt < .max else { return nil }
        return nodes[Int(first)].dueAt
    }

    /// Takes a ticket out. The next of its resource gets a turn in the next drain if the ticket was first.
    /// - Returns: who waited; nil where there is no such ticket.
    package mutating func remove(ticket: UInt64) -> Waiting? {
        guard let place = places.place(of: ticket) else { return nil }
        let node = Int(place)
        let group = Int(nodes[node].group)
        let removed = waiting(node, isExpired: false)
        let wasFirst = groups[group].root == place
        leave(node)
        release(node)
        if wasFirst, groups[group].root >= 0 { wake(group: group) }
        return removed
    }
}

extension TicketOrder {
    /// Starts a drain. What is woken from here on gets its turn in the next one.
    package mutating func startDrain(now: Int64) {
        drainNumber += 1
        drainTime = now
        agenda.removeAll(keepingCapacity: true)
        if wakesAll {
            for group in groups.indices where groups[group].root >= 0 { plan(Int(groups[group].root)) }
        }
        for group in woken where groups[Int(group)].isWoken && groups[Int(group)].root >= 0 {
            plan(Int(groups[Int(group)].root))
        }
        for group in woken { groups[Int(group)].isWoken = false }
        woken.removeAll(keepingCapacity: true)
        wakesAll = false
        while let first = due.first, nodes[Int(first)].dueAt <= now {
            removeDue(Int(first))
            plan(Int(first))
        }
    }

    /// The next who may try; nil where the drain is over.
    package mutating func nextTurn() -> Waiting? {
        while let planned = popPlanned() {
            let node = Int(planned.node)
            guard nodes[node].group >= 0, nodes[node].ticket == planned.ticket else { continue }
            let isExpired = nodes[node].until <= drainTime
            if isExpired || groups[Int(nodes[node].group)].root == planned.node {
                return waiting(node, isExpired: isExpired)
            }
            refreshDue(node)
        }
        return nil
    }

    /// Ends a turn.
    /// - Parameters:
    ///   - until: the end of the wait from now on, for one that stays.
    ///   - retryAt: when to look again, for one that stays.
    /// - Returns: the place of the one who had the turn, if it goes on waiting.
    package mutating func finish(ticket: UInt64, until: Int64, retryAt: Int64, _ attempt: Attempt) -> Int? {
        guard let place = places.place(of: ticket) else { return nil }
        let node = Int(place)
        let group = Int(nodes[node].group)
        let wasFirst = groups[group].root == place
        let own = groups[group].resource
        var (resource, priority, until, retryAt) = (own, nodes[node].priority, until, retryAt)
        if case .moves(let other, let level, let end, let again) = attempt {
            (resource, priority, until, retryAt) = (other, level, end, again)
        }
        let leaves = attempt == .done || until <= drainTime
        let moves = resource != own || priority != nodes[node].priority
        if leaves || moves {
            leave(node)
            // Before the node joins a group below, which may be this one again.
            if wasFirst, groups[group].root >= 0 { plan(Int(groups[group].root)) }
        }
        guard !leaves else {
            release(node)
            return nil
        }
        nodes[node].until = until
        nodes[node].retryAt = retryAt <= drainTime ? .max : retryAt
        nodes[node].priority = priority
        if moves { join(node, resource) }
        refreshDue(node)
        return node
    }

    private func waiting(_ node: Int, isExpired: Bool) -> Waiting {
        Waiting(
            ticket: nodes[node].ticket, priority: nodes[node].priority,
            resource: groups[Int(nodes[node].group)].resource, until: nodes[node].until, retryAt: nodes[node].retryAt,
            isExpired: isExpired, place: node)
    }
}

extension TicketOrder {
    private mutating func wake(group: Int) {
        guard !groups[group].isWoken else { return }
        groups[group].isWoken = true
        woken.append(Int32(truncatingIfNeeded: group))
    }

    private mutating func grow() {
        let old = nodes.count
        let new = max(64, old * 2)
        for node in old..<new {
            var free = Node()
            free.right = node + 1 < new ? Int32(truncatingIfNeeded: node + 1) : -1
            nodes.append(free)
        }
        due.reserveCapacity(new)
        agenda.reserveCapacity(new)
        firstFree = Int32(truncatingIfNeeded: old)
    }

    private mutating func release(_ node: Int) {
        removeDue(node)
        places.remove(nodes[node].ticket)
        nodes[node].group = -1
        nodes[node].right = firstFree
        firstFree = Int32(truncatingIfNeeded: node)
        count -= 1
    }

    /// Puts a node among those who wait for a resource.
    private mutating func join(_ node: Int, _ resource: UInt64) {
        let group: Int
        if let known = groupPlaces.place(of: resource) {
            group = Int(known)
        } else if let free = freeGroups.popLast() {
            group = Int(free)
            groupPlaces.insert(resource, at: free)
        } else {
            group = groups.count
            groups.append(Group())
            freeGroups.reserveCapacity(groups.capacity)
            woken.reserveCapacity(groups.capacity)
            groupPlaces.insert(resource, at: Int32(truncatingIfNeeded: group))
        }
        groups[group].resource = resource
        nodes[node].group = Int32(truncatingIfNeeded: group)
        let first = groups[group].root
        groups[group].root = merge(first, Int32(truncatingIfNeeded: node))
        nodes[Int(groups[group].root)].parent = -1
        if groups[group].root != first {
            if first >= 0 { refreshDue(Int(first)) }
            refreshDue(node)
        }
    }

    /// Takes a node from those who wait for its resource.
    private mutating func leave(_ node: Int) {
        let group = Int(nodes[node].group)
        let wasFirst = Int(groups[group].root) == node
        let root = detach(node, from: groups[group].root)
        groups[group].root = root
        if root < 0 {
            groupPlaces.remove(groups[group].resource)
            groups[group].isWoken = false
            freeGroups.append(Int32(truncatingIfNeeded: group))
        } else if wasFirst {
            refreshDue(Int(root))
        }
    }

    /// Puts a node where it belongs in the heap of times: only the first of a resource looks again.
    private mutating func refreshDue(_ node: Int) {
        let isFirst = Int(groups[Int(nodes[node].group)].root) == node
        let time = isFirst ? min(nodes[node].until, nodes[node].retryAt) : nodes[node].until
        guard nodes[node].dueIndex < 0 || nodes[node].dueAt != time else { return }
        removeDue(node)
        insertDue(node, at: time)
    }
}

// The turns of a drain.
extension TicketOrder {
    private mutating func plan(_ node: Int) {
        guard nodes[node].drain != drainNumber else { return }
        nodes[node].drain = drainNumber
        agenda.append(
            Planned(
                ticket: nodes[node].ticket, node: Int32(truncatingIfNeeded: node), priority: nodes[node].priority))
        var index = agenda.count - 1
        while index > 0, Self.precedes(agenda[index], agenda[(index - 1) / 2]) {
            agenda.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    private mutating func popPlanned() -> Planned? {
        guard let first = agenda.first, let last = agenda.popLast() else { return nil }
        guard !agenda.isEmpty else { return first }
        agenda[0] = last
        var index = 0
        while true {
            var child = 2 * index + 1
            guard child < agenda.count else { break }
            if child + 1 < agenda.count, Self.precedes(agenda[child + 1], agenda[child]) { child += 1 }
            guard Self.precedes(agenda[child], agenda[index]) else { break }
            agenda.swapAt(child, index)
            index = child
        }
        return first
    }

    private static func precedes(_ left: Planned, _ right: Planned) -> Bool {
        left.priority != right.priority ? left.priority < right.priority : left.ticket < right.ticket
    }
}
