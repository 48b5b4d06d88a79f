import ScrimpCatalog
import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpPlan
import ScrimpQuantities
import ScrimpSemantics
import Testing

/// A policy text on its way through checker and compiler.
struct CompiledText {
    let policy: Policy
    let sources: SourceSet
    let compilation: Compilation

    /// Fails the test where the checker finds an error.
    init(_ text: String, files: [String: String] = [:]) throws {
        let environment = CompilationEnvironment(
            load: { path throws(CompilationEnvironment.LoadError) in
                guard let text = files[path] else { throw .missing }
                return Array(text.utf8)
            },
            zoneRules: { $0 == "UTC" ? .utc : $0 == "Europe/Berlin" ? ZoneRules(initialOffset: 3_600) : nil },
            zoneNames: { ["UTC", "Europe/Berlin"] }, catalog: .builtIn, today: CivilDate(year: 2026, month: 11, day: 24)
        )
        let checked = check(SourceText(file: "policy.scrimp", text: text), in: environment)
        let errors = checked.diagnostics.filter { $0.severity == .error }.map { "\($0.code.id) \($0.message)" }
        guard errors.isEmpty, let policy = checked.policy else { throw CheckFailed(errors: errors, text: text) }
        self.policy = policy
        sources = checked.sources
        compilation = compile(policy, sources: checked.sources, compilerVersion: "test")
    }

    struct CheckFailed: Error, CustomStringConvertible {
        let errors: [String]
        let text: String
        var description: String { errors.joined(separator: "\n") + "\n" + text }
    }

    /// Diagnostics as lines: code and message.
    var summary: [String] { compilation.diagnostics.map { "\($0.code.id) \($0.message)" } }

    /// Diagnostics of one code.
    func found(_ code: DiagnosticCode) -> [Diagnostic] { compilation.diagnostics.filter { $0.code == code } }

    var plan: Plan { get throws { try #require(compilation.plan, "\(summary)") } }

    static let request = """
        policy p { sticky: tenant }
        request {
            tenant: string
            run: string = ""
            tier: enum { free, plus, premium }
            task: enum { faq, summary, advice }
            vip: bool
            complexity: ratio
            prompt: tokens
            max_output: tokens
            cached_prefix: tokens = 0 tok
            level: int = 0
            worth: money = $0
            fee: money = $0
            deadline: duration = 30 s
        }
        model mini { from: "openai/gpt-4o-mini" }
        model haiku { from: "anthropic/claude-haiku-4-5" }
        model large { from: "openai/gpt-4o" }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand, region: "eu-central-1" }

        """

    /// The usual request and models, with declarations and rules behind them.
    init(declarations: String = "", rules: String) throws {
        try self.init(Self.request + declarations + "\nroute {\n" + rules + "\n}\n")
    }
}
