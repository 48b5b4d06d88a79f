package import ScrimpSchema

/// Where a part of a policy stands in its form as data: the keys at the top, in the order in which the schema shows them.
///
/// What a policy has once has the word of the language as its key; what it may have several of has the plural, and holds
/// them by name. So nothing else than a name is repeated.
package enum DataKey: Hashable, Sendable {
    /// The edition of the language: 1.
    case language
    case block(BlockKind)
    case uses, imports
    case constants
    /// Documentation of the parts that have no place for a `doc` of their own: `request` and `route`.
    case documentation

    package static let all: [DataKey] =
        [.language, .block(.policy), .uses, .imports, .documentation, .block(.request), .constants]
        + BlockKind.allCases.filter { $0 != .policy && $0 != .request }.map { .block($0) }

    package var text: String {
        switch self {
        case .language: "language"
        case .block(let kind): kind.dataKey
        case .uses: "uses"
        case .imports: "imports"
        case .constants: "let"
        case .documentation: "docs"
        }
    }

    /// One sentence, for the schema.
    package var help: String {
        switch self {
        case .language: "Edition of the language that the policy is written in."
        case .block(let kind): Schema.block(kind).help
        case .uses: "Catalogs of models, prices and hardware, by their files."
        case .imports: "Policy files whose declarations are used here."
        case .constants: "Constants by name: expressions that other expressions may use."
        case .documentation: "Documentation of `request` and `route`."
        }
    }

    package static func named(_ text: String) -> DataKey? { byText[text] }

    private static let byText = Dictionary(all.map { ($0.text, $0) }) { first, _ in first }

    /// The key that was most likely meant: also for the word that stands for the kind in a text.
    static func suggested(for text: String) -> String? {
        switch text {
        case "use", "catalog", "catalogs": return DataKey.uses.text
        case "import": return DataKey.imports.text
        case "lets", "constants": return DataKey.constants.text
        default: break
        }
        return BlockKind(rawValue: text)?.dataKey ?? suggestedByDistance(text, among: all.map(\.text))
    }

    /// The documentation of a declaration, an attribute, a constant or a rule.
    package static let ownDocumentation = "doc"
    /// The name of the policy, among its fields.
    package static let policyName = "name"
    /// The policy that a scenario is for, among its fields.
    package static let subject = "for"
    /// In the place of a text: a constant or another expression that gives one.
    package static let expression = "expression"

    package enum Attribute {
        package static let type = "type"
        package static let cases = "enum"
        package static let standard = "default"
        static let all = [type, cases, standard, DataKey.ownDocumentation]
    }

    package enum Constant {
        package static let value = "value"
        static let all = [value, DataKey.ownDocumentation]
    }

    package enum Rule {
        package static let condition = "when"
        package static let targets = "to"
        package static let otherwise = "otherwise"
        static let all = [condition, targets, otherwise, DataKey.ownDocumentation]
    }
}

extension BlockKind {
    /// The key of the kind in a policy as data.
    package var dataKey: String {
        switch self {
        case .policy, .request, .route, .attribute: rawValue
        case .model, .pool, .allow, .budget, .limit, .gather, .shape, .rollout, .shadow, .alert, .commit, .test,
            .scenario:
            rawValue + "s"
        case .batch, .switch: rawValue + "es"
        case .cache: "caches"
        case .affinity: "affinities"
        case .prove: "proofs"
        }
    }

    /// Whether a policy has one block of the kind, which is the value of its key.
    var isSingleInData: Bool {
        switch Schema.block(self).naming {
        case .none: true
        case .name, .title, .nameAndSubject: self == .policy
        }
    }
}
