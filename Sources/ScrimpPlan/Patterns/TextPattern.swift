/// A pattern that whole texts match, such as `team-[0-9]+`: linear in the length of the text, whatever the pattern.
///
/// | written | matches |
/// |---|---|
/// | `a` | itself; of `\ . [ ] ( ) { } | * + ? ^ $` each is written with a `\` before it |
/// | `.` | any one character |
/// | `[a-z_]`, `[^a-z]` | one character that is in the set, or that is not |
/// | `\d \w \s`, `\D \W \S` | a digit, a letter or digit of ASCII or `_`, white space; what is none of them |
/// | `\t \n \r` | tabulator, ends of lines |
/// | `(a|b)` | one or the other |
/// | `a* a+ a? a{3} a{3,} a{3,5}` | repetitions |
///
/// A character is one scalar of Unicode. A text's byte that is not part of one counts as a character that only `.` and what is
/// negated match. Compiled to a program without backtracking (Thompson: "Regular expression search algorithm", 1968).
public struct TextPattern: Hashable, Sendable {
    /// Steps name others by their distance, so that a repeated part is the same steps again.
    enum Step: Hashable, Sendable {
        /// One character of some of `ranges`, then the next step.
        case character(start: UInt32, count: UInt32)
        /// Both, at these distances.
        case split(Int32, Int32)
        case jump(Int32)
    }

    struct CharacterRange: Hashable, Sendable {
        var lower: UInt32
        var upper: UInt32
    }

    /// Matching ends with success behind the last.
    let steps: [Step]
    let ranges: [CharacterRange]

    /// Greatest number of steps and of ranges of characters.
    public static let sizeLimit = 4_096
    /// Greatest number of groups within each other.
    public static let nestingLimit = 64
    /// The last character; behind those of Unicode come the bytes that belong to none.
    static let lastCharacter: UInt32 = 0x11_00FF

    /// Reads a pattern.
    public init(_ pattern: some Sequence<UInt8>) throws(TextPatternError) {
        var parser = PatternParser(Array(pattern))
        let fragment = try parser.parse()
        steps = fragment
        ranges = parser.ranges
    }
}

/// Why a text is no pattern.
public struct TextPatternError: Error, Hashable {
    /// What is wrong with a pattern.
    public enum Kind: UInt8, Sendable {
        case unclosedGroup, unopenedGroup, unclosedSet, emptySet, reversedRange, nothingToRepeat, unreadableRepetition
        case reversedRepetition, unknownEscape, unescaped, anchor, specialGroup, tooLarge, tooDeep, notText
    }

    /// What is wrong.
    public var kind: Kind
    /// Byte of the pattern at which it shows.
    public var offset: Int

    public init(_ kind: Kind, at offset: Int) {
        self.kind = kind
        self.offset = offset
    }

    /// In words, without a final period.
    public var text: String {
        switch kind {
        case .unclosedGroup: "a `(` is not closed"
        case .unopenedGroup: "a `)` closes nothing"
        case .unclosedSet: "a `[` is not closed"
        case .emptySet: "a set of characters is empty"
        case .reversedRange: "a range of characters ends before it begins"
        case .nothingToRepeat: "there is nothing to repeat"
        case .unreadableRepetition: "a repetition is not `{3}`, `{3,}` or `{3,5}`"
        case .reversedRepetition: "a repetition ends before it begins"
        case .unknownEscape: "a `\\` stands before what needs none"
        case .unescaped: "a `]` or `}` closes nothing"
        case .anchor: "a pattern matches the whole text without `^` and `$`"
        case .specialGroup: "a group does not begin with `?`"
        case .tooLarge: "it has more than \(TextPattern.sizeLimit) steps"
        case .tooDeep: "it has more than \(TextPattern.nestingLimit) groups within each other"
        case .notText: "it is not UTF-8"
        }
    }
}
