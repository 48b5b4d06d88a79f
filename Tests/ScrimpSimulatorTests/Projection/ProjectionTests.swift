import ScrimpQuantities
import ScrimpSimulator
import Testing

/// Months of money, against what can be worked out by hand.
@Suite struct ProjectionTests {
    private func projection(_ result: SimulationResult) throws -> Projection { try #require(result.projection) }

    @Test func withoutAHorizonThereIsNone() throws {
        #expect(try EconomyScenario.run("growth: 4%/month").projection == nil)
    }

    /// A month is 30.4375 days; ten days of traffic are replayed.
    @Test(arguments: [1, 12, 36]) func withoutGrowthEveryMonthIsTheReplayedOne(months: Int) throws {
        let result = try EconomyScenario.run("horizon: \(months) months")
        let projection = try projection(result)
        let monthly = result.policyCost.dollars * 3.04375
        #expect(projection.months.count == months)
        for month in projection.months { #expect(isClose(month.cost, monthly)) }
        let figure = try #require(result.figure(.projectedCost)?.value)
        #expect(isClose(figure, Double(months) * monthly))
        let saved = try #require(result.figure(.projectedSaving)?.value)
        #expect(isClose(saved, Double(months) * 3.04375 * (try #require(result.saved)).dollars))
        // Nothing is discounted, so that the present value is the sum.
        #expect(isClose(try #require(result.figure(.presentValue)?.value), saved))
    }

    @Test func aRampOfNothingIsTheBaseline() throws {
        let result = try EconomyScenario.run("horizon: 3 months\nramp: [0%, 25%, 100%]")
        let months = try projection(result).months
        let baseline = (try #require(result.baseline)).cost.dollars * 3.04375
        let policy = result.policyCost.dollars * 3.04375
        #expect(isClose(months[0].cost, baseline))
        #expect(months[0].saving == 0)
        #expect(isClose(months[1].cost, 0.75 * baseline + 0.25 * policy))
        #expect(isClose(months[2].cost, policy))
    }

    @Test func trafficGrowsByTheMonth() throws {
        let months = try projection(try EconomyScenario.run("horizon: 13 months\ngrowth: 21%/year")).months
        #expect(months[0].traffic == 1)
        #expect(isClose(months[12].traffic, 1.21))
        let monthly = try projection(try EconomyScenario.run("horizon: 3 months\ngrowth: 10%/month")).months
        #expect(isClose(monthly[2].traffic, 1.21))
        #expect(isClose(monthly[2].cost, 1.21 * monthly[0].cost))
    }

    @Test func paybackIsWhatIsInvestedOverWhatAMonthSaves() throws {
        let result = try EconomyScenario.run(
            "horizon: 24 months\ninvest: { work: $10 }\nrunning: { watch: $1 per month }")
        let saving = try projection(result).months[0].saving
        let baseline = (try #require(result.baseline)).cost.dollars * 3.04375
        #expect(isClose(saving, baseline - result.policyCost.dollars * 3.04375 - 1))
        #expect(isClose(try #require(result.figure(.payback)?.value), 10 / saving))
        let returns = try #require(result.figure(.returnOnInvestment)?.value)
        #expect(isClose(returns, (24 * (saving + 1) - 34) / 34))
    }

    @Test func whatIsNeverPaidBackIsSaid() throws {
        let result = try EconomyScenario.run("horizon: 2 months\ninvest: { work: $1_000_000 }")
        #expect(result.figure(.payback)?.value == .infinity)
        #expect(result.findings.contains { $0.kind == .neverPaysBack })
    }

    @Test func laterMoneyIsWorthLess() throws {
        let result = try EconomyScenario.run("horizon: 12 months\ndiscount: 10%/year")
        let flows = try projection(result).cashflow
        let rate = 0.007974140428903764  // 1.1^(1/12) − 1
        var sum = 0.0
        var factor = 1.0
        for flow in flows {
            sum += flow * factor
            factor /= 1 + rate
        }
        #expect(isClose(try #require(result.figure(.presentValue)?.value), sum))
    }

    /// The second month is October: 31 days, of which 16 are at half the price.
    @Test func pricesChangeByTheDay() throws {
        let plain = try projection(try EconomyScenario.run("horizon: 3 months")).months
        let changed = try projection(
            try EconomyScenario.run(
                "horizon: 3 months\nprices: [change(\"openai/gpt-4o\", -50%, on: \"2026-10-16\")]")
        ).months
        #expect(isClose(changed[0].baseline, plain[0].baseline))
        #expect(isClose(changed[1].baseline, plain[0].baseline * (15 + 16 * 0.5) / 31))
        #expect(isClose(changed[2].baseline, plain[0].baseline * 0.5))
        #expect(changed[2].cost < plain[2].cost)
    }

    @Test func aNewPriceOfOneComponent() throws {
        let plain = try EconomyScenario.run("horizon: 2 months")
        let changed = try projection(
            try EconomyScenario.run(
                "horizon: 2 months\nprices: [change(\"model.large.price.output\", $20/Mtok, on: \"2026-09-01\")]")
        ).months
        // $10 becomes $20 per million tokens of output.
        let output = Double(plain.policy.offered.total.output) * 10e-6 * 3.04375
        #expect(isClose(changed[0].baseline, (try projection(plain)).months[0].baseline + output))
    }

    @Test func commitmentsArePaidUsedOrNot() throws {
        let blocks =
            EconomyScenario.plainBlocks + "\ncommit units { on: large, units: 2, price: $0.01/h, then: on_demand }"
        let result = try EconomyScenario.run("horizon: 2 months", blocks: blocks)
        #expect(result.capacity.map(\.kind) == [.commitment])
        #expect(result.capacity[0].cost.dollars == 2 * 0.01 * 240)
        #expect(isClose(try projection(result).months[1].capacity, 2 * 0.01 * 730.5))
    }

    @Test func aPoolCostsTheHoursThatItIsHeld() throws {
        let blocks = """
            model mini  { from: "openai/gpt-4o-mini" }
            model large { from: "openai/gpt-4o" }
            model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
            pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand, overhead: 10% }
            route {
                when tier == free -> local, mini
                otherwise         -> large
            }
            """
        let result = try EconomyScenario.run("horizon: 2 months\nramp: [0%, 100%]", blocks: blocks)
        let pool = try #require(result.capacity.first)
        #expect(isClose(pool.units, 1))
        #expect(isClose(pool.cost.dollars, 240 * pool.hourlyPrice * 1.1))
        #expect(result.policyCost == Money(pico: result.policy.cost.pico + pool.cost.pico))
        let months = try projection(result).months
        #expect(months[0].capacity == 0)
        #expect(isClose(months[1].capacity, 730.5 * pool.hourlyPrice * 1.1))
        #expect(!result.findings.contains { $0.kind == .unpricedPool })
    }

    @Test func aRampNeedsABaseline() throws {
        #expect(
            try EconomyScenario.problem("horizon: 2 months\nramp: [50%]", baseline: "")
                == "a `ramp` moves traffic away from a baseline, and the scenario has none")
    }

    @Test func flowsThatChangeSignTwiceHaveNoOneRate() throws {
        // The policy is cheaper until its model costs more than the baseline's.
        let result = try EconomyScenario.run(
            "horizon: 24 months\ninvest: { work: $2 }\nprices: [change(\"model.mini.price\", 20_000%, on: \"2027-09-01\")]"
        )
        let figure = try #require(result.figure(.internalRate))
        #expect(figure.value == nil)
        #expect(figure.note?.hasPrefix("not unique") == true, "\(figure)")
    }
}
