import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import Testing

@Suite struct BatchTests {
    private func engine(size: Int64 = 3, wait: Int64 = 10 * .second) throws -> Engine<MemoryStore> {
        var policy = SimplePolicy()
        policy.builder.attribute("deadline", .duration, role: .deadline, default: .minute)
        policy.builder.operation(of: policy.model) { ($0.firstToken, $0.perToken) = (2 * .second, .second / 100) }
        let joins = policy.builder.condition(policy.prompt, 1...Int64.max)
        policy.builder.batch(when: joins, size: size, wait: wait)
        return try policy.builder.engine()
    }

    private func call(
        _ engine: Engine<MemoryStore>, cost: Int64 = 1, deadline: Int64 = .minute, at time: Int64
    ) throws -> Decision {
        try engine.decide(engine.request("a", cost: cost, [("deadline", deadline)]), at: .after(time))
    }

    @Test func aFullBatchGoesOutAtOnce() throws {
        let engine = try engine()
        let slots = try (0..<4).map { try #require(try call(engine, at: Int64($0)).batch) }
        #expect(slots.map(\.position) == [0, 1, 2, 0])
        #expect(slots.map(\.isFull) == [false, false, true, false])
        #expect(Set(slots[0..<3].map(\.group)).count == 1 && slots[3].group != slots[0].group)
        engine.tick(.after(3))
        #expect(engine.nextFlush() == nil)
    }

    @Test func onlyThoseThatAreMeantJoin() throws {
        let engine = try engine()
        #expect(try call(engine, cost: 0, at: 0).batch == nil)
        #expect(try call(engine, at: 0).batch?.position == 0)
    }

    @Test func aBatchGoesOutWhenItHasWaited() throws {
        let engine = try engine()
        let slot = try #require(try call(engine, at: 0).batch)
        _ = try call(engine, at: 9 * .second)
        #expect(engine.nextEvent() == .after(10 * .second))
        engine.tick(.after(10 * .second - 1))
        #expect(engine.nextFlush() == nil)
        engine.tick(.after(10 * .second))
        let flushed = try #require(engine.nextFlush())
        #expect(flushed.batch == 0 && flushed.group == slot.group && flushed.target == 0 && flushed.count == 2)
        #expect(engine.nextFlush() == nil)
    }

    @Test func noMemberMissesItsDeadline() throws {
        let engine = try engine()
        _ = try call(engine, at: 0)
        // The second must start at 5 s less the 2 s that it takes.
        _ = try call(engine, deadline: 5 * .second, at: 0)
        #expect(engine.nextEvent() == .after(3 * .second))
        engine.tick(.after(3 * .second))
        #expect(engine.nextFlush()?.count == 2)
        // No time to wait at all: alone.
        #expect(try call(engine, deadline: 2 * .second, at: 4 * .second).batch == nil)
    }

    @Test func oneThatIsReleasedOrEndedLeaves() throws {
        let engine = try engine(size: 3)
        let calls = try (0..<2).map { _ in try call(engine, at: 0) }
        try engine.release(#require(calls[0].reservation), at: .after(1))
        let third = try call(engine, at: 2)
        #expect(third.batch?.isFull == false && third.batch?.position == 2)
        _ = try engine.settle(third, Usage(outcome: .cancelled), at: .after(3))
        engine.tick(.after(10 * .second))
        #expect(engine.nextFlush()?.count == 1)
        // After that the group is out: its last member changes nothing in the next one.
        let next = try call(engine, at: 11 * .second)
        try engine.release(#require(calls[1].reservation), at: .after(12 * .second))
        engine.tick(.after(21 * .second))
        #expect(engine.nextFlush()?.group == next.batch?.group)
    }

    @Test func aGroupThatAllHaveLeftIsNoMore() throws {
        let engine = try engine()
        let alone = try call(engine, at: 0)
        try engine.release(#require(alone.reservation), at: .after(1))
        engine.tick(.after(.minute))
        #expect(engine.nextFlush() == nil)
    }

    @Test func eachTargetHasItsOwnBatch() throws {
        var policy = SimplePolicy()
        let second = policy.fallback()
        policy.builder.batch(on: .of(policy.model, second), size: 2, wait: .second)
        policy.builder.limit(on: .of(policy.model), concurrency: 1)
        let engine = try policy.builder.engine()
        let slots = try (0..<3).map { _ in try #require(try engine.decide(engine.request("a"), at: .after(0)).batch) }
        #expect(slots.map(\.position) == [0, 0, 1] && slots[2].isFull)
        engine.tick(.after(.second))
        #expect(engine.nextFlush()?.target == policy.model)
        #expect(engine.nextFlush() == nil)
    }
}
