import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpSemantics
import ScrimpVerification

/// One policy file and what became of its tests and proofs.
struct TestedPolicy {
    let path: String
    let sources: SourceSet
    /// What keeps its tests from running; empty where they ran.
    var mistakes: [Diagnostic] = []
    var claims: [ClaimResult] = []
    /// Nil where the tests did not run.
    var coverage: Coverage?

    /// Nil where the file only holds declarations for others.
    init?(
        _ path: String, filter: String?, in environment: Environment
    ) throws(FileFailure) {
        let loaded = try LoadedPolicy(path, in: environment)
        self.path = path
        sources = loaded.checked.sources
        // A proof that fails is a result of this command, and keeps no test from running.
        mistakes = loaded.diagnostics.filter { $0.severity == .error && $0.code != .proofFails }.sortedByPosition()
        guard mistakes.isEmpty else { return }
        guard let policy = loaded.policy, let compilation = loaded.compilation else { return nil }
        var verification = PolicyVerification(
            policy, compilation.draft, sources: sources, diagnostics: compilation.diagnostics)
        claims = verification.results { title in filter.map { Self.contains(title, $0) } ?? true }
        coverage = verification.coverageSoFar()
    }

    private static func contains(_ title: String, _ part: String) -> Bool {
        title.lowercased().contains(part.lowercased())
    }

    /// Files whose texts its results stand on, as the host can open them.
    var files: [String] { sources.texts.map(\.file) }

    /// `support.scrimp:88:1`
    func place(_ location: SourceLocation) -> (file: String, line: Int, column: Int) {
        guard sources.texts.indices.contains(location.source) else { return (path, 1, 1) }
        let position = sources[location.source].position(at: location.range.start)
        return (sources[location.source].file, position.line, position.column)
    }
}

/// What became of the tests and proofs of some policies, in numbers.
struct TestCounts {
    var policies = 0
    var tests = 0
    var proofs = 0
    var passed = 0
    var failed = 0
    var undecided = 0
    /// Policies with mistakes.
    var unread = 0
    var branches = 0
    var covered = 0

    init(_ tested: [TestedPolicy]) {
        for policy in tested {
            policies += 1
            if !policy.mistakes.isEmpty { unread += 1 }
            for claim in policy.claims {
                if claim.kind == .test { tests += 1 } else { proofs += 1 }
                switch claim.outcome {
                case .passed: passed += 1
                case .failed: failed += 1
                case .undecided: undecided += 1
                }
            }
            branches += policy.coverage?.branches.count ?? 0
            covered += policy.coverage?.covered ?? 0
        }
    }

    var isClean: Bool { failed == 0 && undecided == 0 && unread == 0 }

    /// Hundredths of the branches that are covered, rounded down; all where there are none.
    var coveredPercent: Int { branches == 0 ? 100 : covered * 100 / branches }
}
