import ScrimpEconomics
import ScrimpJSON
import ScrimpPlan
import ScrimpQuantities
import ScrimpReport
import ScrimpSimulator
import ScrimpTestSupport
import Testing

/// Every section of a report, from a simulation with fixed figures.
@Suite struct GoldenReportTests {
    /// Names and figures of every length that a policy may have.
    enum Size: String, CaseIterable, Sendable { case small, huge, hostile }

    @Test(arguments: [Size.small, .huge]) func textIsAsExpected(_ size: Size) throws {
        let text = try TextReport(Self.result(size)).text
        expectGolden(text, at: "Tests/Golden/reports/\(size).txt")
        let wide = text.split(separator: "\n").filter { $0.count > 80 }
        #expect(wide.isEmpty)
    }

    @Test(arguments: [Size.small, .huge]) func jsonIsAsExpected(_ size: Size) throws {
        let text = try JSONReport(Self.result(size)).text
        expectGolden(text, at: "Tests/Golden/reports/\(size).json")
        let node = try JSONReader.read(Array(text.utf8))
        // Compared as money: the parts add up to the last pico-dollar.
        let cost = try Self.pico(node["cost"])
        for part in ["models", "rules"] {
            let parts = try #require(node[part]?.elements)
            #expect(parts.count == 3)
            #expect(try parts.reduce(Int128(0)) { $0 + (try Self.pico($1["cost"])) } == cost)
        }
        let cells = try #require(node["attribution"]?.elements?.first?["cells"]?.elements)
        #expect(try cells.reduce(Int128(0)) { $0 + (try Self.pico($1["cost"])) } == cost)
        #expect(try Self.pico(node["baseline"]?["cost"]) - cost == Self.pico(node["saved"]))
    }

    /// Each field of the object has its place in the guide, by its name in code quotes.
    @Test func theGuideNamesEveryField() throws {
        let guide = try PackageRoot.text("Docs/simulate.md")
        func names(_ node: JSONNode) -> Set<String> {
            var found: Set<String> = []
            for member in node.members ?? [] {
                found.insert(member.key)
                // The reasons of bad rows are texts, not fields.
                if member.key != "bad_rows_by_reason" { found.formUnion(names(member.value)) }
            }
            for element in node.elements ?? [] { found.formUnion(names(element)) }
            return found
        }
        let fields = names(try JSONReader.read(Array(try JSONReport(Self.result(.small)).text.utf8)))
        #expect(fields.count > 40)
        for field in fields.sorted() { #expect(guide.contains("`\(field)`"), "\(field) is not in Docs/simulate.md") }
    }

    /// Dollars as written, in pico-dollars.
    private static func pico(_ node: JSONNode?) throws -> Int128 {
        let text = try #require(node?.text)
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let decimals = parts.count > 1 ? parts[1] : ""
        try #require(decimals.count <= 12)
        let digits = String(parts[0] + decimals) + String(repeating: "0", count: 12 - decimals.count)
        return try #require(Int128(digits, radix: 10))
    }

    static func result(_ size: Size) throws -> SimulationResult {
        let isHuge = size == .huge
        func name(_ text: String) -> String {
            switch size {
            case .small: text
            case .huge: text + String(repeating: "_of_the_customer_support_department", count: 3)
            case .hostile: "</script><script>alert('\(text)')</script>&amp;\"\u{202e}"
            }
        }
        let scale: Int64 = isHuge ? 1_234_567_891 : 1
        var strings = StringTable()
        let plain = strings.append("help".utf8)
        let identity = PlanIdentity(
            policyName: plain, policyVersion: .empty, compilerVersion: .empty, language: 1,
            catalogDigest: [UInt8](repeating: 0, count: 32))
        var targets: [PlanTarget] = []
        var rules: [PlanRule] = []
        for (index, target) in ["mini", "large", "spare"].enumerated() {
            let text = strings.append(name(target).utf8)
            targets.append(
                PlanTarget(
                    name: text, identity: text, provider: text, isSelfHosted: false,
                    prices: PlanPrices(input: 1_000_000, output: 4_000_000), contextWindow: 0, prefixCache: 0))
            rules.append(
                PlanRule(
                    chain: 0, text: strings.append("when task == \(name("faq")) -> \(name(target))".utf8),
                    line: UInt32(index + 7)))
        }
        var plan = Plan(identity: identity, strings: strings, deadline: 1, zone: .utc)
        plan.targets = targets
        plan.rules = rules

        var tally = ReplayTally(plan: plan)
        var cells: [ReplayTally.Attribution.Cell] = []
        for (index, pico) in [Int128(3_000_000_001), 1_500_000_000, 7].enumerated() {
            let requests = Int64(20 - index) * scale
            let answered = ReplayTally.Answered(
                requests, prompt: requests * 900, output: requests * 100, cost: Money(pico: pico * Int128(scale)))
            tally.byTarget[index].add(answered)
            tally.byRule[index].add(answered)
            cells.append(.init([name("team\(index)")], answered, cached: Int64(index)))
        }
        tally.attributions = [.init(by: [name("team")], cells)]
        tally.cacheHits = [5 * scale]
        tally.refused.add(.init(4 * scale, prompt: 400 * scale, output: 40 * scale), to: 0)
        tally.requests = 66 * scale
        tally.budgets = [
            .init(
                refused: 3 * scale, rerouted: 2 * scale, alerts: 1,
                first: Instant(nanoseconds: 1_000_000_000_000_000_000), scope: name("team0"))
        ]
        tally.switchRejected = [scale]

        var names = SimulationResult.Names(plan)
        names.caches = [name("answers")]
        names.budgets = [name("daily")]
        names.budgetLimits = ["$25.00"]
        names.switches = [name("stop")]
        var latency = LatencyTally(targets: 3)
        for second in 1...200 {
            latency.record(
                target: second % 3, arrival: 0, start: Int64(second) * 1_000_000, firstToken: Int64(second) * 2_000_000,
                end: Int64(second) * 50_000_000, isLate: second > 190)
        }
        tally.latency = latency
        tally.fleets = [fleet]
        var traffic = SimulationResult.Traffic(
            "trace \(name("day")).csv", requests: 66 * scale, promptTokens: 60_000 * scale, outputTokens: 6_000 * scale,
            start: Instant(nanoseconds: 1_000_000_000_000_000_000), duration: 86_400_000_000_000)
        traffic.badRows = 2
        traffic.badRowReasons = [("a number is not one", 2)]
        traffic.badRowExamples = ["\(name("day")).csv:17: a number is not one"]
        var baseline = SimulationResult.Baseline(
            name: "everything on \(name("large"))", cost: Money(pico: 12_000_000_000 * Int128(scale)), basis: .exact)
        baseline.byTarget = [
            .init(0, prompt: 0, output: 0, cost: .zero),
            .init(66 * scale, prompt: 60_000 * scale, output: 6_000 * scale, cost: baseline.cost),
            .init(0, prompt: 0, output: 0, cost: .zero),
        ]
        baseline.reconciliation = .init(
            name("large"), Money(pico: 6_000_000_000 * Int128(scale)), factorThousandths: 2_000)
        var result = SimulationResult(
            policy: name("help"), scenario: name("day"), traffic, against: baseline, tally, names,
            findings: [
                .init(.unpricedPool, "20 requests went to \(name("mini")), whose hours are not in these figures"),
                .init(.badRows, "2 rows of the trace could not be read and are left out"),
            ])
        result.alternatives = [
            .init(name("mini"), name("house/mini"), Money(pico: 9_000_000_000 * Int128(scale)))
        ]
        result.breakEvens = [try breakEven(name)]
        Self.addMoney(to: &result, name: name, scale: Double(scale))
        result.assumptions = [
            .init(.given, "prices of \(name("mini"))", "\(name("contract")), 2026-10-01"),
            .init(.measured, "requests", "\(name("day")).csv"),
        ]
        return result
    }

    private static var fleet: FleetTally {
        var fleet = FleetTally(gpusPerReplica: 1, wattsPerGPU: 700)
        (fleet.held, fleet.busy, fleet.calls) = (86_400_000_000_000, 43_200_000_000_000, 57)
        (fleet.mostReplicas, fleet.longestQueue, fleet.queuedCalls) = (3, 4, 5)
        return fleet
    }

    /// A staircase of four steps that crosses three times.
    private static func breakEven(_ name: (String) -> String) throws -> BreakEvenStudy {
        let terms = BreakEven.Terms(
            price: 1e-6, capacity: 1_000, utilization: 0.5, peakRate: 1e-6, hourlyPrice: 0.6, hours: 730, running: 100,
            overhead: 0.1, setUp: 10, fewestReplicas: 0, mostReplicas: 4, largestVolume: 2.1e9)
        return BreakEvenStudy(
            pool: name("h100"), models: [name("spare")], alternatives: [name("mini")], try BreakEven(terms),
            volume: 6e8,
            promptShare: 0.9, peakToMean: 2.5, peakIsMeasured: true)
    }

    /// Levers, months, figures and draws; what is held costs nothing here, so that the models add up to the cost.
    private static func addMoney(to result: inout SimulationResult, name: (String) -> String, scale: Double) {
        result.capacity = [.init(.pool, name("h100"), units: 1.5, cost: .zero, basis: .estimated)]
        result.running = [.init(name("watch"), .zero)]
        let saved = result.saved ?? .zero
        result.waterfall = Waterfall(
            baseline: result.baseline?.cost ?? .zero, reference: name("large"), unexplained: Money(pico: 5),
            parts: [.init(.caches, Money(pico: -7)), .init(.routing, Money(pico: saved.pico + 2))],
            cost: result.policyCost, basis: .estimated, replays: 5, sampledRequests: 200_000)
        let uncertainty = Uncertainty(
            inputs: [
                .init(
                    "growth", .ratio, .init(low: -0.02, middle: 0.01, high: 0.04), low: -1_000 * scale,
                    high: 90_000 * scale, alone: 0.62, total: 0.7),
                .init(
                    "pool.\(name("h100")).price", .dollarsPerHour, .init(low: 1.4, middle: 2, high: 3.1),
                    low: 40_000 * scale, high: 5_000 * scale, alone: nil, total: nil),
            ],
            cost: [1, 2].map { .init(low: $0 * 80 * scale, middle: $0 * 90 * scale, high: $0 * 99 * scale) },
            cumulative: [1, 2].map { .init(low: -$0 * 80 * scale, middle: $0 * 90 * scale, high: $0 * 99 * scale) },
            presentValue: .init(low: -100 * scale, middle: 20_000 * scale, high: 50_000 * scale), lossChance: 0.125)
        let projection = Projection(
            months: [
                .init(1, calls: 100 * scale, baseline: 300 * scale, cumulative: -800 * scale),
                .init(2, calls: 100 * scale, baseline: 300 * scale, cumulative: -600 * scale),
            ],
            invested: [(name("work"), Money(pico: 1_000 * Money.picoPerDollar))], running: [(name("watch"), 12.5)],
            growth: 0.0125, discount: 0.0079, scale: 30.4375,
            figures: [
                Figure(.presentValue, -612.5 * scale, .estimated),
                Figure(
                    .internalRate, nil, .estimated, note: "not unique (10.0 %, 20.0 %): go by the net present value"),
                Figure(.payback, .infinity, .estimated, note: "never within the horizon"),
                Figure(.returnOnInvestment, 0.25, .estimated),
            ], uncertainty: uncertainty)
        result.projection = projection
        result.figures = [Figure(.costPerRequest, 0.000123, .exact)] + projection.allFigures
    }
}
