import ScrimpPlan
import ScrimpQuantities

/// What a plan says, once more, in the layout in which decisions read it.
struct EngineTables: Sendable {
    struct Budget: Sendable {
        var limit: Int128
        /// Bound of a soft budget that has acted; the limit where it has none.
        var ceiling: Int128
        var targets: UInt128
        /// Attribute of the scope; −1 for one counter.
        var scope: Int32
        /// The value that is outside the budget; `Int64.min` where there is none.
        var outside: Int64
        /// The value that shares the common counter, because its text is not tracked; `Int64.min` where there is none.
        var untracked: Int64
        var when: ConditionID
        var unit: PlanWindow.Unit
        var isCalendar: Bool
        /// Nanoseconds; −1 for the request's deadline plus five minutes.
        var lapse: Int64
        var hasAlerts: Bool
        var waits: Bool
    }

    /// By attribute: the greatest value that conditions see.
    var clamps: [Int64]
    /// By attribute: index of its symbol table, −1 for other kinds.
    var symbols: [Int32]
    /// Attributes that a request must give.
    var required: [Int]
    /// Derived features that the matcher looks at.
    var matcherFeatures: [Int]
    /// For text features: the bit in the symbol's relations.
    var textBits: [UInt64]
    var budgets: [Budget]
    var prices: CallPrices

    var prompt = -1
    var maxOutput = -1
    var images = -1
    var audio = -1
    var toolCalls = -1
    var deadline = -1

    static let lapseAfterDeadline: Int64 = 5 * 60 * 1_000_000_000

    init(plan: Plan, symbolTables: [SymbolTable], symbols: [Int32], textBits: [UInt64]) {
        clamps = plan.attributes.map { $0.kind == .string ? $0.otherSymbol : .max }
        self.symbols = symbols
        self.textBits = textBits
        required = plan.attributes.indices.filter { plan.attributes[$0].defaultValue == nil }
        matcherFeatures = Self.tested(by: plan.matcher).filter { $0 >= plan.attributes.count }
        prices = CallPrices(plan.targets)
        budgets = plan.budgets.map { budget in
            var row = Budget(
                limit: budget.limit.pico, ceiling: (budget.ceiling ?? budget.limit).pico, targets: budget.targets.bits,
                scope: -1, outside: .min, untracked: .min, when: budget.when, unit: .minute, isCalendar: false,
                lapse: budget.lapse ?? -1, hasAlerts: !budget.alerts.isEmpty, waits: budget.spent == .wait)
            if case .calendar(let unit) = budget.window { (row.unit, row.isCalendar) = (unit, true) }
            if let scope = budget.scope {
                row.scope = Int32(scope)
                let table = Int(symbols[Int(scope)])
                if table >= 0 {
                    row.outside = symbolTables[table].emptySymbol
                    row.untracked = symbolTables[table].otherSymbol
                }
            }
            return row
        }
        for (index, attribute) in plan.attributes.enumerated() {
            switch attribute.role {
            case .none, .cachedPrefix: break
            case .prompt: prompt = index
            case .maxOutput: maxOutput = index
            case .images: images = index
            case .audio: audio = index
            case .toolCalls: toolCalls = index
            case .deadline: deadline = index
            }
        }
    }

    private static func tested(by matcher: Matcher) -> [Int] {
        var seen: [Int] = []
        switch matcher {
        case .diagram(let diagram): seen = diagram.nodes.map { $0.feature }
        case .scan(let scan): seen = scan.cuts.map { Int($0.feature) } + scan.tables.map { Int($0.feature) }
        case .blocks(let blocks):
            for scan in blocks { seen += scan.cuts.map { Int($0.feature) } + scan.tables.map { Int($0.feature) } }
        // Conditions are walked one by one, and fetch what they need.
        case .rules: return []
        }
        seen.sort()
        var unique: [Int] = []
        for feature in seen where unique.last != feature { unique.append(feature) }
        return unique
    }
}
