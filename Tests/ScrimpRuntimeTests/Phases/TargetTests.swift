import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import Testing

@Suite struct TargetTests {
    private let failed = Usage(outcome: .failed)

    @Test func aFailedCallIsTriedAgainAsOftenAsThePolicySays() throws {
        var policy = SimplePolicy()
        let second = policy.fallback(input: 1)
        policy.builder.operation(of: policy.model) { $0.retries = 2 }
        let engine = try policy.builder.engine()
        let request = try engine.request("a", cost: 1)
        var decision = try engine.decide(request, at: .after(0))
        var seen: [(UInt16?, UInt16)] = []
        for step in Int64(1)..<5 {
            seen.append((decision.target, decision.attempt))
            guard decision.isCall else { break }
            _ = try engine.settle(decision, failed, at: .after(step))
            decision = try engine.retry(request, after: decision, at: .after(step))
        }
        #expect(seen.map(\.0) == [policy.model, policy.model, policy.model, second])
        #expect(seen.map(\.1) == [0, 1, 2, 0])
        #expect(decision.verdict == .reject(.exhausted))
    }

    @Test func aRetryWithAnAffinityGoesThroughTheSameCandidates() throws {
        var policy = SimplePolicy()
        let second = policy.fallback(input: 1)
        let third = policy.fallback("third", input: 1)
        policy.builder.affinity(key: policy.tenant, keep: .hour)
        policy.builder.operation(of: second) { $0.retries = 1 }
        policy.builder.limit(on: .of(policy.model), concurrency: 1)
        let engine = try policy.builder.engine()
        let blocking = try engine.decide(engine.request("x"), at: .after(0))
        #expect(try engine.decide(engine.request("a"), at: .after(0)).target == second)
        try engine.release(#require(blocking.reservation), at: .after(1))
        // The key stays on the second; after it come the others, each once.
        let request = try engine.request("a")
        var decision = try engine.decide(request, at: .after(2))
        var seen: [UInt16] = []
        while let target = decision.target, seen.count < 9 {
            seen.append(target)
            #expect(Int(decision.position) == seen.count - 1)
            _ = try engine.settle(decision, failed, at: .after(3))
            decision = try engine.retry(request, after: decision, at: .after(3))
        }
        #expect(seen == [second, second, policy.model, third])
        #expect(decision.verdict == .reject(.exhausted))
    }

    @Test func aRetryWaitsForALimitLikeAnyOther() throws {
        var policy = SimplePolicy()
        let second = policy.fallback(input: 1)
        policy.builder.operation(of: policy.model) { $0.retries = 1 }
        policy.builder.limit(on: .of(policy.model), concurrency: 1, wait: 10 * .second)
        let engine = try policy.builder.engine()
        let request = try engine.request("a")
        for (settles, start) in [(true, 0), (false, .minute)] as [(Bool, Int64)] {
            let first = try engine.decide(request, at: .after(start + 0))
            #expect(first.target == policy.model)
            _ = try engine.settle(first, failed, at: .after(start + 1))
            let blocking = try engine.decide(engine.request("b"), at: .after(start + 2))
            let ticket = try #require(try engine.retry(request, after: first, at: .after(start + 3)).ticket)
            if settles { _ = try engine.settle(blocking, failed, at: .after(start + 4)) }
            engine.tick(.after(start + 11 * .second))
            let ready = engine.takeReady()
            #expect(ready.map(\.ticket) == [ticket])
            let decision = try #require(ready.first).decision
            #expect(decision.target == (settles ? policy.model : second) && decision.attempt == (settles ? 1 : 0))
            try engine.release(#require(decision.reservation), at: .after(start + 12 * .second))
        }
    }

    @Test func aSwitchStopsRetriesToo() throws {
        var policy = SimplePolicy()
        _ = policy.fallback(input: 1)
        policy.builder.toggle()
        let engine = try policy.builder.engine()
        let request = try engine.request("a")
        let first = try engine.decide(request, at: .after(0))
        try engine.setSwitch(0, thrown: true, at: .after(1))
        #expect(try engine.retry(request, after: first, at: .after(2)).verdict == .reject(.thrownSwitch(0)))
    }

    @Test func retriesDoNotMoveTheDeadline() throws {
        var policy = SimplePolicy()
        let within = policy.fallback(input: 1)
        policy.builder.plan.deadline = 20 * .second
        policy.builder.operation(of: within) { ($0.service, $0.within) = (.batch, 10 * .second) }
        policy.builder.operation(of: policy.model) { $0.retries = 5 }
        let engine = try policy.builder.engine()
        let request = try engine.request("a")
        var decision = try engine.decide(request, at: .after(0))
        for step in Int64(1)...5 {
            decision = try engine.retry(request, after: decision, at: .after(step * 3 * .second))
        }
        #expect(decision.target == policy.model && decision.attempt == 5)
        #expect(try engine.retry(request, after: decision, at: .after(16 * .second)).verdict == .reject(.exhausted))
    }

    @Test func aTargetRestsAfterFailuresInARow() throws {
        var policy = SimplePolicy()
        let second = policy.fallback(input: 1)
        policy.builder.operation(of: policy.model) { ($0.cooldown, $0.cooldownAfter) = (.minute, 2) }
        let engine = try policy.builder.engine()
        func call(_ outcome: Usage.Outcome, at time: Int64) throws -> UInt16? {
            let decision = try engine.decide(engine.request("a"), at: .after(time))
            _ = try engine.settle(decision, Usage(promptTokens: 1, outcome: outcome), at: .after(time))
            return decision.target
        }
        #expect(try call(.failed, at: 0) == policy.model)
        #expect(try call(.succeeded, at: 1) == policy.model)
        #expect(try call(.failed, at: 2) == policy.model)
        // The host's own doing says nothing about the target.
        #expect(try call(.cancelled, at: 3) == policy.model)
        #expect(try call(.failed, at: 4) == policy.model)
        var log = PassLog()
        _ = try engine.explain(engine.request("a"), at: .after(5), observer: &log)
        #expect(log.passed == [.resting])
        #expect(try call(.succeeded, at: .minute + 3) == second)
        #expect(try call(.succeeded, at: .minute + 4) == policy.model)
    }

    @Test func belowItsFloorATargetGivesWayToAHigherPrecision() throws {
        var policy = SimplePolicy()
        let whole = policy.builder.target("whole", PlanPrices(input: 2, output: 0))
        let last = policy.fallback(input: 3)
        policy.builder.operation(of: policy.model) {
            ($0.accuracyFloor, $0.fallbackPrecision) = (800_000_000, whole)
        }
        policy.builder.operation(of: whole) { $0.accuracyFloor = 700_000_000 }
        let engine = try policy.builder.engine()
        func target(at time: Int64) throws -> UInt16? {
            try engine.decide(engine.request("a"), at: .after(time)).target
        }
        for _ in 0..<99 { engine.report(quality: 0, of: policy.model, at: .after(0)) }
        #expect(try target(at: 0) == policy.model)
        engine.report(quality: 0, of: policy.model, at: .after(0))
        #expect(try target(at: 0) == whole)
        for _ in 0..<100 { engine.report(quality: 700_000_000, of: whole, at: .after(1)) }
        #expect(try target(at: 1) == whole)
        engine.report(quality: 0, of: whole, at: .after(2))
        #expect(try target(at: 2) == last)
        var log = PassLog()
        _ = try engine.explain(engine.request("a"), at: .after(2), observer: &log)
        #expect(log.passed == [.belowFloor])
        // The window moves on.
        #expect(try target(at: 3 * .day) == policy.model)
    }

    @Test func theHigherPrecisionMustBeAllowed() throws {
        var policy = SimplePolicy()
        let whole = policy.builder.target("whole", PlanPrices(input: 2, output: 0))
        policy.builder.operation(of: policy.model) {
            ($0.accuracyFloor, $0.fallbackPrecision) = (800_000_000, whole)
        }
        policy.builder.plan.allows = [PlanAllow(name: .empty, when: .always, targets: .of(policy.model))]
        let engine = try policy.builder.engine()
        for _ in 0..<100 { engine.report(quality: 0, of: policy.model, at: .after(0)) }
        #expect(try engine.decide(engine.request("a"), at: .after(0)).verdict == .reject(.exhausted))
    }

    @Test func aBatchServiceThatAnswersTooLateIsPassedOver() throws {
        var policy = SimplePolicy()
        policy.builder.attribute("deadline", .duration, role: .deadline)
        let second = policy.fallback()
        policy.builder.operation(of: policy.model) { ($0.service, $0.within) = (.batch, .hour) }
        let engine = try policy.builder.engine()
        #expect(try engine.decide(engine.request("a", [("deadline", .hour)]), at: .after(0)).target == policy.model)
        var log = PassLog()
        let late = try engine.request("a", [("deadline", .hour - 1)])
        #expect(try engine.explain(late, at: .after(0), observer: &log).target == second)
        #expect(log.passed == [.deadline])
    }

    @Test func aPrefixIsWarmForAsLongAsTheProviderKeepsIt() throws {
        var policy = SimplePolicy()
        policy.builder.plan.targets[0].prefixCache = .minute
        let engine = try policy.builder.engine()
        func isWarm(_ prefix: UInt64?, at time: Int64) throws -> Bool {
            var request = try engine.request("a")
            request.prefix = prefix.map { Fingerprint(high: $0, low: 1) }
            return try engine.decide(request, at: .after(time)).isPrefixWarm
        }
        #expect(try !isWarm(1, at: 0))
        #expect(try isWarm(1, at: .minute - 1))
        #expect(try isWarm(1, at: 2 * .minute - 2))
        #expect(try !isWarm(2, at: 2 * .minute - 2))
        #expect(try !isWarm(nil, at: 2 * .minute - 2))
        #expect(try !isWarm(1, at: 3 * .minute - 2))
    }
}
