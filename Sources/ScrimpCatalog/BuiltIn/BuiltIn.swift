import ScrimpQuantities

/// The figures that come with Scrimp, as compact rows. An entry is made when it is asked for.
enum BuiltIn {
    static let priceListName = "LiteLLM price list 1.106.2"
    static let priceListDate = CivilDate(year: 2026, month: 11, day: 24)
    static let sourceDescription = "built-in catalog (\(priceListName), 2026-11-24)"

    static let modelRows: [ModelRow] =
        (openAIRows + anthropicRows + googleRows + azureRows + otherRows)
        .sorted { SortedEntries<CatalogModel>.precedes($0.id, $1.id) }

    static func model(_ id: String) -> CatalogModel? {
        SortedEntries<CatalogModel>.index(of: id, in: modelRows).map { modelRows[$0].model }
    }

    static var allModels: [CatalogModel] { modelRows.map(\.model) }

    static func gpu(_ id: String) -> CatalogGPU? { gpuRows.first { $0.id == id }?.gpu }

    static var allGPUs: [CatalogGPU] { gpuRows.map(\.gpu) }

    static func quantization(_ method: String) -> CatalogQuantization? {
        quantizationRows.first { $0.method == method }?.quantization
    }

    static func region(_ id: String) -> CatalogRegion? { regionRows.first { $0.id == id }?.region }

    static var allRegions: [CatalogRegion] { regionRows.map(\.region) }

    static var allQuantizations: [CatalogQuantization] { quantizationRows.map(\.quantization) }
}

/// One model of the built-in table.
struct ModelRow: CatalogEntry, Sendable {
    /// Prices of one tier: pico-dollars a token, which are micro-dollars a million tokens.
    struct Prices: Sendable {
        var input: Int64?
        var output: Int64?
        var cached: Int64?
        var write: Int64?
        var writeLong: Int64?
        var reasoning: Int64?
        var audioInput: Int64?
        var perRequest: Int64?
        var long: Long?
    }

    /// Prices of prompts beyond a threshold.
    struct Long: Sendable {
        var above: Int64
        var input: Int64?
        var output: Int64?
        var cached: Int64?
        var write: Int64?
        var writeLong: Int64?
    }

    let id: String
    let kind: ModelKind
    /// The name of the entry in the price list that the figures are from.
    let entry: String
    var context: Int64?
    var maxOutput: Int64?
    var standard: Prices
    var batch: Prices?
    var flex: Prices?
    var priority: Prices?
    var deprecation: CivilDate?
    var features: Set<ModelFeature> = []

    /// What stands before the first slash.
    var provider: String { String(id.prefix { $0 != "/" }) }

    var model: CatalogModel {
        var tiers: [ServiceTier: TierPrices] = [.standard: standard.tier]
        tiers[.batch] = batch?.tier
        tiers[.flex] = flex?.tier
        tiers[.priority] = priority?.tier
        return CatalogModel(
            id: id, provider: provider, kind: kind, contextWindow: context, maxOutput: maxOutput, tiers: tiers,
            features: features, deprecation: deprecation, source: "\(BuiltIn.priceListName), entry \(entry)",
            asOf: BuiltIn.priceListDate)
    }
}

extension ModelRow.Prices {
    var tier: TierPrices {
        func price(_ pico: Int64?) -> UnitPrice? { pico.map { UnitPrice(pico: $0) } }
        var tier = TierPrices(
            input: price(input), output: price(output), cachedInput: price(cached), cacheWrite: price(write),
            cacheWriteLong: price(writeLong))
        tier.reasoningOutput = price(reasoning)
        tier.audioInput = price(audioInput)
        tier.perRequest = price(perRequest)
        if let long {
            tier.longContext = [
                LongContext(
                    above: long.above, input: price(long.input), output: price(long.output),
                    cachedInput: price(long.cached), cacheWrite: price(long.write),
                    cacheWriteLong: price(long.writeLong))
            ]
        }
        return tier
    }
}
