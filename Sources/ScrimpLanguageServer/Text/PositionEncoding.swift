/// What an editor counts in a line: bytes, or UTF-16 code units.
package enum PositionEncoding: String, Sendable {
    case utf8 = "utf-8"
    case utf16 = "utf-16"

    /// How many units the scalar counts that a byte begins; 0 for a byte within a scalar.
    func units(ofByte byte: UInt8) -> Int {
        switch self {
        case .utf8: 1
        case .utf16: byte & 0b1100_0000 == 0b1000_0000 ? 0 : byte >= 0b1111_0000 ? 2 : 1
        }
    }
}

/// A place as an editor counts: both from zero, characters in units of the encoding that was agreed upon.
package struct LinePosition: Hashable, Sendable {
    package var line: Int
    package var character: Int

    package init(line: Int, character: Int) {
        self.line = line
        self.character = character
    }
}

/// From one place up to another.
package struct LineRange: Hashable, Sendable {
    package var start: LinePosition
    package var end: LinePosition

    package init(_ start: LinePosition, _ end: LinePosition) {
        self.start = start
        self.end = end
    }
}
