package import ScrimpDiagnostics
package import ScrimpQuantities
package import ScrimpSchema

/// A checked value of a field, one case per `FieldType`.
package indirect enum FieldValue: Sendable {
    case text(String)
    case flag(Bool)
    case amount(Quantity)
    case span(Quantity, Quantity)
    /// Minutes since midnight; half-open, wraps where the end is not after the start.
    case timeRange(Int, Int)
    case distribution(Distribution)
    case fill(Fill)
    case choice(Choice)
    /// Index of a declaration of that kind; models, budgets and switches by their place in the policy.
    case name(BlockKind, Int, String)
    case attribute(Int)
    case list([Typed<FieldValue>])
    case condition(Expression)
    case action(Action)
    case budgetLimit(BudgetLimit)
    case perAttribute(Quantity, Int)
    case perWindow(Quantity, Budget.Window)
    /// Case indices, most important first, and the attribute.
    case casesByAttribute([Int], Int)
    case part(Int64, of: Int64)
    /// Shares, and nanoseconds between them.
    case stages([Rational], every: Int64)
    case timeToLive(Int64, Cache.Anchor)
    case block([String: Typed<FieldValue>])
    /// In source order.
    case named([(String, Typed<FieldValue>)])
    /// Attribute index and a constant of its type.
    case attributeValues([(Int, Expression)])
}

/// A chosen word with its arguments.
package struct Choice: Sendable {
    package var word: String
    package var arguments: [String: Typed<FieldValue>]
    /// Arguments of any other name, or without one, in source order.
    package var rest: [(String?, Typed<FieldValue>)]

    package init(word: String, arguments: [String: Typed<FieldValue>] = [:], rest: [(String?, Typed<FieldValue>)] = [])
    {
        self.word = word
        self.arguments = arguments
        self.rest = rest
    }
}

/// `$25 per tenant per day`
package struct BudgetLimit: Sendable {
    package var money: Money
    package var scope: Int?
    /// Nil where the limit is per value of the scope alone.
    package var window: Budget.Window?

    package init(money: Money, scope: Int?, window: Budget.Window?) {
        self.money = money
        self.scope = scope
        self.window = window
    }
}

/// What is uncertain about a number: parameters in base units.
package enum Distribution: Sendable {
    case constant(Quantity)
    case uniform(Quantity, Quantity)
    case triangular(Quantity, Quantity, Quantity)
    case pert(Quantity, Quantity, Quantity)
    case normal(mean: Quantity, deviation: Quantity)
    case lognormal(mean: Quantity, deviation: Quantity)
    case empirical(file: String)
}

/// `test "…" { … }`
package struct PolicyTest: Sendable {
    package var title: String
    package var given: [(attribute: Int, value: Expression)]
    package var state: [(path: String, value: Typed<FieldValue>)]
    package var expectation: Expression
    /// What the request may cost, both ends included.
    package var cost: ClosedRange<Money>?
    /// Code of a reason, or a part of its sentence.
    package var reason: String?
    package var location: SourceLocation

    package init(
        title: String, given: [(attribute: Int, value: Expression)], state: [(path: String, value: Typed<FieldValue>)],
        expectation: Expression, location: SourceLocation
    ) {
        self.title = title
        self.given = given
        self.state = state
        self.expectation = expectation
        self.location = location
    }
}

/// `prove "…" { … }`
package struct Proof: Sendable {
    package enum Claim: Sendable {
        case never(Expression)
        case always(Expression)
        case implies(Expression, Expression)
    }

    package var title: String
    package var claim: Claim
    package var location: SourceLocation

    package init(title: String, claim: Claim, location: SourceLocation) {
        self.title = title
        self.claim = claim
        self.location = location
    }
}

/// `scenario NAME for POLICY { … }`
package struct Scenario: Sendable {
    package var name: String
    package var fields: [String: Typed<FieldValue>]
    package var economy: ScenarioEconomy
    package var location: SourceLocation

    package init(
        name: String, fields: [String: Typed<FieldValue>], economy: ScenarioEconomy = ScenarioEconomy(),
        location: SourceLocation
    ) {
        self.name = name
        self.fields = fields
        self.economy = economy
        self.location = location
    }
}

/// How values that a trace does not have are made.
package enum Fill: Sendable {
    /// A constant of the attribute's type.
    case constant(Expression)
    case distribution(Distribution)
    /// Cases, texts or truth values by their shares, which sum to one.
    case weighted([(value: String, share: Rational)])
    /// Keys `1…keys` by Zipf's law.
    case zipf(keys: Int64, exponent: Rational)
}
