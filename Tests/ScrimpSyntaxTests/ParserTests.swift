import ScrimpDiagnostics
import ScrimpSyntax
import Testing

@Suite struct ParserTests {
    @Test func exampleHasNoMistakes() {
        let parsed = parse(Samples.support)
        #expect(parsed.summary == [])
        #expect(parsed.file.items.count == 28)
        #expect(parsed.tree.bytes == Samples.support)
    }

    @Test func scenarioHasNoMistakes() {
        let parsed = parse(Samples.twoYears)
        #expect(parsed.summary == [])
        #expect(parsed.file.items.count == 1)
        #expect(parsed.tree.bytes == Samples.twoYears)
    }
}
