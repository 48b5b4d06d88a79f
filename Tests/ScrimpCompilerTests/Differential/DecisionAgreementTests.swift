import ScrimpCompiler
import ScrimpGenerators
import ScrimpNaive
import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import Testing

/// The engine against the naive evaluator over streams of requests and reports: verdict, model, rule, reservation and cost.
@Suite struct DecisionAgreementTests {
    @Test(arguments: 0..<12) func theSameDecisions(block: Int) throws {
        for seed in 0..<12 { try run(seed: UInt64(block * 1_000 + seed)) }
    }

    private func run(seed: UInt64) throws {
        let generated = GeneratedPolicy(seed: seed, hasState: true)
        let compiled = try CompiledText(generated.text)
        let engine = try Engine(
            plan: compiled.compilation.draft, store: MemoryStore(), options: EngineOptions(hashSeed: seed))
        var builder = engine.makeRequest()
        var requests = GeneratedRequests(seed: seed, policy: compiled.policy)
        var naive = NaiveEvaluator(compiled.policy)
        var open: [(decision: Decision, call: Int)] = []
        // 2026-11-24 07:00 UTC
        var now = Instant(nanoseconds: 1_795_503_600_000_000_000)
        for step in 0..<150 {
            now = now.advanced(by: pause(&requests))
            let values = requests.values()
            let content = requests.next() % 6
            try requests.fill(&builder, engine.schema, values, content: content)
            let decision = try engine.decide(builder.request, at: now)
            let expected = naive.decide(requests.naive(values, content: content), at: now)
            let verdict = self.verdict(of: decision)
            let place: Comment = "seed \(seed), step \(step): \(values)\n\(generated.text)"
            #expect(verdict == expected.verdict, place)
            #expect(decision.rule.map { Int($0) } == expected.rule, place)
            #expect(decision.reserved.pico == expected.reserved, place)
            guard verdict == expected.verdict, decision.reserved.pico == expected.reserved else { return }
            if let call = expected.call { open.append((decision, call)) }

            // Reports come late, out of order, or never.
            while !open.isEmpty, requests.below(3) != 0 {
                let (reported, call) = open.remove(at: requests.below(open.count))
                now = now.advanced(by: Int64(requests.below(3)) * 1_000_000_000)
                let usage = Usage(promptTokens: Int64(requests.below(20)), outputTokens: Int64(requests.below(20)))
                let answer = requests.next()
                let result = try engine.settle(reported, usage, answer: answer, at: now)
                naive.settle(call, cost: result.cost.pico, answer: answer, at: now)
            }
        }
    }

    private func pause(_ requests: inout GeneratedRequests) -> Int64 {
        let seconds = [0, 1, 10, 45, 60, 300, 3_600, 86_400][min(requests.below(9), 7)]
        return Int64(seconds) * 1_000_000_000 + (requests.below(4) == 0 ? 1 : 0)
    }

    private func verdict(of decision: Decision) -> NaiveVerdict {
        switch decision.verdict {
        case .call(let target): .call(model: Int(target))
        case .cached(_, let answer): .cached(answer: answer)
        case .wait: .wait(budget: -1)
        case .reject(let reason):
            switch reason {
            case .thrownSwitch(let index): .switchedOff(Int(index))
            case .budget(let index): .budget(Int(index))
            case .ceiling(let index): .ceiling(Int(index))
            case .exhausted, .deadline, .limit, .storeLost: .exhausted
            case .noRule: .noRule
            }
        }
    }
}
