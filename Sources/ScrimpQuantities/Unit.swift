/// One unit of the language. `Unit.table` is the only place where units are listed: the lexer, the checker,
/// completion, the reference page and the tests read it.
public struct Unit: Sendable {
    /// As written in a policy.
    public let symbol: String
    /// What it measures.
    public let dimension: Dimension
    /// How many base units one of it is, as a fraction.
    public let numerator: Int128
    /// The fraction's other part; above zero.
    public let denominator: Int128
    /// Calendar units have no fixed length and are allowed in scenarios only.
    public let isCalendar: Bool
    /// One phrase for people: what it is in other units.
    public let help: String

    init(
        _ symbol: String, _ dimension: Dimension, _ numerator: Int128, per denominator: Int128 = 1,
        calendar: Bool = false, _ help: String
    ) {
        self.symbol = symbol
        self.dimension = dimension
        self.numerator = numerator
        self.denominator = denominator
        self.isCalendar = calendar
        self.help = help
    }

    /// Base units in one of it.
    public var scale: Rational { Rational(numerator, denominator) ?? .one }

    /// Nanoseconds of a second.
    public static let nanosecondsPerSecond: Int128 = 1_000_000_000
    /// Nanoseconds of an hour.
    public static let nanosecondsPerHour: Int128 = 3_600_000_000_000
    /// Nanoseconds of a day of 24 hours.
    public static let nanosecondsPerDay: Int128 = 86_400_000_000_000

    /// Every unit of the language.
    public static let table: [Unit] = [
        Unit("tok", .tokens, 1, "one token"),
        Unit("ktok", .tokens, 1_000, "a thousand tokens"),
        Unit("Mtok", .tokens, 1_000_000, "a million tokens"),
        Unit("req", .requests, 1, "one request"),
        Unit("ms", .time, 1_000_000, "a millisecond"),
        Unit("s", .time, 1_000_000_000, "a second"),
        Unit("min", .time, 60_000_000_000, "a minute: 60 s"),
        Unit("h", .time, 3_600_000_000_000, "an hour: 60 min"),
        Unit("d", .time, 86_400_000_000_000, "a day of exactly 24 h"),
        Unit("month", .time, 2_629_800_000_000_000, calendar: true, "a calendar month (scenarios only)"),
        Unit("months", .time, 2_629_800_000_000_000, calendar: true, "calendar months (scenarios only)"),
        Unit("year", .time, 31_557_600_000_000_000, calendar: true, "a calendar year: 12 months (scenarios only)"),
        Unit("years", .time, 31_557_600_000_000_000, calendar: true, "calendar years (scenarios only)"),
        Unit("B", .bytes, 1, "one byte"),
        Unit("kB", .bytes, 1_000, "a thousand bytes"),
        Unit("MB", .bytes, 1_000_000, "a million bytes"),
        Unit("GB", .bytes, 1_000_000_000, "10^9 bytes"),
        Unit("TB", .bytes, 1_000_000_000_000, "10^12 bytes"),
        Unit("KiB", .bytes, 1_024, "2^10 bytes"),
        Unit("MiB", .bytes, 1_048_576, "2^20 bytes"),
        Unit("GiB", .bytes, 1_073_741_824, "2^30 bytes"),
        Unit("TiB", .bytes, 1_099_511_627_776, "2^40 bytes"),
        Unit("W", .power, 1, per: 1_000_000_000, "a watt"),
        Unit("kW", .power, 1_000, per: 1_000_000_000, "a kilowatt"),
        Unit("Wh", .energy, 3_600, "a watt for an hour"),
        Unit("kWh", .energy, 3_600_000, "a kilowatt for an hour"),
        Unit("gCO2", .carbon, 1, "a gram of CO2 equivalent"),
        Unit("kgCO2", .carbon, 1_000, "a kilogram of CO2 equivalent"),
    ]

    /// Looks a unit up by the bytes of its symbol.
    public static func named(_ symbol: some Collection<UInt8>) -> Unit? {
        let count = symbol.count
        for unit in table where unit.symbol.utf8.count == count && unit.symbol.utf8.elementsEqual(symbol) {
            return unit
        }
        return nil
    }
}
