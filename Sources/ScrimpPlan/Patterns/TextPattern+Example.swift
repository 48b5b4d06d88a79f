// Texts that match, for the examples of a compiler.

extension TextPattern {
    /// A text that matches. `choose` is asked for a number below another wherever there is a choice, so often as `freedom` says;
    /// from there on the text is as short as it can be. Nil where nothing matches.
    package func text(freedom: Int = 0, choosing choose: (Int) -> Int = { _ in 0 }) -> [UInt8]? {
        let distances = self.distances
        guard distances[0] != .max else { return nil }
        var text: [UInt8] = []
        var step = 0
        var freedom = freedom
        while step < steps.count {
            switch steps[step] {
            case .jump(let distance): step += Int(distance)
            case .split(let one, let other):
                let places = [step + Int(one), step + Int(other)]
                if freedom > 0, distances[places[0]] != .max, distances[places[1]] != .max {
                    freedom -= 1
                    step = places[min(max(choose(2), 0), 1)]
                } else {
                    step = distances[places[0]] <= distances[places[1]] ? places[0] : places[1]
                }
            case .character(let start, let count):
                let range = ranges[Int(start) + (freedom > 0 ? min(max(choose(Int(count)), 0), Int(count) - 1) : 0)]
                Self.append(Self.character(of: range), to: &text)
                step += 1
            }
        }
        return text
    }

    /// By step: the fewest steps from there to the end, each counted once; the greatest number where it cannot be reached.
    private var distances: [Int] {
        var distances = [Int](repeating: .max, count: steps.count + 1)
        distances[steps.count] = 0
        var changed = true
        while changed {
            changed = false
            for (index, step) in steps.enumerated().reversed() {
                let following: Int
                switch step {
                case .character: following = distances[index + 1]
                case .jump(let distance): following = distances[index + Int(distance)]
                case .split(let one, let other):
                    following = min(distances[index + Int(one)], distances[index + Int(other)])
                }
                if following != .max, following + 1 < distances[index] {
                    distances[index] = following + 1
                    changed = true
                }
            }
        }
        return distances
    }

    /// One that can be read, where there is one.
    private static func character(of range: CharacterRange) -> UInt32 {
        for (lower, upper) in [(0x61, 0x7A), (0x30, 0x39), (0x21, 0x7E)] as [(UInt32, UInt32)]
        where range.lower <= upper && range.upper >= lower { return max(range.lower, lower) }
        return range.lower
    }

    private static func append(_ character: UInt32, to text: inout [UInt8]) {
        func byte(_ value: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: value) }
        func rest(_ shift: UInt32) -> UInt8 { byte(0x80 | (character >> shift) & 0x3F) }
        switch character {
        case 0..<0x80: text.append(byte(character))
        case 0x80..<0x800: text += [byte(0xC0 | character >> 6), rest(0)]
        case 0x800..<0x1_0000: text += [byte(0xE0 | character >> 12), rest(6), rest(0)]
        case 0x1_0000..<0x11_0000: text += [byte(0xF0 | character >> 18), rest(12), rest(6), rest(0)]
        default: text.append(byte(character))
        }
    }
}
