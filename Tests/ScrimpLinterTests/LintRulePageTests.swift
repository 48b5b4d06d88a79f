import ScrimpDiagnostics
import ScrimpLinter
import ScrimpTestSupport
import Testing

/// The comments of the rules are their pages: what is generated from them is up to date, and what they show is true.
@Suite struct LintRulePageTests {
    private static let rules = Dictionary(
        LintRule.all.map { ($0.code.id, $0) }, uniquingKeysWith: { first, _ in first })

    /// With what the bad example of each can be mended with.
    private static func comments() throws -> [RuleComment] {
        try RuleComment.all().map { comment in
            guard let rule = rules[comment.id] else { return comment }
            var comment = comment
            let fix = LintCase.findings(of: rule, in: comment.page.bad).first?.fixes.first
            comment.page.mending = fix.map { $0.isSafe ? .safe : .unsafe }
            return comment
        }
    }

    @Test func generatedTablesAreUpToDate() throws {
        let comments = try Self.comments()
        expectGolden(GeneratedPages.table(), at: "Sources/ScrimpLinter/LintRulePages.swift")
        for family in LintFamily.all {
            let own = comments.filter { $0.id.hasPrefix(family.letter) }
            expectGolden(
                GeneratedPages.family(family, own), at: "Sources/ScrimpLinter/Pages/\(family.folder)Pages.swift")
        }
    }

    @Test func everyRuleHasItsPage() throws {
        var pages: [String: String] = [:]
        var index: [(id: String, severity: Diagnostic.Severity, page: LintRulePage)] = []
        for comment in try Self.comments() {
            guard let rule = Self.rules[comment.id] else { continue }
            pages[comment.id + ".md"] = comment.page.text(id: comment.id, severity: rule.code.severity)
            index.append((comment.id, rule.code.severity, comment.page))
        }
        pages["README.md"] = LintRulePage.index(of: index)
        expectGoldenFolder(pages, at: "Docs/lint", suffix: ".md")
    }

    @Test func idsAreUniqueAndInOrder() throws {
        let ids = LintRule.all.map(\.code.id)
        let order = LintFamily.all.map(\.letter)
        let sorted = ids.sorted {
            (order.firstIndex(of: String($0.prefix(1))) ?? 0, $0) < (
                order.firstIndex(of: String($1.prefix(1))) ?? 0, $1
            )
        }
        #expect(ids == sorted, "the table is in order of ids")
        #expect(Set(ids).count == ids.count)
        for id in ids { #expect(id.wholeMatch(of: /[A-Z][0-9]{3}/) != nil && LintFamily.of(id) != nil, "\(id)") }
        let written = try RuleComment.all().map(\.id)
        #expect(Set(written).count == written.count, "an id has two files")
        #expect(Set(written).subtracting(ids).isEmpty, "rules that `LintRule.all` does not list")
        #expect(Set(ids).subtracting(written).isEmpty, "rules without a file in `Rules/`")
    }

    @Test func everyFileIsNamedAfterItsRule() throws {
        for comment in try RuleComment.all() {
            let parts = comment.file.split(separator: "/")
            #expect(parts.count == 2, "\(comment.file)")
            #expect(
                parts.first.map(String.init) == LintFamily.of(comment.id)?.folder, "\(comment.file) has \(comment.id)")
            let name = comment.name.prefix(1).uppercased() + comment.name.dropFirst()
            #expect(parts.last.map(String.init) == name + ".swift", "\(comment.file) has `\(comment.name)`")
        }
    }

    @Test func everyRuleIsExplained() throws {
        for comment in try RuleComment.all() {
            let (id, page) = (comment.id, comment.page)
            #expect(!page.title.isEmpty && !page.title.hasSuffix("."), "\(id): \(page.title)")
            #expect(page.title.unicodeScalars.first.map { !$0.properties.isUppercase } ?? false, "\(id): \(page.title)")
            #expect(page.why.hasSuffix("."), "\(id) explains in sentences: \(page.why)")
            #expect(!page.bad.isEmpty && !page.good.isEmpty && page.bad != page.good, "\(id) shows both sides")
        }
    }

    @Test func examplesAreTrue() throws {
        for comment in try Self.comments() {
            let rule = try #require(Self.rules[comment.id])
            let bad = LintCase.findings(of: rule, in: comment.page.bad)
            #expect(!bad.isEmpty, "the bad example of \(comment.id) gives nothing")
            #expect(bad.allSatisfy { $0.code.id == comment.id })
            let good = LintCase.findings(of: rule, in: comment.page.good)
            #expect(good.isEmpty, "the good example of \(comment.id): \(good.map(\.message))")
            if comment.offersFixes {
                #expect(comment.page.mending != nil, "the bad example of \(comment.id) does not show its fix")
            }
        }
    }

    /// Each with two bad and two good cases at least: strings within the arguments of `bad` and `good`, or calls of `LintCase`.
    @Test func everyRuleHasItsTests() throws {
        for comment in try RuleComment.all() {
            let file = "Tests/ScrimpLinterTests/Rules/" + comment.file.replacing(".swift", with: "Tests.swift")
            guard let text = try? PackageRoot.text(file) else {
                Issue.record("\(file) does not exist")
                continue
            }
            #expect(text.contains(".\(comment.name)"), "\(file) does not test `\(comment.name)`")
            let cases = RuleTestFile(text)
            #expect(cases.bad >= 2, "\(file) has \(cases.bad) bad cases")
            #expect(cases.good >= 2, "\(file) has \(cases.good) good cases")
        }
    }

    @Test func commentsAreRead() throws {
        let comment = try RuleComment(
            file: "Money/Sample.swift",
            text: """
                extension LintRule {
                    /// what it finds
                    ///
                    /// Why: One reason,
                    /// on two lines.
                    ///
                    /// Bad:
                    /// ```scrimp
                    /// a {
                    ///     b: 1
                    ///
                    /// }
                    /// ```
                    ///
                    /// Good:
                    /// ```scrimp
                    /// a {}
                    /// ```
                    package static let sample = LintRule(
                        "M099", .policy { _, _ in })
                }
                """)
        #expect(comment.id == "M099" && comment.name == "sample" && !comment.offersFixes)
        #expect(comment.page.title == "what it finds")
        #expect(comment.page.why == "One reason, on two lines.")
        #expect(comment.page.bad == "a {\n    b: 1\n\n}")
        #expect(comment.page.good == "a {}")
    }
}
