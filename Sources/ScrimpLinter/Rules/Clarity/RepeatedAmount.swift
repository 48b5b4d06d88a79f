import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSchema
import ScrimpSyntax

extension LintRule {
    /// an amount that is written out again and again
    ///
    /// Why: An amount that stands in three places is changed in two of them. A `let` gives it a name, and says what it is.
    ///
    /// Bad:
    /// ```scrimp
    /// route {
    ///     when task == faq and prompt > 12 ktok     -> large
    ///     when task == summary and prompt > 12 ktok -> haiku
    ///     when tier == premium and prompt > 12 ktok -> haiku, large
    ///     otherwise                                 -> mini
    /// }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// let long = prompt > 12 ktok
    /// route {
    ///     when task == faq and long     -> large
    ///     when task == summary and long -> haiku
    ///     when tier == premium and long -> haiku, large
    ///     otherwise                     -> mini
    /// }
    /// ```
    package static let repeatedAmount = LintRule(
        "C011", severity: .note,
        .text { linted, findings in
            let tree = linted.tree
            let literals = tree.nodes.indices.filter {
                tree.nodes[$0].kind == .money || tree.nodes[$0].kind == .quantity
            }
            guard literals.count >= Self.repetitions else { return }
            let parents = tree.parents
            // What an amount is an amount of, and how it is written.
            struct Use: Hashable {
                var of: String
                var text: String
            }
            var order: [Use] = []
            var places: [Use: [ByteRange]] = [:]
            for literal in literals {
                guard let subject = tree.subject(ofLiteral: literal, parents) else { continue }
                let range = tree.range(of: literal)
                let use = Use(of: subject, text: tree.source.text(in: range))
                guard !["$0", "$1", "0%", "100%"].contains(use.text) else { continue }
                if places[use] == nil { order.append(use) }
                places[use, default: []].append(range)
            }
            for use in order {
                guard let ranges = places[use], ranges.count >= Self.repetitions else { continue }
                findings.report(
                    "`\(use.text)` stands here \(ranges.count) times for \(use.of)", at: linted.location(ranges[0]),
                    labels: ranges.dropFirst().map { Diagnostic.Label(linted.location($0), "again") },
                    help: "give it a name: `let … = \(use.text)`")
            }
        })

    /// How often makes an amount one that should have a name.
    private static let repetitions = 3
}

extension SyntaxTree {
    /// What a literal is compared with, or the field that it is the value of; nil where no `let` could stand, or should.
    fileprivate func subject(ofLiteral literal: Int, _ parents: [Int]) -> String? {
        var node = literal
        while parents[node] != node {
            let parent = parents[node]
            switch nodes[parent].kind {
            case .comparison:
                let other = children(of: parent).first { $0 != node && nodes[$0].kind.isExpression }
                guard let other, nodes[other].kind == .path || nodes[other].kind == .call else { return nil }
                return "`\(source.text(in: range(of: other)))`"
            case .parenthesized, .amount: node = parent
            case .field: return field(parent, parents, isPercentage: isPercentage(literal))
            default: return nil
            }
        }
        return nil
    }

    private func isPercentage(_ literal: Int) -> Bool {
        if case .quantity(let quantity)? = expression(at: literal)?.kind { return quantity.unit == "%" }
        return false
    }

    /// A field of a declaration whose value is an amount that a `let` can stand for. Times and percentages are mostly equal by
    /// chance, and scenarios and tests tell of single cases.
    private func field(_ field: Int, _ parents: [Int], isPercentage: Bool) -> String? {
        let block = parents[field]
        let declaration = parents[block]
        guard !isPercentage, nodes[declaration].kind == .declaration else { return nil }
        // A declaration begins with the word of its kind.
        guard let kind = BlockKind(rawValue: text(ofToken: Int(nodes[declaration].first))),
            ![.scenario, .test, .prove].contains(kind),
            let path = children(of: field).first(where: { nodes[$0].kind == .fieldPath })
        else { return nil }
        let name = source.text(in: range(of: path))
        switch Schema.block(kind).field(name)?.type {
        case .budgetLimit: break
        case .amount(let measure): if measure.dimension == .time || measure.dimension == .none { return nil }
        default: return nil
        }
        return "`\(name)` of a \(kind.rawValue)"
    }
}
