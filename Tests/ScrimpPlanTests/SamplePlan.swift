import ScrimpPlan
import ScrimpQuantities

/// A plan with an entry in every section, in each form of the matcher.
enum SamplePlan {
    enum Form: CaseIterable { case diagram, scan, blocks, rules }

    static func make(_ form: Form) -> Plan {
        var strings = StringTable()
        func text(_ value: String) -> StringID { strings.append(value.utf8) }
        let identity = PlanIdentity(
            policyName: text("support"), policyVersion: text("1.2"), compilerVersion: text("0.1"), language: 1,
            catalogDigest: SHA256.digest([1, 2, 3]))
        let names = (tenant: text("tenant"), tier: text("tier"), prompt: text("prompt"), region: text("region"))
        let literals = (0..<20).map { text("tenant-\($0)") }
        let tiers = [text("free"), text("pro"), text("enterprise")]
        let small = text("small")
        let large = text("large")
        let ruleTexts = (0..<4).map { text("rule \($0)") }

        var plan = Plan(
            identity: identity, strings: StringTable(), deadline: 30_000_000_000,
            zone: ZoneRules(
                initialOffset: 3600, transitions: [.init(second: 0, offset: 7200), .init(second: 100, offset: 3600)]))
        plan.attributes = [
            PlanAttribute(name: names.tenant, kind: .string, literals: literals),
            PlanAttribute(name: names.tier, kind: .enumeration, cases: tiers, defaultValue: 1),
            PlanAttribute(name: names.prompt, kind: .tokens, role: .prompt, lower: 0, upper: 1_000_000),
            PlanAttribute(name: names.region, kind: .string, literals: [small]),
        ]
        plan.features =
            (0..<4).map { .attribute($0) } + [
                .linear(start: 0, count: 2), .comparison(start: 0, count: 5), .weekday, .localSecond,
                .text(attribute: 3, operation: .startsWith, operand: small), .filled(budget: 0),
            ]
        for feature in watched(pattern: text("team-[0-9]+"), confidence: text("confidence")) {
            plan.features.append(feature)
        }
        plan.linearTerms = [LinearTerm(feature: 2, coefficient: 3), LinearTerm(feature: 1, coefficient: -1)]
        plan.instructions = [
            .feature(2, scale: 1), .constant(numerator: 1, denominator: 3), .multiply,
            .constant(numerator: 100, denominator: 1), .compare(.less),
        ]
        plan.instructions += [.feature(12, scale: 1), .feature(13, scale: 1), .compare(.greater)]
        plan.instructions += [
            .feature(14, scale: 1_000_000_000), .constant(numerator: 9, denominator: 10), .compare(.less),
            .feature(11, scale: 1_000_000_000), .constant(numerator: 1, denominator: 5), .compare(.less),
        ]
        plan.tests = [
            ConditionTest(feature: 1, kind: .set, lower: 5, upper: 0, whenTrue: 1, whenFalse: ConditionTest.no),
            ConditionTest(
                feature: 2, kind: .interval, lower: 10, upper: 20, whenTrue: ConditionTest.yes,
                whenFalse: ConditionTest.no),
        ]
        for feature in [16, 17, 18] as [UInt16] {
            plan.tests.append(
                ConditionTest(
                    feature: feature, kind: .interval, lower: 1, upper: 1, whenTrue: ConditionTest.yes,
                    whenFalse: ConditionTest.no))
        }
        plan.targets = [small, large].map { name in
            PlanTarget(
                name: name, identity: name, provider: .empty, isSelfHosted: name == large,
                prices: PlanPrices(
                    input: 150_000, output: 600_000, longContext: [.init(above: 100_000, input: 1, output: 2)]),
                contextWindow: 128_000, prefixCache: 0)
        }
        plan.candidates = [.target(0), .target(1), .split(0), .target(1)]
        plan.chains = [PlanChain(start: 0, count: 2), PlanChain(start: 2, count: 2)]
        plan.splits = [
            PlanSplit(
                salt: 7,
                arms: [
                    .init(upTo: 1 << 62, share: 250_000_000, target: 0),
                    .init(upTo: .max, share: 750_000_000, target: 1),
                ])
        ]
        plan.switches = [
            PlanSwitch(name: small, when: .always, action: .route(plan.chains[0]), throwWhen: ConditionID(0))
        ]
        plan.caches = [
            PlanCache(
                name: small, when: ConditionID(1), match: .semantic(similarity: 920_000_000), key: [0, 1],
                timeToLive: 1_000, anchor: .lastHit, capacity: 10, eviction: .leastFrequentlyUsed),
            PlanCache(
                name: large, when: .always, match: .retrieval(similarity: 800_000_000), key: [0], timeToLive: 5,
                anchor: .insert, capacity: 1, eviction: .leastRecentlyUsed),
            PlanCache(
                name: large, when: .always, match: .partial, key: [], timeToLive: 5, anchor: .insert, capacity: 1,
                eviction: .leastRecentlyUsed),
        ]
        plan.rules = ruleTexts.enumerated().map { PlanRule(chain: UInt16($0 % 2), text: $1, line: UInt32($0 + 1)) }
        plan.allows = [PlanAllow(name: large, when: ConditionID(0), targets: TargetSet(bits: 1))]
        plan.budgets = [
            PlanBudget(
                name: large, limit: Money(pico: 5_000_000_000_000), scope: 0, window: .calendar(.month), when: .always,
                targets: .all, spent: .reject(message: small), ceiling: Money(pico: 9_000_000_000_000),
                alerts: [500_000_000, 900_000_000], notify: small, lapse: 5, scopes: 100),
            PlanBudget(
                name: small, limit: Money(pico: 5), scope: nil, window: .rolling(60), when: .never, targets: .all,
                spent: .wait, ceiling: nil, alerts: [], notify: .empty, lapse: nil, scopes: 1, isStoreLossOpen: true),
        ]
        operate(&plan, region: text("eu-central-1"), variant: text("awq(bits: 4)"))
        plan.attributions = [PlanAttribution(by: [0, 1], cells: 50)]
        plan.sticky = 0
        plan.strings = strings
        plan.matcher = matcher(form)
        plan.columns = columns
        return plan
    }

    /// tenant 7 or tenant 9 and prompt below 100: rule 0; tier pro: rule 1; prompt from 5,000: rule 2; else rule 3.
    private static func matcher(_ form: Form) -> Matcher {
        let no = ConditionTest.no
        let yes = ConditionTest.yes
        switch form {
        case .diagram:
            let rule = { DiagramNode.child(rule: $0) }
            return .diagram(
                Diagram(
                    nodes: [
                        DiagramNode(kind: .sparse, feature: 0, key: 0, first: 2, second: 2),
                        DiagramNode(kind: .less, feature: 2, key: 100, first: rule(0), second: 2),
                        DiagramNode(kind: .table, feature: 1, key: 4, first: 3),
                        DiagramNode(kind: .row, feature: 3, key: 4, first: 2),
                        DiagramNode(kind: .search, feature: 2, key: 7, first: 1, second: 0),
                        DiagramNode(kind: .search, feature: 2, key: 7, first: 1, second: 0),
                    ],
                    tables: [7, 9, rule(0), 1, 3, rule(1), 3, rule(3), rule(2)], cuts: [5_000], root: 0))
        case .scan:
            var tenants = [UInt64](repeating: 0b1100, count: 21)
            tenants[7] = 0b1111
            tenants[9] = 0b1110
            return .scan(
                MaskScan(
                    all: 0b1111,
                    cuts: [
                        .init(key: 100, ifLess: 0b1111, ifNot: 0b1101, feature: 2),
                        .init(key: 5_000, ifLess: 0b0111, ifNot: 0b1111, feature: 2),
                    ],
                    tables: [.init(feature: 0, base: 0, count: 21), .init(feature: 1, base: 21, count: 3)],
                    rows: tenants + [0b1011, 0b1111, 0b1011], rules: [0, 0, 1, 2, 3]))
        case .blocks:
            var tenants = [UInt64](repeating: 0, count: 21)
            tenants[7] = 0b11
            tenants[9] = 0b10
            return .blocks([
                MaskScan(
                    all: 0b11, cuts: [.init(key: 100, ifLess: 0b11, ifNot: 0b01, feature: 2)],
                    tables: [.init(feature: 0, base: 0, count: 21)], rows: tenants,
                    rules: [0, 0, UInt32(Matcher.noRule)]),
                MaskScan(
                    all: 0b11, cuts: [.init(key: 5_000, ifLess: 0b01, ifNot: 0b11, feature: 2)],
                    tables: [.init(feature: 1, base: 0, count: 3)], rows: [0b10, 0b11, 0b10], rules: [1, 2, 3]),
            ])
        case .rules:
            return .rules(
                RuleList(
                    tests: [
                        ConditionTest(feature: 0, kind: .interval, lower: 7, upper: 7, whenTrue: yes, whenFalse: 1),
                        ConditionTest(feature: 0, kind: .interval, lower: 9, upper: 9, whenTrue: 2, whenFalse: no),
                        ConditionTest(
                            feature: 2, kind: .interval, lower: .min, upper: 99, whenTrue: yes, whenFalse: no),
                        ConditionTest(feature: 1, kind: .set, lower: 2, upper: 0, whenTrue: yes, whenFalse: no),
                        ConditionTest(
                            feature: 2, kind: .interval, lower: 5_000, upper: .max, whenTrue: yes, whenFalse: no),
                    ], entries: [ConditionID(0), ConditionID(3), ConditionID(4), .always]))
        }
    }

    private static var columns: ColumnRules {
        var members = [UInt8](repeating: 0, count: 21)
        members[7] = 255
        var ninth = [UInt8](repeating: 0, count: 21)
        ninth[9] = 255
        return ColumnRules(
            predicates: [
                .init(feature: 0, kind: .member, key: 0, count: 21),
                .init(feature: 0, kind: .member, key: 21, count: 21),
                .init(feature: 2, kind: .less, key: 100), .init(feature: 1, kind: .member, key: 42, count: 3),
                .init(feature: 2, kind: .less, key: 5_000),
            ],
            members: members + ninth + [0, 255, 0], literals: [0, 2, 4, 6, 9],
            conjunctions: [
                .init(start: 0, count: 1, rule: 0), .init(start: 1, count: 2, rule: 0),
                .init(start: 3, count: 1, rule: 1),
                .init(start: 4, count: 1, rule: 2),
            ], otherwise: 3)
    }

    /// Rows that reach every rule, and what each is answered.
    static let rows: [(features: [Int64], rule: Int)] = [
        ([7, 0, 500, 0], 0), ([9, 0, 99, 0], 0), ([9, 1, 100, 0], 1), ([20, 2, 5_000, 0], 2), ([8, 2, 4_999, 0], 3),
        ([.max, 77, 0, 0], 3), ([20, 0, 5_000, 1], 2), ([8, 2, 4_999, 1], 3), ([8, 0, 5_000, .max], 2),
    ].map { ($0.0 + [Int64](repeating: 0, count: 15), $0.1) }
}
