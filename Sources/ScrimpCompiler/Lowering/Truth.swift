/// When a condition is surely true and when it is surely false. Where neither holds it is undefined: a division by zero, or
/// a number of which nothing is known yet.
struct Truth {
    var isTrue: Formula
    var isFalse: Formula

    init(_ isTrue: Formula, _ isFalse: Formula) {
        self.isTrue = isTrue
        self.isFalse = isFalse
    }

    /// Of a condition that is never undefined.
    init(_ formula: Formula) { self.init(formula, formula.negated) }

    static let undefined = Truth(.no, .no)

    /// An undefined condition counts as false: rules, caches, shapes, batches, gathers, reversions, alerts and what throws a switch.
    var permissive: Formula { isTrue }
    /// An undefined condition counts as true: switches, allows, budgets and limits.
    var restrictive: Formula { isFalse.negated }

    var negated: Truth { Truth(isFalse, isTrue) }

    static func all(_ parts: [Truth]) -> Truth {
        Truth(.all(parts.map(\.isTrue)), .any(parts.map(\.isFalse)))
    }

    static func any(_ parts: [Truth]) -> Truth {
        Truth(.any(parts.map(\.isTrue)), .all(parts.map(\.isFalse)))
    }
}
