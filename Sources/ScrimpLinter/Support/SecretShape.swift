import ScrimpDiagnostics

/// What keys and passwords look like: the prefixes that providers give them, and long random words.
struct SecretShape {
    struct Secret {
        /// What it looks like: `an access key of AWS`. Never its text.
        var name: String
        var range: ByteRange
    }

    private var prefix: [UInt8]
    private var name: String
    /// Characters behind the prefix, at least.
    private var least: Int
    /// Only capitals and digits follow.
    private var isCapital: Bool

    private init(_ prefix: String, _ name: String, least: Int, isCapital: Bool = false) {
        self.prefix = Array(prefix.utf8)
        self.name = name
        self.least = least
        self.isCapital = isCapital
    }

    /// The prefixes are those that the providers document.
    private static let shapes = [
        SecretShape("sk-", "a key of a model provider", least: 20),
        SecretShape("AKIA", "an access key of AWS", least: 16, isCapital: true),
        SecretShape("ASIA", "an access key of AWS", least: 16, isCapital: true),
        SecretShape("AIza", "an API key of Google", least: 35),
        SecretShape("ghp_", "a token of GitHub", least: 30),
        SecretShape("gho_", "a token of GitHub", least: 30),
        SecretShape("ghs_", "a token of GitHub", least: 30),
        SecretShape("github_pat_", "a token of GitHub", least: 30),
        SecretShape("glpat-", "a token of GitLab", least: 20),
        SecretShape("xoxb-", "a token of Slack", least: 20),
        SecretShape("xoxp-", "a token of Slack", least: 20),
        SecretShape("hf_", "a token of Hugging Face", least: 30),
        SecretShape("eyJ", "a signed web token", least: 60),
    ]

    /// With which a key in a file begins and ends.
    private static let rule = Array("-----".utf8)
    private static let privateKey = Array("PRIVATE KEY-----".utf8)

    static func secrets(in bytes: ArraySlice<UInt8>) -> [Secret] {
        var result: [Secret] = []
        var start = bytes.startIndex
        var hasRule = false
        while start < bytes.endIndex {
            guard isWord(bytes[start]) else {
                start += 1
                continue
            }
            var end = start
            while end < bytes.endIndex, isWord(bytes[end]) { end += 1 }
            var word = bytes[start..<end]
            if word.last == UInt8(ascii: ".") { word.removeLast() }
            if word.starts(with: rule) { hasRule = true }
            if word.count >= 20, let name = name(of: word) {
                result.append(
                    Secret(name: name, range: ByteRange(UInt32(clamping: start), UInt32(clamping: word.endIndex))))
            }
            start = end
        }
        if hasRule, result.isEmpty, bytes.contains(privateKey) {
            result.append(
                Secret(
                    name: "a private key",
                    range: ByteRange(UInt32(clamping: bytes.startIndex), UInt32(clamping: bytes.endIndex))))
        }
        return result
    }

    private static func name(of word: ArraySlice<UInt8>) -> String? {
        for shape in shapes where word.starts(with: shape.prefix) {
            let rest = word.dropFirst(shape.prefix.count)
            guard rest.count >= shape.least, rest.contains(where: isDigit) else { return nil }
            if shape.isCapital, !(rest.count == shape.least && rest.allSatisfy { isDigit($0) || isCapital($0) }) {
                return nil
            }
            return shape.name
        }
        return isRandom(word) ? "a random secret" : nil
    }

    /// 32 to 512 letters and digits, of both cases, with no more repetition than chance has.
    private static func isRandom(_ word: ArraySlice<UInt8>) -> Bool {
        guard word.count >= 32, word.count <= 512 else { return false }
        var counts = [Int](repeating: 0, count: 128)
        var (digits, capitals, smalls) = (0, 0, 0)
        for byte in word {
            if isDigit(byte) {
                digits += 1
            } else if isCapital(byte) {
                capitals += 1
            } else if byte >= UInt8(ascii: "a"), byte <= UInt8(ascii: "z") {
                smalls += 1
            } else {
                return false
            }
            counts[Int(byte & 0x7F)] += 1
        }
        guard digits >= 4, capitals >= 4, smalls >= 4 else { return false }
        // Of n characters that are drawn from 62, the squares of their counts are expected to sum to n + n(n - 1)/62. Words of a
        // language repeat some characters so often that it is about four times the second part.
        let squares = counts.reduce(0) { $0 + $1 * $1 }
        return (squares - word.count) * 62 < 2 * word.count * (word.count - 1)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
    private static func isCapital(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") }
}
