package import ScrimpQuantities
import ScrimpSemantics

package enum NaiveVerdict: Hashable, Sendable {
    case call(model: Int)
    case cached(answer: UInt64)
    /// A thrown switch.
    case switchedOff(Int)
    case budget(Int)
    case ceiling(Int)
    case exhausted
    case wait(budget: Int)
    case noRule
}

package struct NaiveDecision: Sendable {
    package var verdict: NaiveVerdict
    package var rule: Int?
    /// Pico-dollars.
    package var reserved: Int128 = 0
    /// Index in `calls`.
    package var call: Int?
}

struct NaiveCacheEntry: Sendable {
    var cache: Int
    var key: [NaiveValue]
    var content: [UInt64]
    var answer: UInt64
    /// Insertion, or the last hit where the cache counts from there.
    var since: Instant
}

extension NaiveEvaluator {
    /// Time goes on, never back; calls without a report lapse.
    package mutating func advance(to time: Instant) {
        now = max(now, time)
        // Each call lapses at its own time: what is idle then may be forgotten before now.
        let present = now
        let due = calls.indices.filter { calls[$0].state == .reserved && calls[$0].lapsesAt <= present }
        for call in due.sorted(by: { calls[$0].lapsesAt < calls[$1].lapsesAt }) {
            calls[call].state = .lapsed
            calls[call].touched.append(present)
        }
        forgetIdle()
    }

    package mutating func decide(_ request: NaiveRequest, at time: Instant) -> NaiveDecision {
        advance(to: time)
        // Admit.
        for (index, item) in policy.switches.enumerated() {
            if let condition = item.throwWhen, isTrue(condition, request) == true { thrown.insert(index) }
        }
        var chain: [Int]?
        for (index, item) in policy.switches.enumerated() where thrown.contains(index) {
            if let condition = item.condition, isTrue(condition, request) == false { continue }
            guard case .route(let candidates) = item.action else { return NaiveDecision(verdict: .switchedOff(index)) }
            chain = drawn(candidates, request)
            break
        }
        // Lookup.
        var missed: [Int] = []
        for (index, cache) in policy.caches.enumerated() where cache.match == .exact {
            if let condition = cache.condition, isTrue(condition, request) != true { continue }
            guard let content = request.content else { continue }
            let key = cache.key.map { request.values[$0] }
            let found = entries.firstIndex { entry in
                entry.cache == index && entry.key == key && entry.content == [content.high, content.low]
                    && now.nanoseconds - entry.since.nanoseconds < cache.timeToLive
            }
            guard let found else {
                missed.append(index)
                continue
            }
            if cache.anchor == .lastHit { entries[found].since = now }
            return NaiveDecision(verdict: .cached(answer: entries[found].answer))
        }
        // Route.
        var rule: Int?
        if chain == nil {
            rule = self.rule(for: request)
            guard let rule else { return NaiveDecision(verdict: .noRule) }
            chain = drawn(policy.rules[rule].chain, request)
        }
        return reserve(request, chain ?? [], rule, missed)
    }

    /// Reserve: the first candidate that is allowed and that every budget can hold. When the chain runs out, the first budget that
    /// refused a candidate acts, each at most once; one that has acted binds with its ceiling.
    private mutating func reserve(
        _ request: NaiveRequest, _ chain: [Int], _ rule: Int?, _ missed: [Int]
    ) -> NaiveDecision {
        let allowed = allowed(request)
        var chain = chain
        var passedOver: Set<Int> = []
        var acted: Set<Int> = []
        var ceilings: Set<Int> = []
        while true {
            var refusing: Set<Int> = []
            var refused: Set<Int> = []
            for model in chain where !passedOver.contains(model) && !refused.contains(model) {
                guard allowed.contains(model), fitsContext(model, request) else {
                    passedOver.insert(model)
                    continue
                }
                let budgets = policy.budgets.indices.filter {
                    policy.budgets[$0].models?.contains(model) ?? true && applies($0, request)
                }
                guard let cost = worstCase(model, request) ?? (budgets.isEmpty ? 0 : nil) else {
                    passedOver.insert(model)
                    continue
                }
                let full = budgets.first { budget in
                    let limit = policy.budgets[budget].limit.value.pico
                    let bound = acted.contains(budget) ? policy.budgets[budget].ceiling?.value.pico ?? .max : limit
                    return spent(budget, request) + cost > bound
                }
                if let full {
                    refused.insert(model)
                    if acted.contains(full) { ceilings.insert(full) } else { refusing.insert(full) }
                    continue
                }
                return call(model, cost, budgets, request, rule, missed)
            }
            guard let budget = refusing.min() else { break }
            acted.insert(budget)
            switch policy.budgets[budget].spent {
            case .reject: return NaiveDecision(verdict: .budget(budget), rule: rule)
            case .wait: return NaiveDecision(verdict: .wait(budget: budget), rule: rule)
            // What was refused for want of money may be tried again behind another budget's action.
            case .route(let action): chain = drawn(action, request)
            }
        }
        if let ceiling = ceilings.min() { return NaiveDecision(verdict: .ceiling(ceiling), rule: rule) }
        return NaiveDecision(verdict: .exhausted, rule: rule)
    }

    private mutating func call(
        _ model: Int, _ cost: Int128, _ budgets: [Int], _ request: NaiveRequest, _ rule: Int?, _ missed: [Int]
    ) -> NaiveDecision {
        let lapse = budgets.compactMap { policy.budgets[$0].lapse }.min()
        let lapsesAt = lapse.map { now.advanced(by: $0) } ?? deadline(request).advanced(by: 300_000_000_000)
        var scopes: [Int: NaiveValue?] = [:]
        for budget in budgets { scopes.updateValue(scope(budget, request), forKey: budget) }
        calls.append(
            NaiveCall(
                model: model, amount: cost, made: now, lapsesAt: lapsesAt, scopes: scopes, touched: [now],
                caches: missed, request: request))
        return NaiveDecision(verdict: .call(model: model), rule: rule, reserved: cost, call: calls.count - 1)
    }

    /// Settle: what was used takes the place of what was reserved, and the answer fills the caches that were asked.
    ///
    /// - Parameter answer: the host's number of it; nil for a call that brought none.
    package mutating func settle(_ call: Int, cost: Int128, answer: UInt64?, at time: Instant) {
        advance(to: time)
        guard calls[call].state != .settled else { return }
        calls[call].state = .settled
        calls[call].amount = cost
        calls[call].touched.append(now)
        let request = calls[call].request
        guard let answer, let content = request.content else { return }
        for cache in calls[call].caches {
            let key = policy.caches[cache].key.map { request.values[$0] }
            let digest = [content.high, content.low]
            entries.removeAll { $0.cache == cache && $0.key == key && $0.content == digest }
            entries.append(NaiveCacheEntry(cache: cache, key: key, content: digest, answer: answer, since: now))
        }
    }
}
