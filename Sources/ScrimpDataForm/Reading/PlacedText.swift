import ScrimpDiagnostics

/// A text that is being put together, and the places of the data that its parts come from.
struct PlacedText {
    private struct Part {
        let start: Int
        let end: Int
        let place: ByteRange
    }

    private(set) var bytes: [UInt8] = []
    private var parts: [Part] = []

    mutating func add(_ text: String) { bytes += Array(text.utf8) }

    mutating func add(_ text: String, from place: ByteRange) {
        parts.append(Part(start: bytes.count, end: bytes.count + text.utf8.count, place: place))
        add(text)
    }

    mutating func add(_ other: PlacedText) {
        for part in other.parts {
            parts.append(Part(start: part.start + bytes.count, end: part.end + bytes.count, place: part.place))
        }
        bytes += other.bytes
    }

    /// The place of the last part that begins at or before a range; that of the first where there is none.
    func place(of range: ByteRange) -> ByteRange {
        var low = 0
        var high = parts.count
        while low < high {
            let middle = (low + high) / 2
            if parts[middle].start <= Int(range.start) { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? parts[low - 1].place : parts.first?.place ?? .none
    }

    /// Columns of what would be one line.
    var width: Int { bytes.count { $0 & 0b1100_0000 != 0b1000_0000 } }
}
