/// A text that an editor holds; it counts instead of what is on disk.
package struct OpenDocument: Sendable {
    /// As the editor names it.
    package let uri: String
    /// Grows with each change; nil where the editor counts none.
    package var version: Int64?
    package private(set) var bytes: [UInt8]
    package private(set) var lines: LineTable

    package init(uri: String, version: Int64?, bytes: [UInt8]) {
        self.uri = uri
        self.version = version
        self.bytes = bytes
        lines = LineTable(bytes)
    }

    /// One edit: a range of the text as it is before this edit, or the whole text.
    package struct Change: Sendable {
        package var range: LineRange?
        package var text: String

        package init(range: LineRange?, text: String) {
            self.range = range
            self.text = text
        }
    }

    /// Makes the edits, each in the text that the one before has left. Places beyond the text are its end.
    package mutating func apply(_ changes: [Change], _ encoding: PositionEncoding) {
        for change in changes {
            if let range = change.range {
                let start = lines.offset(of: range.start, encoding)
                let end = max(start, lines.offset(of: range.end, encoding))
                bytes.replaceSubrange(start..<end, with: change.text.utf8)
            } else {
                bytes = Array(change.text.utf8)
            }
            lines = LineTable(bytes)
        }
    }
}
