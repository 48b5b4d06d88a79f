package import ScrimpSchema

/// What a node of a tree stands for by the schema: what may be written there, and what a name there means.
package enum SyntaxRole: Sendable {
    case file
    case use(isImport: Bool)
    /// The path of a `use` or an `import`.
    case filePath(isImport: Bool)
    /// A `let`.
    case constant
    case request
    case route
    case rule
    /// Nil for a word that begins no kind of block.
    case declaration(BlockSpec?)
    /// The word that begins a block.
    case kind
    /// A name where it is declared.
    case declared(Declared)
    /// What a proof or a test says of itself.
    case title
    /// The name behind `for`.
    case subject
    case attribute
    case attributeType
    case enumeration(of: String)
    /// A block, whose fields are of a set.
    case fields(FieldSet)
    case field(FieldSet)
    case fieldName(FieldSet)
    /// A value of a field or an argument, or a part of it; the field where it is the whole value.
    case value(FieldType, FieldSpec?)
    /// `per day`, `by tier`: what continues a value of a type.
    case suffix(FieldType)
    case suffixName(FieldType, isAttributeOnly: Bool)
    case expression(Mode, Expected)
    /// How the values of an attribute are drawn: `choice(eu: 70%, us: 30%)`.
    case fill(ofAttribute: String)
    /// The path of a price in quotes: `"model.mini.price"`.
    case pricePath
    /// Candidates of a rule, and parts of them.
    case target
    case argument(Callee, position: Int)
    case argumentName(Callee)
    /// Nothing that the schema knows.
    case nothing

    package enum Declared: Hashable, Sendable {
        case declaration(BlockKind)
        case attribute
        case constant
        case enumerationCase(of: String)
    }

    /// What an expression may ask.
    package enum Mode: Hashable, Sendable {
        case condition
        /// Also what the policy does: proofs and tests.
        case claim
        /// A number that the host reports while an answer streams.
        case stream
        /// Only what is fixed when the policy is compiled.
        case constant
    }

    /// What the surroundings of an expression want it to be.
    package enum Expected: Sendable {
        case nothing
        case condition
        case amount(Measure)
        /// A text of the request or a constant one.
        case text
        /// A value of that attribute.
        case value(ofAttribute: String)
        case weekday
        case timeOfDay
    }
}

/// The fields that a block may have.
package indirect enum FieldSet: Sendable {
    case specs([FieldSpec])
    /// Fields of any name, each of one type.
    case named(FieldType)
    /// Names of models, each with a value of one type.
    case models(FieldType)
    /// Names of `let`s, each with a value of one type.
    case constants(FieldType)
    case attributeValues
    case state
    case attributeFills
    case uncertainties
    case unknown

    /// The field of that name, where the schema lists it.
    package func spec(_ name: String) -> FieldSpec? {
        guard case .specs(let specs) = self else { return nil }
        return specs.first { $0.name == name }
    }
}

/// What is called: `quality(…)`, `batch(…)`.
package enum Callee: Sendable {
    case function(FunctionSpec)
    case alternative(Alternative)
    /// One that says how an attribute is filled: further names are cases of it.
    case fill(Alternative, ofAttribute: String)
    case unknown

    package var name: String {
        switch self {
        case .function(let function): function.name
        case .alternative(let alternative), .fill(let alternative, _): alternative.word
        case .unknown: ""
        }
    }
}

extension FieldType {
    /// The choices that a value of the type can begin with.
    package var alternatives: [Alternative] {
        switch self {
        case .choice(let alternatives): alternatives
        case .action(let reject, let wait, let route): Schema.actions(reject: reject, wait: wait, route: route)
        case .list(let element): element.alternatives
        case .either(let types): types.flatMap(\.alternatives)
        case .uncertain, .uncertainties: Schema.distributions
        case .fill, .attributeFills: Schema.fills
        default: []
        }
    }

    /// What an amount of the type is measured in; several where the field takes one of several.
    package var measures: [Measure] {
        switch self {
        case .amount(let measure), .span(let measure), .uncertain(let measure), .perAttribute(let measure),
            .perWindow(let measure):
            [measure]
        case .list(let element): element.measures
        case .either(let types): types.flatMap(\.measures)
        case .budgetLimit: [.positiveMoney]
        case .part: [.count]
        case .stages: [.ratio]
        case .timeToLive: [.positiveDuration]
        default: []
        }
    }

    /// The kinds of declaration whose name may stand there.
    package var namedKinds: [BlockKind] {
        switch self {
        case .name(let kind): [kind]
        case .list(let element): element.namedKinds
        case .either(let types): types.flatMap(\.namedKinds)
        default: []
        }
    }

    /// Whether the name of an attribute may stand there.
    package var takesAttribute: Bool {
        switch self {
        case .attribute: true
        case .list(let element): element.takesAttribute
        case .either(let types): types.contains(where: \.takesAttribute)
        default: false
        }
    }

    /// The fields of a block that is a value of the type; nil where none is.
    package func fields(of field: FieldSpec?) -> FieldSet? {
        switch self {
        case .block(let specs): .specs(specs)
        case .named(let element):
            switch field.flatMap({ NamedKeys.meaning(ofField: $0.name) }) {
            case .model: .models(element)
            case .constant: .constants(element)
            case nil: .named(element)
            }
        case .attributeValues: .attributeValues
        case .state: .state
        case .attributeFills: .attributeFills
        case .uncertainties: .uncertainties
        case .list(let element): element.fields(of: field)
        case .either(let types): types.lazy.compactMap { $0.fields(of: field) }.first
        default: nil
        }
    }

    /// The list's element, where the type is or may be one.
    package var element: FieldType {
        switch self {
        case .list(let element): element
        case .either(let types):
            types.lazy.compactMap { if case .list(let element) = $0 { element } else { nil } }.first ?? self
        case .stages: .amount(.ratio)
        default: self
        }
    }
}

/// Blocks whose fields have names that were declared elsewhere, which the type of the field does not say.
private enum NamedKeys {
    case model
    case constant

    static func meaning(ofField name: String) -> NamedKeys? {
        switch name {
        case "outages", "quality": .model
        case "tunable": .constant
        default: nil
        }
    }
}
