import ScrimpPlan

/// Policy texts from a seed: conditions of every kind, chains, splits, allows and, where wanted, budgets, caches and switches.
package struct GeneratedPolicy {
    package private(set) var text = ""
    private var state: UInt64
    private let hasState: Bool

    package static let models = ["mini", "haiku", "large", "local", "priced"]
    package static let patterns = [
        "team-[0-9]+", "acme(-.*)?", "[^a-c]*", "(tenant-)?[0-8]{1,3}", "", "[a-z]+-?([a-z]{2}|[0-9])", "acm.|eu",
    ]
    package static let texts = ["acme", "acme-eu", "globex", "", "a", "team-7"]

    /// - Parameter hasState: with budgets, caches and switches.
    package init(seed: UInt64, hasState: Bool) {
        state = StableHash.mix(seed)
        self.hasState = hasState
        text = header()
        var declarations = ""
        if hasState {
            for index in 0..<between(1, 3) { declarations += budget(index) }
            for index in 0..<below(3) {
                declarations +=
                    "cache c\(index) { match: exact, key: [\(pick(["tenant", "tenant, tier", "tenant, level"]))]"
                declarations +=
                    ", ttl: \(pick(["1 h", "20 min", "30 s"])) from \(pick(["insert", "last hit"])), capacity: 10_000"
                declarations += below(2) == 0 ? ", when: \(condition(1, isStateful: false)) }\n" : " }\n"
            }
            for index in 0..<below(2) {
                let action =
                    below(2) == 0
                    ? "reject(\"off\")"
                    : "route(\(unique([pick(Self.models), pick(Self.models)]).joined(separator: ", ")))"
                declarations += "switch s\(index) { when: \(condition(1, isStateful: true)), on: \(action)"
                declarations +=
                    ", throw_when: prompt > \(between(15, 40)) tok and \(condition(0, isStateful: true)) }\n"
            }
        }
        for index in 0..<below(3) {
            let allowed = Self.models.filter { _ in below(2) == 0 } + ["local"]
            declarations +=
                "allow a\(index) { when: \(condition(1, isStateful: hasState)), only: [\(unique(allowed).joined(separator: ", "))] }\n"
        }
        text += declarations + "route {\n"
        for _ in 0..<between(1, 10) { text += "    when \(condition(3, isStateful: hasState)) -> \(chain())\n" }
        text += "    otherwise -> \(chain())\n}\n"
    }

    private mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return StableHash.mix(state)
    }
    package mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }
    package mutating func between(_ low: Int, _ high: Int) -> Int { low + below(high - low + 1) }
    package mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    private func unique(_ names: [String]) -> [String] {
        names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private mutating func header() -> String {
        """
        policy p { sticky: \(pick(["tenant", "tier", "level", "complexity", "fee"])), timezone: "\(pick(["UTC", "Europe/Berlin"]))" }
        request {
            tenant: string
            run: string = ""
            tier: enum { free, plus, premium }
            vip: bool
            complexity: ratio
            prompt: tokens
            max_output: tokens
            cached_prefix: tokens = 0 tok
            level: int = 0
            worth: money = $0
            fee: money = $0
            size: bytes = 0 B
            deadline: duration = 30 s
        }
        model mini { from: "openai/gpt-4o-mini" }
        model haiku { from: "anthropic/claude-haiku-4-5", prefix_cache: 5 min }
        model large { from: "openai/gpt-4o" }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        model priced {
            from: "own/model"
            context: 100 tok
            price: { input: $2/Mtok, output: $7/Mtok, per_request: $0.00001/req, source: "contract", as_of: "2026-11-01" }
        }
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand, region: "eu-central-1" }

        """
    }

    private mutating func budget(_ index: Int) -> String {
        let scope = pick(["", " per tenant", " per tier"])
        // Some ten calls of some hundred tokens.
        let limit = pick(["$0.0001", "$0.0003", "$0.001"])
        var text = "budget b\(index) { "
        switch below(8) {
        case 0: text += "limit: \(limit) per run, forget: 1 h"
        case 1, 2: text += "limit: \(limit)\(scope) over \(pick(["10 min", "1 h", "1 d"]))"
        default: text += "limit: \(limit)\(scope) per \(pick(["minute", "hour", "day", "week", "month"]))"
        }
        if below(3) == 0 {
            text += ", spent: reject(\"spent\")"
        } else {
            text += ", spent: route(\(unique([pick(Self.models), pick(Self.models)]).joined(separator: ", ")))"
            text += ", ceiling: \(pick(["$0.001", "$0.002"]))"
        }
        if below(3) == 0 { text += ", when: \(condition(1, isStateful: false))" }
        if below(3) == 0 { text += ", lapse: \(pick(["1 min", "20 s"]))" }
        return text + " }\n"
    }

    private mutating func chain() -> String {
        var candidates: [String] = []
        var names: [String] = []
        for _ in 0..<between(1, 3) {
            if below(4) == 0 {
                let share = between(1, 99)
                let first = pick(Self.models)
                let second = pick(Self.models.filter { $0 != first })
                candidates.append("split(\(share)%: \(first), \(100 - share)%: \(second))")
            } else {
                let name = pick(Self.models)
                if names.contains(name) { continue }
                names.append(name)
                candidates.append(name)
            }
        }
        return candidates.joined(separator: ", ")
    }
}

/// Conditions.
extension GeneratedPolicy {
    private mutating func condition(_ depth: Int, isStateful: Bool) -> String {
        guard depth > 0, below(4) != 0 else { return atom(isStateful: isStateful) }
        switch below(5) {
        case 0: return "not (\(condition(depth - 1, isStateful: isStateful)))"
        case 1, 2:
            return
                "(\(condition(depth - 1, isStateful: isStateful)) and \(condition(depth - 1, isStateful: isStateful)))"
        default:
            return
                "(\(condition(depth - 1, isStateful: isStateful)) or \(condition(depth - 1, isStateful: isStateful)))"
        }
    }

    private mutating func atom(isStateful: Bool) -> String {
        let comparison = pick(["<", "<=", "==", "!=", ">=", ">"])
        switch below(isStateful ? 22 : 21) {
        case 0: return "tier \(pick(["==", "!="])) \(pick(["free", "plus", "premium"]))"
        case 1: return "tier in [free, \(pick(["plus", "premium"]))]"
        case 2: return pick(["vip", "not vip", "vip == true", "vip == (prompt > 8 tok)", "vip != (level / level > 0)"])
        case 3: return "complexity \(comparison) \(between(0, 10) * 10)%"
        case 4: return "tenant \(pick(["==", "!="])) \"\(pick(Self.texts))\""
        case 5: return "tenant in [\"\(pick(Self.texts))\", \"\(pick(Self.texts))x\"]"
        case 6:
            return
                "\(pick(["contains", "starts_with", "ends_with"]))(\(pick(["tenant", "run"])), \"\(pick(["a", "acme", "-", "7", "eu"]))\")"
        case 7: return "prompt \(comparison) \(between(0, 20)) tok"
        case 8: return "prompt + \(between(1, 3)) * max_output \(comparison) \(between(0, 40)) tok"
        case 9: return "2 * prompt - max_output \(comparison) cached_prefix + \(between(0, 9)) tok"
        case 10: return "prompt * \(between(1, 9) * 10)% \(comparison) max_output / \(between(1, 4))"
        case 11: return "prompt / max_output \(comparison) \(between(0, 3))"
        case 12: return "level * level \(comparison) \(between(0, 30))"
        case 13:
            return
                "\(pick(["min", "max"]))(prompt, max_output, \(between(3, 15)) tok) \(comparison) \(between(0, 15)) tok"
        case 14: return "\(between(0, 2)) * worth - fee \(comparison) $\(between(0, 4)).50"
        case 15: return "level in \(between(-3, 3))..\(between(3, 6))"
        case 16: return "abs(level) \(comparison) \(between(0, 4))"
        case 17: return "deadline \(comparison) \(pick(["30 s", "1 min", "500 ms", "0 s"]))"
        case 18: return "matches(\(pick(["tenant", "run"])), \"\(pick(Self.patterns))\")"
        // A fresh engine knows no quality; its models are healthy where no call was reported.
        case 19:
            return "quality(\(pick(Self.models)), over: 1 h, at_least: 2 req) \(comparison) \(between(5, 10) * 10)%"
        case 20:
            let health = "health(\(pick(Self.models))) \(pick(["<", ">=", ">"])) \(between(5, 10) * 10)%"
            return hasState ? "matches(tenant, \"\(pick(Self.patterns))\")" : health
        case 21 where below(2) == 0:
            return pick(["filled(b0) >= 50%", "filled(b0) < 10%", "filled(b0) > 0%", "filled(b0) >= 33%"])
        default:
            return pick([
                "local_time in 22:00..06:00", "local_time >= 12:00", "local_time < 08:30", "weekday == monday",
                "local_time in 09:00..17:00", "weekday in [saturday, sunday]", "weekday != friday",
            ])
        }
    }
}
