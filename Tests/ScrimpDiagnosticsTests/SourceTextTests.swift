import ScrimpDiagnostics
import ScrimpTestSupport
import Testing

@Suite struct SourceTextTests {
    @Test func linesEndWithLineFeedOrBoth() {
        let text = SourceText(file: "p", text: "a\r\nb\n\nc\rd")
        #expect(text.lineStarts == [0, 3, 5, 6])
        #expect(
            text.lineStarts.indices.map { String(decoding: text.line($0), as: UTF8.self) } == ["a", "b", "", "c\rd"])
    }

    @Test func columnsCountScalars() {
        let text = SourceText(file: "p", text: "é\t予x\nab")
        #expect(text.position(at: 0) == SourcePosition(line: 1, column: 1))
        #expect(text.position(at: 6) == SourcePosition(line: 1, column: 4))
        #expect(text.position(at: 8) == SourcePosition(line: 2, column: 1))
        #expect(text.position(at: 10) == SourcePosition(line: 2, column: 3))
        #expect(text.position(at: 9_999) == SourcePosition(line: 2, column: 3))
    }

    @Test func positionsAgreeWithACountFromTheStart() {
        var random = SeededGenerator(seed: 12)
        for _ in 0..<200 {
            let bytes: [UInt8] = (0..<random.below(40)).map { _ in
                random.pick([0x0a, 0x0d, 0x61, 0xc3, 0xa9, 0x09]) ?? 0x61
            }
            let text = SourceText(file: "p", bytes: bytes)
            var (line, column) = (1, 1)
            for offset in 0...bytes.count {
                #expect(text.position(at: UInt32(offset)) == SourcePosition(line: line, column: column))
                guard offset < bytes.count else { break }
                if bytes[offset] == 0x0a {
                    (line, column) = (line + 1, 1)
                } else if bytes[offset] & 0b1100_0000 != 0b1000_0000 {
                    column += 1
                }
            }
        }
    }

    /// Long lines are counted by blocks; the result is that of a count from the start.
    @Test(arguments: [1 << 14, (1 << 15) - 1, 1 << 15, 50_001]) func columnsOfLongLines(count: Int) {
        var random = SeededGenerator(seed: 13)
        var bytes = Array("first\n".utf8)
        while bytes.count < count { bytes += random.chance(30) ? Array("é".utf8) : [0x61] }
        let text = SourceText(file: "p", bytes: bytes)
        for offset in [count, count - 1, 1 << 14, (1 << 14) - 1, (1 << 14) + 6, (1 << 14) + 7, count / 2] {
            let offset = min(offset, bytes.count)
            let before = bytes[6..<offset].count { $0 & 0b1100_0000 != 0b1000_0000 }
            #expect(text.position(at: UInt32(offset)) == SourcePosition(line: 2, column: before + 1), "\(offset)")
        }
    }

    @Test func rangesAreCutToTheText() {
        let text = SourceText(file: "p", text: "abc")
        #expect(text.text(in: ByteRange(1, 99)) == "bc")
        #expect(text.text(in: ByteRange(50, 99)).isEmpty)
    }
}
