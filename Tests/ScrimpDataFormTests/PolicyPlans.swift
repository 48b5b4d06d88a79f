import ScrimpCatalog
import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpPlan
import ScrimpQuantities
import ScrimpSemantics
import ScrimpTestSupport

/// What the checker and the compiler make of a text.
struct PlannedPolicy {
    /// The plan without the lines of its rules; nil where the policy has no plan.
    let plan: [UInt8]?
    /// The checked policy as text.
    let policy: String?

    /// - Parameter folder: where the files lie that the policy names.
    init(_ text: [UInt8], folder: String = "") {
        let company = """
            budget company { limit: $500 per day, spent: reject("the company's budget is used up") }
            switch paused { on: reject("paused by an operator") }
            """
        let environment = CompilationEnvironment(
            load: { path throws(CompilationEnvironment.LoadError) in
                if let bytes = try? PackageRoot.bytes(folder + "/" + path) { return bytes }
                // The files that the language's own example names.
                switch path {
                case "company.scrimp": return Array(company.utf8)
                case "catalog.yaml": return Array("models: {}\n".utf8)
                default: throw .missing
                }
            },
            zoneRules: { $0 == "UTC" ? .utc : $0 == "Europe/Berlin" ? ZoneRules(initialOffset: 3_600) : nil },
            zoneNames: { ["UTC", "Europe/Berlin"] }, catalog: .builtIn, today: CivilDate(year: 2026, month: 11, day: 24)
        )
        let checked = check(SourceText(file: "policy.scrimp", bytes: text), in: environment)
        policy = checked.policy?.described
        plan = checked.policy.flatMap { compile($0, sources: checked.sources, compilerVersion: "test").draft }
            .map { plan in
                var plan = plan
                for index in plan.rules.indices { plan.rules[index].line = 0 }
                return plan.encoded()
            }
    }
}
