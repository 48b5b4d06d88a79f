import ScrimpDiagnostics

/// Turns libyaml's character counts into byte offsets.
struct CharacterPlaces {
    /// Length of a byte order mark that libyaml does not see.
    private let skipped: Int
    private let byteCount: Int
    /// Byte offset of each character; nil where every character is one byte.
    private let offsets: [UInt32]?

    init(_ bytes: ArraySlice<UInt8>, skipped: Int) {
        self.skipped = skipped
        byteCount = bytes.count
        guard bytes.contains(where: { $0 >= 0x80 }) else {
            offsets = nil
            return
        }
        var starts: [UInt32] = []
        starts.reserveCapacity(bytes.count)
        for (offset, byte) in bytes.enumerated() where byte & 0b1100_0000 != 0b1000_0000 {
            starts.append(UInt32(clamping: offset))
        }
        offsets = starts
    }

    func byte(ofCharacter index: Int) -> UInt32 {
        let offset: Int
        if let offsets {
            offset = index < offsets.count ? Int(offsets[max(index, 0)]) : byteCount
        } else {
            offset = min(index, byteCount)
        }
        return UInt32(clamping: offset + skipped)
    }

    func byte(_ offset: Int) -> UInt32 { UInt32(clamping: min(offset, byteCount) + skipped) }

    func range(_ start: Int, _ end: Int) -> ByteRange {
        ByteRange(byte(ofCharacter: start), byte(ofCharacter: end))
    }
}
