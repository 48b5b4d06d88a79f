import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpGenerators
import ScrimpNaive
import ScrimpQuantities
import ScrimpSemantics
import Testing

/// What is proved holds for every request that is tried; what is refuted has a request that refutes it.
@Suite struct ProofAgreementTests {
    @Test(arguments: 0..<8) func provedAndRefuted(block: Int) throws {
        var (proved, refuted) = (0, 0)
        for index in 0..<20 {
            let seed = UInt64(block * 100 + index + 7_000)
            var generated = GeneratedPolicy(seed: seed, hasState: false)
            let model = generated.pick(GeneratedPolicy.models)
            let claim = generated.pick(["tier == free", "vip", "prompt > 8 tok and not vip", "tenant == \"acme\""])
            let kind = generated.pick(["reachable", "first"])
            let proof = "prove \"it\" { never: \(claim) and \(kind)(\(model)) }\n"
            let compiled = try CompiledText(generated.text + proof + (index % 2 == 0 ? "" : rollout(&generated)))
            guard compiled.found(.proofNotDecided).isEmpty else { continue }
            let fails = !compiled.found(.proofFails).isEmpty
            let isRefuted = try isRefuted(compiled, kind: kind, seed: seed)
            // A request that refutes a proof may be rarer than the ones tried; the other way round is a mistake.
            #expect(fails || !isRefuted, "\(proof)\(generated.text)")
            if fails { refuted += 1 } else { proved += 1 }
        }
        #expect(proved > 0 && refuted > 0)
    }

    private func rollout(_ generated: inout GeneratedPolicy) -> String {
        let of = generated.pick(GeneratedPolicy.models)
        let otherwise = generated.pick(GeneratedPolicy.models.filter { $0 != of })
        return "rollout r { of: \(of), key: tenant, stages: [10%, 100%] every 1 d, otherwise: \(otherwise) }\n"
    }

    /// The chain as it is with the key of the request in, or not.
    private func substituted(_ chain: [Int], _ policy: Policy, isIn: Bool) -> [Int] {
        chain.map { model in isIn ? model : policy.rollouts.first { $0.of == model }?.otherwise ?? model }
    }

    private func isRefuted(_ compiled: CompiledText, kind: String, seed: UInt64) throws -> Bool {
        let policy = compiled.policy
        let proof = try #require(policy.proofs.first)
        guard case .never(let claim) = proof.claim, case .and(let premise, let conclusion) = claim.kind else {
            return false
        }
        var requests = GeneratedRequests(seed: seed, policy: policy)
        var premised = policy
        premised.rules = [Rule(condition: premise, chain: policy.rules[0].chain, text: "", location: claim.location)]
        for _ in 0..<300 {
            let request = requests.naive(requests.values(), content: requests.next())
            guard NaiveEvaluator(premised).rule(for: request) == 0 else { continue }
            let naive = NaiveEvaluator(policy)
            guard let rule = naive.rule(for: request) else { return true }
            let chain = policy.rules[rule].chain
            let allowed = naive.allowed(request)
            switch conclusion.kind {
            case .reachable(let models):
                for isIn in [true, false] {
                    let chain = substituted(chain.models, policy, isIn: isIn)
                    if models.contains(where: { chain.contains($0) && allowed.contains($0) }) { return true }
                }
            case .first(let model):
                for isIn in [true, false] {
                    let chain = substituted(naive.drawn(chain, request), policy, isIn: isIn)
                    if chain.first(where: { allowed.contains($0) }) == model { return true }
                }
            default: return false
            }
        }
        return false
    }
}
