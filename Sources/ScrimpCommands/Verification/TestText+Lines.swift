import ScrimpDiagnostics
import ScrimpVerification

extension TestText {
    /// One line for each test or proof that does not hold, for programs that read lines.
    static func lines(_ tested: [TestedPolicy], showsCoverage: Bool) -> String {
        var text = ""
        for policy in tested {
            for mistake in policy.mistakes { text += ConciseRenderer().render(mistake, in: policy.sources) }
            for claim in policy.claims {
                let place = policy.place(claim.location)
                let start = "\(place.file):\(place.line):\(place.column): \(claim.kind.rawValue)"
                switch claim.outcome {
                case .passed: continue
                case .undecided(let reason): text += "\(start) undecided: \(claim.title): \(reason)\n"
                case .failed(let failure):
                    let differences = zip(failure.expected, failure.got).map { "expected \($0), got \($1)" }
                    text += "\(start) failed: \(claim.title): \(differences.joined(separator: "; "))\n"
                }
            }
            guard showsCoverage, let coverage = policy.coverage else { continue }
            for branch in coverage.branches where !branch.isCovered {
                let place = policy.place(branch.location)
                text += "\(place.file):\(place.line):\(place.column): not covered: \(branch.text)\n"
            }
        }
        return text
    }
}
