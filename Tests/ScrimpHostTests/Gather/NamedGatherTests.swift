import ScrimpHost
import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import Testing

@Suite struct NamedGatherTests {
    /// - Parameter when: which requests of `vote` are gathered.
    private func engine(when: ConditionID = .always) throws -> Engine<MemoryStore> {
        var plan = try GatherPolicy.engine().plan
        let names = ["search", "vote"].map { plan.strings.append($0.utf8) }
        plan.gathers = [
            PlanGather(name: names[0], when: .always, stopAfter: 20, of: 100, concurrency: 30),
            PlanGather(name: names[1], when: when, stopAfter: 3, of: 5, concurrency: 5),
        ]
        return try Engine(plan: plan, store: MemoryStore(), options: EngineOptions(hashSeed: 5))
    }

    @Test func aNameStandsForWhatThePolicySays() throws {
        let engine = try engine()
        #expect(
            try engine.gatherSettings(named: "search") == GatherSettings(stopAfter: 20, of: 100, concurrency: 30))
        let careful = try engine.gatherSettings(named: "vote", startsOnlyNeeded: true)
        #expect(careful == GatherSettings(stopAfter: 3, of: 5, concurrency: 5, startsOnlyNeeded: true))
    }

    @Test func anUnknownNameListsTheOthers() throws {
        let engine = try engine()
        #expect(throws: UnknownName(kind: "gather", name: "Search", known: ["search", "vote"])) {
            try engine.gatherSettings(named: "Search")
        }
    }

    /// What is not meant to be gathered runs to the end.
    @Test(arguments: [true, false])
    func gathersByName(isMeant: Bool) throws {
        let world = EngineGatherTests.World(engine: try engine(when: isMeant ? .always : .never))
        let requests = try GatherPolicy.requests(world.engine, 9)
        let answers = try #require(
            world.time.run { () async -> [Int] in
                let gathered = try? world.engine.gather(
                    requests, as: "vote", desk: world.desk, clock: world.time, now: { world.now },
                    executor: world.time
                ) { call in
                    try await world.time.sleep(for: .milliseconds(call.position + 1))
                    return (call.position, EngineGatherTests.used)
                }
                guard let gathered else { return [] }
                var answers: [Int] = []
                for await answer in gathered { answers.append(answer.position) }
                return answers
            })
        #expect(answers == (isMeant ? [0, 1, 2] : Array(0..<9)))
    }
}
