package import ScrimpQuantities

/// The kinds of declaration, by the word that begins them.
package enum BlockKind: String, CaseIterable, Sendable {
    case policy, request, model, pool, allow, budget, limit, gather, cache, batch, shape, route, rollout, shadow,
        affinity
    case `switch`, alert, attribute, commit, prove, test, scenario
}

/// The phase of a decision that a kind bears on; `none` for what is not part of a decision.
package enum Phase: String, CaseIterable, Sendable {
    case admit, lookup, route, shape, reserve, dispatch, settle, none
}

/// One kind of block, as the checker, the help, completion and the reference page know it.
package struct BlockSpec: Sendable {
    package enum Naming: Sendable {
        /// `model mini { … }`
        case name
        /// `prove "sentence" { … }`
        case title
        /// `scenario two_years for support_chat { … }`
        case nameAndSubject
        /// `request { … }`, `route { … }`, `attribute { … }`
        case none
    }

    package let kind: BlockKind
    package let naming: Naming
    /// At most one of it in a policy.
    package let isSingle: Bool
    package let phase: Phase
    /// One sentence, for help and hover: what the block decides.
    package let help: String
    /// The smallest useful block, as it would be written.
    package let example: String
    package let fields: [FieldSpec]

    package init(
        _ kind: BlockKind, _ naming: Naming, single: Bool = false, phase: Phase,
        help: String, example: String, fields: [FieldSpec]
    ) {
        self.kind = kind
        self.naming = naming
        self.isSingle = single
        self.phase = phase
        self.help = help
        self.example = example
        self.fields = fields
    }

    package func field(_ name: String) -> FieldSpec? { fields.first { $0.name == name } }
}

/// One field of a block.
package struct FieldSpec: Sendable {
    package enum Presence: Sendable {
        case required
        case optional
        /// Optional, with the value that holds where it is left out, as it would be written.
        case defaulted(String)
    }

    package let name: String
    package let type: FieldType
    package let presence: Presence
    /// One sentence; units and ranges where the type does not say them.
    package let help: String

    package init(
        _ name: String, _ type: FieldType, _ presence: Presence, help: String
    ) {
        self.name = name
        self.type = type
        self.presence = presence
        self.help = help
    }
}

/// What may stand behind a field's colon.
package indirect enum FieldType: Sendable {
    /// `"text"`
    case text
    /// `true` or `false`
    case flag
    /// A constant of one measure: `30 s`, `$2`, `35%`, `32`.
    case amount(Measure)
    /// One constant, or an inclusive range of them: `1..4`.
    case span(Measure)
    /// `22:00..06:00`, half-open, wrapping midnight.
    case timeRange
    /// A distribution (`pert(a, m, b)`, `triangular`, `uniform`, `normal`, `empirical("file")`), a range (uniform) or a constant.
    case uncertain(Measure)
    /// One of some words, each perhaps with arguments: `standard`, `batch(within: 24 h)`.
    case choice([Alternative])
    /// The name of a declaration.
    case name(BlockKind)
    /// The name of an attribute of the request.
    case attribute
    /// A list; one value stands for a list of one.
    case list(FieldType)
    /// A Boolean expression over the request and the state.
    case condition
    /// The same of a proof or a test, which may also ask what the policy does: `first`, `reachable`.
    case claim
    /// A Boolean expression over one number that the host reports while streaming.
    case streamCondition
    /// `reject("message")`, `wait` or `route(model, …)`; which of them are allowed.
    case action(reject: Bool, wait: Bool, route: Bool)
    /// `$25 per tenant per day`, `$5 over 24 h`, `$2 per run`
    case budgetLimit
    /// `40 per run`: an amount per value of an attribute.
    case perAttribute(Measure)
    /// `100 Mtok per month`: an amount per calendar window.
    case perWindow(Measure)
    /// `[low, high] by tier`: cases of an enumeration, most important first, and the attribute.
    case casesByAttribute
    /// `20 of 100`
    case part
    /// `[5%, 25%, 100%] every 2 d`
    case stages
    /// `24 h from insert`, `1 h from last hit`
    case timeToLive
    /// Nested fields: `{ input: $1/Mtok, … }`
    case block([FieldSpec])
    /// Nested fields of any name, each of one type: `{ engineering: $3_000 }`
    case named(FieldType)
    /// Values for attributes of the request: `{ task: summary, prompt: 2 ktok }`
    case attributeValues
    /// The state that a test assumes: `{ time: 12:00, rollout.quantized: 100% }`
    case state
    /// How attributes that a trace lacks are filled: `{ tenant: zipf(1_000, 0.9) }`
    case attributeFills
    /// Paths of the policy or scenario to what is uncertain about them: `{ growth: 0%..4% }`
    case uncertainties
    /// Several types, the first that fits.
    case either([FieldType])
    /// A list of exactly these, in this order: `[condition, condition]`.
    case tuple([FieldType])
    /// The path of one uncertain thing of the policy or scenario: `cache.answers.hit_rate`, `growth`.
    case path
    /// A constant of the type of what it is given for: the bounds of a distribution.
    case constant
    /// How one number or attribute is filled: a constant, or one of `Schema.fills`.
    case fill
}

/// One word of a choice, with its arguments.
package struct Alternative: Sendable {
    package let word: String
    package let parameters: [FieldSpec]
    /// How many arguments, from the first parameter on, may be given without their names.
    package let positional: Int
    /// Further arguments without names beyond the listed ones, each of this type: `mixed("…", "…")`.
    package let rest: FieldType?
    /// Further named arguments of any other name, each of this type: `choice(eu: 70%, us: 30%)`.
    package let open: FieldType?
    package let help: String

    package init(
        _ word: String, _ parameters: [FieldSpec] = [], positional: Int = 0, rest: FieldType? = nil,
        open: FieldType? = nil, help: String
    ) {
        self.word = word
        self.parameters = parameters
        self.positional = positional
        self.rest = rest
        self.open = open
        self.help = help
    }
}

/// What an amount must be: its dimension and its range.
package struct Measure: Hashable, Sendable {
    package enum Scale: Hashable, Sendable {
        case plain
        /// Written in percent.
        case ratio
        /// A length in calendar units: `24 months`.
        case calendar
    }

    /// As messages call it: `a duration`, `an amount of money`.
    package let name: String
    package let dimension: Dimension
    package let scale: Scale
    package let isWhole: Bool
    /// In base units; nil for none.
    package let minimum: Rational?
    package let maximum: Rational?
    package let excludesZero: Bool
    /// An example, for help: `30 s`.
    package let example: String

    package init(
        _ name: String, _ dimension: Dimension, scale: Scale = .plain, whole: Bool = false, minimum: Rational? = .zero,
        maximum: Rational? = nil, excludesZero: Bool = false, example: String
    ) {
        self.name = name
        self.dimension = dimension
        self.scale = scale
        self.isWhole = whole
        self.minimum = minimum
        self.maximum = maximum
        self.excludesZero = excludesZero
        self.example = example
    }

    package static let money = Measure("an amount of money", .money, example: "$25")
    package static let positiveMoney = Measure("an amount of money", .money, excludesZero: true, example: "$25")
    package static let ratio = Measure("a percentage", .none, scale: .ratio, maximum: .one, example: "35%")
    /// A percentage that may pass 100 or be negative: growth, discount.
    package static let openRatio = Measure("a percentage", .none, scale: .ratio, minimum: nil, example: "15%")
    package static let count = Measure("a whole number", .none, whole: true, example: "32")
    package static let positiveCount = Measure("a whole number", .none, whole: true, excludesZero: true, example: "32")
    package static let number = Measure("a number", .none, minimum: nil, example: "0.9")
    package static let tokens = Measure("a number of tokens", .tokens, whole: true, example: "2 ktok")
    package static let requests = Measure("a number of requests", .requests, whole: true, example: "200 req")
    package static let duration = Measure("a duration", .time, whole: true, example: "30 s")
    package static let positiveDuration = Measure("a duration", .time, whole: true, excludesZero: true, example: "30 s")
    package static let bytes = Measure("a number of bytes", .bytes, whole: true, example: "80 GiB")
    package static let power = Measure("a power", .power, example: "700 W")
    package static let pricePerToken = Measure("a price per token", Dimension(money: 1, tokens: -1), example: "$3/Mtok")
    package static let pricePerRequest = Measure(
        "a price per request", Dimension(money: 1, requests: -1), example: "$0.01/req")
    package static let pricePerHour = Measure("a price per hour", Dimension(money: 1, time: -1), example: "$2.50/h")
    package static let hazard = Measure("a rate of events", Dimension(time: -1), scale: .ratio, example: "5%/h")
    package static let requestRate = Measure(
        "a rate of requests", Dimension(requests: 1, time: -1), excludesZero: true, example: "500 req/min")
    package static let tokenRate = Measure(
        "a rate of tokens", Dimension(tokens: 1, time: -1), excludesZero: true, example: "200_000 tok/min")
    package static let calendarSpan = Measure(
        "a number of months or years", .time, scale: .calendar, excludesZero: true, example: "24 months")
    /// `4%/month`: growth per calendar time.
    package static let calendarGrowth = Measure(
        "a percentage per month or year", Dimension(time: -1), scale: .ratio, minimum: nil, example: "4%/month")
    /// `20 ms/tok`: how long one token of the answer takes.
    package static let durationPerToken = Measure(
        "a duration per token", Dimension(tokens: -1, time: 1), excludesZero: true, example: "20 ms/tok")
    package static let bits = Measure(
        "a number of bits", .none, whole: true, maximum: Rational(whole: 16), excludesZero: true, example: "4")
    package static let factor = Measure("a number that is not negative", .none, example: "0.9")
    package static let correlation = Measure(
        "a correlation", .none, scale: .ratio, minimum: Rational(whole: -1), maximum: .one, example: "50%")
    package static let edition = Measure(
        "an edition of the language", .none, whole: true, minimum: .one, maximum: .one, example: "1")
    package static let integer = Measure("a whole number", .none, whole: true, minimum: nil, example: "-3")
    /// A percentage that may pass 100: how full something is.
    package static let share = Measure("a percentage", .none, scale: .ratio, example: "80%")

    /// Written in months or years, which have no fixed length.
    package var isCalendar: Bool { scale == .calendar || self == .calendarGrowth }
}
