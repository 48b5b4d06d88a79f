import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSimulator
import Testing

@Suite struct WorkloadTests {
    static let fills = [
        FillSpec(
            "prompt", .number(range: 1...128_000), .distribution(.lognormal(median: 500, percentile95: 4_000), scale: 1)
        ),
        FillSpec("tenant", .string(literals: [Array("tenant2".utf8)]), .zipf(keys: 50, exponent: 1)),
        FillSpec("tier", .enumeration(["free", "plus"]), .choiceText([("plus", 1), ("free", 3)])),
        FillSpec("stream", .boolean, .constantText("true")),
        FillSpec("complexity", .number(range: 0...1_000_000_000), .distribution(.uniform(low: 0, high: 1), scale: 1e9)),
        FillSpec("images", .number(range: 0...10), .choice([(0, 9), (3, 1)])),
        FillSpec("deadline", .number(range: 0...Int64.max), .constant(30_000_000_000)),
    ]

    static func spec(
        _ arrivals: WorkloadSpec.Arrivals, seconds: Int64? = nil, requests: Int64? = nil, seed: UInt64 = 1,
        columns: [FillSpec] = []
    ) -> WorkloadSpec {
        WorkloadSpec(
            seed: seed, start: Instant(nanoseconds: 1_700_000_000_000_000_000), arrivals: arrivals,
            extent: .init(nanoseconds: seconds.map { $0 * 1_000_000_000 }, requests: requests), columns: columns)
    }

    static func table(_ spec: WorkloadSpec, chunkRows: Int = 4_096) throws -> TraceTable {
        var source = try TraceSource(workload: spec, chunkRows: chunkRows)
        return try TraceTable(reading: &source)
    }

    @Test func sameSeedSameTrafficInAnyChunks() throws {
        let arrivals = WorkloadSpec.Arrivals(
            rate: 2, hours: (0..<24).map { Double($0) }, weekdays: [1, 1, 1, 1, 1, 0, 0], offsetSeconds: 3_600,
            bursts: .init(factor: 4, meanBurst: 60, meanCalm: 600))
        let spec = Self.spec(arrivals, requests: 10_000, columns: Self.fills)
        let first = try Self.table(spec)
        #expect(first.count == 10_000)
        for chunkRows in [1, 7, 1_024, 20_000] {
            let other = try Self.table(spec, chunkRows: chunkRows)
            #expect(other.times == first.times && other.numbers == first.numbers && other.symbols == first.symbols)
        }
        var changed = spec
        changed.seed = 2
        #expect(try Self.table(changed).times != first.times)
        // One attribute less changes none of the others.
        var fewer = spec
        fewer.columns.remove(at: 0)
        #expect(try Self.table(fewer).numbers == Array(first.numbers.dropFirst()))
    }

    @Test func valuesAreWhatWasAskedFor() throws {
        let table = try Self.table(Self.spec(.init(rate: 10), requests: 20_000, columns: Self.fills))
        #expect(table.layout.numbers == ["prompt", "complexity", "images", "deadline"])
        #expect(table.layout.symbols == ["tenant", "tier", "stream"])
        #expect(table.numbers[0].allSatisfy { (1...128_000).contains($0) })
        #expect(table.numbers[1].allSatisfy { (0...1_000_000_000).contains($0) })
        #expect(Set(table.numbers[2]) == [0, 3])
        #expect(abs(Double(table.numbers[2].count { $0 == 3 }) - 2_000) < 5 * 42.5)
        #expect(Set(table.numbers[3]) == [30_000_000_000])
        // `tenant2` was known before and keeps its number.
        #expect(table.tables[0].text(of: 0) == "tenant2" && table.tables[0].text(of: 1) == "tenant1")
        let popular = (0..<3).map { rank in table.symbols[0].count { $0 == table.tables[0].seriesSymbol(rank) } }
        let total = (1...50).reduce(0.0) { $0 + 1 / Double($1) }
        for rank in 0..<3 {
            let expected = 20_000 / Double(rank + 1) / total
            #expect(abs(Double(popular[rank]) - expected) < 5 * expected.squareRoot())
        }
        #expect(abs(Double(table.symbols[1].count { $0 == 1 }) - 5_000) < 5 * 61.3)
        #expect(Set(table.symbols[2]) == [1])
    }

    @Test func poissonCountsAndGaps() throws {
        let table = try Self.table(Self.spec(.init(rate: 5), seconds: 100_000))
        // Mean and variance of a Poisson count are the same; five standard deviations.
        #expect(abs(Double(table.count) - 500_000) < 5 * 500_000.0.squareRoot())
        #expect(zip(table.times, table.times.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(table.times.allSatisfy { $0 >= 1_700_000_000_000_000_000 && $0 < 1_700_100_000_000_000_000 })
        let dispersion = Self.dispersion(table.times, seconds: 100_000, bin: 10)
        // 10,000 bins: the index of dispersion has the standard error √(2/n).
        #expect(abs(dispersion - 1) < 5 * (2.0 / 10_000).squareRoot())
    }

    @Test func burstsKeepTheAverageAndSpread() throws {
        let bursts = WorkloadSpec.Bursts(factor: 10, meanBurst: 20, meanCalm: 180)
        let table = try Self.table(Self.spec(.init(rate: 5, bursts: bursts), seconds: 200_000))
        // Variance of the count by the process's states: the rates r1 and r2 differ by D = 9 r1, the share of bursts is
        // p = 0.1, correlations fade with the time constant τ = 18 s: var ≈ λT + 2 p(1−p) D² τ T.
        let calm = 5 / 1.9
        let variance = 5 * 200_000.0 + 2 * 0.09 * (9 * calm) * (9 * calm) * 18 * 200_000
        #expect(abs(Double(table.count) - 1_000_000) < 5 * variance.squareRoot())
        #expect(Self.dispersion(table.times, seconds: 200_000, bin: 10) > 10)
    }

    static func dispersion(_ times: [Int64], seconds: Int, bin: Int) -> Double {
        var counts = [Double](repeating: 0, count: seconds / bin)
        for time in times { counts[Int((time - 1_700_000_000_000_000_000) / 1_000_000_000) / bin] += 1 }
        let mean = counts.reduce(0, +) / Double(counts.count)
        return counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(counts.count) / mean
    }

    @Test func curvesFollowLocalHoursAndDays() throws {
        var hours = [Double](repeating: 0, count: 24)
        hours[9] = 3
        hours[10] = 1
        let offset: Int64 = -5 * 3_600
        let arrivals = WorkloadSpec.Arrivals(
            rate: 1, hours: hours, weekdays: [1, 2, 1, 1, 1, 0, 1], offsetSeconds: offset)
        let table = try Self.table(Self.spec(arrivals, seconds: 28 * 86_400))
        // 28 days hold every weekday four times: the average is met.
        #expect(abs(Double(table.count) - 28 * 86_400) < 5 * (28.0 * 86_400).squareRoot())
        var byHour = [Double](repeating: 0, count: 24)
        var byDay = [Double](repeating: 0, count: 7)
        for time in table.times {
            let local = time / 1_000_000_000 + offset
            byHour[Int(local / 3_600 % 24)] += 1
            byDay[Int(CivilDate.weekday(ofDay: local / 86_400))] += 1
        }
        let total = Double(table.count)
        #expect(byHour[9] + byHour[10] == total)
        #expect(abs(byHour[9] / total - 0.75) < 5 * (0.1875 / total).squareRoot())
        #expect(byDay[5] == 0)
        #expect(abs(byDay[1] / total - 2.0 / 7) < 5 * (0.21 / total).squareRoot())
    }

    @Test func extentEndsByTimeOrByCount() throws {
        #expect(try Self.table(Self.spec(.init(rate: 100), seconds: 1_000, requests: 50)).count == 50)
        #expect(try Self.table(Self.spec(.init(rate: 1), seconds: 10, requests: 1_000_000)).count < 100)
        // The end of time itself is an end.
        var late = Self.spec(.init(rate: 1, hours: [Double](repeating: 1, count: 24)), requests: 100)
        late.start = Instant(nanoseconds: .max - 5_000_000_000)
        #expect(try Self.table(late).count < 100)
    }

    @Test func fillsOfATraceFollowTheRowsThatCouldBeRead() throws {
        let text = "t,n,s\n" + (0..<500).map { $0 % 10 == 3 ? "bad,1,x\n" : "\($0),\($0),x\n" }.joined()
        let fills = [Self.fills[1], Self.fills[4]].map { fill in
            var fill = fill
            fill.attribute = "filled" + fill.attribute
            return fill
        }
        var tables: [TraceTable] = []
        for chunkRows in [4, 100, 4_096] {
            let reader = try TraceReader(
                ScrimpSimulatorTests.spec(), bytes: Array(text.utf8), chunkRows: chunkRows)
            var source = try TraceSource(reader: reader, fills: fills, seed: 9)
            tables.append(try TraceTable(reading: &source))
        }
        #expect(tables[0].count == 450)
        #expect(tables[0].layout.numbers == ["prompt", "filledcomplexity"])
        #expect(tables[0].layout.symbols == ["tenant", "filledtenant"])
        let generator = try ColumnGenerator(fills[1], seed: 9)
        #expect(tables[0].numbers[1] == (0..<450).map { generator.value($0) })
        #expect(tables[1].numbers == tables[0].numbers && tables[2].symbols == tables[0].symbols)
        // From memory the same again, filled from memory.
        var again = try TraceSource(memory: tables[0], chunkRows: 64)
        let copy = try TraceTable(reading: &again)
        #expect(copy.times == tables[0].times && copy.numbers == tables[0].numbers && copy.symbols == tables[0].symbols)
        #expect(copy.tables[1].text(of: copy.symbols[1][0]) == tables[0].tables[1].text(of: tables[0].symbols[1][0]))
    }

    @Test func impossibleWorkloadsSayWhy() {
        func message(_ spec: WorkloadSpec) -> String? {
            do throws(TraceError) {
                _ = try TraceSource(workload: spec)
                return nil
            } catch {
                #expect(error.code == .workloadInvalid)
                return error.message
            }
        }
        let fill = { (kind: FillSpec.Kind, source: FillSpec.Source) in
            message(Self.spec(.init(rate: 1), requests: 1, columns: [FillSpec("x", kind, source)]))
        }
        #expect(
            message(Self.spec(.init(rate: 0), requests: 1)) == "a workload cannot have a rate of 0.0 requests a second")
        #expect(message(Self.spec(.init(rate: .nan), requests: 1)) != nil)
        #expect(message(Self.spec(.init(rate: 1))) == "a workload needs an end")
        #expect(message(Self.spec(.init(rate: 1), requests: 0)) != nil)
        #expect(message(Self.spec(.init(rate: 1), seconds: -1)) != nil)
        #expect(
            message(Self.spec(.init(rate: 1, hours: [1, 2]), requests: 1))
                == "the curve over hours needs 24 weights, got 2")
        #expect(message(Self.spec(.init(rate: 1, weekdays: [0, 0, 0, 0, 0, 0, 0]), requests: 1)) != nil)
        #expect(
            message(Self.spec(.init(rate: 1, bursts: .init(factor: 0.5, meanBurst: 1, meanCalm: 1)), requests: 1))
                != nil)
        #expect(
            message(
                Self.spec(.init(rate: 1e-6, bursts: .init(factor: 2, meanBurst: 0.001, meanCalm: 0.001)), requests: 1))
                != nil)
        #expect(fill(.enumeration(["free"]), .constantText("fre")) == "`x` has no case `fre`")
        #expect(fill(.number(range: 0...5), .constant(6)) == "`6` is outside the range of `x`")
        #expect(fill(.number(range: 0...5), .constantText("a")) != nil)
        #expect(fill(.string(literals: []), .constant(1)) != nil)
        #expect(fill(.string(literals: []), .choiceText([])) == "the choice for `x` is empty")
        #expect(fill(.string(literals: []), .choiceText([("a", -1)])) == "weight 1 of `x` is not a number of 0 or more")
        #expect(fill(.string(literals: []), .zipf(keys: 0, exponent: 1)) != nil)
        #expect(fill(.boolean, .zipf(keys: 3, exponent: 1)) != nil)
        #expect(
            fill(.number(range: 0...5), .distribution(.exponential(mean: 0), scale: 1))
                == "the distribution of `x` is not one: `exponential` needs a mean above 0, got 0.0")
    }

    @Test func anAttributeHasOneSource() {
        do throws(TraceError) {
            let reader = try TraceReader(ScrimpSimulatorTests.spec(), bytes: Array("t,n,s\n1,1,a\n".utf8))
            _ = try TraceSource(reader: reader, fills: [Self.fills[0]])
            Issue.record("two sources for one attribute")
        } catch {
            #expect(error.message == "`prompt` comes from the trace and from `fill`")
        }
    }
}
