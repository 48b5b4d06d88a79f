import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpTestSupport
import Testing

@testable import ScrimpCatalog

@Suite struct CatalogThroughputTests {
    @Test func everyFieldIsRead() throws {
        let (catalog, diagnostics, _) = CatalogReaderTests.read(CatalogReaderTests.whole)
        #expect(diagnostics.isEmpty)
        #expect(catalog.throughputs.count == 2)
        let row = try #require(catalog.throughputs.first { $0.precision == .fp8 })
        #expect(row.id == "acme/small x100 vllm fp8 x2")
        #expect(row.base == 6_520_000_000 && row.perSequence == 189_000 && row.perContextToken == 104)
        #expect(row.prefillPerToken == 19_800_000 && row.smallestBatch == 8 && row.largestBatch == 128)
        #expect(row.rows == 42 && row.unseenRows == 9 && row.medianError == 28 && row.percentile90Error == 1_615)
        #expect(row.source == "our contract" && row.asOf == CivilDate(year: 2026, month: 11, day: 24))
        #expect(abs(row.step.seconds(batch: 10, contextTokens: 1_000) - 0.006_521_994) < 1e-12)
        let other = try #require(catalog.throughputs.first { $0.precision == .bf16 })
        #expect(other.tensorParallel == 1 && other.perSequence == 0 && other.prefillPerToken == nil)
        #expect(catalog.throughputs(of: "acme/small-chat").count == 2)
        let shape = try #require(catalog.architecture("acme/small-chat"))
        #expect(shape.cacheBytesPerToken() == 2 * 40 * 2 && shape.publishedBytes == 1_500_000)
    }

    @Test(arguments: [
        ("{model: m}", "`throughputs` has no `gpu`"),
        (
            "{model: m, gpu: g, engine: e, precision: bf16, base: 5 s, largest_batch: 1}",
            "`5 s` is not a quantity of this kind"
        ),
        (
            "{model: m, gpu: g, engine: e, precision: bf16, base: 5 ms, largest_batch: 1, per_sequence: -1 ns}",
            "`-1 ns` is out of range"
        ),
        (
            "{model: m, gpu: g, engine: e, precision: bf18, base: 5 ms, largest_batch: 1}",
            "`bf18` is no number format"
        ),
        (
            "{model: m, gpu: g, engine: e, precision: bf16, base: 5 ms, largest_batch: 1, bace: 1}",
            "`bace` is no field of"
        ),
        (
            "{model: m, gpu: g, engine: e, precision: bf16, base: 5 ms, smallest_batch: 9, largest_batch: 1}",
            "the smallest batch is larger than the largest"
        ),
        ("word", "expected a mapping"),
    ]) func whatIsWrongIsSaid(entry: String, message: String) {
        let (_, diagnostics, _) = CatalogReaderTests.read(
            "source: s\nas_of: 2026-01-01\nthroughputs:\n  - \(entry)\n")
        #expect(diagnostics.contains { $0.message.contains(message) }, "\(diagnostics.map(\.message))")
    }

    @Test(arguments: [
        ("parameters: 5, layers: 1, hidden: 1, kv_heads: 1", "has no `head_dimension`"),
        ("parameters: 0, layers: 1, hidden: 1, kv_heads: 1, head_dimension: 1", "no whole number above zero"),
        (
            "parameters: 5, active_parameters: 6, layers: 1, hidden: 1, kv_heads: 1, head_dimension: 1",
            "more parameters are active"
        ),
        (
            "parameters: 5, windowed_layers: 2, window: 9, layers: 1, hidden: 1, kv_heads: 1, head_dimension: 1",
            "more layers are windowed"
        ),
    ]) func shapesThatCannotBe(fields: String, message: String) {
        let (_, diagnostics, _) = CatalogReaderTests.read(
            "source: s\nas_of: 2026-01-01\narchitectures:\n  a/b: {\(fields)}\n")
        #expect(diagnostics.contains { $0.message.contains(message) }, "\(diagnostics.map(\.message))")
    }

    @Test func builtInRowsAreSound() {
        let rows = BuiltIn.allThroughputs
        #expect(rows.count >= 60)
        #expect(Set(rows.map(\.id)).count == rows.count)
        for row in rows {
            #expect(Catalog.builtIn.gpu(row.gpu) != nil)
            #expect(row.base > 0 && row.perSequence >= 0 && row.perContextToken >= 0, "\(row.id)")
            #expect((1...8).contains(row.tensorParallel))
            #expect(row.smallestBatch <= 16 && row.largestBatch >= 8 * row.smallestBatch, "\(row.id)")
            #expect(row.rows >= 10 && row.unseenRows > 0 && row.medianError <= 250, "\(row.id)")
        }
        // By another name of the same shape.
        #expect(!Catalog.builtIn.throughputs(of: "meta-llama/Llama-3.3-70B-Instruct").isEmpty)
        #expect(Catalog.builtIn.throughputs(of: "acme/unheard-of").isEmpty)
    }

    /// The table is what the command makes of the package's rows.
    @Test(.enabled(if: SharedData.has("gpu_throughput_measured.csv")))
    func builtInRowsAreWhatTheFitGives() throws {
        let bytes = try #require(SharedData.bytes(of: "gpu_throughput_measured.csv"))
        let table = try MeasuredTable.read(csv: bytes)
        let first = try #require(BuiltIn.allThroughputs.first)
        let fitted = ThroughputFit(table.rows, source: first.source, asOf: first.asOf).groups.map(\.fitted)
        let wanted = fitted.filter {
            Catalog.builtIn.gpu($0.gpu) != nil && $0.tensorParallel <= 8 && $0.rows >= 10 && $0.medianError <= 250
                && $0.smallestBatch <= 16 && $0.largestBatch >= 8 * $0.smallestBatch
        }
        #expect(wanted.map(\.id).sorted() == BuiltIn.allThroughputs.map(\.id).sorted())
        for row in wanted {
            let built = try #require(BuiltIn.allThroughputs.first { $0.id == row.id })
            #expect(built == row)
        }
    }
}
