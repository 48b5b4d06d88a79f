import ScrimpDiagnostics
import Testing

@Suite struct FixApplicationTests {
    private func apply(_ fixes: [[(UInt32, UInt32, String)]], to text: String) -> String {
        let fixes = fixes.map { edits in
            Diagnostic.Fix("", edits.map { Diagnostic.Fix.Edit(ByteRange($0.0, $0.1), $0.2) })
        }
        return String(decoding: applying(fixes, to: SourceText(file: "p", text: text)), as: UTF8.self)
    }

    @Test func editsOfAllFixesInOrderOfPosition() {
        #expect(apply([[(4, 5, "E")], [(0, 1, "A"), (6, 6, "!")]], to: "abcdef") == "AbcdEf!")
        #expect(apply([], to: "abc") == "abc")
        #expect(apply([[(1, 2, "")]], to: "abc") == "ac")
    }

    @Test func aFixThatOverlapsAnEarlierOneIsLeftOutWhole() {
        #expect(apply([[(1, 4, "X")], [(0, 1, "A"), (3, 5, "Y")]], to: "abcdef") == "aXef")
        #expect(apply([[(1, 4, "X")], [(2, 2, "Y")]], to: "abcdef") == "aXef")
        #expect(apply([[(0, 3, "X"), (2, 4, "Y")]], to: "abcdef") == "abcdef")
    }

    @Test func neighboursDoNotOverlap() {
        #expect(apply([[(0, 2, "X")], [(2, 4, "Y")], [(2, 2, "-")]], to: "abcdef") == "X-Yef")
    }

    @Test func theSameFixTwiceIsMadeOnce() {
        #expect(apply([[(3, 3, ",")], [(3, 3, ",")]], to: "abcdef") == "abc,def")
        #expect(apply([[(3, 3, "a")], [(3, 3, "b")]], to: "abcdef") == "abcabdef")
        #expect(apply([[(1, 2, "X")], [(1, 2, "X")]], to: "abc") == "aXc")
    }

    @Test func aFixBeyondTheTextIsLeftOut() {
        #expect(apply([[(0, 1, "A"), (2, 9, "X")]], to: "abc") == "abc")
    }

    @Test func bytesThatAreNoTextStayAsTheyAre() {
        let text = SourceText(file: "p", bytes: [0xff, 0x61, 0x0d, 0x0a, 0xfe])
        let fixed = applying([.init("", [.init(ByteRange(1, 2), "é")])], to: text)
        #expect(fixed == [0xff, 0xc3, 0xa9, 0x0d, 0x0a, 0xfe])
    }
}
