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

    private static let milliseconds = "ms"
    private static let megarows = "M rows/s"
    private static let times = "×"
    private static let rowCount = 8192

    /// What becomes a row.
    private struct Subject {
        var name: String
        var note: String
        var unit = "ns"
        /// What is measured and, where there is one, its counterpart.
        var trials: [BenchmarkTrial]
        /// Whether the two answered alike, where their checksums do not say it.
        var agrees: () -> Bool = { true }
    }

    /// Runs everything, in turns; some seconds. Nil where an answer differs from its counterpart, which would be a defect.
    package static func run() -> [Row]? {
        var subjects = [false, true].map { ownCuts in
            let problem = BenchmarkPolicies.numeric(ownCuts: ownCuts)
            return decide("24 rules of two numbers, \(ownCuts ? "own" : "shared") cuts", problem, upTo: 1_000_000) {
                ownCuts ? HandWrittenRouting.ownCuts($0) : HandWrittenRouting.sharedCuts($0)
            }
        }
        for count in [10, 100, 1_000, 10_000] {
            var table: [Int64: (bound: Int64, rule: Int)] = [:]
            for tenant in 0..<count { table[Int64(tenant)] = (BenchmarkPolicies.tenantBound(tenant), tenant) }
            subjects.append(
                decide(tenantRules(count), BenchmarkPolicies.tenants(count), upTo: 21_000) { [table] in
                    HandWrittenRouting.tenants($0, table, otherwise: count)
                })
        }
        for count in [1_000, 10_000] {
            let problem = BenchmarkPolicies.realistic(count, seed: 5)
            subjects.append(decide("\(count) realistic rules", problem, upTo: 21_000, handWritten: nil))
            subjects.append(analyse("\(count) realistic rules, analysed and lowered", problem))
        }
        subjects.append(columns(rows: 4_000_000))

        return rows(subjects, BenchmarkClock.medians(subjects.flatMap(\.trials)))
    }

    private static func tenantRules(_ count: Int) -> String { "\(count) tenant rules" }

    private static func rows(_ subjects: [Subject], _ results: [(nanoseconds: Double, checksum: Int)]) -> [Row]? {
        var rows: [Row] = []
        var rest = results[...]
        for subject in subjects {
            let results = rest.prefix(subject.trials.count)
            rest = rest.dropFirst(subject.trials.count)
            guard let measured = results.first, let last = results.last, last.checksum == measured.checksum,
                subject.agrees()
            else { return nil }
            func inUnit(_ nanoseconds: Double) -> Double {
                switch subject.unit {
                case megarows: 1e3 / nanoseconds
                case milliseconds: nanoseconds / 1e6
                default: nanoseconds
                }
            }
            rows.append(
                Row(
                    name: subject.name, note: subject.note, measured: inUnit(measured.nanoseconds),
                    counterpart: results.count == 2 ? inUnit(last.nanoseconds) : nil, unit: subject.unit))
            if subject.name == tenantRules(10_000), let few = rows.first(where: { $0.name == tenantRules(10) }) {
                rows.append(
                    Row(
                        name: "10000 tenant rules over 10", note: "", measured: measured.nanoseconds / few.measured,
                        counterpart: nil, unit: times))
            }
        }
        return rows
    }

    private static func decide(
        _ name: String, _ problem: RoutingProblem, upTo bound: Int, handWritten: ((borrowing Span<Int64>) -> Int)?
    ) -> Subject {
        let choice = MatcherChoice.choose(problem, analysis: RoutingAnalysis(problem))
        let width = problem.domains.count
        func trial(_ decide: @escaping (borrowing Span<Int64>) -> Int) -> BenchmarkTrial {
            BenchmarkTrial(items: rowCount, repetitions: 20) { repetition in
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
        let matcher = choice.matcher
        return Subject(
            name: name, note: choice.reason,
            trials: [trial { matcher.match($0) }] + (handWritten.map { [trial($0)] } ?? []))
    }

    private static func analyse(_ name: String, _ problem: RoutingProblem) -> Subject {
        let trial = BenchmarkTrial(items: 1, repetitions: 1, prepare: { _ in problem }) { problem in
            let analysis = RoutingAnalysis(problem)
            let choice = MatcherChoice.choose(problem, analysis: analysis)
            return analysis.deadRules.count &+ choice.reason.utf8.count
        }
        let dead = RoutingAnalysis(problem).deadRules.count
        return Subject(name: name, note: counted(dead, "dead rule"), unit: milliseconds, trials: [trial])
    }

    private static func columns(rows count: Int) -> Subject {
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
        let measured = BenchmarkTrial(items: count, repetitions: 1, prepare: { _ in columns }) { columns in
            var span = answers.mutableSpan
            guard (try? matcher.match(columns, rows: 0..<count, into: &span)) != nil else { return -1 }
            return 0
        }
        let other = BenchmarkTrial(items: count, repetitions: 1, prepare: { _ in columns }) { _ in
            HandWrittenRouting.columns(
                tenant: tenant, prompt: prompt, output: output, complexity: complexity, answers: &expected)
            return 0
        }
        return Subject(
            name: "4 rules over \(count / 1_000_000) M rows in columns", note: "byte masks", unit: megarows,
            trials: [measured, other], agrees: { answers == expected })
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
        func hundredths(_ value: Double) -> String {
            let hundredths = Int(value * 100 + 0.5)
            return "\(hundredths / 100).\(hundredths / 10 % 10)\(hundredths % 10)"
        }
        return rows.map { row in
            if row.unit == times { return "\(row.name): \(hundredths(row.measured))\(times)\n" }
            let other = row.counterpart.map { "hand-written \(decimal($0))" } ?? ""
            let ratio = row.ratio.map { "ratio \(hundredths($0))" } ?? ""
            return padded(row.name, 46) + padded("\(decimal(row.measured)) \(row.unit)", 18) + padded(other, 22)
                + padded(ratio, 14) + row.note + "\n"
        }.joined()
    }
}
