/// Policies as teams write them, for measuring what reads them: one name for all, and an order of declarations that differs.
struct LintBenchmarkTexts {
    private var numbers: BenchmarkNumbers
    private var lines: [String] = []
    private var models: [String] = []
    private var budgets: [String] = []
    private var conditions: [String] = []

    private init(seed: UInt64) { numbers = BenchmarkNumbers(seed: seed) }

    /// Files of 100 lines by path: in each folder one that the others import.
    static func tree(files: Int, seed: UInt64) -> [String: String] {
        var texts: [String: String] = [:]
        for index in 0..<files {
            let folder = "team\(index / 10)/"
            let own = seed &+ UInt64(index) &* 7_919
            if index % 10 == 0 {
                texts[folder + "company.scrimp"] = company(index / 10, lines: 100, seed: own)
            } else {
                texts[folder + "policy\(index % 10).scrimp"] = policy(lines: 100, seed: own, imports: true)
            }
        }
        return texts
    }

    /// A policy of exactly as many lines, which are 60 at least.
    static func policy(lines count: Int, seed: UInt64, imports: Bool = false) -> String {
        var text = LintBenchmarkTexts(seed: seed)
        text.writeHead(imports: imports)
        // Two fifths for what rules speak of, the rest for rules and tests.
        while text.lines.count < max(40, count * 2 / 5) { text.writeDeclaration() }
        text.writeRules(upTo: count - 8)
        text.lines += ["", "attribute { by: [tenant, tier, task] }"]
        while text.lines.count < count { text.lines.append("// reviewed by the owners, line \(text.lines.count + 1)") }
        return text.lines.joined(separator: "\n") + "\n"
    }

    /// Declarations that policies import.
    private static func company(_ number: Int, lines count: Int, seed: UInt64) -> String {
        var text = LintBenchmarkTexts(seed: seed)
        text.lines = [
            "/// What holds for every policy of team \(number).",
            "switch paused { on: reject(\"team \(number) is paused\") }",
        ]
        var index = 0
        while text.lines.count < count - 7 {
            text.writeBudget("company_\(index)", scope: "", route: nil)
            index += 1
        }
        while text.lines.count < count { text.lines.append("// kept by finance, line \(text.lines.count + 1)") }
        return text.lines.joined(separator: "\n") + "\n"
    }

    private mutating func pick(_ words: [String]) -> String { words.isEmpty ? "" : words[numbers.below(words.count)] }

    private mutating func writeHead(imports: Bool) {
        lines += [
            "/// Answers for customers, with a small model first and a large one where it matters.",
            "policy answers {",
            "    owner:    \"\(pick(["ml-platform", "search", "support", "growth"]))\"",
            "    timezone: \"\(pick(["UTC", "Europe/Berlin", "America/New_York"]))\"",
            "    isolate:  tenant               // every cache key must contain it",
            "    sticky:   tenant",
            "}",
            imports ? "import \"company.scrimp\"" : "",
            "request {",
            "    tenant:     string",
            "    tier:       enum { free, plus, premium }",
            "    task:       enum { faq, summary, advice, code }",
            "    region:     enum { anywhere, eu } = anywhere",
            "    complexity: ratio              // 0% easy .. 100% hard",
            "    prompt:     tokens",
            "    max_output: tokens             // visible and reasoning tokens together",
            "    deadline:   duration = 30 s",
            "}",
            "",
        ]
        for name in ["mini", "large"] { writeModel(name) }
        writeBudget("daily", scope: " per tenant", route: "mini")
        budgets.append("daily")
    }

    private mutating func writeModel(_ name: String) {
        let model = pick([
            "openai/gpt-4o-mini", "openai/gpt-4o", "anthropic/claude-haiku-4-5", "openai/gpt-4.1-mini",
        ])
        lines.append("model \(name) { from: \"\(model)\" }")
        models.append(name)
    }

    private mutating func writeBudget(_ name: String, scope: String, route: String?) {
        let limit = 5 + numbers.below(95)
        lines += [
            "budget \(name) {",
            "    limit:  $\(limit)\(scope) per day",
            route.map { "    spent:  route(\($0))\n    ceiling: $\(limit + 20)" }
                ?? "    spent:  reject(\"\(name) is spent\")",
            "    alert:  [50%, 80%, 95%]",
            "    notify: \"ml-oncall\"",
            "}",
        ].flatMap { $0.split(separator: "\n").map(String.init) }
    }

    private mutating func writeDeclaration() {
        let number = lines.count
        switch numbers.below(6) {
        case 0: writeModel("model_\(number)")
        case 1:
            writeBudget("budget_\(number)", scope: pick(["", " per tenant"]), route: nil)
            budgets.append("budget_\(number)")
        case 2:
            lines += [
                "cache cache_\(number) {",
                "    when:     \(writeCondition())",
                "    match:    exact",
                "    key:      [tenant, region]",
                "    ttl:      \(1 + numbers.below(24)) h from insert",
                "    capacity: 100_000",
                "}",
            ]
        case 3:
            lines.append("// why: measured on the traffic of last month")
            lines.append("let condition_\(number) = \(writeCondition())")
            conditions.append("condition_\(number)")
        case 4:
            lines += [
                "shape shape_\(number) {",
                "    when:            prompt > \(1 + numbers.below(9)) ktok",
                "    compress_prompt: 3%..10%",
                "}",
            ]
        default:
            lines.append(
                "limit limit_\(number) { on: \(pick(models)), concurrency: \(10 + numbers.below(90)), wait: 2 s }")
        }
    }

    private mutating func writeCondition() -> String {
        let task = pick(["faq", "summary", "advice", "code"])
        switch numbers.below(5) {
        case 0: return "task == \(task)"
        case 1: return "complexity < \(5 + numbers.below(90))%"
        case 2: return "task == \(task) and prompt > \(1 + numbers.below(20)) ktok"
        case 3: return "tier == \(pick(["free", "plus", "premium"])) or complexity < \(5 + numbers.below(60))%"
        default: return "region == eu and deadline >= \(1 + numbers.below(48)) h"
        }
    }

    private mutating func writeRules(upTo count: Int) {
        lines += ["", "route {"]
        while lines.count < count - 1 {
            // A tenant of its own, so that no rule takes another's requests: an error would keep the lint rules from being asked.
            var condition = "tenant == \"t\(lines.count)\" and \(writeRuleCondition())"
            if numbers.below(3) == 0 { condition += " and max_output < \(1 + numbers.below(100)) ktok" }
            let chain = pick(models)
            lines.append("    when \(condition) -> \(chain == "mini" ? "mini, large" : "\(chain), mini")")
        }
        lines += ["    otherwise -> mini, large", "}"]
    }

    private mutating func writeRuleCondition() -> String {
        switch numbers.below(4) {
        case 0 where !conditions.isEmpty: pick(conditions)
        case 1 where !budgets.isEmpty: "filled(\(pick(budgets))) >= \(50 + numbers.below(45))%"
        default: "(\(writeCondition()))"
        }
    }
}
