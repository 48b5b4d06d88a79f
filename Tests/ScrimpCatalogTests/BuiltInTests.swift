import ScrimpJSON
import ScrimpQuantities
import ScrimpTestSupport
import Testing

@testable import ScrimpCatalog

@Suite("Built-in catalog")
struct BuiltInTests {
    @Test func namesThatPoliciesUse() throws {
        let catalog = Catalog.builtIn
        let haiku = try #require(catalog.model("anthropic/claude-haiku-4-5"))
        #expect(haiku[.standard]?.input?.perMillion.description == "$1.00")
        #expect(haiku[.standard]?.output?.perMillion.description == "$5.00")
        #expect(haiku[.standard]?.cacheWriteLong?.perMillion.description == "$2.00")
        let mini = try #require(catalog.model("openai/gpt-4o-mini"))
        #expect(mini[.batch]?.input?.perMillion.description == "$0.075")
        #expect(mini.contextWindow == 128_000)
        let european = try #require(catalog.model("azure/eu/gpt-4o-mini"))
        #expect(european.provider == "azure")
        #expect(european[.standard]?.input?.perMillion.description == "$0.165")
        #expect(catalog.model("openai/gpt-4o")?[.standard]?.cachedInput?.perMillion.description == "$1.25")
        #expect(catalog.model("anthropic/claude-3-haiku")?[.standard]?.input?.perMillion.description == "$0.25")
        #expect(catalog.model("openai/text-embedding-3-small")?.kind == .embedding)
        #expect(catalog.model("cohere/rerank-v3.5")?[.standard]?.perRequest?.money.description == "$0.002")
        let gpu = try #require(catalog.gpu("h100-sxm-80gb"))
        #expect(gpu.onDemandPerHour?.description == "$6.88")
        let awq = try #require(catalog.quantization("awq"))
        #expect(awq.runs(on: gpu))
        #expect(catalog.quantization("fp4")?.runs(on: gpu) == false)
        #expect(catalog.region("eu-central-1")?.country == "Germany")
        #expect(catalog.hasProvider("openai"))
        #expect(!catalog.hasProvider("acme"))
    }

    @Test func rowsAreSound() {
        let rows = BuiltIn.modelRows
        #expect(rows.count >= 40)
        #expect(Set(rows.map(\.id)).count == rows.count)
        for row in rows {
            #expect(Catalog.builtIn.model(row.id)?.id == row.id)
            let tiers = row.model.tiers.values
            #expect(tiers.allSatisfy { !$0.isEmpty })
            #expect(tiers.allSatisfy { tier in PriceField.allCases.allSatisfy { tier[$0]?.pico ?? 0 >= 0 } })
        }
        #expect(Catalog.builtIn.gpus.map(\.id) == Catalog.builtIn.gpus.map(\.id).sorted())
        #expect(Catalog.builtIn.gpus.count == 10)
        #expect(Catalog.builtIn.gpus.allSatisfy { ($0.onDemandPerHour == nil) == ($0.priceSource == nil) })
    }

    @Test(.enabled(if: SharedData.has("litellm_prices.json")))
    func modelsAgreeWithThePriceList() throws {
        let node = try JSONReader.read(try #require(SharedData.bytes(of: "litellm_prices.json")))
        let list = importLiteLLM(node, asOf: BuiltIn.priceListDate).catalog
        for row in BuiltIn.modelRows {
            let provider = try #require(node[row.entry]?["litellm_provider"]?.text)
            let id = LiteLLMEntry.id(row.entry, provider: LiteLLMEntry.provider(provider), listed: provider)
            var listed = try #require(list.model(id), "\(id)")
            let built = row.model
            (listed.id, listed.provider, listed.source) = (built.id, built.provider, built.source)
            #expect(listed == built)
        }
    }

    @Test(.enabled(if: SharedData.has("hardware.json")))
    func hardwareAgreesWithItsSource() throws {
        let node = try JSONReader.read(try #require(SharedData.bytes(of: "hardware.json")))
        let names = [
            "a100-sxm-40gb": "A100 40GB", "a100-sxm-80gb": "A100 80GB", "b200-sxm-180gb": "B200 180GB",
            "h100-sxm-80gb": "H100 80GB", "h200-sxm-141gb": "H200 141GB", "l4-24gb": "L4 24GB",
            "mi300x-192gb": "MI300X 192GB", "rtx-4090-24gb": "RTX 4090 24GB",
            "rtx-pro-6000-server-96gb": "RTX PRO 6000 Blackwell Server 96GB", "t4-16gb": "T4 16GB",
        ]
        for gpu in Catalog.builtIn.gpus {
            let entry = try #require(node["gpus"]?.elements?.first { $0["name"]?.text == names[gpu.id] }, "\(gpu.id)")
            func scaled(_ field: String, _ scale: Double) -> Int64? {
                entry[field]?.number.map { Int64(($0.double * scale).rounded()) }
            }
            #expect(scaled("vram_gb", 1e9) == gpu.memory)
            #expect(scaled("bandwidth_gbps", 1e9) == gpu.memoryBandwidth)
            #expect(scaled("fp16_tflops", 1e12) == gpu.fp16Throughput)
            #expect(scaled("tdp_watts", 1) == gpu.powerWatts)
            #expect(entry["fp8_supported"]?.bool == gpu.formats.contains(.fp8))
            #expect(entry["source_url"]?.text == gpu.source)
        }
    }

    @Test(.enabled(if: SharedData.has("carbon_by_country.json")))
    func carbonAgreesWithItsSource() throws {
        let node = try JSONReader.read(try #require(SharedData.bytes(of: "carbon_by_country.json")))
        let countries = (node["regions"]?.members ?? []).map(\.value)
        for region in Catalog.builtIn.regions {
            let country = try #require(countries.first { $0["name"]?.text == region.country }, "\(region.id)")
            #expect(country["gco2e_per_kwh"]?.number?.decimal?.rational == region.carbonGramsPerKilowattHour)
            #expect(country["year"]?.number?.int64 == 2_025)
        }
    }

    @Test(.enabled(if: SharedData.has("cloud_prices.json")))
    func hourPricesAgreeWithTheirSource() throws {
        let node = try JSONReader.read(try #require(SharedData.bytes(of: "cloud_prices.json")))
        let instances = [
            "a100-sxm-40gb": "p4d.24xlarge", "a100-sxm-80gb": "p4de.24xlarge", "b200-sxm-180gb": "p6-b200.48xlarge",
            "h100-sxm-80gb": "p5.4xlarge", "l4-24gb": "g6.xlarge", "t4-16gb": "g4dn.xlarge",
            "rtx-pro-6000-server-96gb": "Standard_NC144lds_xl_RTXPRO6000BSE_v6",
        ]
        for (id, instance) in instances {
            let offer = try #require(node["offers"]?.elements?.first { $0["instance"]?.text == instance })
            let price = try #require(offer["price_per_hour"]?.number?.decimal?.rational)
            let count = try #require(offer["gpus"]?.number?.int64)
            let each = price.divided(by: Rational(whole: Int128(count))).flatMap { Money(exactly: $0) }
            #expect(Catalog.builtIn.gpu(id)?.onDemandPerHour == each, "\(id)")
        }
    }
}
