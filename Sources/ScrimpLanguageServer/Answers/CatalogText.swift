import ScrimpCatalog
import ScrimpSchema

/// Texts in quotes that name something that is listed elsewhere, by the field that they stand in.
enum CatalogText {
    case model
    case gpu
    case provider
    case timeZone
    case region

    init?(field: String?) {
        switch field {
        case "from": self = .model
        case "gpu": self = .gpu
        case "name": self = .provider
        case "timezone": self = .timeZone
        case "region": self = .region
        default: return nil
        }
    }

    /// What the text at a place names; nil for a text that may be anything.
    init?(_ context: SyntaxContext) {
        guard case .value(.text, let field) = context.role else { return nil }
        if let call = context.call, call.callee.name != "provider" { return nil }
        self.init(field: field?.name ?? context.call.flatMap { _ in "name" })
    }

    func names(in analysis: Analysis, _ system: WorkspaceSystem) -> [String] {
        switch self {
        case .model: analysis.catalog.models.map(\.id)
        case .gpu: analysis.catalog.gpus.map(\.id)
        case .provider: Set(analysis.catalog.models.map(\.provider)).sorted()
        case .timeZone: system.zoneNames().sorted()
        case .region: analysis.catalog.regions.map(\.id)
        }
    }

    func markdown(of name: String, in catalog: Catalog) -> String? {
        switch self {
        case .model: catalog.model(name).map { Markdown.model($0) }
        case .gpu: catalog.gpu(name).map { Markdown.gpu($0) }
        case .provider, .timeZone, .region: nil
        }
    }
}
