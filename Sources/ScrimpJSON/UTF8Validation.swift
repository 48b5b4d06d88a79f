/// Checks for well-formed UTF-8 (Unicode 15, table 3-7).
package enum UTF8Validation {
    /// Length of the well-formed character that begins at an offset, or nil where none does.
    package static func length(in bytes: ArraySlice<UInt8>, at position: Int) -> Int? {
        let first = bytes[position]
        let (length, second): (Int, ClosedRange<UInt8>)
        switch first {
        case 0x00...0x7F: return 1
        case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
        case 0xE0: (length, second) = (3, 0xA0...0xBF)
        case 0xED: (length, second) = (3, 0x80...0x9F)
        case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
        case 0xF0: (length, second) = (4, 0x90...0xBF)
        case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
        case 0xF4: (length, second) = (4, 0x80...0x8F)
        default: return nil
        }
        guard position + length <= bytes.endIndex, second.contains(bytes[position + 1]) else { return nil }
        var index = position + 2
        while index < position + length {
            guard bytes[index] & 0b1100_0000 == 0b1000_0000 else { return nil }
            index += 1
        }
        return length
    }

    /// Offset of the first byte that belongs to no well-formed character.
    package static func firstInvalid(in bytes: ArraySlice<UInt8>) -> Int? {
        var position = bytes.startIndex
        while position < bytes.endIndex {
            if bytes[position] < 0x80 {
                position += 1
            } else if let length = length(in: bytes, at: position) {
                position += length
            } else {
                return position
            }
        }
        return nil
    }
}
