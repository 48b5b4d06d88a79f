import ScrimpCatalog
import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics

extension CompilationEnvironment {
    /// Files from a dictionary, two time zones, the built-in catalog and a fixed day.
    static func test(files: [String: String] = [:], today: CivilDate = CivilDate(year: 2026, month: 11, day: 24))
        -> Self
    {
        CompilationEnvironment(
            load: { path throws(LoadError) in
                guard let text = files[path] else { throw .missing }
                return Array(text.utf8)
            },
            zoneRules: { name in
                switch name {
                case "UTC": .utc
                case "Europe/Berlin": ZoneRules(initialOffset: 3_600)
                default: nil
                }
            }, zoneNames: { ["UTC", "Europe/Berlin"] }, catalog: .builtIn, today: today)
    }
}

/// Diagnostics as lines `code line:column message`.
func summary(_ checked: CheckedFile) -> [String] {
    checked.diagnostics.map { diagnostic in
        let position = checked.sources[diagnostic.location.source].position(at: diagnostic.location.range.start)
        return "\(diagnostic.code.id) \(position.line):\(position.column) \(diagnostic.message)"
    }
}
