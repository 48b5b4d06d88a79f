import Foundation
import ScrimpSchema
import Testing

/// The pages in `Docs/reference` are written from the tables. `SCRIMP_RECORD=1` writes them anew.
@Suite struct ReferenceTests {
    private static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Writes the pages, once for all tests, where that was asked for.
    private static let recorded = Result {
        guard ProcessInfo.processInfo.environment["SCRIMP_RECORD"] == "1" else { return }
        let folder = root.appending(path: Reference.folder)
        try? FileManager.default.removeItem(at: folder)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for page in Reference.pages() {
            try page.text.write(to: root.appending(path: page.path), atomically: true, encoding: .utf8)
        }
    }

    @Test(arguments: Reference.pages().map(\.path)) func pageIsWhatTheTablesSay(path: String) throws {
        try Self.recorded.get()
        let page = try #require(Reference.pages().first { $0.path == path })
        let written = try? String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
        #expect(written == page.text, "SCRIMP_RECORD=1 writes \(path) anew")
    }

    @Test func noPageIsLeftOver() throws {
        try Self.recorded.get()
        let folder = Self.root.appending(path: Reference.folder)
        let found = try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
        let expected = Reference.pages().compactMap { $0.path.split(separator: "/").last.map { String($0) } }
        #expect(Set(found) == Set(expected))
    }

    @Test func everyLinkLeadsToAPage() {
        let pages = Reference.pages()
        let names = Set(pages.compactMap { $0.path.split(separator: "/").last.map { String($0) } })
        for page in pages {
            for link in page.text.matches(of: /\]\(([^)]*)\)/) {
                #expect(names.contains(String(link.output.1)), "\(page.path) links to \(link.output.1)")
            }
        }
    }

    @Test func everyRowOfATableHasItsColumns() {
        for page in Reference.pages() {
            var columns: Int?
            for line in page.text.split(separator: "\n", omittingEmptySubsequences: false) {
                guard line.hasPrefix("|") else {
                    columns = nil
                    continue
                }
                let count = line.split(separator: "|", omittingEmptySubsequences: false).count
                #expect(count == columns ?? count, "\(page.path): \(line)")
                columns = count
            }
        }
    }

    @Test func everyFieldIsOnItsPage() throws {
        let pages = Reference.pages()
        for block in Schema.blocks {
            let page = try #require(pages.first { $0.path.hasSuffix("/\(block.kind.rawValue).md") })
            #expect(page.text.contains(block.example))
            for field in block.fields { #expect(page.text.contains("| `\(field.name)` |")) }
        }
    }
}
