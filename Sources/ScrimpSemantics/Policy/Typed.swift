package import ScrimpDiagnostics

/// A value of a policy, where it comes from, and where that stands.
package struct Typed<Value: Sendable>: Sendable {
    package var value: Value
    /// The text that gave it; for a default, the block that leaves it out.
    package var origin: SourceLocation
    package var provenance: Provenance

    package init(_ value: Value, at origin: SourceLocation, _ provenance: Provenance = .given) {
        self.value = value
        self.origin = origin
        self.provenance = provenance
    }
}

/// Who said so.
package enum Provenance: Hashable, Sendable {
    /// Written in the policy.
    case given
    /// Left unsaid; the language's default.
    case defaulted
    /// Taken from the catalog.
    case catalog
}
