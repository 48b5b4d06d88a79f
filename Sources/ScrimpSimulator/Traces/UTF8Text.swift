/// Questions about bytes that should be UTF-8.
enum UTF8Text {
    static func isValid(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Bool {
        var cursor = start
        while cursor < end, bytes.byte(at: cursor) < 0x80 { cursor += 1 }
        if cursor == end { return true }
        var rest: [UInt8] = []
        for offset in cursor..<end { rest.append(bytes.byte(at: offset)) }
        return String(validating: rest, as: UTF8.self) != nil
    }
}

enum BytesText {
    /// The first 40 bytes for a message, with line ends as blanks.
    static func excerpt(_ bytes: RawSpan, _ start: Int, _ end: Int) -> String {
        var text: [UInt8] = []
        var cursor = start
        while cursor < end, text.count < 40 {
            let byte = bytes.byte(at: cursor)
            text.append(byte < 0x20 ? 0x20 : byte)
            cursor += 1
        }
        return String(decoding: text, as: UTF8.self)
    }
}
