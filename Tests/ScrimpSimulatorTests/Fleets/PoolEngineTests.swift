import ScrimpCatalog
import ScrimpQuantities
import ScrimpSemantics
import Testing

@testable import ScrimpSimulator

/// `engine:` of a pool decides whose measured step times a simulation runs on.
@Suite struct PoolEngineTests {
    private static let model = "openai/gpt-oss-120b"

    private static func pool(_ engine: String, gpu: String = "h200-sxm-141gb", weights: String = model) throws
        -> PoolCapacity
    {
        let fleet = Fleet(
            try FleetTests.policy(
                weights: weights,
                pool: "gpu: \"\(gpu)\", replicas: 1, market: on_demand\(engine.isEmpty ? "" : ", engine: \(engine)")"))
        #expect(fleet.findings.isEmpty)
        return try #require(fleet.pools.first)
    }

    @Test(arguments: ["vllm", "tensorrt_llm"])
    func measuredFiguresOfTheEngine(engine: String) throws {
        let pool = try Self.pool(engine)
        let row = try #require(
            Catalog.builtIn.throughputs.first { $0.id == "\(Self.model) h200-sxm-141gb \(engine) fp4 x1" })
        #expect(pool.models.first?.step == row.step)
        #expect(FleetTests.source(pool, "step time of local") == .measured)
        #expect(FleetTests.source(pool, "engine of local") == nil)
    }

    @Test func anotherEngineStandsInAndSaysSo() throws {
        let pool = try Self.pool("onnx_runtime")
        #expect(try pool.models == Self.pool("").models)
        #expect(FleetTests.source(pool, "step time of local") == .derived)
        #expect(FleetTests.source(pool, "engine of local") == .assumed)
        #expect(
            FleetTests.value(pool, "engine of local")
                == "figures of vllm stand in for onnx_runtime, of which the catalog has none on h200-sxm-141gb")
    }

    @Test func nobodyMeasuredTheModel() throws {
        let pool = try Self.pool("openvino", gpu: "h100-sxm-80gb", weights: "Qwen/Qwen2.5-7B-Instruct")
        #expect(FleetTests.value(pool, "engine of local") == "openvino, as any other: nobody measured the model")
        #expect(FleetTests.source(pool, "engine of local") == .assumed)
    }

    /// The same traffic on the same hardware, answered by one engine or the other.
    @Test func aSimulationRunsOnItsFigures() throws {
        func simulated(_ engine: String) throws -> SimulationResult {
            try EconomyScenario.run(
                "",
                blocks: """
                    model large { from: "openai/gpt-4o" }
                    model local { weights: "\(Self.model)", pool: house }
                    pool house {
                        gpu: "h200-sxm-141gb", replicas: 1..8, scale_on: queue(8), market: on_demand, engine: \(engine)
                    }
                    route { otherwise -> local }
                    """)
        }
        let vllm = try simulated("vllm")
        let tensorrt = try simulated("tensorrt_llm")
        let other = try simulated("openvino")
        let times = try [vllm, tensorrt, other].map { try #require($0.policy.latency?.all.total.mean) }
        #expect(times[0] != times[1] && times[0] == times[2])
        // A step with few sequences: 5.1 ms and 0.26 ms each against 6.6 ms and 0.19 ms each.
        #expect(times[0] < times[1])
        let notes = other.assumptions.filter { $0.subject == "pool house: engine of local" }
        #expect(
            notes.map(\.value) == [
                "figures of vllm stand in for openvino, of which the catalog has none on h200-sxm-141gb"
            ])
        #expect(!vllm.assumptions.contains { $0.subject == "pool house: engine of local" })
    }
}
