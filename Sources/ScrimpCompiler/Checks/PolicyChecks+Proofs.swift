import ScrimpDiagnostics
import ScrimpSemantics

/// Proofs: a search for a counterexample among all requests, times, budget fills and switch positions.
extension PolicyChecks {
    mutating func checkProofs(_ proofs: [ProofFormula], atoms: [ProofAtom]) {
        for proof in proofs { check(proof, atoms) }
    }

    private mutating func check(_ proof: ProofFormula, _ atoms: [ProofAtom]) {
        var isDecided = true
        // Rules whose chains refute alike are asked about together.
        var order: [Formula] = []
        var groups: [Formula: [Int]] = [:]
        for rule in policy.rules.indices {
            guard let refutations = refutations(proof, rule, atoms) else {
                isDecided = false
                continue
            }
            for formula in refutations where formula != .no {
                if groups[formula] == nil { order.append(formula) }
                groups[formula, default: []].append(rule)
            }
        }
        for formula in order {
            switch find(firingAnyOf: groups[formula] ?? [], and: formula) {
            case .impossible: continue
            case .notDecided: isDecided = false
            case .request(let request):
                guard let rule = analysis.problem.firstMatch(request.values) else { continue }
                reportFailure(proof, request, rule)
                return
            }
        }
        if !isDecided { reportUndecided(proof) }
    }

    /// What refutes the proof for requests of one rule, for each draw of its splits; nil where these are too many.
    private func refutations(_ proof: ProofFormula, _ rule: Int, _ atoms: [ProofAtom]) -> [Formula]? {
        let asksForFirst = atoms.contains { if case .first = $0 { true } else { false } }
        guard let draws = asksForFirst ? targets.draws(policy.rules[rule].chain) : [[]] else { return nil }
        var result: [Formula] = []
        var asked: Set<Int> = []
        proof.refutation.forEachFeature { if $0 >= ProofAtom.base { asked.insert($0 - ProofAtom.base) } }
        for drawn in draws {
            // Worked out before the walk: a closure that held `self` would copy all that the checks know, for each proof and rule.
            var replacements: [Int: Formula] = [:]
            for index in asked {
                switch atoms[index] {
                case .first(let model): replacements[index] = targets.first(model, of: drawn)
                case .reachable(let models):
                    replacements[index] = .any(models.map { targets.reachable($0, rule: rule) })
                // The checker lets no proof ask for it.
                case .verdict: replacements[index] = .no
                }
            }
            let formula = proof.refutation.replacingAtoms { replacements[$0] ?? .no }
            if !result.contains(formula) { result.append(formula) }
        }
        return result
    }

    private mutating func reportFailure(_ proof: ProofFormula, _ request: ExampleRequest, _ rule: Int) {
        var asked = Array(formulas.rules[...rule])
        asked.append(contentsOf: proof.announced)
        report(
            Diagnostic(
                .proofFails, "`\(proof.proof.title)` does not hold", at: proof.proof.location,
                labels: [Diagnostic.Label(policy.rules[rule].location, "a counterexample takes this rule")],
                notes: ["for example: \(describe(request, mentioning: asked))"]))
    }

    private mutating func reportUndecided(_ proof: ProofFormula) {
        report(
            Diagnostic(.proofNotDecided, "`\(proof.proof.title)` was not decided", at: proof.proof.location))
    }
}
