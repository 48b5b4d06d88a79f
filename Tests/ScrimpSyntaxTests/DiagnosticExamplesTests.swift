import ScrimpDiagnostics
import ScrimpSyntax
import Testing

/// Each code's own examples: the bad one shows it and nothing else, the good one shows nothing.
@Suite struct DiagnosticExamplesTests {
    @Test(arguments: DiagnosticCode.syntaxCodes.indices)
    func examples(index: Int) {
        let code = DiagnosticCode.syntaxCodes[index]
        #expect(parse(code.good).summary == [])
        guard !code.bad.isEmpty else { return }
        let parsed = parse(code.bad)
        #expect(parsed.diagnostics.map(\.code.id) == [code.id], "\(code.bad): \(parsed.summary)")
    }

    @Test func idsAreUniqueAndOfTheFamily() {
        let ids = DiagnosticCode.syntaxCodes.map(\.id)
        #expect(Set(ids).count == ids.count)
        #expect(ids.allSatisfy { $0.hasPrefix("S0") })
    }
}
