import ScrimpDiagnostics

/// What a policy may name and what it costs: models, graphics processors, ways to quantize. Prices are data, each with
/// its source and its date.
///
/// A catalog is the built-in one, or not, with entries of its own over it. The built-in entries are made one at a time
/// when they are looked up; only `models` makes them all.
package struct Catalog: Sendable {
    /// Where the figures come from, for people.
    package var sourceDescription: String
    let includesBuiltIn: Bool
    let ownModels: SortedEntries<CatalogModel>
    let ownGPUs: SortedEntries<CatalogGPU>
    let ownQuantizations: SortedEntries<CatalogQuantization>
    let ownRegions: SortedEntries<CatalogRegion>
    let ownArchitectures: SortedEntries<CatalogArchitecture>
    let ownThroughputs: SortedEntries<CatalogThroughput>

    /// Of two entries with one id the later one counts.
    package init(
        models: [CatalogModel] = [], gpus: [CatalogGPU] = [], quantizations: [CatalogQuantization] = [],
        regions: [CatalogRegion] = [], architectures: [CatalogArchitecture] = [],
        throughputs: [CatalogThroughput] = [], sourceDescription: String
    ) {
        self.init(
            includesBuiltIn: false, models: SortedEntries(models), gpus: SortedEntries(gpus),
            quantizations: SortedEntries(quantizations), regions: SortedEntries(regions),
            architectures: SortedEntries(architectures), throughputs: SortedEntries(throughputs),
            sourceDescription: sourceDescription)
    }

    private init(
        includesBuiltIn: Bool, models: SortedEntries<CatalogModel>, gpus: SortedEntries<CatalogGPU>,
        quantizations: SortedEntries<CatalogQuantization>, regions: SortedEntries<CatalogRegion>,
        architectures: SortedEntries<CatalogArchitecture>, throughputs: SortedEntries<CatalogThroughput>,
        sourceDescription: String
    ) {
        self.includesBuiltIn = includesBuiltIn
        ownModels = models
        ownGPUs = gpus
        ownQuantizations = quantizations
        ownRegions = regions
        ownArchitectures = architectures
        ownThroughputs = throughputs
        self.sourceDescription = sourceDescription
    }

    package static let empty = Catalog(sourceDescription: "empty catalog")

    /// The figures that come with Scrimp.
    package static let builtIn = Catalog(
        includesBuiltIn: true, models: SortedEntries([]), gpus: SortedEntries([]), quantizations: SortedEntries([]),
        regions: SortedEntries([]), architectures: SortedEntries([]), throughputs: SortedEntries([]),
        sourceDescription: BuiltIn.sourceDescription)

    /// This catalog with another one over it: where both have an entry, the other's counts, whole.
    package func overlay(_ other: Catalog) -> Catalog {
        var models = ownModels.entries
        var gpus = ownGPUs.entries
        var quantizations = ownQuantizations.entries
        var regions = ownRegions.entries
        var architectures = ownArchitectures.entries
        var throughputs = ownThroughputs.entries
        if other.includesBuiltIn {
            models.removeAll { BuiltIn.model($0.id) != nil }
            gpus.removeAll { BuiltIn.gpu($0.id) != nil }
            quantizations.removeAll { BuiltIn.quantization($0.method) != nil }
            regions.removeAll { BuiltIn.region($0.id) != nil }
            let shapes = Set(BuiltIn.architectureRows.map(\.id))
            architectures.removeAll { shapes.contains($0.id) }
            let fitted = Set(BuiltIn.allThroughputs.map(\.id))
            throughputs.removeAll { fitted.contains($0.id) }
        }
        return Catalog(
            includesBuiltIn: includesBuiltIn || other.includesBuiltIn,
            models: SortedEntries(models + other.ownModels.entries), gpus: SortedEntries(gpus + other.ownGPUs.entries),
            quantizations: SortedEntries(quantizations + other.ownQuantizations.entries),
            regions: SortedEntries(regions + other.ownRegions.entries),
            architectures: SortedEntries(architectures + other.ownArchitectures.entries),
            throughputs: SortedEntries(throughputs + other.ownThroughputs.entries),
            sourceDescription: isEmpty
                ? other.sourceDescription : sourceDescription + ", then " + other.sourceDescription)
    }

    package var isEmpty: Bool {
        !includesBuiltIn && ownModels.entries.isEmpty && ownGPUs.entries.isEmpty && ownQuantizations.entries.isEmpty
            && ownRegions.entries.isEmpty && ownArchitectures.entries.isEmpty && ownThroughputs.entries.isEmpty
    }
}

extension Catalog {
    /// All models, by id.
    package var models: [CatalogModel] {
        includesBuiltIn ? SortedEntries(BuiltIn.allModels + ownModels.entries).entries : ownModels.entries
    }

    /// All graphics processors, by id.
    package var gpus: [CatalogGPU] {
        includesBuiltIn ? SortedEntries(BuiltIn.allGPUs + ownGPUs.entries).entries : ownGPUs.entries
    }

    /// All ways to quantize, by the name of the method.
    package var quantizations: [CatalogQuantization] {
        includesBuiltIn
            ? SortedEntries(BuiltIn.allQuantizations + ownQuantizations.entries).entries : ownQuantizations.entries
    }

    /// All regions, by id.
    package var regions: [CatalogRegion] {
        includesBuiltIn ? SortedEntries(BuiltIn.allRegions + ownRegions.entries).entries : ownRegions.entries
    }

    package func region(_ id: String) -> CatalogRegion? {
        ownRegions[id] ?? (includesBuiltIn ? BuiltIn.region(id) : nil)
    }

    package func model(_ id: String) -> CatalogModel? {
        ownModels[id] ?? (includesBuiltIn ? BuiltIn.model(id) : nil)
    }

    package func gpu(_ id: String) -> CatalogGPU? { ownGPUs[id] ?? (includesBuiltIn ? BuiltIn.gpu(id) : nil) }

    package func quantization(_ method: String) -> CatalogQuantization? {
        ownQuantizations[method] ?? (includesBuiltIn ? BuiltIn.quantization(method) : nil)
    }

    /// Whether any model is of that provider.
    package func hasProvider(_ provider: String) -> Bool {
        ownModels.entries.contains { $0.provider == provider }
            || includesBuiltIn && BuiltIn.modelRows.contains { $0.provider == provider }
    }
}

extension Catalog {
    /// The id that was meant, or nil where none is close, also where the `provider/` in front is left out.
    static func closest(to word: String, among ids: [String]) -> String? {
        if let close = suggest(word, among: ids) { return close }
        guard !word.contains("/") else { return nil }
        return ids.first { id in
            guard let slash = id.lastIndex(of: "/") else { return false }
            let name = String(id[id.index(after: slash)...])
            return name == word || suggest(word, among: [name]) != nil
        }
    }

    package func closestModel(to id: String) -> String? { Self.closest(to: id, among: modelIds) }

    package func closestGPU(to id: String) -> String? { Self.closest(to: id, among: gpus.map(\.id)) }

    package func closestQuantization(to method: String) -> String? {
        Self.closest(to: method, among: quantizations.map(\.method))
    }

    package func closestProvider(to provider: String) -> String? {
        let rows = includesBuiltIn ? BuiltIn.modelRows.map(\.provider) : []
        return Self.closest(to: provider, among: Set(rows + ownModels.entries.map(\.provider)).sorted())
    }

    private var modelIds: [String] {
        let rows = includesBuiltIn ? BuiltIn.modelRows.map(\.id) : []
        return rows + ownModels.entries.map(\.id)
    }
}
