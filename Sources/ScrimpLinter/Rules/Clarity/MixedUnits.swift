import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSyntax

extension LintRule {
    /// one quantity in two units
    ///
    /// Why: `60 min` here and `1 h` there look like two decisions. Written alike, equal amounts are seen to be equal, and found
    /// together.
    ///
    /// Bad:
    /// ```scrimp
    /// cache answers { match: exact, key: [tenant], ttl: 60 min from insert, capacity: 1_000 }
    /// cache again   { match: exact, key: [tenant, tier], ttl: 1 h from insert, capacity: 1_000 }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// cache answers { match: exact, key: [tenant], ttl: 1 h from insert, capacity: 1_000 }
    /// cache again   { match: exact, key: [tenant, tier], ttl: 1 h from insert, capacity: 1_000 }
    /// ```
    package static let mixedUnits = LintRule(
        "C012", severity: .note,
        .text { linted, findings in
            var uses = linted.quantities
            guard Written.byAmount(uses).values.contains(where: { $0.count > 1 }) else { return }
            let parents = linted.tree.parents
            uses.removeAll { linted.tree.standsBesideOthers($0.node, parents) }
            let units = Written.byAmount(uses)
            for use in uses {
                guard let known = units[use.amount], known.count > 1 else { continue }
                let whole = known.compactMap { unit -> (unit: Unit, count: Int128)? in
                    use.amount.value.divided(by: unit.scale)?.whole.map { (unit, $0) }
                }
                guard let best = whole.max(by: { $0.unit.scale < $1.unit.scale }), best.unit.symbol != use.unit.symbol
                else {
                    continue
                }
                let text = "\(best.count.grouped) \(([best.unit.symbol] + use.amount.per).joined(separator: "/"))"
                findings.report(
                    "`\(linted.tree.source.text(in: use.range))` is written `\(text)` elsewhere",
                    at: linted.location(use.range), help: "write equal amounts alike: `\(text)`",
                    fixes: [Diagnostic.Fix("write `\(text)`", [.init(use.range, text)])])
            }
        })
}

private struct Amount: Hashable {
    /// In base units.
    var value: Rational
    var dimension: Dimension
    var per: [String]
}

private struct Written {
    var amount: Amount
    var unit: Unit
    var range: ByteRange
    var node: Int

    /// The units that each amount is written in.
    static func byAmount(_ uses: [Written]) -> [Amount: [Unit]] {
        var units: [Amount: [Unit]] = [:]
        for use in uses where !(units[use.amount] ?? []).contains(where: { $0.symbol == use.unit.symbol }) {
            units[use.amount, default: []].append(use.unit)
        }
        return units
    }
}

extension LintedText {
    fileprivate var quantities: [Written] {
        tree.nodes.indices.compactMap { node in
            guard tree.nodes[node].kind == .quantity,
                case .quantity(let literal)? = tree.expression(at: node)?.kind,
                let unit = Unit.named(literal.unit.utf8), !unit.isCalendar,
                let value = literal.decimal.rational?.multiplied(by: unit.scale)
            else { return nil }
            let amount = Amount(value: value, dimension: unit.dimension, per: literal.per)
            return Written(amount: amount, unit: unit, range: literal.range, node: node)
        }
    }
}

extension SyntaxTree {
    /// Whether a quantity has others beside it that it is written like, or belongs to a scenario or a test, which have figures of
    /// their own.
    fileprivate func standsBesideOthers(_ node: Int, _ parents: [Int]) -> Bool {
        var node = node
        while parents[node] != node {
            node = parents[node]
            switch nodes[node].kind {
            case .list, .range: return true
            case .declaration: return ["scenario", "test"].contains(text(ofToken: Int(nodes[node].first)))
            default: break
            }
        }
        return false
    }
}

extension Int128 {
    /// With `_` between groups of three digits.
    fileprivate var grouped: String {
        let digits = Array(String(self))
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3), text != "-" { text += "_" }
            text.append(digit)
        }
        return text
    }
}
