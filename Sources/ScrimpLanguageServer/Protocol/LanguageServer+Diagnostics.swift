import ScrimpDiagnostics
import ScrimpJSON
import ScrimpLinter

extension LanguageServer {
    /// A finding as the protocol writes it: labels are related information, notes and help follow the message.
    func diagnostic(_ diagnostic: Diagnostic, in findings: FileFindings) -> JSONValue {
        let lines = lines(ofPath: findings.path) ?? LineTable([])
        var text = diagnostic.message
        for note in diagnostic.notes { text += "\nnote: \(note)" }
        if let help = diagnostic.help { text += "\nhelp: \(help)" }
        let related = diagnostic.labels.compactMap { label -> JSONValue? in
            guard findings.sources.indices.contains(label.location.source) else { return nil }
            let file = findings.sources[label.location.source].file
            return location(FileRange(path: file, range: label.location.range)).map {
                .record(["location": $0, "message": .string(label.text)])
            }
        }
        let tags = diagnostic.code.tags
        return .record([
            "range": json(diagnostic.location.range, lines), "severity": .whole(diagnostic.severity.protocolNumber),
            "code": .string(diagnostic.code.id),
            "codeDescription": pageAddress(of: diagnostic.code).map { .record(["href": .string($0)]) },
            "source": .string("scrimp"), "message": .string(text),
            "tags": tags.isEmpty ? nil : .list(tags.map { .whole($0.rawValue) }),
            "relatedInformation": related.isEmpty ? nil : .list(related),
        ])
    }
}

extension LanguageServer {
    /// Where the page of a code is, below the address that the editor's settings give; nil where they give none.
    fileprivate func pageAddress(of code: DiagnosticCode) -> String? {
        guard let base = abilities.documentation else { return nil }
        let folder = LintRule.named(code.id) == nil ? "diagnostics" : "lint"
        return "\(base.hasSuffix("/") ? base : base + "/")\(folder)/\(code.pageName)"
    }
}

/// How an editor may show a finding beside its severity; the raw values are the protocol's.
enum DiagnosticTag: Int {
    /// Shown faded.
    case unnecessary = 1
    /// Shown struck through.
    case deprecated = 2
}

extension DiagnosticCode {
    /// By what the code is about: what can never matter, and what is going away.
    var tags: [DiagnosticTag] {
        if self == .deadRule || title.contains("unused") || title.contains("never used") { return [.unnecessary] }
        if self == .retiredModel || title.contains("deprecated") { return [.deprecated] }
        return []
    }
}

extension Diagnostic.Severity {
    fileprivate var protocolNumber: Int {
        switch self {
        case .error: 1
        case .warning: 2
        case .note: 3
        }
    }
}
