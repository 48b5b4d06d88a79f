import ScrimpQuantities
import ScrimpTestSupport
import Testing

@testable import ScrimpCatalog

@Suite struct ThroughputFitTests {
    static let group = MeasuredRow.Group(
        model: "acme/a", gpu: "x100", engine: "vllm", precision: .bf16, tensorParallel: 1)

    /// Rows of a machine with known coefficients; `noise` is the largest relative error.
    static func rows(
        _ coefficients: [Double], noise: Double = 0, seed: UInt64 = 1, group: MeasuredRow.Group = group
    ) -> [MeasuredRow] {
        var random = SeededGenerator(seed: seed)
        var rows: [MeasuredRow] = []
        for batch in [4.0, 8, 16, 32, 64] {
            for input in [1_024.0, 4_096, 8_192] {
                for output in [128.0, 1_024] {
                    var row = MeasuredRow(
                        group: group, batch: batch, inputTokens: input, outputTokens: output, timePerToken: 1)
                    let factor = 1 + noise * (Double(random.below(2_001)) / 1_000 - 1)
                    row.timePerToken = LeastSquares.sum(coefficients, row.terms) * factor
                    rows.append(row)
                }
            }
        }
        return rows
    }

    private static func fit(_ rows: [MeasuredRow]) -> ThroughputFit {
        ThroughputFit(rows, source: "test", asOf: CatalogTests.day)
    }

    @Test func exactRowsGiveTheirStepTime() throws {
        let fit = Self.fit(Self.rows([0.0065, 11e-6, 23e-9, 19.8e-6]))
        let group = try #require(fit.groups.first)
        #expect(group.fitted.base == 6_500_000_000 && group.fitted.perSequence == 11_000_000)
        #expect(group.fitted.perContextToken == 23_000 && group.fitted.prefillPerToken == 19_800_000)
        #expect(
            group.fitted.rows == 30 && group.fitted.unseenRows == 6 && group.fitted.smallestBatch == 4
                && group.fitted.largestBatch == 64)
        #expect(group.errors.count == 6 && group.errors.allSatisfy { $0 < 1e-3 })
        #expect(group.fitted.medianError == 0)
    }

    @Test(arguments: 1..<10) func errorsAreAboutTheNoise(seed: UInt64) throws {
        let fit = Self.fit(Self.rows([0.0065, 11e-6, 23e-9, 19.8e-6], noise: 0.1, seed: seed))
        let median = ThroughputFit.percentile(try #require(fit.groups.first).errors, 50)
        #expect(median > 0.005 && median < 0.15)
    }

    /// The rows decide what is kept back, not the order in which they come; no point is on both sides.
    @Test func theSplitIsFixed() {
        var rows = Self.rows([0.0065, 11e-6, 23e-9, 19.8e-6])
        rows += rows.prefix(7)
        let (seen, unseen) = ThroughputFit.split(rows)
        #expect(seen.count + unseen.count == rows.count)
        #expect(Set(unseen.map(\.point)).count == 6)
        #expect(Set(seen.map(\.point)).isDisjoint(with: unseen.map(\.point)))
        let again = ThroughputFit.split(rows.reversed())
        #expect(Set(again.unseen.map(\.point)) == Set(unseen.map(\.point)))
        let (first, second) = (Self.fit(rows), Self.fit(rows.reversed()))
        #expect(first.groups.map(\.fitted.base) == second.groups.map(\.fitted.base))
    }

    /// Where prompts do not slow answers down, the time to the first token says what they take.
    @Test func promptsByTheTimeToTheFirstToken() throws {
        var rows = Self.rows([0.0065, 11e-6, 23e-9, 0])
        #expect(try #require(Self.fit(rows).groups.first).fitted.prefillPerToken == nil)
        for index in rows.indices {
            rows[index].timeToFirstToken = 0.05 + rows[index].batch * 1e-3 + rows[index].inputTokens * 30e-6
        }
        #expect(try #require(Self.fit(rows).groups.first).fitted.prefillPerToken == 30_000_000)
        // Longer prompts that took no longer say nothing.
        for index in rows.indices { rows[index].timeToFirstToken = 0.1 }
        #expect(try #require(Self.fit(rows).groups.first).fitted.prefillPerToken == nil)
    }

    @Test func smallGroupsAreSaid() {
        var other = Self.group
        other.tensorParallel = 2
        let few = Array(Self.rows([0.0065, 11e-6, 23e-9, 19.8e-6], group: other).prefix(5))
        let fit = Self.fit(Self.rows([0.0065, 11e-6, 23e-9, 19.8e-6]) + few)
        #expect(fit.groups.count == 1 && fit.tooSmall.count == 1)
        #expect(fit.text.contains("too few points for a fit: acme/a x100 vllm bf16 x2, 5 rows\n"))
        #expect(fit.text.contains("1 group, 6 rows unseen: median error"))
        #expect(Self.fit([]).text.isEmpty)
    }

    @Test func percentiles() {
        #expect(ThroughputFit.percentile([], 50) == 0)
        #expect(ThroughputFit.percentile([1], 90) == 1)
        #expect(ThroughputFit.percentile([1, 2, 3, 4], 50) == 2)
        #expect(ThroughputFit.percentile([1, 2, 3, 4, 5], 50) == 3)
        #expect(ThroughputFit.percentile(Array(1...100).map(Double.init), 90) == 90)
    }

    /// What is written as a catalog is what was fitted.
    @Test func theCatalogComesBack() {
        let fit = Self.fit(Self.rows([0.0065, 11e-6, 23e-9, 19.8e-6], noise: 0.1))
        let (catalog, diagnostics, _) = CatalogReaderTests.read(fit.catalog.yaml)
        #expect(diagnostics.isEmpty)
        #expect(catalog.throughputs == fit.groups.map(\.fitted))
    }

    /// Measured rows of one model on one accelerator, of which the fit sees four in five.
    @Test(.enabled(if: SharedData.has("gpu_throughput_measured.csv")))
    func unseenRowsOfAMeasuredModelAreMetWithin15Percent() throws {
        let bytes = try #require(SharedData.bytes(of: "gpu_throughput_measured.csv"))
        let table = try MeasuredTable.read(csv: bytes)
        #expect(table.rows.count + table.leftOut.values.reduce(0, +) == 5_221)
        let rows = table.rows.filter {
            $0.group.model == "meta-llama/Llama-3.1-8B-Instruct" && $0.group.gpu == "h100-sxm-80gb"
        }
        let fit = Self.fit(rows)
        #expect(fit.errors.count == 36)
        #expect(ThroughputFit.percentile(fit.errors, 50) < 0.15)
        #expect(fit.groups.allSatisfy { $0.fitted.medianError < 150 })
    }
}
