import ScrimpCatalog
import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics
import Testing

/// How `quantize:` and `prune:` change the weights that a replica holds.
@Suite struct WeightFormatModelTests {
    private static let parameters: Int64 = 7_248_023_552

    private func weights(_ fields: String, gpu: String = "h100-sxm-80gb") throws -> WeightFormat {
        let text = """
            policy p {}
            request { prompt: tokens, max_output: tokens }
            pool gpus { gpu: "\(gpu)", replicas: 1, market: on_demand }
            model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: gpus\(fields.isEmpty ? "" : ", " + fields) }
            route { otherwise -> local }
            """
        let checked = check(SourceText(file: "policy.scrimp", text: text), in: .test())
        #expect(summary(checked) == [])
        let policy = try #require(checked.policy)
        let architecture = try #require(policy.catalog.architecture("mistralai/Mistral-7B-Instruct-v0.3"))
        let hardware = try #require(policy.pools.first?.catalogGPU)
        return WeightFormat(architecture, policy.models[0], on: hardware)
    }

    @Test func bitsOfEachMethod() throws {
        #expect(try weights("").bytes == 2 * Self.parameters)
        #expect(try weights("quantize: fp8").bytes == Self.parameters)
        // 128 weights of four bits share sixteen bits of scale and four of zero point.
        #expect(try weights("quantize: awq(bits: 4)").bytes == Self.parameters * (128 * 4 + 20) / 128 / 8)
        #expect(try weights("quantize: smoothquant(bits: 8)").bytes == Self.parameters)
        #expect(try weights("quantize: awq(bits: 4)").name == "awq in 4 bits")
    }

    @Test func unknownBitsChangeNothing() throws {
        let weights = try weights("quantize: mixed(\"a\", \"b\")")
        #expect(weights.bytes == 2 * Self.parameters && weights.without?.contains("mixed") == true)
    }

    @Test func zerosCountWhereTheHardwareSkipsThem() throws {
        let pattern = "prune: sparsegpt(sparsity: 50%, pattern: \"2:4\")"
        #expect(try weights(pattern).bytes == 2 * Self.parameters * 9 / 16)
        #expect(try weights(pattern, gpu: "t4-16gb").bytes == 2 * Self.parameters)
        #expect(try weights("prune: structured(sparsity: 25%)").bytes == 2 * Self.parameters * 3 / 4)
        #expect(try weights("prune: unstructured(sparsity: 50%)").without != nil)
    }
}
