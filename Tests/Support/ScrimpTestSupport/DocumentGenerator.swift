package import ScrimpJSON

/// Documents of every shape from a seed: the same seed gives the same document.
package struct DocumentGenerator {
    private var state: UInt64

    package init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    /// SplitMix64.
    private mutating func next(below bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return Int(truncatingIfNeeded: (mixed ^ mixed >> 31) % UInt64(bound))
    }

    package mutating func value(depth: Int) -> JSONValue {
        switch next(below: depth > 0 ? 8 : 5) {
        case 0: return .null
        case 1: return .bool(next(below: 2) == 0)
        case 2: return .number(JSONNumber(uncheckedText: number()))
        case 3, 4: return .string(text())
        case 5: return .array((0..<next(below: 5)).map { _ in JSONNode(value(depth: depth - 1)) })
        default:
            return .object(
                (0..<next(below: 6)).map { index in JSONMember(text() + String(index), value(depth: depth - 1)) })
        }
    }

    private mutating func number() -> String {
        let sign = next(below: 3) == 0 ? "-" : ""
        switch next(below: 4) {
        case 0: return sign + String(next(below: 1_000_000) + 1)
        case 1: return sign + "0." + String(next(below: 1_000_000))
        case 2: return sign + String(next(below: 90) + 1) + "." + String(next(below: 1_000))
        default:
            return sign + String(next(below: 9) + 1) + "e" + (next(below: 2) == 0 ? "-" : "") + String(next(below: 12))
        }
    }

    private mutating func text() -> String {
        let pieces = [
            "a", "B", "7", " ", "_", "-", ":", "#", "\"", "\\", "\n", "\t", "\u{0}", "é", "😀", "\u{2028}", "\u{85}",
            "$",
            "/", "true", "null", "1e3", "~", "'", "{", "]", ",", "&", "*", "!", "|", ">", "%", "@", "`", "- ", ": ",
            " #",
            "\r\n", "\u{FEFF}", "\u{7F}",
        ]
        return (0..<next(below: 5)).map { _ in pieces[next(below: pieces.count)] }.joined()
    }
}
