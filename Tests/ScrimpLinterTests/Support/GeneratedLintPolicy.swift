import ScrimpTestSupport

/// Policy texts from a seed that are written as people write them who are in a hurry: with what rules of the linter speak of, in
/// all combinations. They compile.
struct GeneratedLintPolicy {
    private(set) var text = ""
    private var random: SeededGenerator
    private var letNames: [String] = []

    private static let models = ["mini", "haiku", "large", "local", "spare"]

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed &* 7_919 &+ 11)
        text = header()
        for index in 0..<random.below(4) { addLet(index) }
        for index in 0..<random.below(3) { text += declaration(index) }
        text += "route {\n"
        for _ in 0..<random.below(5) {
            if random.chance(20) { text += "    // what comes next\n" }
            text += "    when \(condition(2)) -> \(chain())\(random.chance(20) ? "  // so" : "")\n"
        }
        text += "    otherwise -> \(chain())\n}\n"
        if random.chance(30) { text += "\n// An end.\nlet last_one = prompt > 60 s * 1 tok / 1 s\n" }
    }

    private mutating func pick(_ texts: [String]) -> String { random.pick(texts) ?? "" }

    private mutating func header() -> String {
        (random.chance(30) ? "/// A policy.\n" : "")
            + """
            policy p { sticky: tenant\(random.chance(50) ? ", owner: \"team-a\"" : "") }
            request {
                tenant: string
                run: string = ""
                tier: enum { free, plus, premium }
                vip: bool
                complexity: ratio
                prompt: tokens
                max_output: tokens
                level: int = 0
                deadline: duration = \(pick(["30 s", "60 s", "1 min"]))
            }
            model mini { from: "openai/gpt-4o-mini" }
            model haiku { from: "anthropic/claude-haiku-4-5", prefix_cache: \(pick(["5 min", "300 s"])) }
            model large { from: "openai/gpt-4o" }
            model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }

            model spare { from: "openai/gpt-4o" }   // in case
            pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand, region: "eu-central-1" }
            pool idle { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand, region: "eu-central-1" }

            """
    }

    private mutating func addLet(_ index: Int) {
        let name = pick(["easy", "isLong", "short_one", "same"]) + "_\(index)"
        if random.chance(40) { text += pick(["\n", "// a thought\n", "/// What it is.\n"]) }
        text += "let \(name) = \(condition(1))\(random.chance(20) ? "   // perhaps" : "")\n"
        letNames.append(name)
    }

    private mutating func declaration(_ index: Int) -> String {
        switch random.below(6) {
        case 0:
            return
                "cache c\(index) { match: exact, key: [tenant], ttl: \(pick(["1 h", "60 min", "3_600 s"])) from insert"
                + ", capacity: 1_000, when: \(condition(1)) }\n"
        case 1:
            return "budget b\(index) { limit: $5 per tenant per day, spent: reject(\"spent\"), when: \(condition(1))"
                + ", notify: \(pick(["\"ml-oncall\"", "\"ML Oncall\""])) }\n"
        case 2: return "limit l\(index) { on: \(pick(Self.models)), concurrency: 4, when: \(condition(1)) }\n"
        case 3: return "allow a\(index) { when: \(condition(1)), never: [spare] }\n"
        case 4: return "shape s\(index) { when: \(condition(1)), max_output: \(pick(["2 ktok", "2_000 tok"])) }\n"
        default: return "alert w\(index) { when: spend(over: 1 h) > $\(random.below(9) + 1), notify: \"ml-oncall\" }\n"
        }
    }

    private mutating func chain() -> String {
        let first = pick(Self.models.dropLast().map { $0 })
        if random.chance(25) {
            return "split(90%: \(first), 10%: \(first == "mini" ? "haiku" : "mini")), large_or".replacing(
                ", large_or", with: "")
        }
        let second = pick(["mini", "large"])
        return first == second || random.chance(40) ? first : "\(first), \(second)"
    }

    private mutating func condition(_ depth: Int) -> String {
        guard depth > 0, random.chance(70) else { return atom() }
        switch random.below(5) {
        case 0: return "not (\(condition(depth - 1)))"
        case 1: return "not \(atom())"
        case 2, 3: return "(\(condition(depth - 1)) and \(condition(depth - 1)))"
        default: return "(\(condition(depth - 1)) or \(condition(depth - 1)))"
        }
    }

    private mutating func atom() -> String {
        if !letNames.isEmpty, random.chance(25) { return pick(letNames) }
        let sign = pick(["<", "<=", ">", ">="])
        switch random.below(8) {
        case 0: return "vip \(pick(["==", "!="])) \(pick(["true", "false"]))"
        case 1: return "\(pick(["true", "false"])) == vip"
        case 2: return "vip"
        case 3: return "prompt \(sign) \(pick(["2 ktok", "2_000 tok", "0.5 ktok", "500 tok", "1 Mtok"]))"
        case 4: return "complexity \(sign) \(pick(["10%", "35%", "80%"]))"
        case 5: return "tier \(pick(["==", "!="])) \(pick(["free", "plus", "premium"]))"
        case 6: return "deadline \(sign) \(pick(["1 d", "24 h", "90 min", "5_400 s"]))"
        default: return "level * prompt \(sign) \(pick(["4 ktok", "4_000 tok"])) / (level - 1)"
        }
    }
}
