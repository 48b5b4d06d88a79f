import ScrimpPlan
import ScrimpQuantities
import Testing

/// Each kind of wrong entry is refused, in its own section, with its own reason.
struct PlanValidationTests {
    struct Case: Sendable {
        var section: PlanSection
        var fault: PlanFault
        var form: SamplePlan.Form = .diagram
        var change: @Sendable (inout Plan) -> Void
    }

    private static func diagram(_ plan: inout Plan, _ change: (inout Diagram) -> Void) {
        guard case .diagram(var diagram) = plan.matcher else { return }
        change(&diagram)
        plan.matcher = .diagram(diagram)
    }

    private static func scan(_ plan: inout Plan, _ change: (inout MaskScan) -> Void) {
        guard case .scan(var scan) = plan.matcher else { return }
        change(&scan)
        plan.matcher = .scan(scan)
    }

    private static let cases: [Case] = basics + operations

    private static let basics: [Case] = [
        Case(section: .identity, fault: .indexOutOfRange) { $0.identity.policyName = StringID(9_999) },
        Case(section: .identity, fault: .numberOutOfRange) { $0.identity.catalogDigest = [1] },
        Case(section: .attributes, fault: .numberOutOfRange) { $0.attributes[1].defaultValue = 3 },
        Case(section: .attributes, fault: .numberOutOfRange) { $0.attributes[2].lower = .max },
        Case(section: .attributes, fault: .wrongKind) { $0.attributes[0].role = .prompt },
        Case(section: .features, fault: .wrongKind) { $0.features[1] = .attribute(0) },
        Case(section: .features, fault: .missing) { $0.features.removeLast(17) },
        Case(section: .features, fault: .backwardJump) { $0.linearTerms[0].feature = 6 },
        Case(section: .features, fault: .indexOutOfRange) { $0.features[4] = .linear(start: 1, count: .max) },
        Case(section: .features, fault: .unbalancedInstructions) { $0.instructions[2] = .negate },
        Case(section: .features, fault: .unbalancedInstructions) { $0.instructions[4] = .add },
        Case(section: .features, fault: .unbalancedInstructions) { $0.features[5] = .comparison(start: 0, count: 0) },
        Case(section: .features, fault: .numberOutOfRange) {
            $0.instructions[1] = .constant(numerator: 1, denominator: 0)
        },
        Case(section: .features, fault: .wrongKind) {
            $0.features[8] = .text(attribute: 2, operation: .contains, operand: .empty)
        },
        Case(section: .features, fault: .indexOutOfRange) { $0.features[9] = .filled(budget: 2) },
        Case(section: .conditions, fault: .backwardJump) { $0.tests[1].whenTrue = 1 },
        Case(section: .conditions, fault: .indexOutOfRange) { $0.tests[1].feature = 19 },
        Case(section: .conditions, fault: .indexOutOfRange) { $0.tests[0].whenFalse = 5 },
        Case(section: .targets, fault: .numberOutOfRange) { $0.targets[0].prices.tokenAllowanceDenominator = 0 },
        Case(section: .targets, fault: .numberOutOfRange) { $0.targets[0].prices.input = -1 },
        Case(section: .chains, fault: .indexOutOfRange) { $0.candidates[0] = .target(2) },
        Case(section: .chains, fault: .indexOutOfRange) { $0.chains[1].count = 3 },
        Case(section: .chains, fault: .numberOutOfRange) { $0.splits[0].arms[1].upTo = 1 << 63 },
        Case(section: .switches, fault: .indexOutOfRange) { $0.switches[0].when = ConditionID(5) },
        Case(section: .caches, fault: .indexOutOfRange) { $0.caches[0].key = [4] },
        Case(section: .caches, fault: .numberOutOfRange) { $0.caches[0].match = .semantic(similarity: 1_000_000_001) },
        Case(section: .rules, fault: .indexOutOfRange) { $0.rules[0].chain = 2 },
        Case(section: .matcher, fault: .backwardJump) { diagram(&$0) { $0.tables[3] = 0 } },
        Case(section: .matcher, fault: .backwardJump) {
            diagram(&$0) { $0.nodes[1] = DiagramNode(kind: .less, feature: 2, key: 1, first: 1, second: 2) }
        },
        Case(section: .matcher, fault: .indexOutOfRange) { diagram(&$0) { $0.root = 6 } },
        Case(section: .matcher, fault: .indexOutOfRange) { diagram(&$0) { $0.root = DiagramNode.child(rule: 4) } },
        Case(section: .matcher, fault: .notAscending) { diagram(&$0) { $0.tables[1] = 7 } },
        Case(section: .matcher, fault: .wrongTable) { diagram(&$0) { $0.tables[1] = 21 } },
        Case(section: .matcher, fault: .wrongTable) {
            diagram(&$0) { $0.nodes[2] = DiagramNode(kind: .table, feature: 1, key: 4, first: 2) }
        },
        Case(section: .matcher, fault: .wrongKind) {
            diagram(&$0) { $0.nodes[2] = DiagramNode(kind: .table, feature: 2, key: 4, first: 3) }
        },
        Case(section: .matcher, fault: .indexOutOfRange) {
            diagram(&$0) { $0.nodes[2] = DiagramNode(kind: .table, feature: 1, key: -1, first: 3) }
        },
        Case(section: .matcher, fault: .indexOutOfRange) {
            diagram(&$0) { $0.nodes[3] = DiagramNode(kind: .row, feature: 3, key: 5, first: 2) }
        },
        Case(section: .matcher, fault: .indexOutOfRange) {
            diagram(&$0) { $0.nodes[3] = DiagramNode(kind: .row, feature: 3, key: -1, first: 2) }
        },
        Case(section: .matcher, fault: .indexOutOfRange) {
            diagram(&$0) { $0.nodes[3] = DiagramNode(kind: .row, feature: 3, key: 1 << 32, first: 2) }
        },
        Case(section: .matcher, fault: .indexOutOfRange) {
            diagram(&$0) { $0.nodes[3] = DiagramNode(kind: .row, feature: 19, key: 4, first: 2) }
        },
        Case(section: .matcher, fault: .backwardJump) {
            diagram(&$0) { $0.nodes[3] = DiagramNode(kind: .row, feature: 3, key: 3, first: 2) }
        },
        Case(section: .matcher, fault: .backwardJump) {
            diagram(&$0) { $0.nodes[3] = DiagramNode(kind: .row, feature: 3, key: 0, first: 2) }
        },
        Case(section: .matcher, fault: .wrongTable) {
            diagram(&$0) { $0.nodes[3] = DiagramNode(kind: .row, feature: 3, key: 4, first: 1) }
        },
        Case(section: .matcher, fault: .wrongTable) {
            diagram(&$0) { $0.nodes[3] = DiagramNode(kind: .row, feature: 3, key: 4, first: 3) }
        },
        Case(section: .matcher, fault: .wrongKind) {
            diagram(&$0) { $0.nodes[3] = DiagramNode(kind: .row, feature: 2, key: 4, first: 2) }
        },
        Case(section: .matcher, fault: .unknownTag) { diagram(&$0) { $0.nodes[0].word |= 0xF000 } },
        Case(section: .matcher, fault: .wrongMask, form: .scan) { scan(&$0) { $0.all = 0b11111 } },
        Case(section: .matcher, fault: .wrongMask, form: .scan) { scan(&$0) { $0.rows[0] = 1 << 4 } },
        Case(section: .matcher, fault: .wrongTable, form: .scan) { scan(&$0) { $0.tables[0].count = 20 } },
        Case(section: .matcher, fault: .indexOutOfRange, form: .scan) { scan(&$0) { $0.tables[1].base = 22 } },
        Case(section: .matcher, fault: .indexOutOfRange, form: .scan) { scan(&$0) { $0.cuts[1].feature = 19 } },
        Case(section: .matcher, fault: .notAscending, form: .scan) { scan(&$0) { $0.rules[0] = 2 } },
        Case(section: .matcher, fault: .tooMany, form: .scan) { scan(&$0) { $0.rules = [] } },
        Case(section: .matcher, fault: .tooMany, form: .rules) { $0.rules.removeLast() },
        Case(section: .columns, fault: .indexOutOfRange) { $0.columns?.literals[0] = 10 },
        Case(section: .columns, fault: .wrongTable) { $0.columns?.predicates[0].count = 20 },
        Case(section: .columns, fault: .wrongMask) { $0.columns?.members[3] = 1 },
        Case(section: .columns, fault: .indexOutOfRange) { $0.columns?.otherwise = 4 },
        Case(section: .allows, fault: .indexOutOfRange) { $0.allows[0].when = ConditionID(77) },
        Case(section: .budgets, fault: .wrongKind) { $0.budgets[0].scope = 2 },
        Case(section: .budgets, fault: .numberOutOfRange) { $0.budgets[1].window = .rolling(0) },
        Case(section: .budgets, fault: .numberOutOfRange) { $0.budgets[1].limit = Money(pico: -1) },
        Case(section: .budgets, fault: .notAscending) { $0.budgets[0].alerts = [2, 1] },
        Case(section: .attributions, fault: .numberOutOfRange) { $0.attributions[0].cells = 0 },
        Case(section: .settings, fault: .indexOutOfRange) { $0.sticky = 4 },
        Case(section: .zone, fault: .notAscending) { $0.zone.transitions[1].second = 0 },
        Case(section: .zone, fault: .numberOutOfRange) { $0.zone.initialOffset = .max },
    ]

    @Test(arguments: cases.indices)
    func aWrongEntryIsRefused(index: Int) {
        let item = Self.cases[index]
        var plan = SamplePlan.make(item.form)
        item.change(&plan)
        var found: PlanError?
        do throws(PlanError) { _ = try Plan(bytes: plan.encoded()) } catch { found = error }
        #expect(found == .invalid(item.section, item.fault))
    }
}
