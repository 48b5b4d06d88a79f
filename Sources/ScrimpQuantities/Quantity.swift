/// An exact number with its dimension, in base units.
public struct Quantity: Hashable, Sendable {
    /// What a number without a dimension is: `0.35` and `35%` are different things to a reader, so they are to the checker.
    public enum Scale: UInt8, Hashable, Sendable {
        case plain
        /// Written in percent; `5%/h` is a ratio per time.
        case ratio
        /// A length of time in calendar units, which have no fixed length.
        case calendar
    }

    /// In base units of the dimension.
    public var value: Rational
    /// What it measures.
    public var dimension: Dimension
    /// How it is written.
    public var scale: Scale

    public init(_ value: Rational, _ dimension: Dimension = .none, scale: Scale = .plain) {
        self.value = value
        self.dimension = dimension
        self.scale = scale
    }

    /// Why two quantities cannot be combined.
    public enum ArithmeticError: Error, Hashable, Sendable {
        /// The operands are of different kinds.
        case unlike
        /// Money times money.
        case moneySquared
        case divisionByZero
        case overflow
    }

    /// Whether both may be added and compared.
    public func isLike(_ other: Quantity) -> Bool { kind == other.kind }

    /// Dimension and scale, without the value.
    public var kind: QuantityKind { QuantityKind(dimension: dimension, scale: scale) }

    /// The sum, exact. Throws where the dimensions differ, or where it does not fit.
    public func adding(_ other: Quantity) throws(ArithmeticError) -> Quantity {
        guard isLike(other) else { throw .unlike }
        guard let sum = value.adding(other.value) else { throw .overflow }
        return Quantity(sum, dimension, scale: scale)
    }

    /// The difference, exact. Throws where the dimensions differ, or where it does not fit.
    public func subtracting(_ other: Quantity) throws(ArithmeticError) -> Quantity {
        try adding(Quantity(other.value.negated, other.dimension, scale: other.scale))
    }

    /// The product, exact, of the product of the dimensions. Throws where one of them does not fit.
    public func multiplied(by other: Quantity) throws(ArithmeticError) -> Quantity {
        let kind = try self.kind.multiplied(by: other.kind)
        guard let product = value.multiplied(by: other.value) else { throw .overflow }
        return Quantity(product, kind.dimension, scale: kind.scale)
    }

    /// The quotient, exact. Throws for a divisor of zero, and where it does not fit.
    public func divided(by other: Quantity) throws(ArithmeticError) -> Quantity {
        let kind = try self.kind.divided(by: other.kind)
        guard other.value.numerator != 0 else { throw .divisionByZero }
        guard let quotient = value.divided(by: other.value) else { throw .overflow }
        return Quantity(quotient, kind.dimension, scale: kind.scale)
    }
}

/// Dimension and scale without the number: the type of an arithmetic expression.
public struct QuantityKind: Hashable, Sendable {
    /// What is measured.
    public var dimension: Dimension
    /// How it is written.
    public var scale: Quantity.Scale

    public init(dimension: Dimension, scale: Quantity.Scale = .plain) {
        self.dimension = dimension
        self.scale = scale
    }

    /// Kinds that have a name of their own in messages.
    public static let number = QuantityKind(dimension: .none)
    public static let ratio = QuantityKind(dimension: .none, scale: .ratio)
    public static let tokens = QuantityKind(dimension: .tokens)
    public static let money = QuantityKind(dimension: .money)
    public static let duration = QuantityKind(dimension: .time)
    public static let bytes = QuantityKind(dimension: .bytes)
    public static let requests = QuantityKind(dimension: .requests)

    /// Kind of a product. Throws where a power does not fit.
    public func multiplied(by other: QuantityKind) throws(Quantity.ArithmeticError) -> QuantityKind {
        try combined(with: other, sign: 1)
    }

    /// Kind of a quotient. Throws where a power does not fit.
    public func divided(by other: QuantityKind) throws(Quantity.ArithmeticError) -> QuantityKind {
        try combined(with: other, sign: -1)
    }

    private func combined(with other: QuantityKind, sign: Int8) throws(Quantity.ArithmeticError) -> QuantityKind {
        if sign > 0, dimension.money > 0, other.dimension.money > 0 { throw .moneySquared }
        guard let result = dimension.combined(with: other.dimension, sign: sign) else { throw .overflow }
        // A ratio of something is that something; only ratio × number and ratio × ratio stay ratios.
        let bothBare = dimension == .none && other.dimension == .none
        let isRatio =
            bothBare && (scale == .ratio) != (sign < 0 && other.scale == .ratio)
            || bothBare && sign > 0 && other.scale == .ratio
        let isRatioRate =
            !bothBare && result != .none && result.money == 0
            && (scale == .ratio && other.dimension == .time && dimension == .none)
        let isCalendar =
            (scale == .calendar && other.dimension == .none)
            || (other.scale == .calendar && dimension == .none && sign > 0)
        return QuantityKind(dimension: result, scale: isCalendar ? .calendar : isRatio || isRatioRate ? .ratio : .plain)
    }

    /// For messages: `money`, `tokens`, `a percentage`.
    public var description: String {
        switch scale {
        case .ratio: dimension == .none ? "a percentage" : "a percentage per \(dimension.time < 0 ? "time" : "unit")"
        case .calendar: "a calendar span"
        case .plain: dimension == .time ? "a duration" : dimension.description
        }
    }
}
