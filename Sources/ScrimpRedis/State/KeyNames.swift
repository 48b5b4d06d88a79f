#if Redis
internal import ScrimpPlan
internal import ScrimpQuantities
internal import ScrimpRuntime

/// The keys under which the parts of a plan's state are kept in Redis, as people write the parts' names and scopes: numbers of
/// symbols and cases are those of one plan and process.
struct KeyNames: Sendable {
    /// What all keys begin with.
    let prefix: String
    private let policy: String
    private let counters: [CounterShape]
    private let limits: [(name: String, attribute: Int?, arguments: LimitSettings)]
    let switches: [String]
    let rollouts: [String]
    private let attributes: [PlanAttribute]
    private let strings: StringTable
    private let texts: SymbolTexts

    init(_ plan: Plan, texts: SymbolTexts) {
        func name(_ id: StringID) -> String { Self.escaped(plan.strings[id]) }
        policy = name(plan.identity.policyName)
        prefix = SharedCounters.prefix(of: policy)
        counters =
            plan.budgets.map { CounterShape($0, name: name($0.name)) }
            + plan.commitments.map { CounterShape($0, name: name($0.name)) }
        limits = plan.limits.map { (name($0.name), $0.scope.map { Int($0) }, $0.settings) }
        switches = plan.switches.map { name($0.name) }
        rollouts = plan.rollouts.map { name($0.name) }
        attributes = plan.attributes
        strings = plan.strings
        self.texts = texts
    }

    func counters(host: String, leaseLength: Int64) -> SharedCounters {
        SharedCounters(policy: policy, host: host, leaseLength: leaseLength)
    }

    func shape(_ part: Int) -> CounterShape { counters[part] }

    func key(part: Int, scope: Int64?, windowStart: Int64) -> String {
        let shape = counters[part]
        let kind = shape.isCommitment ? "commitment" : "budget"
        let scope = text(scope, of: shape.attribute)
        return "\(prefix):\(kind):\(shape.name):\(scope):\(shape.window(start: windowStart))"
    }

    func key(limit: Int, scope: Int64?) -> String {
        "\(prefix):limit:\(limits[limit].name):\(text(scope, of: limits[limit].attribute))"
    }

    /// What a limit allows, as the scripts on limits read it.
    func arguments(limit: Int, _ tokens: Int64, lapsesAt: Int64, at now: Int64) -> [String] {
        let settings = limits[limit].arguments
        let forget = settings.calls == nil ? 0 : CounterPlace.microseconds(settings.forget)
        let longest = max(
            forget / 1000, CounterPlace.milliseconds(lapsesAt.subtractingReportingOverflow(now).partialValue))
        let kept = min(longest, Self.longestKept) + Self.hour
        var arguments = [
            "\(settings.concurrency ?? -1)", "\(settings.calls ?? -1)", "\(forget)", "\(kept)", "\(max(tokens, 0))",
            "\(settings.rates.count)",
        ]
        for rate in settings.rates {
            arguments += [rate.countsTokens ? "1" : "0", "\(max(rate.amount, 0))", "\(max(rate.per / 1000, 1))"]
        }
        return arguments
    }

    /// Milliseconds.
    private static let hour: Int64 = 3_600_000
    private static let longestKept: Int64 = 366 * 24 * hour

    /// `-` for the one counter of a part without scopes, `*` for the one that keys beyond the maximum share; a scope's own
    /// text behind `=`.
    private func text(_ scope: Int64?, of attribute: Int?) -> String {
        guard let attribute, attributes.indices.contains(attribute) else { return "-" }
        guard let scope else { return "*" }
        switch attributes[attribute].kind {
        case .string: return "=" + Self.escaped(texts.bytes(of: scope, attribute: attribute))
        case .enumeration:
            let cases = attributes[attribute].cases
            guard scope >= 0, scope < Int64(cases.count) else { return "=\(scope)" }
            return "=" + Self.escaped(strings[cases[Int(scope)]])
        case .bool, .int, .ratio, .money, .tokens, .count, .duration, .bytes: return "=\(scope)"
        }
    }

    /// Letters, digits and a few signs as they are, all other bytes as `%` and two digits.
    static func escaped(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var result: [UInt8] = []
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                result.append(byte)
            default: result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}

/// How the counters of one budget or commitment forget, in terms of Redis.
struct CounterShape: Sendable {
    let name: String
    /// Of its scopes; nil where it has one counter.
    let attribute: Int?
    let isCommitment: Bool
    /// Goes on while Redis is gone.
    let isOpen: Bool
    /// Pico-dollars, or tokens: how much is leased ahead of time.
    let limit: Int128
    /// Nanoseconds of a bucket and number of buckets of a rolling window, else 0.
    let bucketWidth: Int64
    let buckets: Int64
    let idle: Int64
    /// Nanoseconds that a rolling window covers; 0 for others.
    let rollingLength: Int64
    /// How long Redis keeps a counter after its last use.
    let kept: Int64
    private let isCalendar: Bool

    /// Counters outlive their windows by this, for late reports and for people.
    private static let grace: Int64 = 2 * 86_400_000_000_000
    static let bucketLimit: Int64 = 60
    private static let shortestBucket: Int64 = 1024

    init(_ budget: PlanBudget, name: String) {
        self.name = name
        attribute = budget.scope.map { Int($0) }
        isCommitment = false
        isOpen = budget.isStoreLossOpen
        limit = budget.limit.pico
        var length: Int64 = 0
        switch budget.window {
        case .calendar(let unit):
            (bucketWidth, buckets, idle, isCalendar) = (0, 0, 0, true)
            length = Self.longest(unit)
            rollingLength = 0
        case .rolling(let window):
            // As the counters in memory: the 59 buckets before the present one cover the window.
            let parts = Self.bucketLimit - 1
            bucketWidth = max(1, window / parts + (window % parts > 0 ? 1 : 0))
            let whole = window / bucketWidth + (window % bucketWidth > 0 ? 1 : 0)
            buckets = min(max(whole, 1) + 1, Self.bucketLimit)
            (idle, isCalendar) = (0, false)
            length = window
            rollingLength = window
        case .untilIdle(let window):
            (bucketWidth, buckets, idle, isCalendar) = (0, 0, max(window, 1000), false)
            length = window
            rollingLength = 0
        }
        kept = Self.grace + min(max(length, 0), .max / 2)
    }

    /// A commitment guards no money: what the budgets of a call say holds for it.
    init(_ commitment: PlanCommitment, name: String) {
        self.name = name
        attribute = nil
        isCommitment = true
        isOpen = true
        limit = Int128(commitment.included ?? 0)
        (bucketWidth, buckets, idle, rollingLength, isCalendar) = (0, 0, 0, 0, true)
        kept = Self.grace + Self.longest(commitment.window)
    }

    func place(_ key: String, at now: Int64) -> CounterPlace {
        CounterPlace(
            key: key, bucket: Self.bucket(at: now, width: bucketWidth), buckets: buckets, idle: idle, kept: kept)
    }

    /// The number in Redis of a bucket of the counters in memory.
    func bucket(_ number: Int64) -> Int64 { bucketWidth > 0 ? Self.joined(number, width: bucketWidth) : 0 }

    static func bucket(at now: Int64, width: Int64) -> Int64 { width > 0 ? joined(now / width, width: width) : 0 }

    /// Very short buckets are joined: their numbers would be too large for a script.
    private static func joined(_ number: Int64, width: Int64) -> Int64 {
        max(number, 0) / (width < shortestBucket ? shortestBucket : 1)
    }

    /// A window of another kind or length is another counter.
    func window(start: Int64) -> String {
        if isCalendar { return "\(start / 1_000_000_000)" }
        return bucketWidth > 0 ? "last\(bucketWidth)" : "idle"
    }

    private static func longest(_ unit: PlanWindow.Unit) -> Int64 {
        let hour: Int64 = 3_600_000_000_000
        switch unit {
        case .minute, .hour: return hour
        case .day: return 25 * hour
        case .week: return 8 * 24 * hour
        case .month: return 32 * 24 * hour
        case .quarter: return 93 * 24 * hour
        case .year: return 367 * 24 * hour
        }
    }
}
#endif
