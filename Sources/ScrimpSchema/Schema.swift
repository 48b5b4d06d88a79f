/// The one table of the language: every kind of block and every field, with type, presence, default and help, and the words
/// that stand inside conditions. Checker, help, completion and the reference pages read it.
package enum Schema {
    /// Every kind, in the order of `BlockKind`.
    package static let blocks: [BlockSpec] = BlockKind.allCases.map { block($0) }

    package static func block(_ kind: BlockKind) -> BlockSpec {
        switch kind {
        case .policy: policy
        case .request: request
        case .model: model
        case .pool: pool
        case .allow: allow
        case .budget: budget
        case .limit: limit
        case .gather: gather
        case .cache: cache
        case .batch: batch
        case .shape: shape
        case .route: route
        case .rollout: rollout
        case .shadow: shadow
        case .affinity: affinity
        case .switch: `switch`
        case .alert: alert
        case .attribute: attribute
        case .commit: commit
        case .prove: prove
        case .test: test
        case .scenario: scenario
        }
    }

    /// The block that this word begins.
    package static func block(named word: String) -> BlockSpec? {
        BlockKind(rawValue: word).map { block($0) }
    }

    /// `when:` as every kind has it that bears on some requests only.
    static func when(_ what: String) -> FieldSpec {
        FieldSpec("when", .condition, .optional, help: "Which requests \(what); every request where it is left out.")
    }

    /// The models that something bears on.
    static let targets = FieldType.list(.name(.model))
}
