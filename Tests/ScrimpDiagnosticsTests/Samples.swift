import ScrimpDiagnostics

/// A code of the tests only.
let sampleCode = DiagnosticCode(
    "S104", .error, "operands of unlike dimensions", why: "a sum needs two of a kind.", bad: "a", good: "b")
let sampleWarning = DiagnosticCode("S601", .warning, "an old price", why: "prices change.", bad: "a", good: "b")

/// The bytes of the first occurrence of a text after another one.
func range(of needle: String, in text: SourceText, after: String = "") -> ByteRange {
    let bytes = text.bytes
    func find(_ wanted: [UInt8], from start: Int) -> Int {
        var index = start
        while index + wanted.count <= bytes.count {
            if bytes[index..<index + wanted.count].elementsEqual(wanted) { return index }
            index += 1
        }
        return bytes.count
    }
    let start = after.isEmpty ? 0 : find(Array(after.utf8), from: 0) + after.utf8.count
    let found = find(Array(needle.utf8), from: start)
    return ByteRange(UInt32(found), UInt32(min(bytes.count, found + needle.utf8.count)))
}
