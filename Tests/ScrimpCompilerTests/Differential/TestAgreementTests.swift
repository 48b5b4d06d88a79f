import ScrimpCompiler
import ScrimpNaive
import ScrimpQuantities
import ScrimpGenerators
import ScrimpSemantics
import ScrimpVerification
import Testing

/// Tests in a policy against the naive evaluator: what is given in full comes out as it says, and what passes for open attributes
/// holds for every request that it makes.
@Suite struct TestAgreementTests {
    @Test(arguments: 0..<8) func whatIsGivenInFull(block: Int) throws {
        for seed in 0..<4 { try runGiven(seed: UInt64(block * 100 + seed)) }
    }

    private static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    private func runGiven(seed: UInt64) throws {
        let generated = GeneratedPolicy(seed: seed, hasState: seed % 2 == 0)
        let policy = try CompiledText(generated.text).policy
        var requests = GeneratedRequests(seed: seed, policy: policy)
        var tests = ""
        for number in 0..<5 {
            let values = requests.values().map { Self.readable($0) }
            let (minute, day) = (requests.below(1_440), requests.below(7))
            var naive = NaiveEvaluator(policy)
            let decision = naive.decide(request(requests, values), at: time(policy, day, minute))
            let given = zip(policy.attributes, values).map { "\($0.name): \(Self.written($1, $0))" }
            let expected: String
            switch decision.verdict {
            case .call(let model): expected = "first(\(policy.models[model].name)) and not rejected and not waiting"
            case .wait: expected = "waiting and not rejected"
            default: expected = "rejected and not waiting"
            }
            let cost = Money(pico: decision.reserved).formatted(grouping: nil)
            let block = """
                given: { \(given.joined(separator: ", ")) }
                    state: { time: \(Self.clock(minute)), weekday: \(Self.weekdays[day]) }
                """
            tests += "test \"\(number) holds\" {\n    \(block)\n    expect: \(expected)\n"
            if case .call(let model) = decision.verdict, !policy.models[model].isSelfHosted {
                tests += "    cost: \(cost)\n"
            }
            tests += "}\ntest \"\(number) fails\" {\n    \(block)\n    expect: not (\(expected))\n}\n"
        }
        let text = generated.text + tests
        for result in try verified(text) {
            let place: Comment = "seed \(seed), \(result.title): \(result.outcome)\n\(text)"
            switch result.outcome {
            case .passed: #expect(result.title.hasSuffix("holds"), place)
            case .failed: #expect(result.title.hasSuffix("fails"), place)
            case .undecided: Issue.record(place)
            }
        }
    }

    @Test(arguments: 0..<4) func whatIsOpen(block: Int) throws {
        var (decided, all) = (0, 0)
        var doubts: [String] = []
        for seed in 0..<4 {
            let generated = GeneratedPolicy(seed: UInt64(5_000 + block * 100 + seed), hasState: false)
            let policy = try CompiledText(generated.text).policy
            var requests = GeneratedRequests(seed: UInt64(seed), policy: policy)
            let tiers = ["free", "plus", "premium"]
            var (tests, asked): (String, [(tier: Int, models: Set<Int>)]) = ("", [])
            for number in 0..<4 {
                let tier = requests.below(3)
                let models = Set(policy.models.indices.filter { _ in requests.below(4) != 0 } + [0])
                asked.append((tier, models))
                let expected = models.sorted().map { "first(\(policy.models[$0].name))" }.joined(separator: " or ")
                tests += "test \"\(number)\" { given: { tier: \(tiers[tier]) }, expect: \(expected) }\n"
            }
            let results = try verified(generated.text + tests)
            for (result, (tier, models)) in zip(results, asked) {
                all += 1
                if case .undecided(let reason) = result.outcome {
                    doubts.append(reason)
                    continue
                }
                decided += 1
                guard result.hasPassed else { continue }
                for _ in 0..<40 {
                    var values = requests.values().map { Self.readable($0) }
                    values[2] = .number(Int64(tier))
                    var naive = NaiveEvaluator(policy)
                    let at = time(policy, requests.below(7), requests.below(1_440))
                    let decision = naive.decide(request(requests, values), at: at)
                    guard case .call(let model) = decision.verdict else {
                        // What is left out for the size of the call is not what such a test is about.
                        continue
                    }
                    #expect(models.contains(model), "\(result.title): \(values)\n\(generated.text + tests)")
                }
            }
        }
        #expect(decided * 3 > all, "\(decided) of \(all): \(doubts)")
    }

    private func verified(_ text: String) throws -> [ClaimResult] {
        let compiled = try CompiledText(text)
        var verification = PolicyVerification(
            compiled.policy, compiled.compilation.draft, sources: compiled.sources,
            diagnostics: compiled.compilation.diagnostics)
        return verification.results()
    }

    private func request(_ requests: GeneratedRequests, _ values: [GeneratedRequests.Value]) -> NaiveRequest {
        var request = requests.naive(values, content: 0)
        request.content = nil
        return request
    }

    /// The first of June of 2026 is a Monday.
    private func time(_ policy: Policy, _ day: Int, _ minute: Int) -> Instant {
        let start = policy.settings.zone.startOfDay(CivilDate(year: 2026, month: 6, day: 1).daysSinceEpoch + Int64(day))
        return Instant(nanoseconds: (start + Int64(minute) * 60) * 1_000_000_000)
    }

    /// Without the ends of the range, which no policy can write.
    private static func readable(_ value: GeneratedRequests.Value) -> GeneratedRequests.Value {
        if case .number(let number) = value, number == .min || number == .min + 1 { return .number(-7) }
        return value
    }

    private static func written(_ value: GeneratedRequests.Value, _ attribute: Attribute) -> String {
        switch (value, attribute.kind) {
        case (.text(let text), _): return "\"\(text)\""
        case (.number(let number), .bool): return number == 1 ? "true" : "false"
        case (.number(let number), .enumeration(let cases)): return cases[Int(number)]
        case (.number(let number), .money): return Money(pico: Int128(number)).formatted(grouping: nil)
        case (.number(let number), .ratio):
            return "\(Rational(Int128(number), 10_000_000)?.decimalText ?? "0")%"
        case (.number(let number), .duration):
            return "\(Rational(Int128(number), 1_000_000)?.decimalText ?? "0") ms"
        case (.number(let number), .tokens): return "\(number) tok"
        case (.number(let number), .bytes): return "\(number) B"
        case (.number(let number), _): return "\(number)"
        }
    }

    private static func clock(_ minutes: Int) -> String {
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(two(minutes / 60)):\(two(minutes % 60))"
    }
}
