import ScrimpCompiler
import ScrimpPlan
import ScrimpRuntime

/// Members of a class of requests whose keys fall into the different arms of splits and into and out of rollouts.
struct KeyDraws {
    struct Member {
        var request: ExampleRequest
        var content: Fingerprint?
    }

    private let plan: Plan
    private let study: TestStudy
    private let test: Int
    private let splits: [Int]
    private let rollouts: [Int]
    /// Texts that stand for keys of which nothing is known, and their hashes.
    private static let keys: [(text: [UInt8], hash: UInt64)] = (0..<20_000).map { number in
        let text = Array("key-\(number)".utf8)
        return (text, StableHash.hash(text))
    }
    /// So many members of a class that are none after all settle that the class has none in an arm.
    private static let refusals = 20

    init(_ found: RequestClass, _ study: TestStudy, test: Int, _ plan: Plan) {
        self.plan = plan
        self.study = study
        self.test = test
        var chains: [PlanChain] = []
        if plan.rules.indices.contains(found.rule), Int(plan.rules[found.rule].chain) < plan.chains.count {
            chains.append(plan.chains[Int(plan.rules[found.rule].chain)])
        }
        for action in plan.budgets.map(\.spent) + plan.switches.map(\.action) {
            if case .route(let chain) = action { chains.append(chain) }
        }
        var splits: [Int] = []
        for chain in chains {
            for candidate in plan.candidates[Int(chain.start)..<Int(chain.start + chain.count)] {
                if case .split(let index) = candidate, !splits.contains(Int(index)) { splits.append(Int(index)) }
            }
        }
        self.splits = splits
        let stages = study.tests[test].assumptions.stages
        rollouts = plan.rollouts.indices.filter { index in
            stages.indices.contains(index) && plan.rollouts[index].stages.indices.contains(stages[index])
                && plan.rollouts[index].stages[stages[index]] != .max
        }
    }

    /// One member for each way in which keys can fall, the class's own example first; or what was looked for in vain.
    func members(of found: RequestClass) -> (members: [Member], missing: String?) {
        let example = Member(request: found.example, content: nil)
        guard !splits.isEmpty || !rollouts.isEmpty else { return ([example], nil) }
        let keys = Set((plan.sticky.map { [Int($0)] } ?? []) + rollouts.map { Int(plan.rollouts[$0].key) })
            .filter { study.isOpen($0, in: test) }.sorted()
        let asksContent = plan.sticky == nil && !splits.isEmpty
        guard !keys.isEmpty || asksContent else { return ([example], nil) }
        var members = [example]
        var seen: [[Int]: Int] = [signature(of: example): .max]
        var hits = Set(signature(of: example).enumerated().map { [$0.offset, $0.element] })
        let wanted = splits.reduce(1) { $0 * max(plan.splits[$1].arms.count, 1) } << min(rollouts.count, 20)
        for number in Self.keys.indices {
            var texts: [Int: [UInt8]] = [:]
            var numbers: [Int: Int64] = [:]
            var rest = number
            for key in keys {
                switch plan.attributes[key].kind {
                case .string: texts[key] = Self.keys[number].text
                case .bool, .enumeration:
                    let count = max(plan.attributes[key].cases.count, 2)
                    numbers[key] = Int64(rest % count)
                    rest /= count
                default:
                    let declared = plan.attributes[key]
                    numbers[key] = min(max(Int64(number), declared.lower), declared.upper)
                }
            }
            var candidate = example
            for (key, value) in numbers { candidate.request.values[key] = value }
            if asksContent { candidate.content = Fingerprint(high: UInt64(number), low: Self.keys[number].hash) }
            let signature = signature(of: candidate, texts: texts)
            for (place, arm) in signature.enumerated() { hits.insert([place, arm]) }
            guard seen[signature, default: 0] < Self.refusals else { continue }
            if let member = study.member(of: found, texts: texts, numbers: numbers) {
                members.append(Member(request: member, content: candidate.content))
                seen[signature] = .max
            } else {
                seen[signature, default: 0] += 1
            }
            if seen.count >= wanted, seen.values.allSatisfy({ $0 >= Self.refusals }) { break }
        }
        let isFree = asksContent || keys.contains { plan.attributes[$0].kind == .string }
        return (members, isFree ? missing(hits) : nil)
    }

    /// The arm, or the side of a rollout, into which no key has fallen.
    private func missing(_ hits: Set<[Int]>) -> String? {
        for (place, index) in splits.enumerated() {
            for (number, arm) in plan.splits[index].arms.enumerated() where arm.share > 0 {
                guard !hits.contains([place, number]) else { continue }
                return
                    "no key was found that a split sends to `\(plan.strings.text(plan.targets[Int(arm.target)].name))`"
            }
        }
        for (place, index) in rollouts.enumerated() where !hits.contains([splits.count + place, 1]) {
            return "no key was found that is in rollout `\(plan.strings.text(plan.rollouts[index].name))`"
        }
        return nil
    }

    /// By split the arm, and by rollout whether the key is in.
    private func signature(of member: Member, texts: [Int: [UInt8]] = [:]) -> [Int] {
        func hash(_ attribute: Int) -> UInt64 {
            guard plan.attributes[attribute].kind == .string else {
                return StableHash.mix(UInt64(bitPattern: member.request.values[attribute]))
            }
            return StableHash.hash(texts[attribute] ?? study.text(of: attribute, in: member.request))
        }
        let sticky: UInt64
        if let attribute = plan.sticky {
            sticky = hash(Int(attribute))
        } else {
            sticky = member.content.map { StableHash.mix($0.high ^ StableHash.mix($0.low)) } ?? 0
        }
        let arms = splits.map { index in
            let bucket = StableHash.mix(plan.splits[index].salt ^ sticky)
            return plan.splits[index].arms.firstIndex { bucket <= $0.upTo } ?? 0
        }
        let stages = study.tests[test].assumptions.stages
        let sides = rollouts.map { index in
            let bucket = StableHash.mix(plan.rollouts[index].salt ^ hash(Int(plan.rollouts[index].key)))
            return bucket <= plan.rollouts[index].stages[stages[index]] ? 1 : 0
        }
        return arms + sides
    }
}
