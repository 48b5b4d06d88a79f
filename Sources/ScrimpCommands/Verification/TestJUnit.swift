import ScrimpDiagnostics
import ScrimpVerification

/// Results of tests and proofs as JUnit XML, as CI systems read it: a suite for each policy, a case for each test and proof. An
/// undecided one is an error, and so is a policy with mistakes.
struct TestJUnit {
    func text(_ tested: [TestedPolicy]) -> String {
        let counts = TestCounts(tested)
        var writer = XMLWriter()
        writer.begin(
            "testsuites",
            [
                ("name", "scrimp test"), ("tests", "\(counts.tests + counts.proofs + counts.unread)"),
                ("failures", "\(counts.failed)"), ("errors", "\(counts.undecided + counts.unread)"),
            ])
        for policy in tested { write(policy, to: &writer) }
        writer.end()
        return writer.text
    }

    private func write(_ policy: TestedPolicy, to writer: inout XMLWriter) {
        let counts = TestCounts([policy])
        guard counts.tests + counts.proofs + counts.unread > 0 else { return }
        writer.begin(
            "testsuite",
            [
                ("name", policy.path), ("tests", "\(counts.tests + counts.proofs + counts.unread)"),
                ("failures", "\(counts.failed)"), ("errors", "\(counts.undecided + counts.unread)"),
            ])
        if let first = policy.mistakes.first {
            writer.begin("testcase", [("name", "the policy has no mistakes"), ("classname", policy.path)])
            let texts = policy.mistakes.map { ConciseRenderer().render($0, in: policy.sources) }
            writer.element(
                "error", [("message", first.message), ("type", first.code.id)], text: texts.joined())
            writer.end()
        }
        for claim in policy.claims { write(claim, policy, to: &writer) }
        writer.end()
    }

    private func write(_ claim: ClaimResult, _ policy: TestedPolicy, to writer: inout XMLWriter) {
        let place = policy.place(claim.location)
        let attributes = [
            ("name", claim.title), ("classname", policy.path), ("file", place.file), ("line", "\(place.line)"),
        ].map { (name: $0.0, value: $0.1) }
        switch claim.outcome {
        case .passed: writer.element("testcase", attributes)
        case .undecided(let reason):
            writer.begin("testcase", attributes)
            writer.element("error", [("message", reason), ("type", "undecided")])
            writer.end()
        case .failed(let failure):
            writer.begin("testcase", attributes)
            let message = zip(failure.expected, failure.got).map { "expected \($0), got \($1)" }
            writer.element(
                "failure", [("message", message.joined(separator: "; ")), ("type", claim.kind.rawValue)],
                text: TestText(usesColors: false, width: 80).failure(failure))
            writer.end()
        }
    }
}
