import ScrimpPlan
import ScrimpQuantities
import ScrimpSimulator
import ScrimpTestSupport
import Testing

/// The replay contract on a ledger that a person can read: sixteen requests of a policy with a cache, two budgets and a copy.
@Suite struct GoldenLedgerTests {
    private static let path = "Tests/Golden/ledgers/contract.csv"

    private static let policy = """
        policy contract { timezone: "UTC" }
        request {
            tenant: string, task: enum { faq, advice }, prompt: tokens, max_output: tokens
        }
        model mini  { from: "openai/gpt-4o-mini" }
        model large { from: "openai/gpt-4o" }
        model spare { from: "openai/gpt-4.1" }
        cache answers { match: exact, key: [tenant], ttl: 1 h, capacity: 8, when: task == faq }
        budget daily { limit: $0.0006 per tenant per day, spent: reject("come back tomorrow"), on: mini }
        budget trials { limit: $1 per day, spent: reject("enough"), on: large }
        shadow trial { of: large, sample: 40%, budget: trials }
        route {
            when task == advice and prompt > 1_500 tok -> large, mini
            otherwise -> mini
        }
        """

    /// What the ledger was made of; only `SCRIMP_RECORD=1` needs it again.
    private static func written(_ plan: Plan) throws -> WrittenReplay {
        let tokens = FillSpec.Kind.number(range: 0...Int64.max)
        let source = try TraceSource(
            workload: WorkloadSpec(
                seed: 12, start: Instant(nanoseconds: 1_788_220_800_000_000_000), arrivals: .init(rate: 0.05),
                extent: .init(requests: 16),
                columns: [
                    FillSpec("tenant", .string(literals: []), .zipf(keys: 3, exponent: 0.7)),
                    FillSpec("task", .enumeration(["faq", "advice"]), .choiceText([("faq", 0.5), ("advice", 0.5)])),
                    FillSpec("content", .string(literals: []), .zipf(keys: 3, exponent: 0.7)),
                    FillSpec("prompt", tokens, .distribution(.uniform(low: 200, high: 3_000), scale: 1)),
                    FillSpec("max_output", tokens, .constant(300)),
                    FillSpec("output", tokens, .distribution(.uniform(low: 1, high: 400), scale: 1)),
                ]))
        return try WrittenReplay(plan, source)
    }

    private static func plan(_ text: String = policy) throws -> Plan { try ReplayAgreementTests.compiled(text).plan }

    /// The kept file's columns by name, as text.
    private struct Kept {
        var bytes: [UInt8]
        private var names: [Substring]
        private var rows: [[Substring]]

        init() throws {
            let text = try PackageRoot.text(GoldenLedgerTests.path)
            bytes = Array(text.utf8)
            let lines = text.split(separator: "\n").map {
                $0.split(separator: ",", omittingEmptySubsequences: false)
            }
            names = lines.first ?? []
            rows = Array(lines.dropFirst())
        }

        func column(_ name: String) throws -> [Substring] {
            let place = try #require(names.firstIndex { $0 == name })
            return rows.map { $0[place] }
        }

        /// Pico-dollars.
        func costs(_ column: LedgerColumn = .cost) throws -> [Int128] {
            try self.column(column.rawValue).map { text in
                try #require(Decimal(ascii: text.utf8)?.rational.flatMap { Money(exactly: $0) }?.pico)
            }
        }

        /// The file as traffic of a plan.
        func replayed(_ plan: Plan) throws -> WrittenReplay {
            var ledger = try GoldenLedgerTests.written(GoldenLedgerTests.plan())
            ledger.bytes = bytes
            return try WrittenReplay(plan, ledger.traffic(plan))
        }
    }

    @Test func theLedgerIsWhatThePolicyWrites() throws {
        let written = try Self.written(Self.plan())
        expectGolden(String(decoding: written.bytes, as: UTF8.self), at: Self.path)
    }

    /// Everything that the contract speaks of is in it.
    @Test func theLedgerHoldsEveryKindOfRow() throws {
        let kept = try Kept()
        #expect(Set(try kept.column("billed_answer")) == ["call", "cache", "refused"])
        #expect(Set(try kept.column("billed_model")).isSuperset(of: ["mini", "large"]))
        #expect(try kept.costs(.otherCost).contains { $0 > 0 })
        #expect(try kept.column("time").count == 16)
    }

    @Test func replayedItCostsWhatItSays() throws {
        let kept = try Kept()
        let again = try kept.replayed(Self.plan())
        #expect(again.entries.map(\.cost.pico) == (try kept.costs()))
        #expect(again.cost == (try kept.costs().reduce(0, +)))
        #expect(again.cost == again.tally.cost.pico && again.cost > 0)
        let sameBytes = again.bytes == kept.bytes
        #expect(sameBytes)
    }

    /// Long advice goes to another model: every other request costs what the ledger says, to the pico-dollar.
    @Test func whatAChangeDoesNotTouchKeepsItsRecordedCost() throws {
        let kept = try Kept()
        let changed = Self.policy.replacing("-> large, mini", with: "-> spare, mini")
        #expect(changed != Self.policy)
        let after = try kept.replayed(Self.plan(changed))
        let (costs, models) = (try kept.costs(), try kept.column("billed_model"))
        let answers = try kept.column("billed_answer")
        var touched = 0
        for (row, entry) in after.entries.enumerated() {
            if models[row] == "large" {
                touched += 1
                #expect(entry.target == 2 && entry.cost.pico != costs[row], "row \(row)")
            } else {
                #expect(entry.cost.pico == costs[row], "row \(row)")
                #expect(entry.answer.rawValue == answers[row], "row \(row)")
            }
        }
        #expect(touched > 0 && touched < 12)
    }
}
