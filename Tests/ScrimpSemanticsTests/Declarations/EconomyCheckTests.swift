import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics
import Testing

/// What a scenario says about time and money, as the values that the projection reads, and what is wrong with it.
@Suite struct EconomyCheckTests {
    private static let usual = """
        policy p {}
        request {
            tenant: string
            prompt: tokens
            max_output: tokens
        }
        let cap = $5
        let yearly = 12%/year
        model mini { from: "openai/gpt-4o-mini" }
        model large { from: "openai/gpt-4o" }
        model local { weights: "a/b", pool: h100 }
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        cache answers { match: exact, key: [tenant], ttl: 1 h, capacity: 10 }
        shape short { compress_prompt: 3%..10% }
        gather some { stop_after: 20 of 100, concurrency: 8 }
        route { otherwise -> mini }

        """

    private static func check(_ fields: String) -> CheckedFile {
        ScrimpSemantics.check(
            SourceText(
                file: "p.scrimp",
                text: usual + "scenario s for p {\n    traffic: trace(\"t.csv\", time: \"t\", prompt: \"p\")\n" + fields
                    + "\n}\n"), in: .test())
    }

    private static func economy(_ fields: String) throws -> ScenarioEconomy {
        let checked = check(fields)
        return try #require(checked.policy?.scenarios.first?.economy, "\(summary(checked))")
    }

    private func percent(_ value: Int128) -> Rational { Rational(value, 100) ?? .zero }

    @Test func whatIsLeftUnsaid() throws {
        let economy = try Self.economy("")
        #expect(economy.horizonMonths == nil)
        #expect(economy.growth == .init(.zero, per: .month))
        #expect(economy.discount == .init(.zero, per: .year))
        #expect(economy.ramp.isEmpty && economy.invest.isEmpty && economy.uncertain.isEmpty)
    }

    @Test(arguments: [("horizon: 24 months", 24), ("horizon: 2 years", 24), ("horizon: 1 month", 1)])
    func horizonsAreMonths(text: String, months: Int) throws {
        #expect(try Self.economy(text).horizonMonths == months)
    }

    @Test(arguments: ["2026-11-02T09:00", "2026-13-01", "tomorrow", ""])
    func madeUpTrafficBeginsOnADay(start: String) {
        let text =
            Self.usual
            + "scenario s for p { traffic: workload(requests: 100 req, duration: 1 d, start: \"\(start)\") }\n"
        let checked = ScrimpSemantics.check(SourceText(file: "p.scrimp", text: text), in: .test())
        #expect(checked.diagnostics.map(\.message) == ["`\(start)` is no date"])
        let day = text.replacing("\"\(start)\"", with: "\"2026-11-02\"")
        #expect(ScrimpSemantics.check(SourceText(file: "p.scrimp", text: day), in: .test()).diagnostics.isEmpty)
    }

    /// Ten percent a year are not ten twelfths a month: the period stays with the number.
    @Test func ratesKeepTheirPeriod() throws {
        let economy = try Self.economy("growth: 4%/month\ndiscount: yearly")
        #expect(economy.growth == .init(percent(4), per: .month))
        #expect(economy.discount == .init(percent(12), per: .year))
        #expect(try Self.economy("growth: 40%/year").growth == .init(percent(40), per: .year))
    }

    @Test func moneyIsExact() throws {
        let economy = try Self.economy(
            "invest: { engineering: 10 d * $1_200/d, evaluation: $30_000 }\nrunning: { on_call: $3_000 per month, watch: $1 per day }"
        )
        #expect(economy.invest.map(\.name) == ["engineering", "evaluation"])
        #expect(economy.invest.map(\.amount) == [12_000, 30_000].map { Money(pico: $0 * Money.picoPerDollar) })
        #expect(economy.running.map(\.window) == [.month, .day])
    }

    @Test func pathsLeadToWhatTheyName() throws {
        let economy = try Self.economy(
            """
            invest: { engineering: $1 }
            running: { on_call: $1 per month }
            uncertain: {
                growth: 1%/month..3%/month
                discount: 8%..12%
                invest.engineering: $1..$2
                running.on_call: triangular($1, $2, $3)
                cache.answers.hit_rate: pert(20%, 30%, 40%)
                pool.h100.price: uniform($1.28/h, $3.22/h)
                pool.h100.interruptions: 1%/h..5%/h
                pool.h100.throughput: 80%..110%
                pool.h100.overhead: 10%..20%
                model.large.price: 80%..100%
                model.mini.output: normal(200 tok, 20 tok)
                model.local.accuracy_drop: 1%..3%
                shape.short.compress_prompt: 3%..10%
                shape.short.saving: 1%
                gather.some.calls: 20..60
            }
            correlated: [[growth, pool.h100.price, -50%]]
            """)
        #expect(
            economy.uncertain.map(\.path) == [
                .growth, .discount, .invest(0), .running(0), .cacheHitRate(0), .poolPrice(0), .poolInterruptions(0),
                .poolThroughput(0), .poolOverhead(0), .modelPrice(1), .modelOutput(0), .accuracyDrop(2),
                .shapeCompression(0), .shapeSaving(0), .gatherCalls(0),
            ])
        #expect(economy.uncertain[0].period == .month)
        guard case .uniform(let low, let high) = economy.uncertain[0].distribution else {
            Issue.record("\(economy.uncertain[0].distribution)")
            return
        }
        #expect(low.value == percent(1) && high.value == percent(3))
        #expect(economy.uncertain[1].period == .year)
        #expect(economy.correlated == [.init(first: 0, second: 5, correlation: percent(-50))])
    }

    @Test func pricesChangeByDate() throws {
        let economy = try Self.economy(
            """
            prices: [
                change("pool.h100.price", $1.90/h, on: "2027-06-01"), change("openai/gpt-4o", -30%, on: "2027-01-01"),
                change("model.mini.price.output", $0.5/Mtok, on: "2027-06-01"),
            ]
            """)
        #expect(economy.priceChanges.map(\.subject) == [.models([1], nil), .pool(0), .models([0], .output)])
        #expect(economy.priceChanges[0].change == .factor(percent(70)))
        #expect(economy.priceChanges[0].date == CivilDate(year: 2027, month: 1, day: 1))
    }

    @Test func theRestIsTyped() throws {
        let economy = try Self.economy(
            """
            ramp: [25%, 60%, 100%]
            outages: { large: { every: 30 d, lasting: 20 min } }
            quality: { mini: "ok_mini" }
            tunable: { cap: $1..$9 }
            """)
        #expect(economy.ramp == [percent(25), percent(60), .one])
        #expect(economy.outages == [.init(model: 1, every: 2_592_000_000_000_000, lasting: 1_200_000_000_000)])
        #expect(economy.quality == [.init(model: 0, column: "ok_mini")])
        #expect(economy.tunable.map(\.name) == ["cap"])
        #expect(economy.tunable[0].high.value == Rational(whole: 9))
    }

    @Test(
        arguments: [
            ("prices: [change(\"openai/gpt-4o\", -30%, on: \"2027-02-30\")]", .wrongShape, "`2027-02-30` is no date"),
            (
                "prices: [change(\"model.mini.price\", $1/Mtok, on: \"2027-01-01\")]", .wrongShape,
                "`model.mini.price` does not say whether prompt or output costs that"
            ),
            (
                "prices: [change(\"openai/gpt-4\", -30%, on: \"2027-01-01\")]", .unknownName,
                "`openai/gpt-4` is no price of this policy"
            ),
            (
                "prices: [change(\"pool.h100.price\", $1/Mtok, on: \"2027-01-01\")]", .wrongUnit,
                "`pool.h100.price` cannot be money per token"
            ),
            (
                "prices: [change(\"openai/gpt-4o\", -130%, on: \"2027-01-01\")]", .outOfRange,
                "a price cannot fall by more than 100%"
            ),
            ("horizon: 100 years", .outOfRange, "`horizon` can be at most 50 years"),
            ("growth: 1%/d", .wrongUnit, "`growth` is per month or per year"),
            ("growth: -100%/month", .outOfRange, "`growth` cannot be -100% or less"),
            ("uncertain: { invest.testing: $1..$2 }", .unknownName, "`invest` has no `testing`"),
            (
                "uncertain: { cache.answers.hit_rate: 20..40 }", .wrongUnit,
                "`cache.answers.hit_rate` takes a percentage, not a plain number"
            ),
            (
                "uncertain: { cache.answers.hit_rate: 20%..140% }", .outOfRange,
                "`cache.answers.hit_rate` can be at most 100%"
            ),
            (
                "uncertain: { growth: 1%..2% }\ncorrelated: [[growth, discount, 10%]]", .unknownName,
                "`discount` is not among what is uncertain"
            ),
            (
                "uncertain: { growth: 1%..2% }\ncorrelated: [[growth, growth, 10%]]", .conflictingFields,
                "`growth` is correlated with itself"
            ),
            (
                "outages: { mini: { every: 1 h, lasting: 2 h } }", .outOfRange,
                "outages of `mini` last as long as it is from one to the next"
            ),
            ("quality: { mimi: \"ok\" }", .unknownName, "there is no model `mimi`"),
            ("tunable: { cup: $1..$2 }", .unknownName, "there is no constant `cup`"),
            ("tunable: { cap: 1%..2% }", .wrongUnit, "the constant `cap` is of another kind than this range"),
        ] as [(String, DiagnosticCode, String)])
    func mistakesAreNamed(text: String, code: DiagnosticCode, message: String) {
        let checked = Self.check(text)
        #expect(checked.diagnostics.map(\.code.id) == [code.id], "\(summary(checked))")
        #expect(checked.diagnostics.first?.message == message)
        #expect(checked.policy == nil)
    }
}
