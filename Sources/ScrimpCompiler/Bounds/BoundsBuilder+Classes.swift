import ScrimpPlan
import ScrimpQuantities
import ScrimpSemantics

/// The requests of one rule, and all the ways that they may go.
extension BoundsBuilder {
    func classBound(_ index: Int) -> ClassBound {
        let rule = policy.rules[index]
        let (name, chain) = rule.sides
        var result = ClassBound(
            rule: index, name: name, chain: chain, location: rule.location, bound: .nothing, way: .chain, calls: [],
            caches: [], isReachable: false)
        guard regions.indices.contains(index), let region = regions[index] else { return result }
        result.isReachable = true
        result.caches = policy.caches.indices.filter {
            policy.caches[$0].match.answers && region.answer(formulas.caches[$0]) != .never
        }
        var ways = Ways(self, region)
        ways.consider(rule.chain, as: .chain)
        for (place, item) in policy.switches.enumerated() {
            guard case .route(let chain) = item.action, region.answer(formulas.switches[place]) != .never else {
                continue
            }
            ways.consider(chain, as: .thrownSwitch(place))
        }
        result.calls = ways.calls.values.compactMap(\.self).filter { ways.reached.contains(UInt16(clamping: $0.model)) }
            .sorted { $0.model < $1.model }
        result.bound = ways.most
        result.way = ways.dearest
        let cheapest = result.calls.map(\.bound.least).min() ?? .zero
        result.bound.least = result.caches.isEmpty ? cheapest : .zero
        result.bound.add(copyBound(in: region))
        return result
    }

    /// The dearest copy that a shadow may send; at most one goes out for a request.
    private func copyBound(in region: RuleRegion) -> CostBound? {
        policy.shadows.filter { $0.sample > .zero }
            // A call that has no bound is not copied: its budget refuses it.
            .compactMap { call($0.model, in: region, isCopy: true)?.bound }.filter(\.unbounded.isEmpty)
            .max { $0.sum < $1.sum }
    }
}

extension Cache.Match {
    /// Whether a hit is the answer, without a call.
    fileprivate var answers: Bool {
        switch self {
        case .exact, .semantic: true
        case .retrieval, .partial: false
        }
    }
}

extension CostBound {
    /// Of what is known.
    var sum: Money { Money(pico: terms.reduce(0) { $0.adding(clamping: $1.amount.pico) }) }

    /// Puts the dearest terms first and adds them up.
    mutating func finish() {
        // Stable, so that equal terms keep their order.
        terms = terms.enumerated().sorted {
            $0.element.amount == $1.element.amount
                ? $0.offset < $1.offset : $0.element.amount > $1.element.amount
        }.map(\.element)
        most = unbounded.isEmpty ? sum : nil
    }

    fileprivate mutating func add(_ copy: CostBound?) {
        guard let copy else { return }
        terms += copy.terms
        finish()
    }
}

extension Rule {
    /// The condition and the chain as written. An arrow within a text is not the rule's.
    var sides: (condition: String, chain: String) {
        let bytes = text.utf8
        var isText = false
        var isEscaped = false
        var previous: UInt8 = 0
        for place in bytes.indices {
            let byte = bytes[place]
            if isText {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isText = false
                }
            } else if byte == UInt8(ascii: "\"") {
                isText = true
            } else if byte == UInt8(ascii: ">"), previous == UInt8(ascii: "-") {
                let before = text[..<bytes.index(before: place)]
                return (before.trimmed, text[bytes.index(after: place)...].trimmed)
            }
            previous = byte
        }
        return (text, "")
    }
}

extension Substring {
    fileprivate var trimmed: String {
        var text = utf8[...]
        while text.first == UInt8(ascii: " ") { text.removeFirst() }
        while text.last == UInt8(ascii: " ") { text.removeLast() }
        return String(Substring(text))
    }
}

/// The dearest set of models that one request may come to call.
private struct Ways {
    let builder: BoundsBuilder
    let region: RuleRegion
    /// By model, as far as asked for; nil inside for one that is never called.
    private(set) var calls: [Int: CallBound?] = [:]
    /// Every model that some way leads to.
    private(set) var reached = TargetSet()
    private(set) var most = CostBound.nothing
    private(set) var dearest = ClassBound.Way.chain
    private let acting: [Int]
    private var hasAny = false

    /// Beyond so many ways to draw the splits, all arms count together.
    private static let drawLimit = 64

    init(_ builder: BoundsBuilder, _ region: RuleRegion) {
        self.builder = builder
        self.region = region
        acting = builder.policy.budgets.indices.filter { index in
            guard case .route = builder.policy.budgets[index].spent else { return false }
            return region.answer(builder.formulas.budgets[index]) != .never
        }
    }

    mutating func consider(_ chain: Chain, as way: ClassBound.Way) {
        var draws = draws(chain, from: [TargetSet()])
        if !builder.policy.affinities.isEmpty { draws = withPreferred(draws, chain) }
        for draw in draws {
            reached.bits |= draw.bits
            offer(draw, as: way)
        }
        // What refused here may act, and what its action calls may be refused by another.
        var together = TargetSet()
        for draw in draws { together.bits |= draw.bits }
        var actors: [Int] = []
        var grew = true
        while grew {
            grew = false
            for index in acting where !actors.contains(index) && counts(index, together) {
                guard case .route(let action) = builder.policy.budgets[index].spent else { continue }
                actors.append(index)
                draws = self.draws(action, from: draws)
                for draw in draws { together.bits |= draw.bits }
                grew = true
            }
        }
        guard let first = actors.first else { return }
        reached.bits |= together.bits
        let own = self.draws(chain, from: [TargetSet()]).reduce(into: TargetSet()) { $0.bits |= $1.bits }
        let actions = actors.map { index -> TargetSet in
            guard case .route(let action) = builder.policy.budgets[index].spent else { return TargetSet() }
            return self.draws(action, from: [TargetSet()]).reduce(into: TargetSet()) { $0.bits |= $1.bits }
        }
        for draw in draws { offer(draw, as: .spentBudget(first), own: own, actors: actors, actions: actions) }
    }

    private func counts(_ budget: Int, _ models: TargetSet) -> Bool {
        models.models.contains { builder.policy.budgets[budget].models?.contains($0) ?? true }
    }

    /// A budget that acts has refused a candidate, which then has one try less to pay, unless an action comes back to it.
    private mutating func refused(_ own: TargetSet, _ actors: [Int], _ actions: [TargetSet], among all: TargetSet)
        -> Int?
    {
        var cheapest: Int?
        for model in all.models where own.contains(UInt16(clamping: model)) {
            guard actors.contains(where: { builder.policy.budgets[$0].models?.contains(model) ?? true }) else {
                continue
            }
            let comesBack = actions.contains { $0.contains(UInt16(clamping: model)) }
            guard !comesBack, let found = call(model), found.bound.unbounded.isEmpty else { return nil }
            if let known = cheapest.flatMap({ call($0) }), known.bound.sum <= found.bound.sum { continue }
            cheapest = model
        }
        return cheapest
    }

    private mutating func offer(
        _ models: TargetSet, as way: ClassBound.Way, own: TargetSet = TargetSet(), actors: [Int] = [],
        actions: [TargetSet] = []
    ) {
        let refused = refused(own, actors, actions, among: models)
        var bound = CostBound.nothing
        for model in models.models {
            guard let call = call(model) else { continue }
            // A try that is refused gives the model back to what an action calls, with all its retries.
            let number = UInt16(clamping: model)
            let returns = actions.count { $0.contains(number) } - (own.contains(number) ? 0 : 1)
            let more = (call.tries - 1).multipliedReportingOverflow(by: Int64(max(returns, 0)))
            let calls = call.tries.addingReportingOverflow(more.overflow ? .max - call.tries : more.partialValue)
            let tries = (calls.overflow ? .max : calls.partialValue) - (model == refused ? 1 : 0)
            guard tries > 0 else { continue }
            for var term in call.bound.terms {
                term.calls = tries
                bound.terms.append(term)
            }
            bound.unbounded += call.bound.unbounded
        }
        bound.finish()
        let isDearer: Bool
        switch (bound.most, most.most) {
        case (nil, .some): isDearer = true
        case (.some, nil): isDearer = false
        case (nil, nil): isDearer = bound.sum > most.sum
        case (let new?, let old?): isDearer = new > old
        }
        if isDearer || !hasAny { (most, dearest) = (bound, way) }
        hasAny = true
    }

    private mutating func call(_ model: Int) -> CallBound? {
        if let known = calls[model] { return known }
        let found = builder.call(model, in: region)
        calls[model] = .some(found)
        return found
    }

    /// Each set once for each way in which a chain's splits may be drawn. What stands in for a model while a rollout or its floor
    /// says so counts with it: that may change between two tries of one request.
    private mutating func draws(_ chain: Chain, from sets: [TargetSet]) -> [TargetSet] {
        var result = sets
        for candidate in chain.candidates {
            switch candidate {
            case .model(let model):
                let own = standing(for: model)
                for index in result.indices { result[index].bits |= own.bits }
            case .split(let arms):
                let drawn = arms.map { standing(for: $0.model) }
                if result.count * drawn.count > Self.drawLimit {
                    let all = drawn.reduce(UInt128(0)) { $0 | $1.bits }
                    for index in result.indices { result[index].bits |= all }
                } else {
                    result = result.flatMap { set in drawn.map { TargetSet(bits: set.bits | $0.bits) } }
                }
            }
        }
        return result
    }

    /// Affinity may ask one arm first that was not drawn.
    private mutating func withPreferred(_ draws: [TargetSet], _ chain: Chain) -> [TargetSet] {
        let arms = chain.candidates.flatMap { candidate -> [Int] in
            if case .split(let arms) = candidate { return arms.map(\.model) }
            return []
        }
        let preferred = arms.map { standing(for: $0) }
        guard !preferred.isEmpty, draws.count * preferred.count <= Self.drawLimit * 4 else {
            let all = preferred.reduce(UInt128(0)) { $0 | $1.bits }
            return draws.map { TargetSet(bits: $0.bits | all) }
        }
        return draws.flatMap { draw in preferred.map { TargetSet(bits: draw.bits | $0.bits) } }
    }

    /// The model and its stand-ins, as far as they are called at all.
    private mutating func standing(for model: Int) -> TargetSet {
        var result = TargetSet()
        for other in builder.targets.standIns[model] where call(other) != nil {
            result.insert(UInt16(clamping: other))
        }
        return result
    }
}

extension TargetSet {
    var models: [Int] {
        var result: [Int] = []
        var rest = bits
        while rest != 0 {
            result.append(rest.trailingZeroBitCount)
            rest &= rest - 1
        }
        return result
    }
}
