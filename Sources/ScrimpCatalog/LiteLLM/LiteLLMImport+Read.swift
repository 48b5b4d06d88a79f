package import ScrimpDiagnostics
package import ScrimpJSON
package import ScrimpQuantities

/// Reads LiteLLM's price list (`model_prices_and_context_window.json`).
///
/// The list does not say when it was made: `asOf` does. Every entry is read or left out for a reason that the report
/// gives, every field of an entry that was read is understood or counted, and every rounded price is listed.
package func importLiteLLM(
    _ node: JSONNode, asOf: CivilDate, source: String = "LiteLLM price list"
) -> LiteLLMImport {
    var report = LiteLLMReport()
    var models: [CatalogModel] = []
    var leftOut: [String: [String]] = [:]
    var fields: [String: Int] = [:]
    let members = node.members ?? []
    let names = Set(members.map(\.key))
    var taken: Set<String> = []
    for member in members {
        report.entries += 1
        let (outcome, entry) = LiteLLMEntry.read(member, source: source, asOf: asOf)
        switch outcome {
        case .leftOut(let reason): leftOut[reason, default: []].append(member.key)
        case .read(let model) where taken.contains(model.id) || model.id != member.key && names.contains(model.id):
            // An entry whose name is the id itself comes before one that only amounts to it.
            leftOut["another entry has the same name", default: []].append(member.key)
        case .read(let model):
            taken.insert(model.id)
            models.append(model)
            report.read += 1
            for field in entry?.fieldsNotUnderstood ?? [] { fields[field, default: 0] += 1 }
            report.rounded += entry?.rounded ?? []
        }
    }
    report.leftOut = leftOut.map { .init(reason: $0.key, names: $0.value) }.sorted { $0.reason < $1.reason }
    report.fieldsNotUnderstood = fields.map {
        LiteLLMReport.Field(name: $0.key, count: $0.value, isPrice: LiteLLMField.isPrice($0.key))
    }.sorted { left, right in
        if left.isPrice != right.isPrice { return left.isPrice }
        return left.count != right.count ? left.count > right.count : left.name < right.name
    }
    return LiteLLMImport(catalog: Catalog(models: models, sourceDescription: source), report: report)
}

extension LiteLLMImport {
    /// Reads a file; nil where it is no JSON, or no list of models.
    package static func read(
        source: SourceText, sourceIndex: Int = 0, asOf: CivilDate, name: String = "LiteLLM price list"
    ) -> (result: LiteLLMImport?, diagnostics: [Diagnostic]) {
        let (node, diagnostics) = JSONReader.read(source, sourceIndex: sourceIndex)
        guard let node else { return (nil, diagnostics) }
        guard let members = node.members, members.contains(where: { $0.value["litellm_provider"] != nil }) else {
            let problem = Diagnostic(
                .notAPriceList, "this is no LiteLLM price list: no entry has a `litellm_provider`",
                at: SourceLocation(node.range, in: sourceIndex),
                help: "give the file `model_prices_and_context_window.json` of LiteLLM")
            return (nil, diagnostics + [problem])
        }
        return (importLiteLLM(node, asOf: asOf, source: name), diagnostics)
    }
}
