package import ScrimpDiagnostics
package import ScrimpQuantities

/// A checked expression: names are indices, constants are folded, every part has its type and its place.
package struct Expression: Sendable {
    package var kind: Kind
    package var type: ValueType
    package var location: SourceLocation

    package init(_ kind: Kind, _ type: ValueType, at location: SourceLocation) {
        self.kind = kind
        self.type = type
        self.location = location
    }

    package indirect enum Kind: Sendable {
        case boolean(Bool)
        case quantity(Quantity)
        case text(String)
        /// Index of a case of the enumeration in `type`.
        case enumerationCase(Int)
        /// Minutes since midnight, 0…1440.
        case timeOfDay(Int)
        /// 0 Monday … 6 Sunday.
        case weekdayName(Int)

        /// Index in `Policy.attributes`.
        case attribute(Int)
        case localTime
        case weekday
        /// Index in `Policy.budgets`.
        case filled(Int)
        case spend(over: Quantity)
        case usual(over: Quantity)
        /// Index in `Policy.models`.
        case quality(Int, over: Quantity, atLeast: Quantity)
        case health(Int)
        /// A number that the host reports while an answer streams, by name.
        case hostNumber(String)
        case first(Int)
        case reachable([Int])
        /// What becomes of the request; only in tests.
        case verdict(Verdict)

        case not(Expression)
        case and(Expression, Expression)
        case or(Expression, Expression)
        case compare(Comparison, Expression, Expression)
        /// `value in low..high`, both included; of times of day half-open and wrapping midnight.
        case within(Expression, low: Expression, high: Expression)
        /// `value in [a, b]`
        case member(Expression, [Expression])
        case textTest(TextFunction, Expression, Typed<String>)
        case arithmetic(Arithmetic, Expression, Expression)
        case negate(Expression)
        case minimum([Expression])
        case maximum([Expression])
        case absolute(Expression)
    }

    package enum Verdict: String, Hashable, Sendable {
        case rejected, waiting
    }

    package enum Comparison: String, Sendable {
        case less = "<"
        case lessOrEqual = "<="
        case equal = "=="
        case notEqual = "!="
        case greaterOrEqual = ">="
        case greater = ">"
    }

    package enum Arithmetic: String, Sendable {
        case add = "+"
        case subtract = "-"
        case multiply = "*"
        case divide = "/"
    }

    package enum TextFunction: String, Sendable {
        case contains
        case startsWith = "starts_with"
        case endsWith = "ends_with"
        case matches
    }
}

/// The type of an expression.
package enum ValueType: Hashable, Sendable {
    case boolean
    case text
    /// Index of the attribute in `Policy.attributes` that declares the cases.
    case enumeration(Int)
    case quantity(QuantityKind)
    case timeOfDay
    case weekday
}
