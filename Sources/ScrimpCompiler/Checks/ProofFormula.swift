import ScrimpSemantics

/// What a proof asks about the models of a rule; stands in formulas as a test of a feature that does not exist.
enum ProofAtom: Hashable {
    case first(Int)
    /// Any of them.
    case reachable([Int])
    /// What becomes of the request; only in tests.
    case verdict(Expression.Verdict)

    /// Number of the first stand-in feature: beyond all real ones.
    static let base = 1 << 24
}

/// A proof, with what would refute it.
struct ProofFormula {
    let proof: Proof
    /// Holds for a counterexample. Atoms are stand-ins.
    let refutation: Formula

    /// The formulas that the analysis has to know of: stand-ins are none of its features, and left out.
    var announced: [Formula] { [refutation] }
}

extension Lowering {
    mutating func proofFormulas() -> [ProofFormula] {
        policy.proofs.map { proof in
            switch proof.claim {
            case .never(let claim):
                ProofFormula(proof: proof, refutation: truth(claim).isTrue)
            case .always(let claim):
                ProofFormula(proof: proof, refutation: truth(claim).isTrue.negated)
            case .implies(let premise, let conclusion):
                ProofFormula(
                    proof: proof,
                    refutation: .all([truth(premise).isTrue, truth(conclusion).isTrue.negated]))
            }
        }
    }

    /// The stand-in of an atom.
    mutating func truth(of atom: ProofAtom) -> Truth {
        let index = atoms.firstIndex(of: atom) ?? atoms.count
        if index == atoms.count { atoms.append(atom) }
        return Truth(.test(Predicate(feature: ProofAtom.base + index, intervals: [1...1])))
    }
}

extension Formula {
    /// Replaces the stand-ins of atoms.
    func replacingAtoms(_ replacement: (Int) -> Formula) -> Formula {
        switch self {
        case .constant: self
        case .test(let predicate):
            predicate.feature >= ProofAtom.base ? replacement(predicate.feature - ProofAtom.base) : self
        case .and(let parts): .all(parts.map { $0.replacingAtoms(replacement) })
        case .or(let parts): .any(parts.map { $0.replacingAtoms(replacement) })
        case .not(let inner): inner.replacingAtoms(replacement).negated
        }
    }
}
