import ScrimpDiagnostics
import ScrimpLinter
import ScrimpSemantics
import ScrimpTestSupport
import Testing

/// What the rules say of the policies that are shipped, each with the reason why it is right.
@Suite struct ShippedPoliciesTests {
    private struct Expected {
        let code: String
        /// The text that it points at.
        let text: String
        let reason: String

        init(_ code: String, _ text: String, _ reason: String) {
            self.code = code
            self.text = text
            self.reason = reason
        }
    }

    /// By path below `examples/`. Whatever is not listed fires nowhere.
    private static let ofExamples: [String: [Expected]] = [
        "fintech/as_told.scrimp": [
            Expected("M004", "haiku", "the example is about it: the published saving used a model that costs more"),
            Expected("M008", "h100", "the example is about it: the rented GPU costs more than the calls it replaces"),
        ],
        "fintech/reconstructed.scrimp": [
            Expected("M004", "haiku", "the example is about it: against GPT-4o mini, Haiku raises the cost"),
            Expected("M008", "h100", "the example is about it: the rented GPU costs more than the calls it replaces"),
        ],
    ]

    /// The policy that the language is explained by.
    private static let ofLanguage: [Expected] = [
        Expected("M002", "company", "true: the largest budget of all is imported, and has no alert"),
        Expected("H011", "22:00..06:00", "true: how long the pool takes to start at six is left to the default"),
        Expected("R002", "large, mini", "true: both are OpenAI's, and the same outage takes both"),
        Expected("G008", "attribute", "true: `run` has a value for every agent run, and there are more than cells"),
    ]

    @Test func examples() throws {
        let paths = PackageRoot.entries("examples").flatMap { folder in
            PackageRoot.entries("examples/" + folder, suffix: ".scrimp").map { folder + "/" + $0 }
        }
        #expect(paths.count >= 6)
        for path in paths {
            let file = try LintedFile.ofPackage("examples/" + path)
            #expect(file.errors.isEmpty, "\(path): \(file.errors.map(\.message))")
            Self.expect(file, Self.ofExamples[path] ?? [], path)
        }
        for path in Self.ofExamples.keys { #expect(paths.contains(path), "\(path) is no example any more") }
    }

    @Test func language() throws {
        let text = try ["support", "two_years"].map { try PackageRoot.bytes("Tests/Golden/policies/\($0).scrimp") }
        let company = """
            budget company { limit: $500 per day, spent: reject("the company's budget is used up") }
            switch paused  { on: reject("paused by an operator") }
            """
        let file = LintedFile(text[0] + text[1]) { path in
            switch path {
            case "company.scrimp": Array(company.utf8)
            // It says something about more than models.
            case "catalog.yaml": Array("models: {}\nregions: {}\n".utf8)
            default: nil
            }
        }
        #expect(file.errors.isEmpty, "\(file.errors.map(\.message))")
        Self.expect(file, Self.ofLanguage, "language")
    }

    private static func expect(_ file: LintedFile, _ expected: [Expected], _ name: String) {
        var left = expected
        for finding in file.findings() {
            let text = file.checked.sources[finding.location.source].text(in: finding.location.range)
            if let index = left.firstIndex(where: { $0.code == finding.code.id && $0.text == text }) {
                #expect(!left[index].reason.isEmpty)
                left.remove(at: index)
            } else {
                let position = file.checked.sources[finding.location.source].position(at: finding.location.range.start)
                Issue.record("\(name):\(position.line) \(finding.code.id) at `\(text)`: \(finding.message)")
            }
        }
        for missing in left { Issue.record("\(name): \(missing.code) at `\(missing.text)` is not said any more") }
    }
}
