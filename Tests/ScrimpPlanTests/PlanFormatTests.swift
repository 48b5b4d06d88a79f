import ScrimpPlan
import ScrimpQuantities
import Testing

struct PlanFormatTests {
    private struct Generator {
        var state: UInt64
        mutating func below(_ count: Int) -> Int {
            state &+= 1
            return Int(StableHash.mix(state) % UInt64(count))
        }
    }

    /// Where the body begins: mark, version, length, digest.
    private static let headerSize = 8 + 4 + 8 + 32

    private static func little(_ value: some FixedWidthInteger) -> [UInt8] {
        (0..<(value.bitWidth / 8)).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    /// The header that belongs to a body, so that only what is in the body is wrong.
    private static func framed(_ body: [UInt8]) -> [UInt8] {
        Array("SCRIMP\r\n".utf8) + little(PlanFormat.version) + little(UInt64(body.count)) + SHA256.digest(body) + body
    }

    private static func error(_ bytes: [UInt8]) -> PlanError? {
        do throws(PlanError) { _ = try Plan(bytes: bytes) } catch { return error }
        return nil
    }

    /// Runs all of a plan that matching touches.
    private static func exercise(_ plan: Plan) {
        for (row, _) in SamplePlan.rows {
            let features = row + [Int64](repeating: 3, count: max(0, plan.features.count - row.count))
            let rule = plan.matcher.match(features.span)
            #expect(rule < plan.rules.count || rule == Matcher.noRule)
            for start in plan.tests.indices {
                _ = ConditionID(UInt32(start)).holds(tests: plan.tests.span, features: features.span)
            }
            var matcher = ColumnMatcher(
                matcher: plan.matcher, columns: plan.columns, featureCount: plan.features.count)
            var answers: [UInt16] = [0]
            var span = answers.mutableSpan
            try? matcher.match(features.map { .constant($0) }, rows: 0..<1, into: &span)
        }
        _ = plan.describe()
    }

    @Test(arguments: SamplePlan.Form.allCases)
    func aPlanComesBackAsItWas(form: SamplePlan.Form) throws {
        let plan = SamplePlan.make(form)
        let bytes = plan.encoded()
        #expect(bytes == SamplePlan.make(form).encoded())
        let copy = try Plan(bytes: bytes.span)
        #expect(copy.encoded() == bytes)
        #expect(copy.matcher == plan.matcher)
        #expect(copy.columns == plan.columns)
        #expect(copy.budgets == plan.budgets && copy.targets == plan.targets && copy.features == plan.features)
        #expect(copy.instructions == plan.instructions && copy.attributes == plan.attributes)
        #expect(copy.switches == plan.switches && copy.caches == plan.caches && copy.zone == plan.zone)
        #expect(copy.splits == plan.splits && copy.candidates == plan.candidates && copy.strings == plan.strings)
        #expect(copy.rollouts == plan.rollouts && copy.affinities == plan.affinities && copy.shapes == plan.shapes)
        #expect(copy.commitments == plan.commitments && copy.pools == plan.pools && copy.limits == plan.limits)
        #expect(copy.batches == plan.batches && copy.gathers == plan.gathers && copy.shadows == plan.shadows)
        #expect(copy.alerts == plan.alerts && copy.attributions == plan.attributions && copy.tests == plan.tests)
        #expect(copy.describe() == plan.describe())
        for (row, rule) in SamplePlan.rows {
            #expect(copy.matcher.match(row.span) == rule)
            var matcher = ColumnMatcher(matcher: copy.matcher, columns: copy.columns, featureCount: plan.features.count)
            var answers: [UInt16] = [9]
            var span = answers.mutableSpan
            try matcher.match(row.map { .constant($0) }, rows: 0..<1, into: &span)
            #expect(Int(answers[0]) == rule)
        }
    }

    @Test func aFlippedByteIsRefused() {
        let bytes = SamplePlan.make(.diagram).encoded()
        for index in bytes.indices {
            var damaged = bytes
            damaged[index] ^= 1 << UInt8(index % 8)
            let error = Self.error(damaged)
            switch index {
            case 0..<8: #expect(error == .notAPlan)
            case 8..<12:
                if case .unknownVersion = error {} else { Issue.record("byte \(index): \(String(describing: error))") }
            case 12..<20:
                if case .wrongLength = error {} else { Issue.record("byte \(index): \(String(describing: error))") }
            default: #expect(error == .damaged)
            }
        }
    }

    @Test func aTruncatedOrExtendedPlanIsRefused() {
        let bytes = SamplePlan.make(.scan).encoded()
        for length in bytes.indices { #expect(Self.error(Array(bytes[..<length])) != nil) }
        if case .wrongLength = Self.error(bytes + [0]) {} else { Issue.record("a byte too many") }
        // The same with a header that belongs to what is left of the body.
        let body = Array(bytes[Self.headerSize...])
        for length in body.indices { #expect(Self.error(Self.framed(Array(body[..<length]))) != nil) }
        #expect(Self.error(Self.framed(body + [0])) == .invalid(.alerts, .hasMore))
        #expect(Self.error(Self.framed(body)) == nil)
    }

    /// A body that was changed on purpose, under a digest that belongs to it: an error, or a plan that runs.
    @Test(arguments: SamplePlan.Form.allCases)
    func aForgedBodyNeverTraps(form: SamplePlan.Form) {
        let body = Array(SamplePlan.make(form).encoded()[Self.headerSize...])
        var generator = Generator(state: 11)
        var accepted = 0
        for round in 0..<1_500 {
            var forged = body
            for _ in 0..<(1 + generator.below(3)) {
                let index = generator.below(forged.count)
                switch generator.below(4) {
                case 0: forged[index] = UInt8(generator.below(256))
                case 1: forged[index] ^= 1 << UInt8(generator.below(8))
                case 2: forged[index] = [0, 1, 0x7F, 0x80, 0xFF][generator.below(5)]
                default: for offset in index..<min(index + 4, forged.count) { forged[offset] = 0xFF }
                }
            }
            guard let plan = try? Plan(bytes: Self.framed(forged)) else { continue }
            accepted += 1
            if round % 4 == 0 { Self.exercise(plan) }
        }
        #expect(accepted > 0)
    }

    /// Every byte of the body set to extremes, one at a time.
    @Test(arguments: SamplePlan.Form.allCases)
    func everyByteOfTheBodyIsChecked(form: SamplePlan.Form) {
        let body = Array(SamplePlan.make(form).encoded()[Self.headerSize...])
        for index in body.indices {
            var forged = body
            forged[index] = forged[index] == 0xFF ? 0 : 0xFF
            if let plan = try? Plan(bytes: Self.framed(forged)), index % 5 == 0 { Self.exercise(plan) }
        }
    }

    @Test func everyErrorHasASentence() {
        let errors: [PlanError] = [
            .notAPlan, .unknownVersion(7), .wrongLength(expected: 9, found: 8), .wrongLength(expected: 8, found: 9),
            .damaged, .invalid(.matcher, .backwardJump),
        ]
        #expect(Set(errors.map(\.message)).count == errors.count)
        #expect(PlanError.wrongLength(expected: 9, found: 8).message.contains("truncated"))
        #expect(
            PlanError.invalid(.matcher, .backwardJump).message
                == "the plan's section of matcher is not valid: it would go back to where it was")
    }

    @Test func theTextNamesWhatIsInThePlan() {
        let text = SamplePlan.make(.scan).describe()
        for part in [
            "policy \"support\" 1.2", "1 tier: one of free, pro, enterprise, default 1", "3 × prompt + -1 × tier",
            "0 tier among 0, 2: test 1, else no", "mask scan: 4 conjunctions, 2 cuts, 2 tables",
            "large: $5.00 per tenant per calendar month when yes, targets all; then reject \"small\"",
            "small: $0.000000000005 over 60 ns when no, targets all; then wait; open without the store",
            "batch within 86400 ns, region eu-central-1, awq(bits: 4), pool 0", "rests 60 ns after 3 failures",
            "accuracy from 900000000 billionths on, below that target 0", "region matches \"team-[0-9]+\"",
            "money settled over 3600 ns", "quality of target 1 over 60 ns, from 200 reports on", "parts",
            "small: target 1 by tenant in buckets up to 1000, 18446744073709551615, every 60 ns, else target 0",
            "saves 30000000…100000000 billionths of the prompt", "stop early when test 4", "gzip",
            "spot with fallback, 1…4 replicas, one for 8 calls, suspended from second 79200 to 21600 of days 0, 1",
            "30 at once, 500 requests per 60 ns, 40 calls until idle for 9 ns per tenant; wait 2 ns by tier: 2, 1, 0",
            "8 calls or 50 ns", "stop after 20 of 100, 30 at once", "buckets up to 7 to target 1, paid by budget 0",
            "notify \"small\", throw switch 0", "2 units at 5 pico-dollars per hour, 7 tokens per month included",
            "small: tenant for 300 ns",
        ] { #expect(text.contains(part), "\(part)\n\(text)") }
    }
}
