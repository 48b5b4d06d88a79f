import ScrimpLinter
import ScrimpTestSupport

/// A rule as its file in `Sources/ScrimpLinter/Rules/` writes it down: the comment that is its page, and its id.
struct RuleComment {
    /// Below `Rules/`: `Money/BudgetWithoutAlert.swift`.
    let file: String
    let id: String
    /// Of the `static let`.
    let name: String
    var page: LintRulePage
    /// Whether the rule's code speaks of fixes.
    let offersFixes: Bool

    struct Malformed: Error, CustomStringConvertible {
        let description: String
    }

    /// Every rule, in order of id.
    static func all() throws -> [RuleComment] {
        try PackageRoot.files(below: "Sources/ScrimpLinter/Rules", suffix: ".swift")
            .map { try RuleComment(file: $0, text: PackageRoot.text("Sources/ScrimpLinter/Rules/" + $0)) }
            .sorted { ($0.id, $0.file) < ($1.id, $1.file) }
    }

    init(file: String, text: String) throws(Malformed) {
        let rules = text.matches(of: /static let ([A-Za-z0-9]+) = LintRule\(\s*"([A-Z][0-9]{3})"/)
        guard rules.count == 1, let rule = rules.first else {
            throw Malformed(description: "\(file) holds \(rules.count) rules; a file holds one")
        }
        name = String(rule.1)
        id = String(rule.2)
        self.file = file
        offersFixes = text.contains("fixes:")
        var lines: [Substring] = []
        for line in text[..<rule.range.lowerBound].split(separator: "\n").reversed() {
            let trimmed = line.drop { $0 == " " }
            if trimmed.isEmpty || trimmed == "package " { continue }
            guard trimmed.hasPrefix("///") else { break }
            lines.insert(trimmed.dropFirst(trimmed.hasPrefix("/// ") ? 4 : 3), at: 0)
        }
        page = try Self.page(lines, file)
    }

    /// The title is the first line; `Why:`, `Bad:` and `Good:` begin what follows them.
    private static func page(_ lines: [Substring], _ file: String) throws(Malformed) -> LintRulePage {
        var why: [Substring] = []
        var examples: [Substring: [Substring]] = [:]
        var part: Substring = ""
        var isFenced = false
        for line in lines.dropFirst() {
            if line.hasPrefix("```") {
                isFenced.toggle()
                guard !isFenced || line == "```scrimp" else {
                    throw Malformed(description: "\(file): an example begins with ```scrimp")
                }
            } else if isFenced {
                examples[part, default: []].append(line)
            } else if line.hasPrefix("Why: ") {
                part = "Why"
                why.append(line.dropFirst(5))
            } else if line == "Bad:" || line == "Good:" {
                part = line.dropLast()
            } else if part == "Why", !line.isEmpty {
                why.append(line)
            } else if !line.isEmpty {
                throw Malformed(description: "\(file): `\(line)` belongs to no part of the page")
            }
        }
        guard !isFenced else { throw Malformed(description: "\(file): an example does not end") }
        return LintRulePage(
            title: String(lines.first ?? ""), why: why.joined(separator: " "),
            bad: (examples["Bad"] ?? []).joined(separator: "\n"),
            good: (examples["Good"] ?? []).joined(separator: "\n"))
    }
}
