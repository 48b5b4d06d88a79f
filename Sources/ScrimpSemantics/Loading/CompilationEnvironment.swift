package import ScrimpCatalog
package import ScrimpDiagnostics
package import ScrimpQuantities
package import ScrimpSyntax

/// Everything that checking needs from outside, passed in: the checker itself reads no file, clock or time-zone database.
package struct CompilationEnvironment {
    /// Why a file that a policy names cannot be had.
    package enum LoadError: Error, Sendable {
        case missing
        /// In the system's words.
        case unreadable(String)
    }

    /// Reads a file by its path below the repository's root (`policies/company.scrimp`).
    package var load: (_ path: String) throws(LoadError) -> [UInt8]
    /// What messages call a file, by its path below the repository's root.
    package var display: (_ path: String) -> String
    /// Offsets of a time zone by its IANA name; nil for a name that does not exist.
    package var zoneRules: (_ name: String) -> ZoneRules?
    /// Names of time zones, for suggestions.
    package var zoneNames: () -> [String]
    /// What is known of models without any `use`.
    package var catalog: Catalog
    package var today: CivilDate

    package init(
        load: @escaping (_ path: String) throws(LoadError) -> [UInt8],
        display: @escaping (_ path: String) -> String = { $0 },
        zoneRules: @escaping (_ name: String) -> ZoneRules?,
        zoneNames: @escaping () -> [String] = { [] },
        catalog: Catalog, today: CivilDate
    ) {
        self.load = load
        self.display = display
        self.zoneRules = zoneRules
        self.zoneNames = zoneNames
        self.catalog = catalog
        self.today = today
    }
}

/// The result of checking one policy file with what it imports.
package struct CheckedFile: Sendable {
    /// The policy file first, then what it reads, in order of first mention.
    package var sources: SourceSet
    /// By source index; nil for catalogs, which are data.
    package var trees: [SyntaxTree?]
    /// Nil where an error makes a policy meaningless, and for files that only hold declarations for others to import.
    package var policy: Policy?
    /// In order of position.
    package var diagnostics: [Diagnostic]

    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    package init(sources: SourceSet, trees: [SyntaxTree?], policy: Policy?, diagnostics: [Diagnostic]) {
        self.sources = sources
        self.trees = trees
        self.policy = policy
        self.diagnostics = diagnostics
    }
}
