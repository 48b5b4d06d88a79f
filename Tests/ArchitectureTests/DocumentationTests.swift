import Foundation
import ScrimpTestSupport
import Testing

@Suite struct DocumentationTests {
    private static let pages = [
        "README.md", "Docs/Architecture.md", "Docs/Embedding.md", "Docs/State.md", "Docs/cli.md",
        "Docs/diagnostics/README.md", "Docs/gather.md", "Docs/lint/README.md", "Docs/lint.md",
    ]

    /// An invariant that names a test names one that exists.
    @Test func theArchitectureNamesTestsThatExist() throws {
        let text = try PackageRoot.text("Docs/Architecture.md")
        var count = 0
        for match in text.matches(of: /`(Tests\/[A-Za-z\/+]+\.swift)`/) {
            count += 1
            #expect(FileManager.default.fileExists(atPath: PackageRoot.path(String(match.1))), "\(match.1)")
        }
        #expect(count >= 10)
    }

    @Test func theArchitectureListsEveryModule() throws {
        let text = try PackageRoot.text("Docs/Architecture.md")
        for module in PackageRoot.entries("Sources") where !module.hasPrefix("C") {
            #expect(text.contains("| `\(module)` |"), "\(module) is not in the table")
        }
    }

    @Test(arguments: pages)
    func linksLeadSomewhere(page: String) throws {
        let folder = page.split(separator: "/").dropLast().joined(separator: "/")
        for match in try PackageRoot.text(page).matches(of: /\]\(([^)#:]+)\)/) {
            let target = (folder.isEmpty ? "" : folder + "/") + match.1
            #expect(FileManager.default.fileExists(atPath: PackageRoot.path(target)), "\(page) links to \(match.1)")
        }
    }
}
