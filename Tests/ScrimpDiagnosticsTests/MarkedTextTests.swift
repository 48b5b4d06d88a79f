import ScrimpDiagnostics
import ScrimpTestSupport
import Testing

@Suite struct MarkedTextTests {
    @Test func markersAreTakenOut() throws {
        let marked = try MarkedText("a «S104:b «S001:» c» d")
        #expect(marked.text == "a b  c d")
        #expect(
            marked.expectations == [
                .init(code: "S104", range: ByteRange(2, 6)), .init(code: "S001", range: ByteRange(4, 4)),
            ])
    }

    @Test func saysWhatDisagrees() throws {
        let marked = try MarkedText("a «S104:b» c")
        let right = Diagnostic(sampleCode, "m", at: SourceLocation(ByteRange(2, 3)))
        let elsewhere = Diagnostic(sampleCode, "m", at: SourceLocation(ByteRange(4, 5)))
        #expect(marked.disagreements(with: [right]).isEmpty)
        #expect(marked.disagreements(with: [elsewhere]).count == 2)
        #expect(marked.disagreements(with: [right, right]).count == 1)
    }

    @Test(arguments: ["«S104:a", "a»", "«S1 4:a»"])
    func refusesUnbalancedMarkers(text: String) {
        #expect(throws: MarkedText.Malformed.self) { try MarkedText(text) }
    }
}
