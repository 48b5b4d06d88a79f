import ScrimpDiagnostics
import ScrimpJSON
import ScrimpQuantities
import ScrimpTestSupport
import Testing

@testable import ScrimpCatalog

@Suite("LiteLLM import")
struct LiteLLMImportTests {
    static let day = CivilDate(year: 2026, month: 11, day: 24)

    static func read(_ text: String) throws -> LiteLLMImport {
        let result = importLiteLLM(try JSONReader.read(Array(text.utf8)), asOf: day)
        #expect(result.report.isComplete)
        return result
    }

    @Test(arguments: [
        ("input_cost_per_token", PriceField.input, nil, ServiceTier.standard),
        ("output_cost_per_token_batches", .output, nil, .batch),
        ("input_cost_per_token_above_200k_tokens_priority", .input, 200_000, .priority),
        ("cache_read_input_token_cost_flex", .cachedInput, nil, .flex),
        ("cache_creation_input_token_cost_above_1hr", .cacheWriteLong, nil, .standard),
        ("cache_creation_input_token_cost_above_1hr_above_200k_tokens", .cacheWriteLong, 200_000, .standard),
        ("cache_creation_input_token_cost_above_272k_tokens_batches", .cacheWrite, 272_000, .batch),
        ("input_cost_per_token_cache_hit", .cachedInput, nil, .standard),
        ("input_cost_per_query", .perRequest, nil, .standard),
        ("output_cost_per_image", .perImage, nil, .standard),
        ("input_cost_per_audio_token_priority", .audioInput, nil, .priority),
        ("output_cost_per_reasoning_token", .reasoningOutput, nil, .standard),
    ])
    func fieldNames(name: String, price: PriceField, above: Int64?, tier: ServiceTier) {
        let field = LiteLLMField(name)
        #expect(field?.price == price)
        #expect(field?.above == above)
        #expect(field?.tier == tier)
    }

    @Test(arguments: [
        "input_cost_per_tokens", "input_cost_per_token_ultrafast",
        "output_cost_per_image_token", "output_cost_per_image_1024", "input_cost_per_image_above_128k_tokens",
        "input_cost_per_token_above_xk_tokens", "input_cost_per_token_above_200k_tokens_ultrafast", "max_tokens", "",
        "input_cost_per_token_above_99999999999999999999k_tokens", "output_cost_per_second",
    ])
    func otherFieldNames(name: String) { #expect(LiteLLMField(name) == nil) }

    @Test func aModelIsRead() throws {
        let result = try Self.read(
            """
            {"m": {"litellm_provider": "openai", "mode": "chat", "max_input_tokens": 1e5, "max_output_tokens": 4096,
              "max_tokens": 4096, "input_cost_per_token": 1.5e-07, "output_cost_per_token": 6e-07,
              "input_cost_per_token_batches": 7.5e-08, "input_cost_per_token_above_200k_tokens": 3e-07,
              "supports_vision": true, "supports_reasoning": false, "supports_magic": true, "rpm": 3,
              "deprecation_date": "2027-01-01", "source": "https://x", "output_cost_per_second": 0.0}}
            """)
        let model = try #require(result.catalog.model("openai/m"))
        #expect(model.contextWindow == 100_000)
        #expect(model.maxOutput == 4_096)
        #expect(model.source == "LiteLLM price list, https://x")
        #expect(model.asOf == Self.day)
        #expect(model.features == [.vision])
        #expect(model.deprecation == CivilDate(year: 2027, month: 1, day: 1))
        #expect(model[.standard]?.input?.pico == 150_000)
        #expect(model[.standard]?.longContext == [LongContext(above: 200_000, input: UnitPrice(pico: 300_000))])
        #expect(model[.batch]?.input?.pico == 75_000)
        #expect(model[.batch]?.output == nil)
        #expect(result.report.fieldsNotUnderstood.map(\.name) == ["output_cost_per_second", "rpm", "supports_magic"])
    }

    /// The body of an entry and why it is left out.
    @Test(arguments: [
        ("3", "not an object"), ("{\"mode\": \"chat\"}", "no provider"),
        ("{\"litellm_provider\": \"p\"}", "no mode"),
        ("{\"litellm_provider\": \"p\", \"mode\": \"dance\"}", "unknown mode `dance`"),
        ("{\"litellm_provider\": \"p\", \"mode\": \"chat\"}", "no price"),
        ("{\"litellm_provider\": \"p\", \"mode\": \"chat\", \"input_cost_per_second\": 0.1}", "priced per second"),
        (
            "{\"litellm_provider\": \"p\", \"mode\": \"chat\", \"input_cost_per_token\": 0, \"ocr_cost_per_page\": 0.1}",
            "priced per page"
        ),
        (
            "{\"litellm_provider\": \"p\", \"mode\": \"chat\", \"input_cost_per_token\": -1e-7}",
            "`input_cost_per_token` is no price"
        ),
        (
            "{\"litellm_provider\": \"p\", \"mode\": \"chat\", \"input_cost_per_token\": 1e30}",
            "`input_cost_per_token` is no price"
        ),
    ])
    func entriesThatAreLeftOut(body: String, reason: String) throws {
        let result = try Self.read("{\"m\": \(body)}")
        #expect(result.report.leftOut == [.init(reason: reason, names: ["m"])])
        #expect(result.catalog.models.isEmpty)
    }

    @Test func oneOfTwoEntriesWithOneNameIsTold() throws {
        let body = "{\"litellm_provider\": \"p\", \"mode\": \"chat\", \"input_cost_per_token\": 1e-7}"
        let result = try Self.read("{\"m\": \(body), \"p/m\": \(body), \"sample_spec\": \(body)}")
        #expect(result.report.read == 1)
        #expect(result.report.leftOut.map(\.names) == [["m"], ["sample_spec"]])
    }

    @Test func rounding() throws {
        let result = try Self.read(
            """
            {"m": {"litellm_provider": "p", "mode": "chat", "input_cost_per_token": 1.23456789012345e-07,
              "output_cost_per_token": 1.0000000000000002e-06}}
            """)
        #expect(result.report.rounded.map(\.after) == ["$0.000000123457", "$0.000001"])
        #expect(result.report.rounded.first?.before == "1.23456789012345e-07")
    }

    @Test func stepsOfPrompts() throws {
        let result = try Self.read(
            """
            {"m": {"litellm_provider": "p", "mode": "chat", "tiered_pricing": [
              {"range": [0, 256000.0], "input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6},
              {"range": [256000.0, 1e6], "input_cost_per_token": 3e-6, "output_cost_per_reasoning_token": 4e-6}]},
             "n": {"litellm_provider": "p", "mode": "search", "tiered_pricing": [
              {"max_results_range": [0, 25], "input_cost_per_query": 0.005}]}}
            """)
        let standard = try #require(result.catalog.model("p/m")?[.standard])
        #expect(standard.input?.pico == 1_000_000)
        #expect(standard.longContext == [LongContext(above: 256_000, input: UnitPrice(pico: 3_000_000))])
        #expect(result.report.fieldsNotUnderstood.map(\.name) == ["tiered_pricing.output_cost_per_reasoning_token"])
        #expect(result.report.leftOut == [.init(reason: "priced per number of results", names: ["n"])])
    }

    @Test func providersAndNames() {
        #expect(LiteLLMEntry.provider("vertex_ai-language-models") == "vertex_ai")
        #expect(LiteLLMEntry.provider("vertex_ai-anthropic_models") == "vertex_ai")
        #expect(LiteLLMEntry.provider("cohere_chat") == "cohere")
        #expect(LiteLLMEntry.provider("text-completion-openai") == "openai")
        #expect(LiteLLMEntry.provider("scx-ai") == "scx-ai")
        #expect(LiteLLMEntry.id("azure/eu/gpt-4o", provider: "azure", listed: "azure") == "azure/eu/gpt-4o")
        #expect(LiteLLMEntry.id("gpt-4o", provider: "openai", listed: "openai") == "openai/gpt-4o")
    }

    @Test func filesAreReadWithDiagnostics() {
        func read(_ text: String) -> (LiteLLMImport?, [DiagnosticCode]) {
            let (result, diagnostics) = LiteLLMImport.read(
                source: SourceText(file: "l.json", text: text), asOf: Self.day)
            return (result, diagnostics.map(\.code))
        }
        let entry = "\"m\": {\"litellm_provider\": \"p\", \"mode\": \"chat\", \"input_cost_per_token\": 1e-7}"
        #expect(read("{\(entry)}").0?.catalog.model("p/m") != nil)
        #expect(read("{\(entry)}").1.isEmpty)
        let twice = read("{\(entry), \(entry)}")
        #expect(twice.1 == [.duplicateKey])
        #expect(twice.0?.report.isComplete == true)
        #expect(twice.0?.report.leftOutCount == 1)
        #expect(read("[]").1 == [.notAPriceList])
        #expect(read("{\"models\": {}}").1 == [.notAPriceList])
        #expect(read("{").1 == [.malformedJSON])
        #expect(read("{").0 == nil)
    }

    @Test func whatIsNoListIsEmpty() throws {
        for text in ["[]", "3", "{}", "null"] {
            let result = try Self.read(text)
            #expect(result.report.entries == 0)
            #expect(result.catalog.isEmpty)
        }
    }

    @Test(.enabled(if: SharedData.has("litellm_prices.json")))
    func theWholeListIsReadOrReported() throws {
        let node = try JSONReader.read(try #require(SharedData.bytes(of: "litellm_prices.json")))
        let (catalog, report) = (
            importLiteLLM(node, asOf: Self.day).catalog, importLiteLLM(node, asOf: Self.day).report
        )
        #expect(report.entries == node.members?.count)
        #expect(report.entries == report.read + report.leftOutCount)
        #expect(catalog.models.count == report.read)
        let names = report.leftOut.flatMap(\.names)
        #expect(Set(names).count == names.count)
        #expect(names.contains("sample_spec"))
        let (back, diagnostics) = Catalog.read(source: SourceText(file: "c.yaml", text: catalog.yaml))
        #expect(diagnostics.map(\.message) == [])
        #expect(back.models == catalog.models)
        #expect(report.text().split(separator: "\n").allSatisfy { $0.count <= 100 })
    }
}
