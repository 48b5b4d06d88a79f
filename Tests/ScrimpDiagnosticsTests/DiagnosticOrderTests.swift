import ScrimpDiagnostics
import Testing

@Suite struct DiagnosticOrderTests {
    @Test func positionThenSeverityThenCode() {
        func at(_ source: Int, _ start: UInt32, _ end: UInt32, _ code: DiagnosticCode, _ message: String) -> Diagnostic
        {
            Diagnostic(code, message, at: SourceLocation(ByteRange(start, end), in: source))
        }
        let shuffled = [
            at(1, 0, 1, sampleCode, "6"), at(0, 5, 9, sampleWarning, "4"), at(0, 5, 9, sampleCode, "3"),
            at(0, 5, 6, sampleWarning, "2"), at(0, 7, 8, sampleCode, "5"), at(0, 0, 9, sampleCode, "0"),
            at(0, 0, 9, sampleCode, "1"),
        ]
        #expect(shuffled.sortedByPosition().map(\.message) == ["0", "1", "2", "3", "4", "5", "6"])
    }
}
