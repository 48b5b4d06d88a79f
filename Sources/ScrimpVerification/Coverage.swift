package import ScrimpDiagnostics

/// Which rules and branches of a policy its tests have come to.
package struct Coverage: Sendable {
    package struct Branch: Sendable {
        package enum Kind: String, Hashable, Sendable {
            case rule, fallback, arm, allow, budget, `switch`, rollout
        }

        package var kind: Kind
        /// `when task == faq -> mini`, ``fallback `mini` ``, ``budget `daily` acts``.
        package var text: String
        package var location: SourceLocation
        /// Requests that have come to it.
        package var count = 0
        /// Why no request can come to it: such a branch counts as covered.
        package var excuse: String?

        package init(kind: Kind, text: String, location: SourceLocation) {
            self.kind = kind
            self.text = text
            self.location = location
        }

        package var isCovered: Bool { count > 0 || excuse != nil }
    }

    /// In source order, those of one rule together.
    package var branches: [Branch] = []

    package init() {}

    package var covered: Int { branches.count(where: \.isCovered) }
}
