extension Catalog {
    /// All architectures, by id.
    package var architectures: [CatalogArchitecture] {
        includesBuiltIn
            ? SortedEntries(BuiltIn.architectureRows + ownArchitectures.entries).entries : ownArchitectures.entries
    }

    /// All fitted step times, by model, graphics processor, engine, precision and spread.
    package var throughputs: [CatalogThroughput] {
        includesBuiltIn
            ? SortedEntries(BuiltIn.allThroughputs + ownThroughputs.entries).entries : ownThroughputs.entries
    }

    /// The architecture of the weights of that name, by its id or by another of its names.
    package func architecture(_ weights: String) -> CatalogArchitecture? {
        func named(_ rows: [CatalogArchitecture]) -> CatalogArchitecture? {
            rows.first { $0.alsoKnownAs.contains(weights) }
        }
        if let own = ownArchitectures[weights] ?? named(ownArchitectures.entries) { return own }
        guard includesBuiltIn else { return nil }
        return BuiltIn.architectureRows.first { $0.id == weights } ?? named(BuiltIn.architectureRows)
    }

    /// Step times of those weights, or of others of the same shape.
    package func throughputs(of weights: String) -> [CatalogThroughput] {
        var names: Set<String> = [weights]
        if let architecture = architecture(weights) { names.formUnion([architecture.id] + architecture.alsoKnownAs) }
        return throughputs.filter { names.contains($0.model) }
    }

    /// The weights that somebody may have meant, or nil where none is close.
    package func closestArchitecture(to weights: String) -> String? {
        Self.closest(to: weights, among: architectures.flatMap { [$0.id] + $0.alsoKnownAs })
    }
}
