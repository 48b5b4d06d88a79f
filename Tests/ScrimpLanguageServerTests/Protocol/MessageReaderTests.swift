import ScrimpLanguageServer
import ScrimpTestSupport
import Testing

@Suite struct MessageReaderTests {
    private func parts(_ text: String, cutAt cuts: [Int] = []) -> [String] {
        var reader = MessageReader()
        var parts: [String] = []
        let bytes = Array(text.utf8)
        var start = 0
        for end in (cuts + [bytes.count]).sorted() where end >= start && end <= bytes.count {
            reader.append(Array(bytes[start..<end]))
            start = end
            while let part = reader.next() {
                switch part {
                case .message(let bytes): parts.append(String(decoding: bytes, as: UTF8.self))
                case .malformed(let reason): parts.append("malformed: \(reason)")
                }
            }
        }
        return parts
    }

    @Test func headersOfAllKinds() {
        #expect(parts("Content-Length: 2\r\n\r\n{}") == ["{}"])
        #expect(parts("content-length:2\n\n{}") == ["{}"])
        #expect(parts("Content-Type: application/json; charset=utf-8\r\nContent-Length: 2\r\n\r\n[]") == ["[]"])
        #expect(parts("Content-Length: 0\r\n\r\nContent-Length: 1\r\n\r\nx") == ["", "x"])
        #expect(parts("Content-Length: 5\r\n\r\nab") == [])
    }

    @Test func whatIsNoMessageIsPassedOver() {
        let good = "Content-Length: 2\r\n\r\n{}"
        #expect(parts("nonsense\r\n\r\n" + good) == ["malformed: the headers have no `Content-Length`", "{}"])
        #expect(
            parts("Content-Length: -3\r\n\r\n" + good) == ["malformed: the headers have no `Content-Length`", "{}"])
        #expect(parts("Content-Length: 99999999999999999999\r\n\r\n" + good).last == "{}")
        #expect(
            parts("Content-Length: 9000000000000\r\n\r\n" + good)
                == ["malformed: the message is longer than can be read", "{}"])
        #expect(parts(String(repeating: "x", count: 70_000)) == ["malformed: the headers have no end"])
    }

    @Test func piecesOfAnySize() {
        let text = (0..<20).map {
            "Content-Length: \($0)\r\n\r\n" + String(repeating: "é", count: $0 / 2) + ($0 % 2 == 1 ? "x" : "")
        }
        .joined()
        let whole = parts(text)
        #expect(whole.count == 20)
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<50 {
            let cuts = (0..<generator.below(40)).map { _ in generator.below(text.utf8.count) }
            #expect(parts(text, cutAt: cuts) == whole)
        }
    }
}
