import ScrimpDiagnostics
import ScrimpSemantics
import ScrimpSyntax

extension LintRule {
    /// an import that gives nothing that is used
    ///
    /// Why: A file that is read is a file that has to be kept right, reviewed and shipped. Budgets, limits, caches and all else that
    /// acts by itself is used by being imported.
    ///
    /// Bad:
    /// ```scrimp
    /// import "thresholds.scrimp"   // only `let short = 2 ktok`, which nothing names
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// import "thresholds.scrimp"
    /// route {
    ///     when prompt < short -> mini
    ///     otherwise           -> large
    /// }
    /// ```
    package static let uselessImport = LintRule(
        "C010",
        .policy { linted, findings in
            guard let tree = linted.ownTree else { return }
            var seen: [String] = []
            for case .use(let view) in tree.file.items {
                guard let path = view.path else { continue }
                let place = SourceLocation(path.range, in: 0)
                func fix(isSafe: Bool) -> [Diagnostic.Fix] {
                    [Diagnostic.Fix("remove the line", [linted.ownText.removal(of: view.range)], isSafe: isSafe)]
                }
                if seen.contains(path.value) {
                    findings.report(
                        "`\(path.value)` is read twice", at: place, help: "remove one of the two",
                        fixes: fix(isSafe: true))
                    continue
                }
                seen.append(path.value)
                guard let source = linted.source(named: path.value) else { continue }
                if view.isImport {
                    guard let imported = linted.trees[source], let gift = linted.unused(imported, source) else {
                        continue
                    }
                    findings.report(
                        "nothing that `\(path.value)` declares is used", at: place, help: "remove the import",
                        fixes: fix(isSafe: gift == .constants))
                } else if linted.isUnused(catalog: linted.sources[source]) {
                    findings.report(
                        "no model or GPU of this policy is in `\(path.value)`", at: place, help: "remove the `use`",
                        fixes: fix(isSafe: false))
                }
            }
        })
}

/// What an import gives that nothing uses.
private enum Gift {
    /// Nothing that is part of the plan.
    case constants
    /// Models or pools.
    case declarations
}

extension LintedPolicy {
    /// The source that a path leads to; nil where several could be meant.
    fileprivate func source(named path: String) -> Int? {
        var name = path[...]
        while name.hasPrefix("../") || name.hasPrefix("./") { name = name.drop { $0 == "." }.dropFirst() }
        let found = trees.indices.dropFirst().filter { index in
            sources[index].file == name || sources[index].file.hasSuffix("/" + name)
        }
        return found.count == 1 ? found.first : nil
    }

    /// What a file declares, where nothing outside of it names any of it and nothing of it acts by itself; nil where it is used.
    fileprivate func unused(_ imported: SyntaxTree, _ source: Int) -> Gift? {
        var names: [Name] = []
        var gift = Gift.constants
        for item in imported.file.items {
            switch item {
            case .constant(let view): if let name = view.name { names.append(name) }
            case .declaration(let view):
                guard ["model", "pool"].contains(view.kind.text), let name = view.name else { return nil }
                names.append(name)
                gift = .declarations
            case .use, .request, .route: return nil
            }
        }
        for index in trees.indices where index != source {
            guard let tree = trees[index] else { continue }
            for name in names {
                var isNamed = false
                tree.forEachMention(of: Array(name.text.utf8)) { _ in
                    isNamed = true
                    return false
                }
                if isNamed { return nil }
            }
        }
        return gift
    }

    /// Whether a catalog is only about models that the policy does not use. Other parts of it are not looked into.
    fileprivate func isUnused(catalog: SourceText) -> Bool {
        let text = String(decoding: catalog.bytes, as: UTF8.self)
        let keys = text.split(separator: "\n").filter { line in
            line.first.map { $0.isLetter || $0 == "\"" } ?? false
        }
        let known = ["models:", "source:", "as_of:"]
        guard !keys.isEmpty, keys.allSatisfy({ key in known.contains { key.hasPrefix($0) } }) else { return false }
        return !policy.models.contains { text.contains($0.identity) }
    }
}
