import ScrimpDiagnostics
import ScrimpQuantities
package import ScrimpSimulator

/// `saving < 20%`: a figure of a simulation, a comparison and a value; true where the build should fail.
package struct FailCondition: Sendable {
    enum Comparison: String, CaseIterable, Sendable {
        // Longer ones first: a shorter one is the beginning of some.
        case lessOrEqual = "<="
        case greaterOrEqual = ">="
        case less = "<"
        case greater = ">"
    }

    package struct Problem: Error, Sendable {
        package var message: String
        package var help: String
    }

    package let name: Figure.Name
    let comparison: Comparison
    let limit: Double
    /// As it was written, for messages.
    let text: String

    package init(_ text: String) throws(Problem) {
        self.text = text
        guard let comparison = Comparison.allCases.first(where: { text.contains($0.rawValue) }),
            let range = text.range(of: comparison)
        else {
            throw Problem(
                message: "`\(text)` is no comparison", help: "write it like `saving < 20%` or `npv < $0`")
        }
        let word = text[..<range.lowerBound].trimmed
        let known = Figure.Name.allCases.map(\.rawValue)
        guard let name = Figure.Name(rawValue: word) else {
            let close = suggest(word, among: known)
            throw Problem(
                message: "there is no figure `\(word)`",
                help: close.map { "did you mean `\($0)`?" } ?? "the figures are \(known.joined(separator: ", "))")
        }
        self.name = name
        self.comparison = comparison
        limit = try Self.limit(text[range.upperBound...].trimmed, name)
    }

    private static func limit(_ text: String, _ name: Figure.Name) throws(Problem) -> Double {
        let (example, word) = name.unit.written
        let problem = Problem(
            message: "`\(text)` is no \(word)", help: "`\(name.rawValue)` takes \(word.withArticle): `\(example)`")
        func number(_ digits: some StringProtocol) -> Double? {
            Decimal(ascii: digits.utf8)?.rational?.approximate
        }
        switch name.unit {
        case .ratio:
            guard text.hasSuffix("%"), let value = number(text.dropLast().filter { $0 != " " }) else { throw problem }
            return value / 100
        case .dollars:
            let sign: Double = text.hasPrefix("-") ? -1 : 1
            let rest = sign < 0 ? text.dropFirst() : text[...]
            guard rest.hasPrefix("$"), let value = number(rest.dropFirst().filter { $0 != "," }) else { throw problem }
            return sign * value
        case .months:
            for (suffix, months) in [(" months", 1.0), (" month", 1), (" years", 12), (" year", 12)]
            where text.hasSuffix(suffix) {
                guard let value = number(text.dropLast(suffix.count)) else { throw problem }
                return value * months
            }
            throw problem
        case .count:
            guard let value = number(text) else { throw problem }
            return value
        }
    }

    /// The same as a limit that a search keeps to.
    package var constraint: TuningGoal.Constraint {
        let comparison: TuningGoal.Constraint.Comparison =
            switch comparison {
            case .less: .less
            case .lessOrEqual: .lessOrEqual
            case .greater: .greater
            case .greaterOrEqual: .greaterOrEqual
            }
        return .init(name, comparison, limit, text: text)
    }

    /// Whether it holds for a figure. One without a value fails, whatever is asked of it.
    package func holds(for figure: Figure) -> Bool {
        guard let value = figure.value, !value.isNaN else { return true }
        return switch comparison {
        case .less: value < limit
        case .lessOrEqual: value <= limit
        case .greater: value > limit
        case .greaterOrEqual: value >= limit
        }
    }
}

extension Figure.Unit {
    /// An example and what it is called.
    fileprivate var written: (String, String) {
        switch self {
        case .ratio: ("20%", "percentage")
        case .dollars: ("$1_000", "amount of money")
        case .months: ("12 months", "time in months or years")
        case .count: ("3", "number")
        }
    }
}

extension String {
    fileprivate func range(of comparison: FailCondition.Comparison) -> Range<String.Index>? {
        guard let start = firstIndex(where: { $0 == "<" || $0 == ">" }) else { return nil }
        let end = index(start, offsetBy: comparison.rawValue.count, limitedBy: endIndex) ?? endIndex
        return self[start..<end] == comparison.rawValue ? start..<end : nil
    }
}

extension String {
    fileprivate var withArticle: String { hasPrefix("a") ? "an \(self)" : "a \(self)" }
}

extension StringProtocol {
    /// Without blanks at its ends.
    var trimmed: String {
        var rest = Substring(self)
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }
}
