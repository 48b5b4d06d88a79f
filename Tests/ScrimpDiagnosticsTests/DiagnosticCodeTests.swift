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
            ("S3", DiagnosticCode.fieldCodes), ("S4", DiagnosticCode.moneyCodes), ("S5", DiagnosticCode.routingCodes),
            ("S6", DiagnosticCode.catalogCodes), ("S7", DiagnosticCode.dataCodes),
            ("S8", DiagnosticCode.scenarioCodes), ("S9", DiagnosticCode.executionCodes),
        ]
        #expect(families.map(\.0) == DiagnosticCode.Family.all.map(\.prefix))
        for (prefix, codes) in families {
            for code in codes { #expect(code.id.hasPrefix(prefix), "\(code.id) is in the family of \(prefix)") }
        }
        #expect(families.reduce(0) { $0 + $1.1.count } == DiagnosticCode.all.count)
    }

    @Test func everyCodeIsExplained() {
        for code in DiagnosticCode.all {
            #expect(!code.why.isEmpty && !code.bad.isEmpty && !code.good.isEmpty, "\(code.id)")
            #expect(code.bad != code.good, "\(code.id)")
            #expect(!code.title.isEmpty && !code.title.hasSuffix("."), "\(code.id): \(code.title)")
            let first = code.title.unicodeScalars.first
            #expect(first.map { !$0.properties.isUppercase } ?? false, "\(code.id): \(code.title)")
            #expect(code.why.hasSuffix("."), "\(code.id) explains in sentences: \(code.why)")
        }
    }

    @Test func everyCodeHasItsPage() {
        var pages = Dictionary(uniqueKeysWithValues: DiagnosticCode.all.map { ($0.pageName, $0.page) })
        pages["README.md"] = DiagnosticCode.index
        expectGoldenFolder(pages, at: "Docs/diagnostics", suffix: ".md")
    }
}
