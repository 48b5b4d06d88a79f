/// One attribute of the request block. Its value in a request is one `Int64`:
///
/// | kind | value |
/// |---|---|
/// | string | symbol: index in `literals`, `literals.count` for "some other text, not tracked", above it for texts met at run time |
/// | bool | 0 or 1 |
/// | enumeration | index in `cases` |
/// | int, count, tokens | the number |
/// | ratio | billionths |
/// | money | pico-dollars |
/// | duration | nanoseconds |
/// | bytes | bytes |
public struct PlanAttribute: Hashable, Sendable {
    /// What an attribute holds, and so how its number is to be read.
    public enum Kind: UInt8, Sendable {
        case string, bool, int, ratio, money, tokens, count, duration, bytes, enumeration
    }

    /// What an attribute of a fixed name means for the price of a call.
    public enum Role: UInt8, Sendable {
        case none, prompt, cachedPrefix, maxOutput, images, audio, toolCalls, deadline
    }

    /// As the policy writes it.
    public var name: StringID
    /// What it holds.
    public var kind: Kind
    /// What the engine reads it for, by its name.
    public var role: Role
    /// Names of an enumeration's cases.
    public var cases: [StringID]
    /// Texts that the policy compares this string with; their index is their symbol.
    public var literals: [StringID]
    /// Used where a request does not give the attribute; without one, leaving it out is an error.
    public var defaultValue: Int64?
    /// Least and greatest value that a request may give (numbers only).
    public var lower: Int64
    /// Greatest number that a request may give.
    public var upper: Int64

    public init(
        name: StringID, kind: Kind, role: Role = .none, cases: [StringID] = [], literals: [StringID] = [],
        defaultValue: Int64? = nil, lower: Int64 = 0, upper: Int64 = .max
    ) {
        self.name = name
        self.kind = kind
        self.role = role
        self.cases = cases
        self.literals = literals
        self.defaultValue = defaultValue
        self.lower = lower
        self.upper = upper
    }

    /// The symbol of every text that the policy does not mention, as far as routing is concerned.
    public var otherSymbol: Int64 { Int64(literals.count) }

    /// Billionths of one: how ratios are held in a request.
    public static let ratioScale: Int64 = 1_000_000_000
}
