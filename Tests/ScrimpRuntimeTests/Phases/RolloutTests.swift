import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import Testing

@Suite struct RolloutTests {
    private struct Staged {
        var policy = SimplePolicy()
        let new: UInt16
        init() { new = policy.builder.target("new", PlanPrices(input: 1, output: 0)) }
    }

    /// The rule names the new target; who is not in gets the model that there was.
    private func staged(
        _ stages: [UInt64] = [10, 50, 100], every: Int64 = .hour,
        revert change: (inout Staged) -> ConditionID = { _ in .never },
        guards: [UInt16] = []
    ) throws -> (engine: Engine<MemoryStore>, new: UInt16) {
        var staged = Staged()
        let condition = change(&staged)
        staged.policy.builder.plan.candidates[0] = .target(staged.new)
        staged.policy.builder.rollout(
            of: staged.new, otherwise: staged.policy.model, key: staged.policy.tenant, stages: stages, every: every,
            revert: condition, guards: guards)
        return (try staged.policy.builder.engine(), staged.new)
    }

    /// Feature 3 of the plan, behind its attributes.
    private func whenBad(_ staged: inout Staged) -> ConditionID {
        let quality = staged.policy.builder.feature(.quality(target: staged.new, over: .day, atLeast: 3))
        return staged.policy.builder.comparison(quality, scale: 1_000_000_000, .less, (1, 2))
    }

    private func status(_ engine: Engine<MemoryStore>) throws -> (stage: Int, isReverted: Bool, since: Instant) {
        let status = try #require(engine.status(ofRollout: 0))
        return (status.stage, status.isReverted, status.since)
    }

    private func share(_ engine: Engine<MemoryStore>, _ target: UInt16, at time: Int64) throws -> Set<Int> {
        var inside: Set<Int> = []
        for key in 0..<2_000 where try engine.decide(engine.request("key-\(key)"), at: .after(time)).target == target {
            inside.insert(key)
        }
        return inside
    }

    @Test func keysComeInAndStayIn() throws {
        let (engine, new) = try staged()
        #expect(engine.status(ofRollout: 0) == nil)
        let first = try share(engine, new, at: 0)
        #expect(first.count > 140 && first.count < 260)
        #expect(try share(engine, new, at: .hour - 1) == first)
        let second = try share(engine, new, at: .hour)
        #expect(second.isSuperset(of: first) && second.count > 900 && second.count < 1_100)
        #expect(engine.takeAlerts() == [.advanced(rollout: 0, stage: 1)])
        #expect(try share(engine, new, at: 2 * .hour).count == 2_000)
        #expect(engine.status(ofRollout: 0)?.stage == 2)
    }

    @Test func aLateRequestGoesOnByOneStage() throws {
        let (engine, _) = try staged()
        _ = try engine.decide(engine.request("a"), at: .after(0))
        _ = try engine.decide(engine.request("a"), at: .after(30 * .day))
        #expect(try status(engine) == (1, false, .after(30 * .day)))
        _ = try engine.decide(engine.request("a"), at: .after(30 * .day + .hour - 1))
        #expect(engine.status(ofRollout: 0)?.stage == 1)
        _ = try engine.decide(engine.request("a"), at: .after(30 * .day + .hour))
        #expect(engine.status(ofRollout: 0)?.stage == 2)
    }

    @Test func noStageAdvancesWithoutEnoughReports() throws {
        let (engine, new) = try staged(revert: whenBad, guards: [3])
        _ = try engine.decide(engine.request("a"), at: .after(0))
        for hour in Int64(1)..<5 { _ = try engine.decide(engine.request("a"), at: .after(hour * .hour)) }
        #expect(engine.status(ofRollout: 0)?.stage == 0)
        for _ in 0..<3 { engine.report(quality: 900_000_000, of: new, at: .after(5 * .hour)) }
        _ = try engine.decide(engine.request("a"), at: .after(5 * .hour))
        #expect(engine.status(ofRollout: 0)?.stage == 1)
    }

    @Test func badQualityTakesEveryoneOutUntilSomebodyResumes() throws {
        let (engine, new) = try staged(revert: whenBad, guards: [3])
        let inside = try share(engine, new, at: 0)
        for _ in 0..<3 { engine.report(quality: 100_000_000, of: new, at: .after(.second)) }
        engine.tick(.after(2 * .second))
        #expect(engine.takeAlerts() == [.reverted(rollout: 0)])
        #expect(try share(engine, new, at: 3 * .second).isEmpty)
        #expect(try share(engine, new, at: .day - 1).isEmpty)
        for _ in 0..<30 { engine.report(quality: .max, of: new, at: .after(.day)) }
        try engine.resume(rollout: 0, at: .after(.day))
        #expect(try share(engine, new, at: .day + 1) == inside)
        #expect(try status(engine) == (0, false, .after(.day)))
    }

    @Test func noStageBeginsThatWouldBeTakenBackAtOnce() throws {
        let (engine, new) = try staged(revert: whenBad, guards: [3])
        _ = try engine.decide(engine.request("a"), at: .after(0))
        engine.tick(.after(.hour))
        // Within the second in which it has been looked at already.
        for _ in 0..<3 { engine.report(quality: 0, of: new, at: .after(.hour + 1)) }
        _ = try engine.decide(engine.request("a"), at: .after(.hour + 2))
        #expect(engine.status(ofRollout: 0)?.stage == 0 && engine.status(ofRollout: 0)?.isReverted == true)
        #expect(engine.takeAlerts() == [.reverted(rollout: 0)])
    }

    @Test func whatIsSubstitutedMustBeAllowedToo() throws {
        var staged = Staged()
        let spare = staged.policy.builder.target("spare", PlanPrices(input: 1, output: 0))
        staged.policy.builder.plan.candidates = [.target(staged.new), .target(spare)]
        staged.policy.builder.plan.chains[0].count = 2
        staged.policy.builder.rollout(
            of: staged.new, otherwise: staged.policy.model, key: staged.policy.tenant, stages: [0, 100], every: .hour)
        staged.policy.builder.plan.allows = [
            PlanAllow(name: .empty, when: .always, targets: .of(staged.new, spare))
        ]
        let engine = try staged.policy.builder.engine()
        var log = PassLog()
        let decision = try engine.explain(engine.request("a"), at: .after(0), observer: &log)
        #expect(decision.target == spare && log.passed == [.notAllowed])
    }

    @Test func aCandidateInWhosePlaceOneStandsThatWasTriedIsPassedOver() throws {
        var staged = Staged()
        staged.policy.builder.plan.candidates = [.target(staged.policy.model), .target(staged.new)]
        staged.policy.builder.plan.chains[0].count = 2
        staged.policy.builder.rollout(
            of: staged.new, otherwise: staged.policy.model, key: staged.policy.tenant, stages: [0, 100], every: .hour)
        staged.policy.builder.limit(on: .of(staged.policy.model), concurrency: 1)
        let engine = try staged.policy.builder.engine()
        _ = try engine.decide(engine.request("a"), at: .after(0))
        var log = PassLog()
        _ = try engine.explain(engine.request("a"), at: .after(0), observer: &log)
        #expect(log.passed == [.limit(0, .concurrency), .alreadyTried])
    }

    @Test func splitsComeFirstAndKeepTheirShares() throws {
        var staged = Staged()
        let other = staged.policy.builder.target("other", PlanPrices(input: 1, output: 0))
        let split = staged.policy.builder.split("s", [(percent: 50, target: staged.new), (percent: 50, target: other)])
        staged.policy.builder.plan.sticky = staged.policy.tenant
        staged.policy.builder.plan.candidates = [.split(split)]
        staged.policy.builder.rollout(
            of: staged.new, otherwise: staged.policy.model, key: staged.policy.tenant, stages: [50, 100], every: .hour)
        let engine = try staged.policy.builder.engine()
        let others = try share(engine, other, at: 0)
        let inside = try share(engine, staged.new, at: 0)
        #expect(others.count > 900 && others.count < 1_100)
        #expect(inside.count > 400 && inside.count < 600)
        #expect(try share(engine, staged.policy.model, at: 0).count == 2_000 - others.count - inside.count)
        // Who comes in comes from those that had the other in its place.
        #expect(try share(engine, other, at: .hour) == others)
        #expect(try share(engine, staged.new, at: .hour).count == 2_000 - others.count)
    }

    @Test func saltsAreIndependent() throws {
        var staged = Staged()
        let other = staged.policy.builder.target("other", PlanPrices(input: 1, output: 0))
        let model = staged.policy.model
        staged.policy.builder.plan.candidates = [.target(staged.new), .target(other)]
        staged.policy.builder.rollout(
            "one", of: staged.new, otherwise: model, key: staged.policy.tenant, stages: [50], every: .hour)
        staged.policy.builder.rollout(
            "two", of: other, otherwise: model, key: staged.policy.tenant, stages: [50], every: .hour)
        staged.policy.builder.plan.chains.append(PlanChain(start: 1, count: 1))
        let one = try share(staged.policy.builder.engine(), staged.new, at: 0)
        staged.policy.builder.plan.rules[0].chain = 1
        let two = try share(staged.policy.builder.engine(), other, at: 0)
        let both = one.intersection(two).count
        #expect(both > 420 && both < 580)
    }

    @Test func afterAReversionNoKeyStaysByAffinity() throws {
        let (engine, new) = try staged(
            [100],
            revert: { staged in
                staged.policy.builder.affinity(key: staged.policy.tenant, keep: .day)
                return whenBad(&staged)
            }, guards: [3])
        #expect(try engine.decide(engine.request("a"), at: .after(0)).target == new)
        for _ in 0..<3 { engine.report(quality: 0, of: new, at: .after(.second)) }
        engine.tick(.after(2 * .second))
        #expect(try engine.decide(engine.request("a"), at: .after(3 * .second)).target != new)
    }
}
