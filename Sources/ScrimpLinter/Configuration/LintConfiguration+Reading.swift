package import ScrimpDiagnostics
import ScrimpJSON
import ScrimpYAML

extension LintConfiguration {
    /// Reads a `.scrimp.yaml`. What is wrong is in the diagnostics and left out; the rest holds.
    package static func read(
        _ source: SourceText, sourceIndex: Int = 0
    ) -> (configuration: LintConfiguration, diagnostics: [Diagnostic]) {
        let (node, diagnostics) = YAMLReader.read(source, sourceIndex: sourceIndex)
        var reader = ConfigurationReader(source: sourceIndex, diagnostics: diagnostics)
        if let node, !node.isNull { reader.read(node, ConfigurationKey.all, in: "") }
        return (reader.configuration, reader.diagnostics.sortedByPosition())
    }
}

/// Holds a document against the table of keys.
private struct ConfigurationReader {
    let source: Int
    var configuration = LintConfiguration()
    var diagnostics: [Diagnostic]

    /// - Parameter section: the key of the mapping, empty at the top.
    mutating func read(_ node: JSONNode, _ keys: [ConfigurationKey], in section: String) {
        guard let members = node.members else {
            return reportKind(node, subject: section.isEmpty ? "the file" : "`\(section)`", wanted: "keys with values")
        }
        for member in members {
            guard let key = keys.first(where: { $0.name == member.key }) else {
                reportUnknown(member, keys, in: section)
                continue
            }
            read(member.value, key)
        }
    }

    private mutating func read(_ node: JSONNode, _ key: ConfigurationKey) {
        switch (key.kind, key.name) {
        case (.section(let keys), let name): read(node, keys, in: name)
        case (.paths, _): configuration.exclude += texts(node, key, of: "paths").map { PathPattern($0.text) }
        case (.codes, "select"): configuration.select = selectors(node, key)
        case (.codes, _): configuration.ignore += selectors(node, key, silences: true)
        case (.severities, _): readSeverities(node, key)
        }
    }

    private mutating func readSeverities(_ node: JSONNode, _ key: ConfigurationKey) {
        guard let members = node.members else {
            return reportKind(node, subject: "`\(key.name)`", wanted: "a severity for each code")
        }
        let words = Diagnostic.Severity.allCases.map(\.rawValue)
        for member in members {
            let selector = selector(member.key, at: member.keyRange, silences: true)
            guard let severity = member.value.value.word.flatMap(Diagnostic.Severity.init) else {
                let written = member.value.value.word ?? member.value.value.kindName
                let close = suggest(written, among: words)
                report(
                    .wrongConfigurationValue, "`\(written)` is no severity", at: member.value.range,
                    help: close.map { "did you mean `\($0)`?" } ?? "write `error`, `warning` or `note`",
                    fix: close.map { .init("replace with `\($0)`", [.init(member.value.range, $0)], isSafe: false) })
                continue
            }
            if let selector { configuration.severities.append(.init(selector: selector, severity: severity)) }
        }
    }

    private mutating func selectors(
        _ node: JSONNode, _ key: ConfigurationKey, silences: Bool = false
    ) -> [LintSelector] {
        texts(node, key, of: "codes").compactMap { selector($0.text, at: $0.range, silences: silences) }
    }

    /// - Parameter silences: whether what it selects counts less by it, which errors of the checker cannot.
    private mutating func selector(_ text: String, at range: ByteRange, silences: Bool) -> LintSelector? {
        guard let selector = LintSelector(text) else {
            let close = LintSelector.suggestion(for: text)
            report(
                .unknownLintCode, "there is no code `\(text)`", at: range,
                help: close.map { "did you mean `\($0)`?" } ?? "`scrimp rule` lists them",
                fix: close.map { .init("replace with `\($0)`", [.init(range, $0)], isSafe: false) })
            return nil
        }
        if silences, let code = LintSelector.code(named: text), !code.canBeSilenced {
            report(
                .errorCannotBeSilenced, "`\(text)` is an error, which is always said", at: range,
                notes: ["\(text): \(code.title)"])
            return nil
        }
        return selector
    }

    /// The texts of a list; a number or a truth value is what is written.
    private mutating func texts(
        _ node: JSONNode, _ key: ConfigurationKey, of what: String
    ) -> [(text: String, range: ByteRange)] {
        guard let elements = node.elements else {
            reportKind(node, subject: "`\(key.name)`", wanted: "a list of \(what)")
            return []
        }
        return elements.compactMap { element in
            if let word = element.value.word, !word.isEmpty { return (word, element.range) }
            reportKind(element, subject: "`\(key.name)`", wanted: "a list of \(what)")
            return nil
        }
    }

    private mutating func reportKind(_ node: JSONNode, subject: String, wanted: String) {
        report(
            .wrongConfigurationValue, "\(subject) holds \(wanted), not \(node.value.kindName)", at: node.range)
    }

    private mutating func reportUnknown(_ member: JSONMember, _ keys: [ConfigurationKey], in section: String) {
        let close = suggest(member.key, among: keys.map(\.name))
        let known = keys.map { "`\($0.name)`" }.joined(separator: ", ")
        report(
            .unknownConfigurationKey,
            section.isEmpty ? "there is no key `\(member.key)`" : "`\(section)` has no key `\(member.key)`",
            at: member.keyRange, help: close.map { "did you mean `\($0)`?" } ?? "it has \(known)",
            fix: close.map { .init("replace with `\($0)`", [.init(member.keyRange, $0)], isSafe: false) })
    }

    private mutating func report(
        _ code: DiagnosticCode, _ message: String, at range: ByteRange, notes: [String] = [], help: String? = nil,
        fix: Diagnostic.Fix? = nil
    ) {
        diagnostics.append(
            Diagnostic(
                code, message, at: SourceLocation(range, in: source), notes: notes, help: help,
                fixes: fix.map { [$0] } ?? []))
    }
}

extension JSONValue {
    /// A text, or what stands for one.
    fileprivate var word: String? {
        switch self {
        case .string(let text): text
        case .number(let number): number.text
        case .bool(let bool): bool ? "true" : "false"
        case .null, .array, .object: nil
        }
    }
}
