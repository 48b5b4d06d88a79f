/// Where an expression stands, and so what it may ask.
enum ExpressionContext: Hashable {
    /// A condition of the policy: attributes, state, time.
    case condition
    /// A value that is fixed when the policy is compiled.
    case constant
    /// A proof or an expectation of a test: also `first` and `reachable`.
    case proof
    /// A condition over a number that the host reports while an answer streams.
    case stream
}

/// What the surroundings of an expression want it to be; names of cases are resolved by it.
enum Expectation {
    case nothing
    case type(ValueType)
}
