package import ScrimpCatalog
package import ScrimpQuantities
package import ScrimpSemantics

/// What a workspace needs from outside, passed in: it reads no file, clock or time-zone database of its own.
package struct WorkspaceSystem {
    package typealias LoadError = CompilationEnvironment.LoadError

    /// Reads a file by its absolute path.
    package var read: (_ path: String) throws(LoadError) -> [UInt8]
    /// The root of the repository that a file lies in, with its final slash: what imports may not leave.
    package var root: (_ path: String) -> String
    /// Offsets of a time zone by its IANA name; nil for a name that does not exist.
    package var zoneRules: (_ name: String) -> ZoneRules?
    package var zoneNames: () -> [String]
    /// What is known of models without any `use`.
    package var catalog: Catalog
    package var today: () -> CivilDate
    package var compilerVersion: String

    package init(
        read: @escaping (_ path: String) throws(LoadError) -> [UInt8],
        root: @escaping (_ path: String) -> String, zoneRules: @escaping (_ name: String) -> ZoneRules?,
        zoneNames: @escaping () -> [String], catalog: Catalog, today: @escaping () -> CivilDate, compilerVersion: String
    ) {
        self.read = read
        self.root = root
        self.zoneRules = zoneRules
        self.zoneNames = zoneNames
        self.catalog = catalog
        self.today = today
        self.compilerVersion = compilerVersion
    }
}
