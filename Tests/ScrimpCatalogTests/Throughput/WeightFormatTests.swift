import ScrimpCatalog
import ScrimpQuantities
import Testing

@Suite struct WeightFormatTests {
    private func architecture(_ id: String) throws -> CatalogArchitecture {
        try #require(Catalog.builtIn.architecture(id))
    }

    /// Two bytes for each parameter of sixteen bits.
    @Test func asPublished() throws {
        let architecture = try architecture("mistralai/Mistral-7B-Instruct-v0.3")
        let weights = WeightFormat(published: architecture)
        #expect(weights.bytes == 2 * architecture.parameters)
        #expect(weights.precision == .bf16 && weights.multiplies == .bf16 && weights.name == "bf16")
        #expect(weights.without == nil)
    }

    /// Parts in other formats are in the published size, and only in that format.
    @Test func publishedInSeveralFormats() throws {
        let architecture = try architecture("openai/gpt-oss-20b")
        #expect(WeightFormat(published: architecture).bytes == architecture.publishedBytes)
        #expect(WeightFormat(architecture, .fp8).bytes == architecture.parameters)
    }

    /// Four bits are widened before they are multiplied, unless the format is native.
    @Test func whatIsMultiplied() throws {
        let architecture = try architecture("meta-llama/Llama-3.1-8B-Instruct")
        #expect(WeightFormat(architecture, .int4).multiplies == .bf16)
        #expect(WeightFormat(architecture, .fp4).multiplies == .fp4)
        #expect(WeightFormat(architecture, .int4).bytes < WeightFormat(architecture, .fp8).bytes)
    }
}
