package import ScrimpQuantities
import ScrimpSemantics

/// A constant of the policy that a search moves, and the values that it may take.
package struct TuningParameter: Sendable {
    /// Index in `Policy.constants`.
    package var constant: Int
    package var name: String
    /// Ascending, at least one.
    package var values: [Quantity]
    /// What the policy says now.
    package var today: Quantity?
    /// The attribute that it is a threshold on, where it is one: the values are then those that the traffic has.
    package var attribute: String?

    package init(constant: Int, name: String, values: [Quantity], today: Quantity?, attribute: String? = nil) {
        self.constant = constant
        self.name = name
        self.values = values
        self.today = today
        self.attribute = attribute
    }

    /// As they are written in a policy.
    package var lowText: String { values.first?.text ?? "" }
    package var highText: String { values.last?.text ?? "" }
    package var todayText: String { today?.text ?? "" }

    /// Decimals of the range beyond its first digit.
    private static let decimals = 3

    /// Evenly spaced from one end to the other, in steps that are one of a power of ten of the unit in which people write it, some
    /// thousands of them at most. Tokens and requests are whole, and so are plain numbers where both ends are.
    package static func ladder(from low: Quantity, to high: Quantity) -> [Quantity] {
        let unit = writtenUnit(low)
        let isWhole =
            low.dimension.tokens != 0 || low.dimension.requests != 0
            || low.scale == .plain && low.dimension == .none && low.value.whole != nil && high.value.whole != nil
        guard let range = high.value.subtracting(low.value)?.divided(by: unit), range > .zero else { return [low] }
        var step = Rational.one
        var ten = 0
        // The power of ten that the range has as its first digit, then some decimals of it.
        while ten < 30, let larger = step.multiplied(by: Rational(whole: 10)), larger <= range {
            step = larger
            ten += 1
        }
        while ten > -30, step > range, let smaller = step.divided(by: Rational(whole: 10)) {
            step = smaller
            ten -= 1
        }
        for _ in 0..<decimals { step = step.divided(by: Rational(whole: 10)) ?? step }
        if isWhole { step = max(step, .one) }
        guard let step = step.multiplied(by: unit) else { return [low, high] }
        var values: [Quantity] = []
        var value = low.value
        while value < high.value {
            values.append(Quantity(value, low.dimension, scale: low.scale))
            guard let next = value.adding(step) else { break }
            value = next
        }
        return values + [high]
    }

    /// What people count in, in base units: a percent, a millisecond.
    private static func writtenUnit(_ quantity: Quantity) -> Rational {
        if quantity.scale == .ratio { return Rational(1, 100) ?? .one }
        if quantity.kind == .duration { return Unit.named("ms".utf8)?.scale ?? .one }
        return .one
    }
}
