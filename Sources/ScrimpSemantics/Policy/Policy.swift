package import ScrimpCatalog
package import ScrimpDiagnostics
package import ScrimpQuantities

/// A checked policy: every name resolved, every unit right, every default filled in. References are indices into the arrays.
package struct Policy: Sendable {
    package var name: Typed<String>
    package var settings: Settings
    package var attributes: [Attribute] = []
    package var models: [Model] = []
    package var allows: [Allow] = []
    package var budgets: [Budget] = []
    package var caches: [Cache] = []
    package var switches: [Switch] = []
    package var rules: [Rule] = []
    package var attributions: [Attribution] = []
    package var pools: [Pool] = []
    package var limits: [Limit] = []
    package var gathers: [Gather] = []
    package var batches: [Batch] = []
    package var shapes: [Shape] = []
    package var rollouts: [Rollout] = []
    package var shadows: [Shadow] = []
    package var affinities: [Affinity] = []
    package var alerts: [Alert] = []
    package var commitments: [Commitment] = []
    package var constants: [Constant] = []
    /// Where an amount is written as the name of a constant: index in `constants`, by the place of the name.
    package var constantUses: [SourceLocation: Int] = [:]
    package var tests: [PolicyTest] = []
    package var proofs: [Proof] = []
    package var scenarios: [Scenario] = []
    /// Catalog that it was checked against: built in, overlaid by every `use`.
    package var catalog: Catalog
    /// What the policy leaves unsaid, in source order.
    package var defaults: [Default] = []

    package init(name: Typed<String>, settings: Settings, catalog: Catalog) {
        self.name = name
        self.settings = settings
        self.catalog = catalog
    }

    package struct Settings: Sendable {
        package var language = 1
        package var version: String?
        package var owner: String?
        package var timezone = "UTC"
        package var zone = ZoneRules.utc
        /// Attribute that every cache key must contain.
        package var isolate: Typed<Int>?
        /// Attribute that splits hash on.
        package var sticky: Typed<Int>?
        /// Nanoseconds.
        package var priceMaximumAge: Int64 = 90 * 86_400_000_000_000
        package var deadline: Int64 = 60_000_000_000

        package init() {}
    }

    /// A value that holds although the policy does not say it.
    package struct Default: Sendable {
        /// `budget tenant_daily`
        package var subject: String
        package var field: String
        /// As it would be written.
        package var value: String
        package var help: String
        package var location: SourceLocation

        package init(subject: String, field: String, value: String, help: String, location: SourceLocation) {
            self.subject = subject
            self.field = field
            self.value = value
            self.help = help
            self.location = location
        }
    }
}

/// A `let`.
package struct Constant: Sendable {
    package var name: String
    package var expression: Expression
    package var location: SourceLocation

    package init(name: String, expression: Expression, location: SourceLocation) {
        self.name = name
        self.expression = expression
        self.location = location
    }
}

/// One attribute of the request block.
package struct Attribute: Sendable {
    package enum Kind: Hashable, Sendable {
        case string, bool, int, ratio, money, tokens, count, duration, bytes
        case enumeration([String])
    }

    package var name: String
    package var kind: Kind
    /// A constant of the attribute's type.
    package var defaultValue: Expression?
    package var location: SourceLocation

    package init(name: String, kind: Kind, defaultValue: Expression?, location: SourceLocation) {
        self.name = name
        self.kind = kind
        self.defaultValue = defaultValue
        self.location = location
    }
}
