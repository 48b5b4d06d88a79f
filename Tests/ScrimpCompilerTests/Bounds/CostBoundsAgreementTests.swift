import ScrimpCompiler
import ScrimpPlan
import ScrimpQuantities
import ScrimpGenerators
import ScrimpRuntime
import ScrimpSemantics
import Testing

/// The bounds against the engine: on generated policies and requests, with failures and retries, what is reserved and what is
/// charged lies within the bounds of the class.
@Suite struct CostBoundsAgreementTests {
    @Test(arguments: 0..<8) func reservedAndChargedWithinTheBounds(block: Int) throws {
        // Requests of classes with a greatest amount.
        var tally = 0
        for seed in 0..<6 { try run(seed: UInt64(block * 1_000 + seed + 400), &tally) }
        #expect(tally > 50)
    }

    static let catalog = """
        source: contract
        as_of: 2026-11-01
        models:
          own/tiered:
            kind: chat
            context: 1000
            tokenizer_allowance: 1.35
            prices:
              standard:
                input: $2/Mtok
                output: $9/Mtok
                cached_input: $0.50/Mtok
                cache_write: $2.50/Mtok
                per_request: $0.000001/req
                per_image: $0.00002/image
                long_context:
                  - {above: 9, input: $4/Mtok, output: $12/Mtok, cached_input: $1/Mtok}
                  - {above: 20, input: $5/Mtok, cache_write: $7/Mtok}
        """

    private func text(_ generated: inout GeneratedPolicy) -> String {
        var text = generated.text
        let window = generated.pick(["", "", ", context: 30 tok"])
        text.replace(
            "model large { from: \"openai/gpt-4o\" }",
            with: "model large { from: \"own/tiered\", prefix_cache: 5 min, retry: \(generated.below(3))\(window) }")
        text.replace(
            "model mini { from: \"openai/gpt-4o-mini\" }",
            with: "model mini { from: \"openai/gpt-4o-mini\", retry: \(generated.below(2)) }")
        text.replace("per_request: $0.00001/req,", with: "per_request: $0.00001/req, per_image: $0.000003,")
        let least = generated.between(0, 6)
        var first =
            "when prompt < \(least) tok or prompt + max_output > \(generated.between(20, 44)) tok -> local\n    "
        if generated.below(2) == 0 {
            text.replace("level: int = 0\n", with: "level: int = 0\n    images: count = 0\n")
            first += "when images > \(generated.between(0, 20)) -> local\n    "
        }
        text.replace("route {\n    ", with: "route {\n    \(first)")
        let model = generated.pick(GeneratedPolicy.models)
        let condition = generated.pick(["tier == free", "prompt > 8 tok", "vip or level > 0"])
        if generated.below(2) == 0 {
            text += "shape s { when: \(condition), max_output: \(generated.between(1, 18)) tok }\n"
            text += "shape c { when: not (\(condition)), compress_prompt: 3%..40% }\n"
        }
        if generated.below(3) == 0 {
            text += "rollout r { of: \(model), key: tenant, stages: [30%, 100%] every 1 d, "
            text += "otherwise: \(generated.pick(GeneratedPolicy.models.filter { $0 != model })) }\n"
        }
        if generated.below(3) == 0 {
            text += "budget copying { limit: $0.001 per day, spent: reject(\"no\"), on: [large, mini] }\n"
            text += "shadow copies { of: \(generated.pick(["large", "mini"])), sample: 50%, budget: copying }\n"
        }
        if generated.below(4) == 0 { text += "affinity stay { key: run, for: 5 min }\n" }
        if generated.below(4) == 0 {
            let then = generated.pick(["on_demand", "wait"])
            text += "commit paid { on: [\(model)], units: 1, price: $1/h, included: 200 tok per day, then: \(then) }\n"
        }
        return "use \"catalog.yaml\"\n" + text
    }

    private func run(seed: UInt64, _ tally: inout Int) throws {
        var generated = GeneratedPolicy(seed: seed, hasState: true)
        let text = text(&generated)
        let compiled = try CompiledText(text, files: ["catalog.yaml": Self.catalog])
        let bounds = CostBounds(of: compiled.policy, compiled.compilation)
        let engine = try Engine(
            plan: compiled.compilation.draft, store: MemoryStore(), options: EngineOptions(hashSeed: seed))
        var builder = engine.makeRequest()
        var requests = GeneratedRequests(seed: seed, policy: compiled.policy)
        var now = Instant(nanoseconds: 1_795_503_600_000_000_000)
        for step in 0..<80 {
            now = now.advanced(by: Int64([0, 1, 60, 3_600, 90_000][requests.below(5)]) * 1_000_000_000)
            let values = requests.values()
            try requests.fill(&builder, engine.schema, values, content: requests.next() % 50)
            let request = builder.request
            var decision = try engine.decide(request, at: now)
            let rule = decision.rule.map { Int($0) }
            let place: Comment = "seed \(seed), step \(step), rule \(rule ?? -1): \(values)\n\(text)"
            if case .cached = decision.verdict {
                #expect(bounds.classes.contains { !$0.caches.isEmpty && $0.bound.least == .zero }, place)
                continue
            }
            // Which class a request is of that a switch routed is not told: the dearest one bounds it.
            let classes = rule.map { [bounds.classes[$0]] } ?? bounds.classes
            let least = classes.map(\.bound.least).min() ?? .zero
            let most = classes.contains { $0.bound.most == nil } ? nil : classes.compactMap(\.bound.most).max()
            var spent = Int128(0)
            while case .call(let target) = decision.verdict {
                let call = classes.compactMap { item in item.calls.first { $0.model == Int(target) } }
                #expect(!call.isEmpty, place)
                if let dearest = call.map(\.bound).max(by: { $0.sum < $1.sum }), dearest.unbounded.isEmpty {
                    #expect(decision.reserved <= dearest.sum, place)
                }
                if let shadow = decision.shadow {
                    spent += try engine.settle(
                        shadow.reservation,
                        usage(
                            of: shadow.reserved, values, compiled, target: Int(shadow.target), decision, &requests),
                        answer: nil, at: now
                    ).cost.pico
                }
                let reservation = try #require(decision.reservation)
                if requests.below(3) != 0 {
                    let used = usage(of: decision.reserved, values, compiled, target: Int(target), decision, &requests)
                    let result = try engine.settle(reservation, used, answer: nil, at: now)
                    spent += result.cost.pico
                    #expect(result.cost >= least, place)
                    break
                }
                spent += try engine.settle(reservation, Usage(outcome: .failed), answer: nil, at: now).cost.pico
                decision = try engine.retry(request, after: decision, at: now)
            }
            guard let most else { continue }
            tally += 1
            #expect(spent <= most.pico, place)
            if spent > most.pico { return }
        }
    }

    /// What a provider may report for a call that keeps to its decision.
    private func usage(
        of reserved: Money, _ values: [GeneratedRequests.Value], _ compiled: CompiledText, target: Int,
        _ decision: Decision, _ requests: inout GeneratedRequests
    ) -> Usage {
        func number(_ name: String) -> Int64? {
            guard let index = compiled.policy.attributes.firstIndex(where: { $0.name == name }),
                case .number(let number) = values[index]
            else { return nil }
            return number
        }
        let prompt = number("prompt") ?? 0
        let plan = compiled.compilation.draft
        let prices = plan.targets[target].prices
        let high =
            plan.directives(ofShapes: decision.shapes).compression.map { _ in (prompt * 60 + 99) / 100 } ?? prompt
        let counted =
            (prompt * prices.tokenAllowanceNumerator + prices.tokenAllowanceDenominator - 1)
            / prices.tokenAllowanceDenominator
        let sent = [high, prompt, counted][requests.below(3)]
        let kept = min(number("cached_prefix") ?? 0, sent)
        let cached = requests.below(2) == 0 ? kept : 0
        let written = plan.targets[target].prefixCache > 0 && requests.below(2) == 0 ? sent - cached : 0
        let cap = decision.maxOutput ?? 0
        let output = [0, cap, cap / 2][requests.below(3)]
        return Usage(
            promptTokens: sent - cached - written, cachedTokens: cached, cacheWriteTokens: written,
            outputTokens: target == Int(decision.target ?? .max) ? output : 0, images: number("images") ?? 0)
    }
}

extension Decision {
    fileprivate var target: UInt16? {
        if case .call(let target) = verdict { return target }
        return nil
    }
}

extension CostBound {
    fileprivate var sum: Money { Money(pico: terms.reduce(0) { $0 + $1.amount.pico }) }
}
