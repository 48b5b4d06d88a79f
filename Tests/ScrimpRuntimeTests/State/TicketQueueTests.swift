import ScrimpRuntime
import Testing

private typealias Queue = TicketQueue<Int>

/// All who wait, in a list that every drain goes through from the first to the last.
private struct NaiveQueue {
    struct Entry {
        var ticket: UInt64
        var priority: UInt8
        var resource: UInt64
        var until: Int64
        var retryAt: Int64
        var payload: Int
    }

    var entries: [Entry] = []
    var woken: Set<UInt64> = []
    var wakesAll = false

    private static func precedes(_ left: Entry, _ right: Entry) -> Bool {
        (left.priority, left.ticket) < (right.priority, right.ticket)
    }

    func first(of resource: UInt64) -> Entry? {
        entries.filter { $0.resource == resource }.min(by: Self.precedes)
    }

    mutating func remove(_ ticket: UInt64) -> Entry? {
        guard let index = entries.firstIndex(where: { $0.ticket == ticket }) else { return nil }
        let removed = entries[index]
        if first(of: removed.resource)?.ticket == ticket { woken.insert(removed.resource) }
        entries.remove(at: index)
        if first(of: removed.resource) == nil { woken.remove(removed.resource) }
        return removed
    }

    mutating func drain(now: Int64, _ attempt: (inout Entry, Bool) -> Queue.Attempt) {
        let order = entries.sorted(by: Self.precedes)
        // A resource's turn goes to its first: woken, or its time has come.
        var open = wakesAll ? Set(order.map(\.resource)) : woken
        for entry in order where entry.retryAt <= now && first(of: entry.resource)?.ticket == entry.ticket {
            open.insert(entry.resource)
        }
        var kept: [Entry] = []
        for var entry in order {
            let own = entry.resource
            let isExpired = entry.until <= now
            let isFirst = !kept.contains { $0.resource == own && Self.precedes($0, entry) }
            guard isExpired || (isFirst && open.contains(own)) else {
                kept.append(entry)
                continue
            }
            let outcome = attempt(&entry, isExpired)
            let level = entry.priority
            if case .moves(let resource, let priority, let until, let retryAt) = outcome {
                (entry.resource, entry.priority, entry.until, entry.retryAt) = (resource, priority, until, retryAt)
            }
            if entry.retryAt <= now { entry.retryAt = .max }
            let leaves = outcome == .done || entry.until <= now
            // Whoever comes after one that leaves may try.
            if leaves || entry.resource != own || entry.priority != level, isFirst { open.insert(own) }
            if !leaves { kept.append(entry) }
        }
        entries = kept
        woken = []
        wakesAll = false
    }

    func nextEvent() -> Int64? {
        let times = entries.map { entry in
            first(of: entry.resource)?.ticket == entry.ticket ? min(entry.until, entry.retryAt) : entry.until
        }
        return times.min().flatMap { $0 == .max ? nil : $0 }
    }
}

@Suite struct TicketQueueTests {
    /// What a turn sees, to compare.
    private struct Turn: Hashable {
        var ticket: UInt64
        var resource: UInt64
        var isExpired: Bool
        var payload: Int
    }

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func agreesWithAListThatIsGoneThrough(seed: UInt64) throws {
        var queue = Queue()
        var naive = NaiveQueue()
        var generator = Generator(seed)
        var now: Int64 = 0
        var left: Set<UInt64> = []
        var appended: UInt64 = 0
        let resources = 1 + generator.below(6)

        func time(_ percent: Int, _ range: Int) -> Int64 {
            generator.below(100) < percent ? now + Int64(generator.below(range)) : .max
        }
        /// The same for the same turn, whoever asks.
        func outcome(_ turn: Turn, _ drain: Int) -> (Queue.Attempt, until: Int64?, retryAt: Int64?) {
            var own = Generator(seed &* 1_000_003 ^ turn.ticket &* 97 ^ UInt64(drain) &* 8_191)
            let later = now + Int64(own.below(60)) - 5
            switch own.below(10) {
            case 0..<4: return (.done, nil, nil)
            case 4, 5: return (.stays, nil, nil)
            case 6: return (.stays, later, nil)
            case 7: return (.stays, nil, later)
            default:
                let other = UInt64(own.below(resources))
                let retryAt = own.below(2) == 0 ? later - 9 : .max
                let priority = UInt8(own.below(3))
                return (.moves(resource: other, priority: priority, until: later, retryAt: retryAt), nil, nil)
            }
        }

        for step in 0..<1_500 {
            switch generator.below(10) {
            case 0..<6:
                let (priority, resource) = (UInt8(generator.below(3)), UInt64(generator.below(resources)))
                let (until, retryAt) = (time(90, 400), time(40, 100))
                let ticket = queue.append(
                    priority: priority, resource: resource, until: until, retryAt: retryAt, payload: step)
                #expect(ticket == appended + 1)
                appended += 1
                naive.entries.append(
                    NaiveQueue.Entry(
                        ticket: ticket, priority: priority, resource: resource, until: until, retryAt: retryAt,
                        payload: step))
            case 6:
                guard appended > 0 else { continue }
                let ticket = UInt64(1 + generator.below(Int(appended)))
                let removed = queue.remove(ticket: ticket)
                let expected = naive.remove(ticket)
                #expect(removed?.payload == expected?.payload && removed?.until == expected?.until)
                if removed != nil { #expect(left.insert(ticket).inserted) }
            case 7:
                let resource = UInt64(generator.below(resources))
                queue.wake(resource)
                if naive.first(of: resource) != nil { naive.woken.insert(resource) }
            default:
                now += Int64(generator.below(40))
                if generator.below(8) == 0 {
                    queue.wakeAll()
                    naive.wakesAll = true
                }
                var (turns, expected): ([Turn], [Turn]) = ([], [])
                let hadTurns = queue.hasTurns(at: now)
                queue.drain(now: now) { entry in
                    let turn = Turn(
                        ticket: entry.ticket, resource: entry.resource, isExpired: entry.isExpired,
                        payload: entry.payload)
                    turns.append(turn)
                    let (attempt, until, retryAt) = outcome(turn, step)
                    if let until { entry.until = until }
                    if let retryAt { entry.retryAt = retryAt }
                    entry.payload += 1
                    return attempt
                }
                naive.drain(now: now) { entry, isExpired in
                    let turn = Turn(
                        ticket: entry.ticket, resource: entry.resource, isExpired: isExpired, payload: entry.payload)
                    expected.append(turn)
                    let (attempt, until, retryAt) = outcome(turn, step)
                    if let until { entry.until = until }
                    if let retryAt { entry.retryAt = retryAt }
                    entry.payload += 1
                    return attempt
                }
                try #require(turns == expected, "step \(step)")
                #expect(hadTurns == !turns.isEmpty)
                #expect(Set(turns.map(\.ticket)).count == turns.count)
                let remaining = Set(naive.entries.map(\.ticket))
                for turn in turns where !remaining.contains(turn.ticket) {
                    #expect(left.insert(turn.ticket).inserted)
                }
                #expect(queue.nextEvent() ?? .max > now)
            }
            try #require(queue.count == naive.entries.count)
            #expect(queue.isEmpty == naive.entries.isEmpty)
            try #require(queue.nextEvent() == naive.nextEvent(), "step \(step)")
            let (resource, priority) = (UInt64(generator.below(resources)), UInt8(generator.below(3)))
            let waiting = naive.entries.filter { $0.resource == resource }
            #expect(
                queue.hasWaiting(resource: resource, priority: priority)
                    == waiting.contains { $0.priority <= priority })
            let ticket = UInt64(1 + generator.below(Int(appended) + 1))
            #expect(
                queue.hasWaiting(resource: resource, priority: priority, before: ticket)
                    == waiting.contains { ($0.priority, $0.ticket) < (priority, ticket) })
        }
        #expect(left.count > 100)
        // All that is left leaves when its time has come, in order of class and ticket.
        var last: [(UInt8, UInt64)] = []
        queue.wakeAll()
        queue.drain(now: .max) { entry in
            #expect(entry.isExpired)
            last.append((entry.priority, entry.ticket))
            #expect(left.insert(entry.ticket).inserted)
            return .done
        }
        #expect(zip(last, last.dropFirst()).allSatisfy { $0 < $1 })
        #expect(queue.isEmpty && left.count == Int(appended))
    }

    @Test func aFreedPermitLooksAtOneAndAtTheOneBehind() {
        var queue = Queue()
        for number in 0..<10_000 {
            _ = queue.append(priority: 1, resource: 5, until: 1_000_000, payload: number)
        }
        _ = queue.append(priority: 0, resource: 5, until: 1_000_000, payload: 10_000)
        var order: [Int] = []
        var turns = 0
        for permit in 0..<10_001 {
            queue.wake(5)
            var isFree = true
            queue.drain(now: Int64(permit)) { entry in
                turns += 1
                guard isFree else { return .stays }
                isFree = false
                order.append(entry.payload)
                return .done
            }
        }
        #expect(order == [10_000] + Array(0..<10_000))
        #expect(turns == 2 * 10_001 - 1)
        #expect(queue.isEmpty)
    }

    @Test func onlyTheFirstLooksAgain() {
        var queue = Queue()
        _ = queue.append(priority: 0, resource: 1, until: 100, retryAt: 50, payload: 0)
        _ = queue.append(priority: 0, resource: 1, until: 90, retryAt: 20, payload: 1)
        #expect(queue.nextEvent() == 50)
        var seen: [Int] = []
        queue.drain(now: 49) { _ in .done }
        queue.drain(now: 50) { entry in
            seen.append(entry.payload)
            entry.retryAt = 60
            return .stays
        }
        #expect(seen == [0])
        #expect(queue.nextEvent() == 60)
        // The second has waited for its turn since 20.
        queue.remove(ticket: 1)
        #expect(queue.hasTurns(at: 50))
        queue.drain(now: 55) { entry in
            seen.append(entry.payload)
            return .stays
        }
        #expect(seen == [0, 1])
        #expect(queue.nextEvent() == 90)
    }

    @Test func theQueueCanBeAskedBetweenTurns() {
        var queue = Queue()
        let first = queue.append(priority: 1, resource: 1, until: 100, payload: 1)
        let second = queue.append(priority: 1, resource: 1, until: 100, payload: 2)
        let third = queue.append(priority: 1, resource: 2, until: 100, payload: 3)
        queue.wakeAll()
        queue.startDrain(now: 0)
        guard let turn = queue.nextTurn() else {
            Issue.record("nobody has a turn")
            return
        }
        #expect(turn.ticket == first)
        #expect(queue.hasWaiting(resource: 1, priority: 1))
        #expect(!queue.hasWaiting(resource: 1, priority: 1, before: first))
        #expect(queue.hasWaiting(resource: 1, priority: 1, before: second))
        // Someone else leaves, someone of a higher class comes.
        #expect(queue.remove(ticket: third)?.payload == 3)
        let late = queue.append(priority: 0, resource: 1, until: 100, payload: 4)
        queue.wake(1)
        queue.finish(turn, .moves(resource: 9, priority: 1, until: 50, retryAt: .max))
        // The newcomer is before the second now, and its resource has been woken for the next drain.
        #expect(queue.nextTurn() == nil)
        #expect(queue.nextEvent() == 50)
        var seen: [UInt64] = []
        queue.drain(now: 1) { entry in
            seen.append(entry.ticket)
            return .done
        }
        #expect(seen == [late, second])
        #expect(queue.count == 1)
    }

    @Test func aTicketThatIsTakenOutDuringItsTurnStaysOut() {
        var queue = Queue()
        let ticket = queue.append(priority: 0, resource: 1, until: 100, payload: 1)
        queue.wake(1)
        queue.startDrain(now: 0)
        let turn = queue.nextTurn()
        queue.remove(ticket: ticket)
        if let turn { queue.finish(turn, .stays) }
        #expect(queue.isEmpty && queue.nextEvent() == nil && turn?.ticket == ticket)
        #expect(queue.remove(ticket: ticket) == nil)
    }
}
