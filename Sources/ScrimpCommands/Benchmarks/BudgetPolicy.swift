import ScrimpCatalog
import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpPlan
import ScrimpQuantities
import ScrimpSemantics

/// A policy with hard budgets, the traffic that is made up for it, and its prices once more, so that what the engine books can be
/// compared with what it should.
struct BudgetPolicy: Sendable {
    struct Model: Sendable {
        /// Pico-dollars per token.
        var input: Int
        var output: Int

        func cost(_ prompt: Int, _ output: Int) -> Int { prompt * input + output * self.output }
    }

    struct Budget: Sendable {
        var name: String
        /// What it may never pass: its limit, or the ceiling above it. Pico-dollars.
        var bound: Int
        /// Whether each tenant has one of its own.
        var isPerTenant: Bool
        /// By model: whether it counts the calls of it.
        var counts: [Bool]
    }

    var text: String
    var models: [Model]
    var budgets: [Budget]
    /// Of the one limit; nil where there is none.
    var concurrency: Int?
    var tenants: Int
    /// Tokens of prompts and of caps on the output.
    var prompts: ClosedRange<Int>
    var outputs: ClosedRange<Int>

    static let tenantTexts = 100

    /// The most that a call can cost.
    var greatestCost: Int { models.map { $0.cost(prompts.upperBound, outputs.upperBound) }.max() ?? 0 }

    private static let models = [Model(input: 2_500_000, output: 10_000_000), Model(input: 150_000, output: 600_000)]

    /// Shared by both policies: where traffic differs.
    private static let attributes = """
        request {
            tenant:     string
            tier:       enum { free, premium }
            prompt:     tokens
            max_output: tokens
        }

        """

    private static func model(_ name: String, _ model: Model) -> String {
        let prices =
            "input: \(dollars(model.input * 1_000_000))/Mtok, output: \(dollars(model.output * 1_000_000))/Mtok"
        return """
            model \(name) {
                from: "openai/gpt-4o"
                price: { \(prices), source: "the benchmark", as_of: "2026-11-01" }
            }

            """
    }

    private static func dollars(_ pico: Int) -> String { Money(pico: Int128(pico)).description }

    /// One budget of a cent. The calls that are made up would come to about eleven cents if all of 500 were let through.
    static let cent: BudgetPolicy = {
        let own = Model(input: 300_000, output: 600_000)
        let bound = 10_000_000_000
        return BudgetPolicy(
            text: "policy cent { }\n" + attributes + model("only", own) + """
                budget cent { limit: \(dollars(bound)) per month, spent: reject("the cent is spent") }
                route { otherwise -> only }

                """,
            models: [own],
            budgets: [Budget(name: "cent", bound: bound, isPerTenant: false, counts: [true])], concurrency: nil,
            tenants: 1, prompts: 200...800, outputs: 200...800)
    }()

    /// Several budgets at once, all of which are spent before the last of so many requests, and a limit. The heaviest of the
    /// tenants send twice as much as they would on average.
    static func several(requests: Int) -> BudgetPolicy {
        let tenant = requests * 5_000_000
        let ceiling = requests * 6_000_000
        let rolling = requests * 300_000_000
        let everything = requests * 380_000_000
        let concurrency = 24
        return BudgetPolicy(
            text: "policy several { }\n" + attributes + model("large", models[0]) + model("mini", models[1]) + """
                budget tenants {
                    limit:   \(dollars(tenant)) per tenant per day
                    spent:   route(mini)
                    ceiling: \(dollars(ceiling))
                }
                budget dear       { limit: \(dollars(rolling)) over 2 min, on: [large], spent: reject("enough of it") }
                budget everything { limit: \(dollars(everything)) per month, spent: reject("all is spent") }
                limit  dear_calls { on: [large], concurrency: \(concurrency) }
                route {
                    when tier == premium -> large, mini
                    otherwise            -> mini
                }

                """,
            models: models,
            budgets: [
                Budget(name: "tenants", bound: ceiling, isPerTenant: true, counts: [true, true]),
                Budget(name: "dear", bound: rolling, isPerTenant: false, counts: [true, false]),
                Budget(name: "everything", bound: everything, isPerTenant: false, counts: [true, true]),
            ],
            concurrency: concurrency, tenants: tenantTexts, prompts: 100...2_000, outputs: 50...500)
    }

    /// Nil where the text does not compile, which a test would notice.
    func plan() throws(BudgetBenchmark.Failure) -> Plan {
        let environment = CompilationEnvironment(
            load: { _ throws(CompilationEnvironment.LoadError) in throw .missing }, zoneRules: { _ in .utc },
            catalog: .builtIn, today: CivilDate(year: 2026, month: 11, day: 24))
        let checked = check(SourceText(file: "bench.scrimp", text: text), in: environment)
        guard let policy = checked.policy,
            let plan = compile(policy, sources: checked.sources, compilerVersion: CommandLineTool.version).plan
        else {
            let first = checked.diagnostics.first.map { ": \($0.message)" } ?? ""
            throw BudgetBenchmark.Failure(message: "the benchmark's policy does not compile\(first)")
        }
        return plan
    }
}

/// Made-up traffic: requests, and what their calls use.
struct BudgetTraffic {
    /// What a request of the policy says, beside the engine's form of it.
    struct Kind {
        var tenant: Int
        var prompt: Int
        var output: Int
    }

    private var numbers: BenchmarkNumbers
    private let policy: BudgetPolicy

    init(_ policy: BudgetPolicy, seed: Int) {
        self.policy = policy
        numbers = BenchmarkNumbers(seed: UInt64(bitPattern: Int64(seed)) &* 0x9E37_79B9_7F4A_7C15)
        // Seeds that lie close together begin with numbers that do.
        for _ in 0..<4 { _ = numbers.below(2) }
    }

    mutating func below(_ bound: Int) -> Int { numbers.below(bound) }

    mutating func isPremium() -> Bool { numbers.below(10) < 3 }

    mutating func kind() -> Kind {
        Kind(
            tenant: min(numbers.below(policy.tenants), numbers.below(policy.tenants)),
            prompt: policy.prompts.lowerBound + numbers.below(policy.prompts.count),
            output: policy.outputs.lowerBound + numbers.below(policy.outputs.count))
    }

    /// Part of a reservation: all of the prompt or less, none of the output or all that was allowed.
    mutating func usage(of kind: Kind) -> (prompt: Int, output: Int) {
        (numbers.below(kind.prompt + 1), numbers.below(kind.output + 1))
    }
}
