package import ScrimpDiagnostics
extension Catalog { package static func read(source: SourceText, sourceIndex: Int = 0) -> (catalog: Catalog, diagnostics: [Diagnostic]) { (.empty, []) } }
