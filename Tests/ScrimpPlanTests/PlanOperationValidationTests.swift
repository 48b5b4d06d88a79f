import ScrimpPlan

extension PlanValidationTests {
    /// A test of a feature at the place of another.
    @Sendable
    private static func ask(_ plan: inout Plan, _ feature: UInt16, test: Int) { plan.tests[test].feature = feature }

    static let operations: [Case] = [
        Case(section: .features, fault: .numberOutOfRange) { $0.features[12] = .spend(over: 0) },
        Case(section: .features, fault: .numberOutOfRange) { $0.features[13] = .usual(over: 1, length: -1) },
        Case(section: .features, fault: .indexOutOfRange) {
            $0.features[14] = .quality(target: 2, over: 1, atLeast: 1)
        },
        Case(section: .features, fault: .numberOutOfRange) {
            $0.features[14] = .quality(target: 1, over: 1, atLeast: -1)
        },
        Case(section: .features, fault: .indexOutOfRange) { $0.features[15] = .health(target: 2) },
        Case(section: .features, fault: .indexOutOfRange) { $0.features[11] = .hostNumber(StringID(9_999)) },
        Case(section: .features, fault: .wrongKind) {
            $0.features[10] = .text(attribute: 3, operation: .matches, operand: $0.strings.append("a(".utf8))
        },
        // What may be undefined is asked for by comparisons only.
        Case(section: .conditions, fault: .wrongKind) { ask(&$0, 12, test: 2) },
        Case(section: .conditions, fault: .wrongKind) { ask(&$0, 14, test: 0) },
        Case(section: .features, fault: .wrongKind) {
            $0.features.append(.linear(start: 2, count: 1))
            $0.linearTerms.append(LinearTerm(feature: 13, coefficient: 1))
        },
        // Numbers of the host are there while an answer streams.
        Case(section: .conditions, fault: .wrongKind) { ask(&$0, 18, test: 1) },
        Case(section: .conditions, fault: .wrongKind) { $0.alerts[1].when = ConditionID(4) },
        Case(section: .conditions, fault: .wrongKind, form: .rules) {
            guard case .rules(var list) = $0.matcher else { return }
            list.tests[4].feature = 18
            $0.matcher = .rules(list)
        },
        Case(section: .caches, fault: .numberOutOfRange) { $0.caches[1].match = .retrieval(similarity: -1) },
        Case(section: .targets, fault: .indexOutOfRange) { $0.targets[1].operation.pool = 3 },
        Case(section: .targets, fault: .indexOutOfRange) { $0.targets[1].operation.fallbackPrecision = 2 },
        Case(section: .targets, fault: .numberOutOfRange) { $0.targets[1].operation.accuracyFloor = 1_000_000_001 },
        Case(section: .targets, fault: .numberOutOfRange) { $0.targets[0].operation.cooldownAfter = 0 },
        Case(section: .targets, fault: .numberOutOfRange) { $0.targets[0].operation.within = -1 },
        Case(section: .rollouts, fault: .notAscending) { $0.rollouts[0].stages = [7, 7] },
        Case(section: .rollouts, fault: .numberOutOfRange) { $0.rollouts[0].stages = [] },
        Case(section: .rollouts, fault: .wrongKind) { $0.rollouts[0].guards = [15] },
        Case(section: .rollouts, fault: .indexOutOfRange) { $0.rollouts[0].key = 4 },
        Case(section: .rollouts, fault: .indexOutOfRange) { $0.rollouts[0].otherwise = 2 },
        Case(section: .rollouts, fault: .tooMany) {
            $0.rollouts = Array(repeating: $0.rollouts[0], count: 65)
        },
        Case(section: .affinities, fault: .indexOutOfRange) { $0.affinities[0].key = 4 },
        Case(section: .affinities, fault: .numberOutOfRange) { $0.affinities[0].keep = -1 },
        Case(section: .shapes, fault: .numberOutOfRange) { $0.shapes[0].compression = 0...1_000_000_001 },
        Case(section: .shapes, fault: .numberOutOfRange) { $0.shapes[0].maxOutput = -1 },
        Case(section: .shapes, fault: .numberOutOfRange) { $0.shapes[0].bundle = 0 },
        Case(section: .shapes, fault: .tooMany) { $0.shapes = Array(repeating: $0.shapes[1], count: 65) },
        Case(section: .commitments, fault: .numberOutOfRange) { $0.commitments[0].included = -1 },
        Case(section: .pools, fault: .numberOutOfRange) { $0.pools[0].fewestReplicas = 5 },
        Case(section: .pools, fault: .numberOutOfRange) { $0.pools[0].scaling = .queue(0) },
        Case(section: .pools, fault: .numberOutOfRange) { $0.pools[0].suspendEnd = nil },
        Case(section: .pools, fault: .numberOutOfRange) { $0.pools[0].suspendStart = 86_400 },
        Case(section: .pools, fault: .numberOutOfRange) { $0.pools[0].suspendDays = 0x80 },
        Case(section: .limits, fault: .wrongKind) { $0.limits[0].scope = 2 },
        Case(section: .limits, fault: .wrongKind) { $0.limits[0].priorityAttribute = 0 },
        Case(section: .limits, fault: .wrongTable) { $0.limits[0].priorities = [0] },
        Case(section: .limits, fault: .wrongTable) { $0.limits[1].priorities = [0] },
        Case(section: .limits, fault: .tooMany) { $0.limits[0].priorities = [8, 0, 0] },
        Case(section: .limits, fault: .numberOutOfRange) { $0.limits[0].concurrency = 0 },
        Case(section: .limits, fault: .numberOutOfRange) { $0.limits[0].rates[0].per = 0 },
        Case(section: .limits, fault: .tooMany) { $0.limits = Array(repeating: $0.limits[1], count: 65) },
        Case(section: .batches, fault: .numberOutOfRange) { $0.batches[0].size = 0 },
        Case(section: .batches, fault: .tooMany) { $0.batches = Array(repeating: $0.batches[0], count: 65) },
        Case(section: .gathers, fault: .numberOutOfRange) { $0.gathers[0].stopAfter = 101 },
        Case(section: .shadows, fault: .indexOutOfRange) { $0.shadows[0].budget = 2 },
        Case(section: .shadows, fault: .indexOutOfRange) { $0.shadows[1].target = 2 },
        Case(section: .alerts, fault: .indexOutOfRange) { $0.alerts[0].throwing = 1 },
    ]
}
