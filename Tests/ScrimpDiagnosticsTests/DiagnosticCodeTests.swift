import ScrimpDiagnostics
import ScrimpTestSupport
import Testing

@Suite struct DiagnosticCodeTests {
    @Test func idsAreUniqueAndInOrder() {
        let ids = DiagnosticCode.all.map(\.id)
        #expect(ids == ids.sorted(), "the table is in order of ids")
        #expect(Set(ids).count == ids.count)
        for id in ids { #expect(id.wholeMatch(of: /S[0-9]{3}/) != nil, "\(id)") }
    }

    @Test func everyFamilyHoldsItsOwnCodes() {
        let families: [(String, [DiagnosticCode])] = [
            ("S0", DiagnosticCode.syntaxCodes), ("S1", DiagnosticCode.typeCodes), ("S2", DiagnosticCode.nameCodes),
            ("S3", DiagnosticCode.fieldCodes),
            ("S4", DiagnosticCode.moneyCodes + DiagnosticCode.pricingCodes + DiagnosticCode.operationCodes),
            ("S5", DiagnosticCode.routingCodes),
            ("S6", DiagnosticCode.catalogCodes + DiagnosticCode.catalogUseCodes),
            ("S7", DiagnosticCode.dataCodes + DiagnosticCode.configurationCodes),
            ("S8", DiagnosticCode.scenarioCodes),
        ]
        #expect(families.map(\.0) == DiagnosticCode.Family.all.map(\.prefix))
        for (prefix, codes) in families {
            for code in codes { #expect(code.id.hasPrefix(prefix), "\(code.id) is in the family of \(prefix)") }
        }
        #expect(families.reduce(0) { $0 + $1.1.count } == DiagnosticCode.all.count)
    }

    /// What was reported once and is no more; somebody's configuration or bookmark may still name it.
    private static let retired = ["S901", "S902"]

    @Test func retiredCodesStayOut() {
        for id in Self.retired { #expect(DiagnosticCode.named(id) == nil, "\(id)") }
    }

    /// Bytes that are no text, and texts that are too long: no few lines show them.
    private static let withoutExample: Set<String> = ["S001", "S008", "S019", "S076"]

    @Test func everyCodeIsExplained() {
        for code in DiagnosticCode.all {
            #expect(!code.why.isEmpty, "\(code.id)")
            if !Self.withoutExample.contains(code.id) {
                #expect(!code.bad.isEmpty && !code.good.isEmpty, "\(code.id)")
                #expect(code.bad != code.good, "\(code.id)")
            }
            #expect(!code.title.isEmpty && !code.title.hasSuffix("."), "\(code.id): \(code.title)")
            let first = code.title.unicodeScalars.first
            #expect(first.map { !$0.properties.isUppercase } ?? false, "\(code.id): \(code.title)")
            #expect(code.why.hasSuffix("."), "\(code.id) explains in sentences: \(code.why)")
        }
    }

    @Test func pagesHideNothing() {
        for code in DiagnosticCode.all {
            let hidden = code.page.unicodeScalars.filter {
                $0.value < 0x20 && $0 != "\n" || (0x202a...0x202e).contains($0.value) || $0.value == 0xfeff
            }
            #expect(hidden.isEmpty, "\(code.id)")
        }
    }

    @Test func everyCodeHasItsPage() {
        var pages = Dictionary(uniqueKeysWithValues: DiagnosticCode.all.map { ($0.pageName, $0.page) })
        pages["README.md"] = DiagnosticCode.index
        expectGoldenFolder(pages, at: "Docs/diagnostics", suffix: ".md")
    }
}
