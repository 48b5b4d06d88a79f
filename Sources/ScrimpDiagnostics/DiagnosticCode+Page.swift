extension DiagnosticCode {
    /// The code's page in `Docs/diagnostics/`. An example that no few lines can show is left out.
    package var page: String {
        var text = "# \(id): \(title)\n\n*\(severity.rawValue)* · \(Family.of(self)?.name ?? "other")\n\n\(why)\n"
        for (heading, example) in [("Gives it:", bad), ("Mended:", good)] where !example.isEmpty {
            // Characters that cannot be seen would be just as invisible on the page.
            let shown = VisibleText.paragraph(example.trimmedLines)
            text += "\n\(heading)\n\n```\(Family.of(self)?.fence ?? "")\n\(shown)\n```\n"
        }
        return text
    }

    /// The file name of the page.
    package var pageName: String { id + ".md" }

    /// The list of all pages, by family.
    package static var index: String {
        var text = "# Diagnostics\n\nEvery finding has a stable code; a code is never reused. This list is generated.\n"
        for family in Family.all {
            let codes = all.filter { $0.id.hasPrefix(family.prefix) }
            guard !codes.isEmpty else { continue }
            text += "\n## \(family.prefix)xx: \(family.name)\n\n| code | | meaning |\n|---|---|---|\n"
            for code in codes {
                let title = code.title.replacing("|", with: "\\|")
                text += "| [\(code.id)](\(code.pageName)) | \(code.severity.rawValue) | \(title) |\n"
            }
        }
        return text
    }

    /// What the first digit of a code means; one file of `Codes/` each.
    package struct Family: Sendable {
        package let prefix: String
        package let name: String
        /// The language of the examples, for the pages.
        package let fence: String

        package static let all: [Family] = [
            Family(prefix: "S0", name: "syntax", fence: "scrimp"),
            Family(prefix: "S1", name: "types and units", fence: "scrimp"),
            Family(prefix: "S2", name: "names and imports", fence: "scrimp"),
            Family(prefix: "S3", name: "kinds and fields", fence: "scrimp"),
            Family(prefix: "S4", name: "money and budgets", fence: "scrimp"),
            Family(prefix: "S5", name: "routing", fence: "scrimp"),
            Family(prefix: "S6", name: "catalog", fence: ""),
            Family(prefix: "S7", name: "data files and settings", fence: ""),
            Family(prefix: "S8", name: "scenarios and traces", fence: ""),
        ]

        package static func of(_ code: DiagnosticCode) -> Family? { all.first { code.id.hasPrefix($0.prefix) } }
    }
}

extension String {
    /// Without the empty lines at its ends.
    fileprivate var trimmedLines: String {
        var lines = split(separator: "\n", omittingEmptySubsequences: false)
        while lines.first?.isEmpty == true { lines.removeFirst() }
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines.joined(separator: "\n")
    }
}
