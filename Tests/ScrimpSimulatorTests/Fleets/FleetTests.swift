import ScrimpCatalog
import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics
import Testing

@testable import ScrimpSimulator

@Suite struct FleetTests {
    /// A policy of one self-hosted model on one pool; what is given is put into their blocks.
    static func policy(
        weights: String = "meta-llama/Llama-3.1-8B-Instruct", model: String = "",
        pool: String = "gpu: \"h100-sxm-80gb\", replicas: 1..4, market: on_demand", catalog: Catalog = .builtIn
    ) throws -> Policy {
        let text = """
            policy p { language: 1 }
            request { prompt: tokens, max_output: tokens }
            model local { weights: "\(weights)", pool: house, \(model) }
            pool house { \(pool) }
            route { otherwise -> local }
            """
        let environment = CompilationEnvironment(
            load: { _ throws(CompilationEnvironment.LoadError) in throw .missing }, zoneRules: { _ in .utc },
            catalog: catalog, today: CivilDate(year: 2026, month: 11, day: 24))
        let checked = check(SourceText(file: "p.scrimp", text: text), in: environment)
        return try #require(checked.policy, "\(checked.diagnostics.map(\.message))")
    }

    static func source(_ capacity: PoolCapacity, _ subject: String) -> SimulationResult.Assumption.Source? {
        capacity.provenance.first { $0.subject == "pool house: \(subject)" }?.source
    }

    static func value(_ capacity: PoolCapacity, _ subject: String) -> String {
        capacity.provenance.first { $0.subject == "pool house: \(subject)" }?.value ?? ""
    }

    @Test func measuredFiguresAreUsedAsTheyAre() throws {
        let fleet = Fleet(try Self.policy())
        #expect(fleet.findings.isEmpty)
        let pool = try #require(fleet.pools.first)
        let row = try #require(
            Catalog.builtIn.throughputs.first {
                $0.id == "meta-llama/Llama-3.1-8B-Instruct h100-sxm-80gb tensorrt_llm bf16 x1"
            })
        let model = try #require(pool.models.first)
        #expect(model.step == row.step && model.prefillPerToken == row.prefillSecondsPerToken)
        #expect(model.weightBytes == 16_060_522_496 && model.cacheBytesPerToken == 131_072)
        // (72 GB - 16.06 GB) / (4,096 · 131,072) is 104; the largest that was measured is 128.
        #expect(model.maximumBatch == 104)
        #expect(pool.hourlyPrice.description == "$6.88" && pool.isPriced)
        #expect(Self.source(pool, "step time of local") == .measured)
        #expect(Self.source(pool, "engine of local") == .assumed)
        #expect(Self.source(pool, "planned utilization") == .assumed)
        #expect(Self.source(pool, "tokens of a request to local") == .assumed)
        #expect(pool.plannedUtilization == 0.7 && pool.overhead == 0.15 && pool.scaling == .fixed)
        #expect(pool.fewestReplicas == 1 && pool.mostReplicas == 4)
    }

    @Test func whatThePolicySaysIsGiven() throws {
        let policy = try Self.policy(
            pool: """
                gpu: "h100-sxm-80gb", replicas: 2, market: on_demand, per_replica: 2, utilization: 60%, overhead: 10%,
                cold_start: 3 min, scale_on: queue(8), region: "eu-central-1", engine: tensorrt_llm
                """)
        var assumptions = FleetAssumptions(sequenceTokens: 1_000)
        assumptions.sequenceIsMeasured = true
        let pool = try #require(Fleet(policy, assumptions: assumptions).pools.first)
        #expect(pool.gpusPerReplica == 2 && pool.coldStart == 180_000_000_000)
        #expect(pool.scaling == .queue(length: 8))
        #expect(pool.plannedUtilization == 0.6 && pool.overhead == 0.1)
        #expect(pool.carbonGramsPerKilowattHour == 329.65)
        for subject in ["accelerators of a replica", "planned utilization", "overhead", "carbon"] {
            #expect(Self.source(pool, subject) == .given, "\(subject)")
        }
        #expect(Self.source(pool, "tokens of a request to local") == .measured)
        #expect(Self.source(pool, "engine of local") == nil)
        #expect(pool.models.first?.maximumBatch == 128)
        #expect(Self.value(pool, "largest batch of local") == "128, the largest that was measured")
    }

    /// An unmeasured quantization reads fewer bytes and says that it is derived.
    @Test func unmeasuredQuantizationsAreDerived() throws {
        let plain = try #require(Fleet(try Self.policy()).pools.first?.models.first)
        let pool = try #require(
            Fleet(try Self.policy(model: "quantize: awq(bits: 4)")).pools.first)
        let model = try #require(pool.models.first)
        #expect(Self.source(pool, "step time of local") == .derived)
        #expect(model.weightBytes == 4_171_971_664)
        // 11.89 GB fewer at 3,352 GB/s.
        #expect(abs(plain.step.base - model.step.base - 11_888_550_832 / 3_352e9) < 1e-9)
        #expect(model.step.perContextToken == plain.step.perContextToken)
        #expect(model.prefillPerToken == plain.prefillPerToken)
        #expect(model.maximumBatch > plain.maximumBatch)
        // Eight bits are multiplied at twice the speed.
        let fp8 = try #require(Fleet(try Self.policy(model: "quantize: fp8")).pools.first?.models.first)
        #expect(fp8.weightBytes == 8_030_261_248 && fp8.step.base < plain.step.base)
        #expect(abs(fp8.prefillPerToken / plain.prefillPerToken - 989.0 / 1_979) < 1e-9)
    }

    @Test func pruningCountsWhereTheHardwareReadsLess() throws {
        func bytes(_ prune: String) throws -> Int64? {
            Fleet(try Self.policy(model: "prune: \(prune)")).pools.first?.models.first?.weightBytes
        }
        #expect(try bytes("structured(sparsity: 25%)") == 12_045_391_872)
        #expect(try bytes("sparsegpt(sparsity: 50%, pattern: \"2:4\")") == 9_034_043_904)
        #expect(try bytes("sparsegpt(sparsity: 50%)") == 16_060_522_496)
        #expect(try bytes("unstructured(sparsity: 50%)") == 16_060_522_496)
        let pool = try #require(Fleet(try Self.policy(model: "prune: unstructured(sparsity: 50%)")).pools.first)
        #expect(Self.source(pool, "weights of local") == .assumed)
    }

    /// A shape that nobody measured runs as its bytes and the data sheet say.
    @Test func unmeasuredModelsAreDerived() throws {
        let pool = try #require(Fleet(try Self.policy(weights: "Qwen/Qwen2.5-7B-Instruct")).pools.first)
        let model = try #require(pool.models.first)
        #expect(Self.source(pool, "step time of local") == .derived)
        #expect(abs(model.step.base - (15_231_233_024 / 3_352e9 + 28 * 64e-6)) < 1e-9)
        #expect(abs(model.prefillPerToken - 2 * 7_615_616_512 / 989e12 / 0.40) < 1e-12)
        // 256 is assumed; the memory holds (72 GB - 15.2 GB) / (4,096 · 57,344) = 241.
        #expect(model.maximumBatch == 241)
    }

    /// Parameters alone will do; layers are then those of the model that is nearest in size.
    @Test func modelsThatOnlyThePolicyKnows() throws {
        let unknown = Fleet(try Self.policy(weights: "acme/unheard-of"))
        #expect(
            unknown.findings == [.unknownSize(model: "local", weights: "acme/unheard-of", closest: nil)])
        #expect(unknown.pools.first?.models.isEmpty == true)
        let close = Fleet(try Self.policy(weights: "Qwen/Qwen3-32C"))
        #expect(close.findings.first?.help.contains("did you mean `Qwen/Qwen3-32B`?") == true)
        let known = Fleet(try Self.policy(weights: "acme/unheard-of", model: "parameters: 8_000_000_000"))
        #expect(known.findings.isEmpty)
        let pool = try #require(known.pools.first)
        #expect(pool.models.first?.weightBytes == 16_000_000_000)
        #expect(Self.value(pool, "layers and cache of local").contains("Llama-3.1-8B"))
        #expect(Self.source(pool, "layers and cache of local") == .assumed)
        // Measured, although nobody says how large it is: only the published precision is taken from the measurements.
        let measured = Fleet(
            try Self.policy(
                weights: "zhipuai/GLM-5", model: "parameters: 700_000_000_000",
                pool: "gpu: \"h200-sxm-141gb\", replicas: 1, market: on_demand, per_replica: 8"))
        #expect(Self.source(try #require(measured.pools.first), "step time of local") == .measured)
    }

    @Test func whatDoesNotFitIsAFinding() throws {
        let large = "meta-llama/Llama-3.1-70B-Instruct"
        let one = Fleet(try Self.policy(weights: large))
        #expect(
            one.findings == [
                .weightsDoNotFit(
                    model: "local", pool: "house", needed: 141_107_412_992, available: 72_000_000_000, gpusNeeded: 2)
            ])
        #expect(one.pools.first?.models.isEmpty == true)
        #expect(
            one.findings.first?.message
                == "the weights of `local` take 141.1 GB, a replica of `house` has 72.0 GB for them")
        // 70.6 GB and 1.3 GB for one request are just within 72 GB.
        let tight = Fleet(try Self.policy(weights: large, model: "quantize: fp8"))
        #expect(tight.findings.isEmpty && tight.pools.first?.models.first?.maximumBatch == 1)
        let long = Fleet(
            try Self.policy(weights: large, model: "quantize: fp8"), assumptions: .init(sequenceTokens: 8_000))
        guard case .noRoomForCache(_, _, _, _, let gpus)? = long.findings.first else {
            Issue.record("\(long.findings)")
            return
        }
        #expect(gpus == 2)
        let two = Fleet(
            try Self.policy(
                weights: large, pool: "gpu: \"h100-sxm-80gb\", replicas: 1, market: on_demand, per_replica: 2"))
        #expect(two.findings.isEmpty)
    }

    @Test func formatsThatTheHardwareLacks() throws {
        let fleet = Fleet(
            try Self.policy(
                model: "quantize: fp8", pool: "gpu: \"a100-sxm-80gb\", replicas: 1, market: on_demand"))
        #expect(
            fleet.findings == [.formatMissing(model: "local", quantization: "fp8", gpu: "a100-sxm-80gb")])
    }

    /// Heads are shared out; beyond their number, and for latent attention, each accelerator caches all.
    @Test func cachesAreCopiedWhereTheyCannotBeShared() throws {
        let wide = Fleet(
            try Self.policy(
                weights: "Qwen/Qwen2.5-7B-Instruct",
                pool: "gpu: \"h100-sxm-80gb\", replicas: 1, market: on_demand, per_replica: 8"))
        #expect(wide.pools.first?.models.first?.cacheBytesPerToken == 114_688)
        let latent = Fleet(
            try Self.policy(
                weights: "deepseek-ai/DeepSeek-V3",
                pool: "gpu: \"h200-sxm-141gb\", replicas: 1, market: on_demand, per_replica: 8"))
        #expect(latent.pools.first?.models.first?.cacheBytesPerToken == 562_176)
    }

    @Test func markets() throws {
        func pool(_ market: String, gpu: String = "h100-sxm-80gb") throws -> PoolCapacity {
            try #require(
                Fleet(try Self.policy(pool: "gpu: \"\(gpu)\", replicas: 1, market: \(market)")).pools.first)
        }
        let spot = try pool("spot(fallback: on_demand, interruptions: 5%/h)")
        guard case .spot(.onDemand, let rate) = spot.market else {
            Issue.record("\(spot.market)")
            return
        }
        #expect(abs(rate - 0.05) < 1e-12)
        #expect(spot.spotRange?.lowerBound.description == "$1.4067875")
        #expect(spot.hourlyPrice.description == "$4.14339375")
        #expect(spot.onDemandPrice?.description == "$6.88")
        let given = try pool("spot(fallback: none, interruptions: 5%/h, price: $2/h)")
        #expect(given.hourlyPrice.description == "$2.00" && given.spotRange == nil)
        let reserved = try pool("reserved(term: 12 months, price: $1.99/h)")
        #expect(reserved.market == .reserved(months: 12) && reserved.hourlyPrice.description == "$1.99")
        let owned = try pool("owned(price: $26_298, life: 36 months, power: 650 W)")
        #expect(owned.market == .owned(price: Money(pico: 26_298_000_000_000_000), months: 36))
        // 36 months are 26,298 hours.
        #expect(owned.hourlyPrice.description == "$1.00")
        #expect(abs(owned.wattsPerGPU - 650) < 1e-9 && owned.electricityPrice?.description == "$0.15")
        #expect(Self.source(owned, "electricity") == .assumed)
        #expect(spot.electricityPrice == nil && spot.wattsPerGPU == 700)
    }

    @Test func pricesThatNobodyKnows() throws {
        let fleet = Fleet(
            try Self.policy(pool: "gpu: \"rtx-4090-24gb\", replicas: 1, market: on_demand"))
        #expect(fleet.findings == [.noPrice(pool: "house", gpu: "rtx-4090-24gb")])
        let pool = try #require(fleet.pools.first)
        #expect(!pool.isPriced)
        #expect(pool.cost(of: HeldTime(onDemand: 1), over: 1) == nil)
        #expect(pool.models.count == 1)
    }
}
