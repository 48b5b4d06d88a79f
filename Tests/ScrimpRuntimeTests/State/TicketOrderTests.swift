import CAllocationCounter
import ScrimpRuntime
import Testing

#if DEBUG
private let isOptimized = false
#else
private let isOptimized = true
#endif

/// What `TicketQueueTests` do not see.
@Suite struct TicketOrderTests {
    @Test(.enabled(if: isOptimized)) func nothingIsAllocatedOnceItHasGrown() {
        var order = TicketOrder()
        var now: Int64 = 0
        var turns = 0
        func drain(_ outcome: (TicketOrder.Waiting) -> TicketOrder.Attempt) {
            order.startDrain(now: now)
            while let turn = order.nextTurn() {
                turns += 1
                _ = order.finish(ticket: turn.ticket, until: turn.until, retryAt: turn.retryAt, outcome(turn))
            }
        }
        func pass() {
            for number in 0..<200 as Range<Int64> {
                _ = order.append(
                    priority: UInt8(number % 3), resource: UInt64(number % 17), until: now + 1_000,
                    retryAt: now + number)
            }
            for number in 0..<17 as Range<UInt64> { order.wake(number) }
            now += 50
            drain { $0.ticket % 3 == 0 ? .moves(resource: 3, priority: 2, until: now + 9, retryAt: .max) : .stays }
            now += 50
            drain { _ in .done }
            order.wakeAll()
            drain { _ in .done }
        }
        for _ in 0..<50 { pass() }
        let before = scrimp_allocations_of_this_thread()
        for _ in 0..<50 { pass() }
        #expect(scrimp_allocations_of_this_thread() == before)
        #expect(order.count == 0 && turns > 20_000)
    }

    @Test func aPlaceIsKeptForAsLongAsOneWaits() {
        var order = TicketOrder()
        var places: [UInt64: Int] = [:]
        var generator = Generator(2)
        for _ in 0..<5_000 {
            if generator.below(2) == 0 {
                let (ticket, place) = order.append(
                    priority: UInt8(generator.below(3)), resource: UInt64(generator.below(5)), until: .max,
                    retryAt: .max)
                #expect(!places.values.contains(place))
                places[ticket] = place
            } else if let ticket = places.keys.sorted().first {
                order.wakeAll()
                order.startDrain(now: 0)
                while let turn = order.nextTurn() {
                    #expect(places[turn.ticket] == turn.place)
                    let place = order.finish(
                        ticket: turn.ticket, until: .max, retryAt: .max,
                        .moves(resource: 1, priority: turn.priority, until: .max, retryAt: .max))
                    #expect(place == turn.place)
                }
                let removed = order.remove(ticket: ticket)
                #expect(removed?.place == places.removeValue(forKey: ticket))
            }
        }
        #expect(order.count == places.count)
    }
}
