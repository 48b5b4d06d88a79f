import ScrimpCompiler
import ScrimpPlan

/// `scrimp bench decide`: routing beside what a programmer would have written, in the same run and on the same inputs.
package enum RoutingBenchmark {
    /// One line of the report.
    package struct Row: Sendable {
        package var name: String
        /// Form of the rules, and why.
        package var note: String
        /// In `unit`.
        package var measured: Double
        /// The counterpart's; nil where there is none.
        package var counterpart: Double?
        package var unit: String

        /// How many times the counterpart's time is taken.
        package var ratio: Double? {
            counterpart.map { unit == megarows ? $0 / measured : measured / $0 }
        }
    }

    private static let megarows = "M rows/s"
    private static let rowCount = 8192

    /// Runs everything; some seconds. Nil where an answer differs from its counterpart, which would be a defect.
    package static func run() -> [Row]? {
        var rows: [Row] = []
        for ownCuts in [false, true] {
            let name = "24 rules of two numbers, \(ownCuts ? "own" : "shared") cuts"
            let row = decide(name, BenchmarkPolicies.numeric(ownCuts: ownCuts), upTo: 1_000_000) {
                ownCuts ? HandWrittenRouting.ownCuts($0) : HandWrittenRouting.sharedCuts($0)
            }
            guard let row else { return nil }
            rows.append(row)
        }
        for count in [10, 100, 1_000, 10_000] {
            var table: [Int64: (bound: Int64, rule: Int)] = [:]
            for tenant in 0..<count { table[Int64(tenant)] = (BenchmarkPolicies.tenantBound(tenant), tenant) }
            let row = decide("\(count) tenant rules", BenchmarkPolicies.tenants(count), upTo: 21_000) {
                HandWrittenRouting.tenants($0, table, otherwise: count)
            }
            guard let row else { return nil }
            rows.append(row)
        }
        for count in [10, 10_000] {
            let problem = BenchmarkPolicies.tenants(count)
            let matcher = MatcherChoice.diagram(RoutingAnalysis(problem))
            let row = decide(
                "\(count) tenant rules as a diagram", problem, upTo: 21_000, using: matcher, handWritten: nil)
            guard let row else { return nil }
            rows.append(row)
        }
        for count in [1_000, 10_000] {
            let problem = BenchmarkPolicies.realistic(count, seed: 5)
            guard let row = decide("\(count) realistic rules", problem, upTo: 21_000, handWritten: nil) else {
                return nil
            }
            rows += [row, analyse("\(count) realistic rules, analysed and lowered", problem)]
        }
        guard let columns = columns(rows: 4_000_000) else { return nil }
        return rows + [columns]
    }

    private static func decide(
        _ name: String, _ problem: RoutingProblem, upTo bound: Int, using form: Matcher? = nil,
        handWritten: ((borrowing Span<Int64>) -> Int)?
    ) -> Row? {
        let choice = MatcherChoice.choose(problem, analysis: RoutingAnalysis(problem))
        let width = problem.domains.count
        func measure(_ decide: (borrowing Span<Int64>) -> Int) -> (nanoseconds: Double, checksum: Int) {
            BenchmarkClock.median(items: rowCount, repetitions: 20) { repetition in
                BenchmarkPolicies.rows(problem, count: rowCount, upTo: bound, seed: UInt64(repetition))
            } _: { values in
                let span = values.span
                var checksum = 0
                for row in 0..<rowCount {
                    checksum &+= decide(span.extracting(row * width..<(row * width + width)))
                }
                return checksum
            }
        }
        let matcher = form ?? choice.matcher
        let measured = measure { matcher.match($0) }
        let other = handWritten.map { measure($0) }
        if let other, other.checksum != measured.checksum { return nil }
        return Row(
            name: name, note: form == nil ? choice.reason : "the same form at both sizes",
            measured: measured.nanoseconds, counterpart: other?.nanoseconds, unit: "ns"
        )
    }

    private static func analyse(_ name: String, _ problem: RoutingProblem) -> Row {
        let time = BenchmarkClock.median(items: 1, repetitions: 1, prepare: { _ in problem }) { problem in
            let analysis = RoutingAnalysis(problem)
            let choice = MatcherChoice.choose(problem, analysis: analysis)
            return analysis.deadRules.count &+ choice.reason.utf8.count
        }
        let dead = RoutingAnalysis(problem).deadRules.count
        return Row(
            name: name, note: "\(dead) dead rules", measured: time.nanoseconds / 1e6, counterpart: nil, unit: "ms")
    }

    private static func columns(rows count: Int) -> Row? {
        let problem = BenchmarkPolicies.columns
        let choice = MatcherChoice.choose(problem, analysis: RoutingAnalysis(problem))
        var numbers = BenchmarkNumbers(seed: 7)
        let tenant = (0..<count).map { _ in UInt32(numbers.below(250)) }
        let prompt = (0..<count).map { _ in Int32(numbers.below(4_000)) }
        let output = (0..<count).map { _ in Int32(numbers.below(4_000)) }
        let complexity = (0..<count).map { _ in Int32(numbers.below(1_000)) }
        let columns: [FeatureColumn] = [.symbols(tenant), .narrow(prompt), .narrow(output), .narrow(complexity)]
        var matcher = ColumnMatcher(matcher: choice.matcher, columns: choice.columns, featureCount: 4)
        var answers = [UInt16](repeating: 0, count: count)
        var expected = answers
        let measured = BenchmarkClock.median(items: count, repetitions: 1, prepare: { _ in columns }) { columns in
            var span = answers.mutableSpan
            guard (try? matcher.match(columns, rows: 0..<count, into: &span)) != nil else { return -1 }
            return 0
        }
        let other = BenchmarkClock.median(items: count, repetitions: 1, prepare: { _ in columns }) { _ in
            HandWrittenRouting.columns(
                tenant: tenant, prompt: prompt, output: output, complexity: complexity, answers: &expected)
            return 0
        }
        guard measured.checksum == other.checksum, answers == expected else { return nil }
        return Row(
            name: "4 rules over \(count / 1_000_000) M rows in columns", note: "byte masks",
            measured: 1e3 / measured.nanoseconds, counterpart: 1e3 / other.nanoseconds, unit: megarows)
    }

    /// The report as aligned lines.
    package static func text(_ rows: [Row]) -> String {
        func decimal(_ value: Double) -> String {
            let tenths = Int(value * 10 + 0.5)
            return "\(tenths / 10).\(tenths % 10)"
        }
        func padded(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(0, width - text.utf8.count))
        }
        return rows.map { row in
            let other = row.counterpart.map { "hand-written \(decimal($0))" } ?? ""
            let ratio = row.ratio.map { "ratio \(Double(Int($0 * 100 + 0.5)) / 100)" } ?? ""
            return padded(row.name, 46) + padded("\(decimal(row.measured)) \(row.unit)", 18) + padded(other, 22)
                + padded(ratio, 14) + row.note + "\n"
        }.joined()
    }
}
