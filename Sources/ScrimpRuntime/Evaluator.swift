package import ScrimpPlan
package import ScrimpQuantities

/// The phases of a decision, over one plan and one store, for one thread at a time. `Engine` adds the lock.
///
/// Its arrays are scratch that decisions reuse, so that they allocate nothing.
package struct Evaluator<State: Store>: Sendable {
    package let plan: Plan
    package let schema: RequestSchema
    let tables: EngineTables
    package var store: State
    var symbols: [SymbolTable]
    var windows: CalendarWindows

    /// Values of the plan's features for the request at hand; derived ones where the stamp is the current one.
    var features: [Int64]
    var stamps: [UInt64]
    var stamp: UInt64 = 0
    var stack: [Rational] = []
    /// Counters in which the candidate at hand would be held.
    var counters: [BudgetCounter] = []
    /// The latest time that the store has seen, within a transaction.
    var now = Instant(nanoseconds: .min)

    var alerts = AlertRing(capacity: 1_024)
    var waiting: [WaitingRequest] = []
    var ready: [ReadyTicket] = []
    var nextTicket: UInt64 = 1

    package init(plan: Plan, store: State, options: EngineOptions) throws(EngineError) {
        guard plan.budgets.count <= EngineError.budgetLimit else { throw .tooManyBudgets }
        guard plan.caches.count <= EngineError.cacheLimit else { throw .tooManyCaches }
        var tables: [SymbolTable] = []
        var tableOfAttribute = [Int32](repeating: -1, count: plan.attributes.count)
        var textBits = [UInt64](repeating: 0, count: plan.features.count)
        for (index, attribute) in plan.attributes.enumerated() where attribute.kind == .string {
            var operations: [SymbolTable.Operation] = []
            for (feature, kind) in plan.features.enumerated() {
                guard case .text(let owner, let operation, let operand) = kind, Int(owner) == index else { continue }
                guard operations.count < SymbolTable.operationLimit else { throw .tooManyTextOperations }
                textBits[feature] = 1 << UInt64(operations.count)
                operations.append(SymbolTable.Operation(kind: operation, operand: Array(plan.strings[operand])))
            }
            tableOfAttribute[index] = Int32(truncatingIfNeeded: tables.count)
            tables.append(
                SymbolTable(
                    literals: attribute.literals.map { plan.strings[$0] }, operations: operations,
                    capacity: options.textsPerAttribute, seed: options.hashSeed))
        }
        self.plan = plan
        self.store = store
        schema = RequestSchema(plan: plan)
        self.tables = EngineTables(
            plan: plan, symbolTables: tables, symbols: tableOfAttribute, textBits: textBits)
        symbols = tables
        windows = CalendarWindows(zone: plan.zone)
        features = [Int64](repeating: 0, count: plan.features.count)
        stamps = [UInt64](repeating: 0, count: plan.features.count)
        stack.reserveCapacity(plan.instructions.count)
        counters.reserveCapacity(plan.budgets.count)
        self.store.prepare(for: plan)
    }

    /// The number of a text, or what is needed of one that gets none.
    package mutating func intern(_ text: Span<UInt8>, attribute: Int) -> (symbol: Int64, untracked: UntrackedText) {
        let table = Int(tables.symbols[attribute])
        guard table >= 0 else { return (0, .none) }
        let symbol = symbols[table].intern(text)
        guard symbol == symbols[table].otherSymbol else { return (symbol, .none) }
        return (symbol, symbols[table].describe(text))
    }

    /// Admit, lookup, route, reserve, dispatch.
    package mutating func decide<Watcher: Observer>(
        _ request: Request, at time: Instant, observer: inout Watcher
    ) throws(RequestError) -> Decision {
        try check(request)
        begin(at: time)
        defer { store.end() }
        return decide(request, resuming: nil, observer: &observer)
    }

    func check(_ request: Request) throws(RequestError) {
        guard request.values.count == plan.attributes.count else { throw .otherSchema }
        for index in tables.required where !request.given[index] {
            throw .missing(attribute: UInt16(truncatingIfNeeded: index))
        }
    }

    /// Starts a transaction: time goes on, and calls without a report lapse.
    mutating func begin(at time: Instant) {
        now = store.begin(at: time)
        while store.mayLapse(by: now), store.lapse(until: now) != nil {}
    }

    /// - Parameter resuming: the ticket that has waited, with the deadline that it had from the beginning.
    mutating func decide<Watcher: Observer>(
        _ request: Request, resuming ticket: WaitingRequest?, observer: inout Watcher
    ) -> Decision {
        load(request)
        var state = Considering(deadline: ticket?.deadline ?? deadline(of: request), isResuming: ticket != nil)
        switch admit(request, observer: &observer) {
        case .reject(let index): return Decision(.reject(.thrownSwitch(index)), at: now)
        case .route(let chain): state.chain = chain
        case .pass: break
        }
        if let hit = lookup(request, &state, observer: &observer) {
            return Decision(.cached(cache: hit.cache, answer: hit.answer), at: now)
        }
        if state.chain == nil {
            guard let (rule, chain) = match(request, observer: &observer) else {
                return Decision(.reject(.noRule), at: now)
            }
            state.rule = rule
            state.chain = chain
        }
        state.permitted = permitted(request, observer: &observer)
        return reserve(request, &state, observer: &observer)
    }

    func deadline(of request: Request) -> Int64 {
        let length = tables.deadline >= 0 ? request.values[tables.deadline] : plan.deadline
        return now.advanced(by: max(length, 0)).nanoseconds
    }
}

/// What a decision carries from phase to phase.
struct Considering {
    var deadline: Int64
    var isResuming: Bool
    var rule: UInt32?
    var chain: PlanChain?
    var permitted: TargetSet = .all
    var tried = TargetSet()
    /// Of those tried, the ones that a budget refused: its action may try them again.
    var refused = TargetSet()
    var position: UInt16 = 0
    /// Budgets, by bit, that refused a candidate; that have acted; that could hold it once there is room.
    var refusing: UInt128 = 0
    var acted: UInt128 = 0
    var patient: UInt128 = 0
    /// First budget whose ceiling refused.
    var ceiling: UInt16?
    /// Counter in which the first refusing budget had no room.
    var waitCounter: Int32 = 0
    /// Caches that the answer fills.
    var caches: UInt64 = 0

    init(deadline: Int64, isResuming: Bool) {
        self.deadline = deadline
        self.isResuming = isResuming
    }
}

/// What an engine is built with beside plan and store.
public struct EngineOptions: Sendable {
    /// Texts that each string attribute tracks beside the policy's own. Further texts share budgets' common counters and are
    /// never cached, but route and split as all others do.
    public var textsPerAttribute: Int
    /// Keys the hash of texts; any number that traffic cannot know.
    public var hashSeed: UInt64

    public init(textsPerAttribute: Int = 1_000_000, hashSeed: UInt64) {
        self.textsPerAttribute = textsPerAttribute
        self.hashSeed = hashSeed
    }
}

/// Why a plan cannot be run.
public enum EngineError: Error, Hashable, Sendable {
    case tooManyBudgets, tooManyCaches
    /// More than 64 uses of `contains`, `starts_with` and `ends_with` on one attribute.
    case tooManyTextOperations

    public static let budgetLimit = 128
    public static let cacheLimit = 64
}

extension Evaluator {
    package func text(of symbol: Int64, attribute: UInt16) -> ArraySlice<UInt8> {
        guard Int(attribute) < tables.symbols.count else { return [] }
        let table = Int(tables.symbols[Int(attribute)])
        return table >= 0 ? symbols[table].text(symbol) : []
    }
}
