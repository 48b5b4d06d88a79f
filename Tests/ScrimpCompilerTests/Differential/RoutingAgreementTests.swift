import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpGenerators
import ScrimpNaive
import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import ScrimpSemantics
import ScrimpTestSupport
import Testing

/// The compiled plan against the naive evaluator: the same rule and the same first candidate for every request.
@Suite struct RoutingAgreementTests {
    @Test(arguments: 0..<12) func theSameRule(block: Int) throws {
        for seed in 0..<8 {
            let seed = UInt64(block * 100 + seed)
            let generated = GeneratedPolicy(seed: seed, hasState: false)
            let compiled = try CompiledText(generated.text)
            let engine = try Engine(
                plan: compiled.compilation.draft, store: MemoryStore(), options: EngineOptions(hashSeed: seed))
            var builder = engine.makeRequest()
            var requests = GeneratedRequests(seed: seed, policy: compiled.policy)
            var naive = NaiveEvaluator(compiled.policy)
            let dead = Set(compiled.compilation.analysis.deadRules.map(\.rule))
            for _ in 0..<200 {
                let values = requests.values()
                let content = requests.next() % 100
                try requests.fill(&builder, engine.schema, values, content: content)
                let decision = try engine.decide(builder.request, at: Instant(nanoseconds: 0))
                let expected = naive.decide(requests.naive(values, content: content), at: Instant(nanoseconds: 0))
                let rule = decision.rule.map { Int($0) }
                #expect(rule == expected.rule, "seed \(seed): \(values)\n\(generated.text)")
                #expect(rule.map { !dead.contains($0) } ?? false)
                #expect(target(of: decision) == model(of: expected), "seed \(seed): \(values)\n\(generated.text)")
                if rule != expected.rule { return }
            }
        }
    }

    /// A policy with a rule for each of several hundred tenants, through its file: what is decided, and what is kept of it.
    @Test func theSameRuleAmongManyTenants() throws {
        var generator = SeededGenerator(seed: 41)
        let tiers = ["free", "plus", "premium"]
        let rules = (0..<400).map { tenant in
            let tier = generator.pick(tiers) ?? "free"
            let condition =
                generator.chance(70)
                ? "prompt < \(1 + tenant % 21) tok" : "(vip or tier == \(tier)) and level > \(tenant % 5)"
            return
                "when tenant == \"tenant-\(tenant)\" and \(condition) -> \(generator.pick(["mini", "haiku", "large"]) ?? "mini")"
        }
        let compiled = try CompiledText(rules: rules.joined(separator: "\n") + "\notherwise -> local")
        let plan = try Plan(bytes: compiled.plan.encoded())
        guard case .diagram(let diagram) = plan.matcher else {
            Issue.record("hundreds of conjunctions are a diagram")
            return
        }
        #expect(diagram.nodes.contains { $0.kind == .row })
        let engine = try Engine(plan: plan, store: MemoryStore(), options: EngineOptions(hashSeed: 1))
        var builder = engine.makeRequest()
        var requests = GeneratedRequests(seed: 41, policy: compiled.policy)
        var naive = NaiveEvaluator(compiled.policy)
        var seen: Set<Int> = []
        for tenant in 0..<2_000 {
            var values = requests.values()
            values[0] = .text("tenant-\(tenant % 410)")
            try requests.fill(&builder, engine.schema, values, content: UInt64(tenant))
            let decision = try engine.decide(builder.request, at: Instant(nanoseconds: 0))
            let expected = naive.decide(requests.naive(values, content: UInt64(tenant)), at: Instant(nanoseconds: 0))
            #expect(decision.rule.map { Int($0) } == expected.rule, "\(values)")
            if let rule = expected.rule { seen.insert(rule) }
        }
        #expect(seen.count > 200)
    }

    private func target(of decision: Decision) -> Int? {
        if case .call(let target) = decision.verdict { return Int(target) }
        return nil
    }

    private func model(of decision: NaiveDecision) -> Int? {
        if case .call(let model) = decision.verdict { return model }
        return nil
    }

    /// Without `otherwise`, most policies have a gap: what is shown as an example really falls through.
    @Test(arguments: 0..<12) func gapsAreReal(block: Int) throws {
        var found = 0
        for seed in 0..<6 {
            let compiled = try CompiledText(
                GeneratedPolicy(seed: UInt64(block * 100 + seed + 50), hasState: false).text)
            var policy = compiled.policy
            policy.rules.removeLast()
            let compilation = compile(policy, sources: compiled.sources, compilerVersion: "test")
            if compilation.gap == nil {
                let isTold = compilation.diagnostics.contains { $0.code == .notDecided || $0.code == .routingGap }
                #expect(isTold || compilation.analysis.uncovered == .impossible)
            }
            guard let gap = compilation.gap else { continue }
            found += 1
            #expect(compilation.diagnostics.contains { $0.code == .routingGap })
            let naive = naiveEvaluator(gap, policy, compilation)
            let request = naiveRequest(gap, policy, compilation)
            #expect(naive.rule(for: request) == nil, "\(compilation.describe(gap))")
        }
        #expect(found > 0)
    }

    /// With the state of an example.
    private func naiveEvaluator(
        _ example: ExampleRequest, _ policy: Policy, _ compilation: Compilation
    ) -> NaiveEvaluator {
        var naive = NaiveEvaluator(policy)
        for (index, feature) in compilation.draft.features.enumerated() {
            let value = Rational(Int128(example.values[index]), Int128(PlanAttribute.ratioScale))
            switch feature {
            case .health(let target): naive.health[Int(target)] = value
            case .quality(let target, let over, let least) where example.values[index] != PlanFeature.undefined:
                let asked = NaiveQuality(
                    model: Int(target), over: Rational(whole: Int128(over)), least: Rational(whole: Int128(least)))
                naive.quality[asked] = value
            default: break
            }
        }
        return naive
    }

    /// The attributes of an example; its policies do not ask for the time.
    private func naiveRequest(_ example: ExampleRequest, _ policy: Policy, _ compilation: Compilation) -> NaiveRequest {
        let plan = compilation.draft
        let values = policy.attributes.indices.map { index -> GeneratedRequests.Value in
            guard policy.attributes[index].kind == .string else { return .number(example.values[index]) }
            let literals = plan.attributes[index].literals
            let symbol = Int(example.values[index])
            let text = literals.indices.contains(symbol) ? plan.strings.text(literals[symbol]) : nil
            return .text(text ?? String(decoding: example.texts[index] ?? [], as: UTF8.self))
        }
        return GeneratedRequests(seed: 0, policy: policy).naive(values, content: 0)
    }
}
