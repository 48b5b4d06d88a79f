import ScrimpQuantities
import Testing

@testable import ScrimpCatalog

@Suite struct CatalogArchitectureTests {
    private static func builtIn(_ weights: String) throws -> CatalogArchitecture {
        try #require(Catalog.builtIn.architecture(weights))
    }

    /// 2 · layers · heads · dimension · bytes, by hand.
    @Test(arguments: [
        ("meta-llama/Llama-3.1-8B-Instruct", 131_072), ("meta-llama/Llama-3.1-70B-Instruct", 327_680),
        ("Qwen/Qwen2.5-7B-Instruct", 57_344), ("Qwen/Qwen3-32B", 262_144),
        ("mistralai/Mistral-7B-Instruct-v0.3", 131_072),
        // 61 layers of 512 + 64 numbers.
        ("deepseek-ai/DeepSeek-V3", 70_272),
        // Half of the 36 layers look back all the way.
        ("openai/gpt-oss-120b", 36_864),
    ]) func cachePerToken(weights: String, bytes: Int64) throws {
        #expect(try Self.builtIn(weights).cacheBytesPerToken() == bytes)
    }

    @Test func weights() throws {
        let small = try Self.builtIn("meta-llama/Llama-3.1-8B-Instruct")
        #expect(small.weightBytes == 16_060_522_496)
        #expect(small.weightBytes(bits: Rational(whole: 8)) == 8_030_261_248)
        // 4 + 20/128 bits.
        #expect(small.weightBytes(bits: NumberFormat.groupedBits(4)) == 4_171_971_664)
        #expect(try Self.builtIn("deepseek-ai/DeepSeek-R1").weightBytes == 671_026_419_200)
        #expect(try Self.builtIn("openai/gpt-oss-20b").weightBytes == 13_743_895_347)
        #expect(CatalogArchitecture.bytes(3, bits: Rational(whole: 4)) == 2)
    }

    @Test func windowedLayersStopGrowing() throws {
        let gemma = try Self.builtIn("google/gemma-2-9b-it")
        let perLayer: Int64 = 2 * 8 * 256 * 2
        #expect(gemma.cacheBytes(tokens: 100) == 42 * perLayer * 100)
        #expect(gemma.cacheBytes(tokens: 8_000) == perLayer * (21 * 8_000 + 21 * 4_096))
    }

    /// What a file says may be absurd; it may not stop the process.
    @Test func absurdFiguresAreTheLargest() {
        let huge = CatalogArchitecture(
            id: "a/b", parameters: .max, layers: .max, hiddenSize: .max, keyValueHeads: .max, headDimension: .max,
            source: "test", asOf: CatalogTests.day)
        #expect(huge.cacheBytesPerToken() == .max)
        #expect(huge.cacheBytes(tokens: .max) == .max)
        #expect(huge.weightBytes == .max)
    }

    @Test func namesAreUniqueAndLeadToOneShape() {
        let rows = BuiltIn.architectureRows
        let names = rows.flatMap { [$0.id] + $0.alsoKnownAs }
        #expect(Set(names).count == names.count)
        for name in names { #expect(Catalog.builtIn.architecture(name) != nil) }
        for row in rows {
            #expect(row.parameters > 0 && row.layers > 0 && row.keyValueHeads > 0 && row.headDimension > 0)
            #expect(row.activeParameters ?? 1 < row.parameters)
            #expect((row.windowedLayers > 0) == (row.window != nil))
            // A model of 16 bits has two bytes a parameter, and no published size of its own.
            #expect(row.precision != .bf16 || row.weightBytes == row.parameters * 2)
        }
        #expect(Catalog.builtIn.architecture("acme/unheard-of") == nil)
        #expect(Catalog.builtIn.closestArchitecture(to: "Qwen/Qwen2.5-7B-Instrukt") == "Qwen/Qwen2.5-7B-Instruct")
    }

    @Test func ownShapesCountBeforeBuiltInOnes() throws {
        var mine = try Self.builtIn("Qwen/Qwen3-8B")
        mine.layers = 1
        let both = Catalog.builtIn.overlay(Catalog(architectures: [mine], sourceDescription: "mine"))
        #expect(both.architecture("Qwen/Qwen3-8B")?.layers == 1)
        #expect(both.architectures.count == Catalog.builtIn.architectures.count)
        #expect(Catalog.empty.architecture("Qwen/Qwen3-8B") == nil)
    }
}
