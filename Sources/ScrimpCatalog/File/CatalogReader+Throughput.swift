import ScrimpDiagnostics
import ScrimpJSON
import ScrimpQuantities

extension CatalogReader {
    mutating func architecture(_ member: JSONMember) -> CatalogArchitecture? {
        guard let place = mapping(member) else { return nil }
        let fields = self.fields(member.value, CatalogFields.architecture, of: "an architecture")
        let origin = self.origin(fields, member)
        let needed = ["parameters", "layers", "hidden", "kv_heads", "head_dimension"]
        for name in needed where fields[name] == nil { missing(name, in: member.key, at: place) }
        func number(_ reader: inout CatalogReader, _ name: String) -> Int64? {
            fields[name].flatMap { reader.count($0) }
        }
        guard let parameters = number(&self, "parameters"), let layers = number(&self, "layers"),
            let hidden = number(&self, "hidden"), let heads = number(&self, "kv_heads"),
            let dimension = number(&self, "head_dimension")
        else { return nil }
        var architecture = CatalogArchitecture(
            id: member.key, parameters: parameters, activeParameters: number(&self, "active_parameters"),
            layers: layers, hiddenSize: hidden, keyValueHeads: heads, headDimension: dimension,
            latentDimension: number(&self, "latent_dimension"),
            windowedLayers: number(&self, "windowed_layers") ?? 0, window: number(&self, "window"),
            contextWindow: number(&self, "context"),
            publishedBytes: fields["bytes"].flatMap { whole($0, .bytes) }, source: origin.source, asOf: origin.date)
        if let precision = (words(fields["precision"], of: "number format") as [NumberFormat]).first {
            architecture.precision = precision
        }
        if let node = fields["also"] {
            architecture.alsoKnownAs = (node.elements ?? [node]).compactMap { text($0) }
        }
        if let active = architecture.activeParameters, active > parameters, let node = fields["active_parameters"] {
            report(.impossibleCatalogValue, "more parameters are active than there are", at: node.range)
        }
        if architecture.windowedLayers > layers, let node = fields["windowed_layers"] {
            report(.impossibleCatalogValue, "more layers are windowed than there are", at: node.range)
        }
        return architecture
    }

    mutating func throughputs(_ node: JSONNode?) -> [CatalogThroughput] {
        guard let node, !node.isNull else { return [] }
        guard let elements = node.elements else {
            wrongType(node, expected: "a list of step times")
            return []
        }
        return elements.compactMap { throughput($0) }
    }

    private mutating func throughput(_ node: JSONNode) -> CatalogThroughput? {
        guard node.members != nil else {
            wrongType(node, expected: "a mapping")
            return nil
        }
        let fields = self.fields(node, CatalogFields.throughput, of: "a step time")
        let needed = ["model", "gpu", "engine", "precision", "base", "largest_batch"]
        for name in needed where fields[name] == nil { missing(name, in: "throughputs", at: node.range) }
        if fields["source"] == nil, fileSource == nil { missing("source", in: "throughputs", at: node.range) }
        if fields["as_of"] == nil, fileDate == nil { missing("as_of", in: "throughputs", at: node.range) }
        func number(_ reader: inout CatalogReader, _ name: String) -> Int64? {
            fields[name].flatMap { reader.count($0) }
        }
        func time(_ reader: inout CatalogReader, _ name: String) -> Int64? {
            fields[name].flatMap { reader.time($0) }
        }
        func error(_ reader: inout CatalogReader, _ name: String) -> Int64 {
            fields[name].flatMap { reader.thousandths($0) } ?? 0
        }
        guard let model = fields["model"].flatMap({ text($0) }), let gpu = fields["gpu"].flatMap({ text($0) }),
            let engine = fields["engine"].flatMap({ text($0) }),
            let precision = (words(fields["precision"], of: "number format") as [NumberFormat]).first,
            let base = time(&self, "base"), let largest = number(&self, "largest_batch")
        else { return nil }
        if let smallest = fields["smallest_batch"]?.number?.int64, smallest > largest {
            report(.impossibleCatalogValue, "the smallest batch is larger than the largest", at: node.range)
        }
        return CatalogThroughput(
            model: model, gpu: gpu, engine: engine, precision: precision,
            tensorParallel: number(&self, "tensor_parallel") ?? 1, base: base,
            perSequence: time(&self, "per_sequence") ?? 0, perContextToken: time(&self, "per_context_token") ?? 0,
            prefillPerToken: time(&self, "prefill_per_token"),
            smallestBatch: number(&self, "smallest_batch") ?? 1, largestBatch: largest,
            rows: number(&self, "rows") ?? 0, unseenRows: number(&self, "unseen_rows") ?? 0,
            medianError: error(&self, "median_error"), percentile90Error: error(&self, "p90_error"),
            source: fields["source"].flatMap { text($0) } ?? fileSource ?? "",
            asOf: fields["as_of"].flatMap { date($0) } ?? fileDate ?? CivilDate(year: 9999, month: 12, day: 31))
    }

    /// A relative error, which may pass 100 %.
    private mutating func thousandths(_ node: JSONNode) -> Int64? {
        guard let text = text(node) else { return nil }
        guard let share = QuantityText(text)?.amount(in: .share) else { return malformed(node, text, .share) }
        guard let value = Int64(exactly: share.multiplied(by: Rational(whole: 1_000))?.rounded ?? -1), value >= 0
        else {
            report(.impossibleCatalogValue, "`\(text)` is out of range", at: node.range)
            return nil
        }
        return value
    }

    /// A time in picoseconds, zero or more.
    private mutating func time(_ node: JSONNode) -> Int64? {
        guard let text = text(node) else { return nil }
        guard let amount = QuantityText(text)?.amount(in: .picoseconds) else {
            return malformed(node, text, .picoseconds)
        }
        guard let value = Int64(exactly: amount.rounded), value >= 0 else {
            report(.impossibleCatalogValue, "`\(text)` is out of range", at: node.range)
            return nil
        }
        return value
    }
}
