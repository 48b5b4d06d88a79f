/// Reads a pattern into steps, from left to right.
struct PatternParser {
    typealias Step = TextPattern.Step
    typealias CharacterRange = TextPattern.CharacterRange

    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0
    private(set) var ranges: [CharacterRange] = []

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func parse() throws(TextPatternError) -> [Step] {
        let steps = try alternatives()
        guard position == bytes.count else { throw TextPatternError(.unopenedGroup, at: position) }
        return steps
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    /// `a|b|c`
    private mutating func alternatives() throws(TextPatternError) -> [Step] {
        var steps = try sequence()
        while take(UInt8(ascii: "|")) {
            let start = position
            let other = try sequence()
            try check(steps.count + other.count + 2, at: start)
            steps =
                [.split(1, Self.distance(steps.count + 2))] + steps + [.jump(Self.distance(other.count + 1))] + other
        }
        return steps
    }

    private mutating func sequence() throws(TextPatternError) -> [Step] {
        var steps: [Step] = []
        while let byte = next, byte != UInt8(ascii: "|"), byte != UInt8(ascii: ")") {
            let start = position
            let part = try repeated(try atom())
            try check(steps.count + part.count, at: start)
            steps += part
        }
        return steps
    }

    private mutating func atom() throws(TextPatternError) -> [Step] {
        let start = position
        guard let byte = next else { return [] }
        switch byte {
        case UInt8(ascii: "("):
            position += 1
            guard next != UInt8(ascii: "?") else { throw TextPatternError(.specialGroup, at: position) }
            guard depth < TextPattern.nestingLimit else { throw TextPatternError(.tooDeep, at: start) }
            depth += 1
            let steps = try alternatives()
            depth -= 1
            guard take(UInt8(ascii: ")")) else { throw TextPatternError(.unclosedGroup, at: start) }
            return steps
        case UInt8(ascii: "["): return [try character(try set(), at: start)]
        case UInt8(ascii: "."):
            position += 1
            return [try character([CharacterRange(lower: 0, upper: TextPattern.lastCharacter)], at: start)]
        case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: "{"):
            throw TextPatternError(.nothingToRepeat, at: start)
        case UInt8(ascii: "]"), UInt8(ascii: "}"): throw TextPatternError(.unescaped, at: start)
        case UInt8(ascii: "^"), UInt8(ascii: "$"): throw TextPatternError(.anchor, at: start)
        case UInt8(ascii: "\\"): return [try character(try escape(), at: start)]
        default:
            let value = try scalar()
            return [try character([CharacterRange(lower: value, upper: value)], at: start)]
        }
    }

    /// One character of the pattern itself.
    private mutating func scalar() throws(TextPatternError) -> UInt32 {
        let start = position
        let value = TextPattern.character(in: bytes[...], at: &position)
        guard value <= 0x10_FFFF else { throw TextPatternError(.notText, at: start) }
        return value
    }

    private mutating func character(_ set: [CharacterRange], at start: Int) throws(TextPatternError) -> Step {
        guard ranges.count + set.count <= TextPattern.sizeLimit else { throw TextPatternError(.tooLarge, at: start) }
        ranges += set
        return .character(
            start: UInt32(truncatingIfNeeded: ranges.count - set.count), count: UInt32(truncatingIfNeeded: set.count))
    }

    private func check(_ count: Int, at start: Int) throws(TextPatternError) {
        guard count <= TextPattern.sizeLimit else { throw TextPatternError(.tooLarge, at: start) }
    }

    private static func distance(_ steps: Int) -> Int32 { Int32(truncatingIfNeeded: steps) }
}

// Repetitions
extension PatternParser {
    private mutating func repeated(_ part: [Step]) throws(TextPatternError) -> [Step] {
        let start = position
        let steps: [Step]
        switch next {
        case UInt8(ascii: "*"):
            position += 1
            steps = Self.anyNumber(of: part)
        case UInt8(ascii: "+"):
            position += 1
            steps = part + [.split(Self.distance(-part.count), 1)]
        case UInt8(ascii: "?"):
            position += 1
            steps = Self.optional(part)
        case UInt8(ascii: "{"): steps = try counted(part)
        default: return part
        }
        try check(steps.count, at: start)
        // `a**` is a slip of the pen, and `a+?` means something else elsewhere.
        switch next {
        case UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "?"), UInt8(ascii: "{"):
            throw TextPatternError(.nothingToRepeat, at: position)
        default: return steps
        }
    }

    private static func anyNumber(of part: [Step]) -> [Step] {
        [.split(1, distance(part.count + 2))] + part + [.jump(distance(-part.count - 1))]
    }

    private static func optional(_ part: [Step]) -> [Step] { [.split(1, distance(part.count + 1))] + part }

    /// `{3}`, `{3,}`, `{3,5}`: so many copies.
    private mutating func counted(_ part: [Step]) throws(TextPatternError) -> [Step] {
        let start = position
        position += 1
        guard let least = number() else { throw TextPatternError(.unreadableRepetition, at: start) }
        var most: Int? = least
        if take(UInt8(ascii: ",")) { most = number() }
        guard take(UInt8(ascii: "}")) else { throw TextPatternError(.unreadableRepetition, at: start) }
        guard most ?? least >= least else { throw TextPatternError(.reversedRepetition, at: start) }
        var steps: [Step] = []
        func add(_ copies: Int, of part: [Step], to steps: inout [Step]) throws(TextPatternError) {
            let (size, overflow) = copies.multipliedReportingOverflow(by: part.count)
            guard !overflow, size <= TextPattern.sizeLimit - steps.count else {
                throw TextPatternError(.tooLarge, at: start)
            }
            guard !part.isEmpty else { return }
            for _ in 0..<copies { steps += part }
        }
        try add(least, of: part, to: &steps)
        if let most {
            try add(most - least, of: Self.optional(part), to: &steps)
        } else {
            try add(1, of: Self.anyNumber(of: part), to: &steps)
        }
        return steps
    }

    /// At most six digits: more is too large in any case.
    private mutating func number() -> Int? {
        var value: Int?
        let start = position
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte), position - start < 6 {
            value = (value ?? 0) * 10 + Int(byte - UInt8(ascii: "0"))
            position += 1
        }
        return value
    }
}

// Sets of characters
extension PatternParser {
    /// `[a-z_]`, `[^a-z]`
    private mutating func set() throws(TextPatternError) -> [CharacterRange] {
        let start = position
        position += 1
        let isNegated = take(UInt8(ascii: "^"))
        var set: [CharacterRange] = []
        while let byte = next, byte != UInt8(ascii: "]") {
            let place = position
            guard byte != UInt8(ascii: "[") else { throw TextPatternError(.unescaped, at: place) }
            let lower = try member()
            guard next == UInt8(ascii: "-"), position + 1 < bytes.count, bytes[position + 1] != UInt8(ascii: "]"),
                lower.count == 1, lower[0].lower == lower[0].upper
            else {
                set += lower
                try check(set.count, at: place)
                continue
            }
            position += 1
            let upper = try member()
            guard upper.count == 1, upper[0].lower == upper[0].upper, upper[0].lower >= lower[0].lower else {
                throw TextPatternError(.reversedRange, at: place)
            }
            set.append(CharacterRange(lower: lower[0].lower, upper: upper[0].lower))
            try check(set.count, at: place)
        }
        guard take(UInt8(ascii: "]")) else { throw TextPatternError(.unclosedSet, at: start) }
        guard !set.isEmpty else { throw TextPatternError(.emptySet, at: start) }
        set = Self.joined(set)
        guard isNegated else { return set }
        let complement = Self.complement(of: set)
        guard !complement.isEmpty else { throw TextPatternError(.emptySet, at: start) }
        return complement
    }

    private mutating func member() throws(TextPatternError) -> [CharacterRange] {
        if next == UInt8(ascii: "\\") { return try escape() }
        let value = try scalar()
        return [CharacterRange(lower: value, upper: value)]
    }

    private mutating func escape() throws(TextPatternError) -> [CharacterRange] {
        let start = position
        position += 1
        guard let byte = next else { throw TextPatternError(.unknownEscape, at: start) }
        position += 1
        func one(_ value: UInt8) -> [CharacterRange] {
            [CharacterRange(lower: UInt32(value), upper: UInt32(value))]
        }
        switch byte {
        case UInt8(ascii: "d"): return Self.digits
        case UInt8(ascii: "w"): return Self.words
        case UInt8(ascii: "s"): return Self.spaces
        case UInt8(ascii: "D"): return Self.complement(of: Self.digits)
        case UInt8(ascii: "W"): return Self.complement(of: Self.words)
        case UInt8(ascii: "S"): return Self.complement(of: Self.spaces)
        case UInt8(ascii: "t"): return one(0x09)
        case UInt8(ascii: "n"): return one(0x0A)
        case UInt8(ascii: "r"): return one(0x0D)
        case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E, 0x20: return one(byte)
        default: throw TextPatternError(.unknownEscape, at: start)
        }
    }

    private static let digits = [CharacterRange(lower: 0x30, upper: 0x39)]
    private static let words = [
        CharacterRange(lower: 0x30, upper: 0x39), CharacterRange(lower: 0x41, upper: 0x5A),
        CharacterRange(lower: 0x5F, upper: 0x5F), CharacterRange(lower: 0x61, upper: 0x7A),
    ]
    private static let spaces = [CharacterRange(lower: 0x09, upper: 0x0D), CharacterRange(lower: 0x20, upper: 0x20)]

    /// Ascending, none touching the next.
    private static func joined(_ set: [CharacterRange]) -> [CharacterRange] {
        var joined: [CharacterRange] = []
        for range in set.sorted(by: { $0.lower < $1.lower }) {
            if let last = joined.last, range.lower <= last.upper + 1 {
                joined[joined.count - 1].upper = max(last.upper, range.upper)
            } else {
                joined.append(range)
            }
        }
        return joined
    }

    private static func complement(of set: [CharacterRange]) -> [CharacterRange] {
        var rest: [CharacterRange] = []
        var lower: UInt32 = 0
        for range in set {
            if range.lower > lower { rest.append(CharacterRange(lower: lower, upper: range.lower - 1)) }
            lower = range.upper + 1
        }
        if lower <= TextPattern.lastCharacter {
            rest.append(CharacterRange(lower: lower, upper: TextPattern.lastCharacter))
        }
        return rest
    }
}
