/// The steps at which a match stands, before and after a character: memory that matching reuses.
public struct TextPatternScratch: Sendable {
    var current: [Int32] = []
    var following: [Int32] = []
    /// By step: the number of the last round that stood there.
    var rounds: [UInt32] = []
    var round: UInt32 = 0
    var open: [Int32] = []

    public init() {}
}

extension TextPattern {
    /// Whether the whole text matches.
    public func matches(_ text: ArraySlice<UInt8>) -> Bool {
        var scratch = TextPatternScratch()
        return matches(text, &scratch)
    }

    /// Whether the whole text matches. Allocates only while the scratch is smaller than the pattern.
    public func matches(_ text: ArraySlice<UInt8>, _ scratch: inout TextPatternScratch) -> Bool {
        while scratch.rounds.count <= steps.count { scratch.rounds.append(0) }
        scratch.current.removeAll(keepingCapacity: true)
        startRound(&scratch)
        stand(at: 0, &scratch)
        swap(&scratch.current, &scratch.following)
        var position = text.startIndex
        while position < text.endIndex {
            guard !scratch.current.isEmpty else { return false }
            let character = Self.character(in: text, at: &position)
            startRound(&scratch)
            for place in scratch.current.indices {
                let step = Int(scratch.current[place])
                if step < steps.count, takes(step, character) { stand(at: step + 1, &scratch) }
            }
            swap(&scratch.current, &scratch.following)
        }
        for step in scratch.current where Int(step) == steps.count { return true }
        return false
    }

    private func startRound(_ scratch: inout TextPatternScratch) {
        scratch.following.removeAll(keepingCapacity: true)
        if scratch.round == .max {
            for index in scratch.rounds.indices { scratch.rounds[index] = 0 }
            scratch.round = 0
        }
        scratch.round += 1
    }

    private func takes(_ step: Int, _ character: UInt32) -> Bool {
        guard case .character(let start, let count) = steps[step] else { return false }
        for index in Int(start)..<Int(start + count)
        where ranges[index].lower <= character && character <= ranges[index].upper { return true }
        return false
    }

    /// Adds a step, or those that it leads to without a character. Each is added once in a round.
    private func stand(at first: Int, _ scratch: inout TextPatternScratch) {
        scratch.open.removeAll(keepingCapacity: true)
        enter(first, &scratch)
        while let open = scratch.open.popLast() {
            let step = Int(open)
            guard step < steps.count else {
                scratch.following.append(open)
                continue
            }
            switch steps[step] {
            case .character: scratch.following.append(open)
            case .jump(let distance): enter(step + Int(distance), &scratch)
            case .split(let one, let other):
                enter(step + Int(one), &scratch)
                enter(step + Int(other), &scratch)
            }
        }
    }

    private func enter(_ step: Int, _ scratch: inout TextPatternScratch) {
        guard scratch.rounds[step] != scratch.round else { return }
        scratch.rounds[step] = scratch.round
        scratch.open.append(Int32(truncatingIfNeeded: step))
    }

    /// The character at a position, which moves behind it. A byte that is not part of one stands behind the last scalar.
    static func character(in text: ArraySlice<UInt8>, at position: inout Int) -> UInt32 {
        let first = text[position]
        let start = position
        position += 1
        let length: Int
        let least: UInt32
        var value: UInt32
        switch first {
        case 0x00...0x7F: return UInt32(first)
        case 0xC2...0xDF: (length, least, value) = (1, 0x80, UInt32(first & 0x1F))
        case 0xE0...0xEF: (length, least, value) = (2, 0x800, UInt32(first & 0x0F))
        case 0xF0...0xF4: (length, least, value) = (3, 0x1_0000, UInt32(first & 0x07))
        default: return 0x11_0000 + UInt32(first)
        }
        guard text.endIndex - position >= length else { return 0x11_0000 + UInt32(first) }
        for offset in 1...length {
            let byte = text[start + offset]
            guard byte & 0xC0 == 0x80 else { return 0x11_0000 + UInt32(first) }
            value = value << 6 | UInt32(byte & 0x3F)
        }
        guard value >= least, value <= 0x10_FFFF, !(0xD800...0xDFFF).contains(value) else {
            return 0x11_0000 + UInt32(first)
        }
        position = start + length + 1
        return value
    }
}
