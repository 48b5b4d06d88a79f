import ScrimpCatalog
import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics
import ScrimpVerification
import Testing

/// A policy text and what became of its tests and proofs.
struct VerifiedText {
    let results: [ClaimResult]
    let coverage: Coverage
    let diagnostics: [Diagnostic]

    init(_ text: String, where isWanted: (String) -> Bool = { _ in true }) throws {
        let environment = CompilationEnvironment(
            load: { _ throws(CompilationEnvironment.LoadError) in throw .missing },
            zoneRules: { $0 == "UTC" ? .utc : $0 == "Europe/Berlin" ? ZoneRules(initialOffset: 3_600) : nil },
            zoneNames: { ["UTC", "Europe/Berlin"] }, catalog: .builtIn, today: CivilDate(year: 2026, month: 11, day: 24)
        )
        let checked = check(SourceText(file: "policy.scrimp", text: text), in: environment)
        let errors = checked.diagnostics.filter { $0.severity == .error }.map { "\($0.code.id) \($0.message)" }
        let policy = try #require(checked.policy, "\(errors)\n\(text)")
        let compilation = compile(policy, sources: checked.sources, compilerVersion: "test")
        var verification = PolicyVerification(
            policy, compilation.draft, sources: checked.sources, diagnostics: compilation.diagnostics)
        results = verification.results(where: isWanted)
        coverage = verification.coverageSoFar()
        diagnostics = checked.diagnostics + compilation.diagnostics
    }

    /// The usual request and models, with declarations, rules and one test behind them.
    init(_ test: String, _ declarations: String = "", rules: String) throws {
        try self.init(
            Self.request + declarations + "\nroute {\n" + rules + "\n}\ntest \"it\" { \(test) }\n")
    }

    static let request = """
        policy p { sticky: tenant }
        request {
            tenant: string
            tier: enum { free, plus, premium }
            task: enum { faq, summary, advice }
            complexity: ratio
            prompt: tokens
            max_output: tokens
            deadline: duration = 30 s
        }
        model mini { from: "own/mini", price: { input: $1/Mtok, output: $2/Mtok, source: "contract", as_of: "2026-11-01" } }
        model large { from: "own/large", price: { input: $10/Mtok, output: $20/Mtok, source: "contract", as_of: "2026-11-01" } }
        model slow {
            from: "own/slow", service: batch(within: 24 h)
            price: { input: $0.50/Mtok, output: $1/Mtok, source: "contract", as_of: "2026-11-01" }
        }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: gpus }
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand, suspend: 22:00..06:00 }

        """

    /// `passed`, `failed` or `undecided`, by test and proof.
    var outcomes: [String] {
        results.map { result in
            switch result.outcome {
            case .passed: "passed"
            case .failed: "failed"
            case .undecided: "undecided"
            }
        }
    }

    /// Of the first that failed.
    var failure: Failure {
        get throws {
            for result in results { if case .failed(let failure) = result.outcome { return failure } }
            return try #require(nil as Failure?, "\(outcomes)")
        }
    }

    /// Of the first that was not decided.
    var doubt: String? {
        for result in results { if case .undecided(let reason) = result.outcome { return reason } }
        return nil
    }
}
