import ScrimpDiagnostics
import ScrimpLanguageServer
import ScrimpTestSupport
import Testing

@Suite struct LineTableTests {
    @Test func linesEndAsEditorsCountThem() {
        let table = LineTable(Array("a\nb\r\nc\rd".utf8))
        #expect(table.lineCount == 4)
        #expect((0..<4).map { table.start(ofLine: $0) } == [0, 2, 5, 7])
        #expect((0..<4).map { table.end(ofLine: $0) } == [1, 3, 6, 8])
        #expect(LineTable([]).lineCount == 1)
    }

    @Test func unitsOfBothEncodings() {
        let table = LineTable(Array("aé€𝄞z\nx".utf8))
        let expected: [(Int, Int, Int)] = [(0, 0, 0), (1, 1, 1), (3, 3, 2), (6, 6, 3), (10, 10, 5), (11, 11, 6)]
        for (offset, bytes, units) in expected {
            #expect(table.position(at: offset, .utf8) == LinePosition(line: 0, character: bytes))
            #expect(table.position(at: offset, .utf16) == LinePosition(line: 0, character: units))
            #expect(table.offset(of: LinePosition(line: 0, character: bytes), .utf8) == offset)
            #expect(table.offset(of: LinePosition(line: 0, character: units), .utf16) == offset)
        }
    }

    @Test func placesOutsideAreMovedIn() {
        let table = LineTable(Array("ab\r\ncd".utf8))
        #expect(table.offset(of: LinePosition(line: 0, character: 99), .utf16) == 2)
        #expect(table.offset(of: LinePosition(line: 9, character: 0), .utf16) == 6)
        #expect(table.offset(of: LinePosition(line: -1, character: 4), .utf16) == 0)
        #expect(table.offset(of: LinePosition(line: 1, character: -4), .utf16) == 4)
        #expect(table.position(at: 99, .utf16) == LinePosition(line: 1, character: 2))
        // Half of a surrogate pair is the start of its scalar.
        #expect(LineTable(Array("𝄞".utf8)).offset(of: LinePosition(line: 0, character: 1), .utf16) == 0)
    }

    @Test func placesGoThereAndBack() {
        var generator = SeededGenerator(seed: 7)
        let pieces = ["a", "é", "€", "𝄞", "\n", "\r\n", "\r", " "]
        for _ in 0..<200 {
            let text = (0..<generator.below(30)).compactMap { _ in generator.pick(pieces) }.joined()
            let bytes = Array(text.utf8)
            let table = LineTable(bytes)
            for encoding in [PositionEncoding.utf8, .utf16] {
                var offset = 0
                for scalar in text.unicodeScalars {
                    let isInsideLineEnd = scalar == "\n" && offset > 0 && bytes[offset - 1] == UInt8(ascii: "\r")
                    if !isInsideLineEnd {
                        #expect(table.offset(of: table.position(at: offset, encoding), encoding) == offset)
                    }
                    offset += String(scalar).utf8.count
                }
            }
        }
    }
}
