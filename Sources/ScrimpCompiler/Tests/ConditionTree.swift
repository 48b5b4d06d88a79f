import ScrimpDiagnostics
import ScrimpSemantics

/// A condition with its parts, so that it can be said of each whether it holds.
package struct ConditionTree: Sendable {
    /// As it is written, on one line.
    package let text: String
    /// Operands of `and`, `or` and `not`; empty for what has no conditions in it.
    package let parts: [ConditionTree]
    /// Compared with a constant for equality: where that holds, the value says nothing new.
    package let isEquality: Bool
    let truth: Truth
    /// The features that it looks at where it has no parts, in ascending order.
    let features: [Int]

    /// The conditions at the ends of the tree.
    package var leaves: [ConditionTree] { parts.isEmpty ? [self] : parts.flatMap(\.leaves) }
}

extension Lowering {
    /// Parts of an `and` within an `and` become parts of the outer one, and so with `or`.
    mutating func tree(_ expression: Expression) -> ConditionTree {
        var parts: [Expression] = []
        switch expression.kind {
        case .and: Self.collect(expression, isAnd: true, into: &parts)
        case .or: Self.collect(expression, isAnd: false, into: &parts)
        case .not(let inner): parts = [inner]
        default: break
        }
        var isEquality = false
        if case .compare(.equal, _, _) = expression.kind { isEquality = true }
        let truth = truth(expression)
        var features: Set<Int> = []
        if parts.isEmpty {
            for formula in [truth.isTrue, truth.isFalse] {
                formula.forEachFeature { if $0 < ProofAtom.base { features.insert($0) } }
            }
        }
        return ConditionTree(
            text: sourceText(at: expression.location), parts: parts.map { tree($0) }, isEquality: isEquality,
            truth: truth, features: features.sorted())
    }

    private static func collect(_ expression: Expression, isAnd: Bool, into parts: inout [Expression]) {
        switch expression.kind {
        case .and(let left, let right) where isAnd:
            collect(left, isAnd: isAnd, into: &parts)
            collect(right, isAnd: isAnd, into: &parts)
        case .or(let left, let right) where !isAnd:
            collect(left, isAnd: isAnd, into: &parts)
            collect(right, isAnd: isAnd, into: &parts)
        default: parts.append(expression)
        }
    }

    private func sourceText(at location: SourceLocation) -> String {
        guard sources.texts.indices.contains(location.source) else { return "" }
        let text = sources[location.source].text(in: location.range)
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
