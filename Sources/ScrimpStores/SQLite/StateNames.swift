import ScrimpPlan
import ScrimpRuntime

/// The names under which the parts of a plan's state are kept.
struct StateNames: Sendable {
    struct Part: Sendable {
        var kind: StateKind
        var name: [UInt8]
        /// Attribute of its scopes; nil where it has one counter.
        var scope: Int?
        /// Greatest number of scopes that have a counter of their own.
        var scopes: Int64
    }

    let policy: SQLiteValue
    /// As `LocalState.counters`.
    let counters: [Part]
    let limits: [Part]
    let switches: [[UInt8]]
    let targets: [[UInt8]]
    /// Records that are kept as a whole, and their keys.
    let records: [(record: SharedRecord, key: CounterKey)]
    /// By counter: whether calls may go on without the store.
    let isOpen: [Bool]
    let budgetCount: Int

    private let attributes: [PlanAttribute]
    private let strings: StringTable
    private let texts: SymbolTexts

    init(_ plan: Plan, _ state: LocalState, texts: SymbolTexts) {
        func bytes(_ id: StringID) -> [UInt8] { Array(plan.strings[id]) }
        policy = .text(bytes(plan.identity.policyName))
        budgetCount = plan.budgets.count
        counters =
            plan.budgets.map {
                Part(kind: .budget, name: bytes($0.name), scope: $0.scope.map { Int($0) }, scopes: $0.scopes)
            }
            + plan.commitments.map { Part(kind: .commitment, name: bytes($0.name), scope: nil, scopes: 0) }
        // A commitment guards no money: what the budgets of a call say holds for it.
        isOpen = plan.budgets.map(\.isStoreLossOpen) + plan.commitments.map { _ in true }
        limits = plan.limits.map {
            Part(kind: .limit, name: bytes($0.name), scope: $0.scope.map { Int($0) }, scopes: $0.scopes)
        }
        switches = plan.switches.map { bytes($0.name) }
        targets = plan.targets.map { bytes($0.name) }
        var records: [(record: SharedRecord, key: CounterKey)] = []
        for (index, rollout) in plan.rollouts.enumerated() {
            let key = CounterKey(kind: .rollout, name: bytes(rollout.name), scope: CounterKey.noScope)
            records.append((.rollout(index), key))
        }
        for (index, length) in state.spendLengths.enumerated() {
            records.append((.spend(index), CounterKey(kind: .spend, name: [], scope: .integer(length))))
        }
        for (index, quality) in state.qualityKeys.enumerated() where targets.indices.contains(Int(quality.target)) {
            let key = CounterKey(kind: .quality, name: targets[Int(quality.target)], scope: .integer(quality.length))
            records.append((.quality(index), key))
        }
        self.records = records
        attributes = plan.attributes
        strings = plan.strings
        self.texts = texts
    }

    func key(_ part: Part, scope: Int64?) -> CounterKey {
        CounterKey(kind: part.kind, name: part.name, scope: value(scope, of: part))
    }

    /// How a scope is kept: as people write it, for numbers of symbols and cases are those of one plan and process.
    private func value(_ scope: Int64?, of part: Part) -> SQLiteValue {
        guard let scope, let attribute = part.scope, attributes.indices.contains(attribute) else {
            return CounterKey.noScope
        }
        switch attributes[attribute].kind {
        case .string: return .text(texts.bytes(of: scope, attribute: attribute))
        case .enumeration:
            let cases = attributes[attribute].cases
            guard scope >= 0, scope < Int64(cases.count) else { return .integer(scope) }
            return .text(Array(strings[cases[Int(scope)]]))
        case .bool, .int, .ratio, .money, .tokens, .count, .duration, .bytes: return .integer(scope)
        }
    }

    /// The part with a key, and the value of its scope here; nil where this plan has none.
    func counter(_ key: CounterKey) -> (part: Int, scope: Int64?)? { find(key, in: counters) }

    func limit(_ key: CounterKey) -> (part: Int, scope: Int64?)? { find(key, in: limits) }

    func target(_ index: UInt16) -> [UInt8] {
        targets.indices.contains(Int(index)) ? targets[Int(index)] : []
    }

    /// Which part has a name; nil where this plan has none.
    func part(_ kind: StateKind, _ name: [UInt8]) -> Int? {
        (kind == .limit ? limits : counters).firstIndex { $0.kind == kind && $0.name == name }
    }

    private func find(_ key: CounterKey, in parts: [Part]) -> (part: Int, scope: Int64?)? {
        guard let index = part(key.kind, key.name) else { return nil }
        switch key.scope {
        case .null, .blob: return (index, nil)
        case .integer(let number): return (index, number)
        case .text(let text):
            guard let attribute = parts[index].scope, attributes.indices.contains(attribute) else { return nil }
            switch attributes[attribute].kind {
            case .string: return (index, texts.intern(text.span, attribute: attribute).symbol)
            case .enumeration:
                let place = attributes[attribute].cases.firstIndex { strings[$0].elementsEqual(text) }
                return place.map { (index, Int64($0)) }
            case .bool, .int, .ratio, .money, .tokens, .count, .duration, .bytes: return nil
            }
        }
    }
}
