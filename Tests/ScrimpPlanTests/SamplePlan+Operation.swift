import ScrimpPlan

// What targets run on, what bounds calls, what changes and what is watched.
extension SamplePlan {
    /// Features 10 to 18; comparisons stand on instructions from 5 on.
    static func watched(pattern: StringID, confidence: StringID) -> [PlanFeature] {
        [
            .text(attribute: 3, operation: .matches, operand: pattern), .hostNumber(confidence), .spend(over: 3_600),
            .usual(over: 86_400, length: 3_600), .quality(target: 1, over: 60, atLeast: 200), .health(target: 0),
            .comparison(start: 5, count: 3), .comparison(start: 8, count: 3), .comparison(start: 11, count: 3),
        ]
    }

    static func operate(_ plan: inout Plan, region: StringID, variant: StringID) {
        let small = plan.targets[0].name
        let large = plan.targets[1].name
        plan.targets[0].operation.service = .flex
        plan.targets[0].operation.retries = 2
        var operation = PlanOperation()
        operation.service = .batch
        operation.within = 86_400
        operation.region = region
        operation.variant = variant
        operation.pool = 0
        operation.firstToken = 200
        operation.perToken = 10
        operation.cooldown = 60
        operation.accuracyFloor = 900_000_000
        operation.fallbackPrecision = 0
        plan.targets[1].operation = operation
        plan.pools = [
            PlanPool(
                name: small, market: .spotWithFallback, fewestReplicas: 1, mostReplicas: 4, scaling: .queue(8),
                suspendStart: 79_200, suspendEnd: 21_600, suspendDays: 0b11),
            PlanPool(
                name: large, market: .owned, fewestReplicas: 2, mostReplicas: 2, scaling: .utilization(700_000_000),
                suspendStart: nil, suspendEnd: nil, suspendDays: 0b110_0000),
            PlanPool(
                name: large, market: .onDemand, fewestReplicas: 1, mostReplicas: 1, scaling: .fixed, suspendStart: nil,
                suspendEnd: nil, suspendDays: PlanPool.everyDay),
        ]
        plan.limits = [
            PlanLimit(
                name: small, when: .always, targets: TargetSet(bits: 3), scope: 0, concurrency: 30,
                rates: [PlanRate(unit: .requests, amount: 500, per: 60)], calls: 40, forget: 9, wait: 2,
                priorityAttribute: 1, priorities: [2, 1, 0], scopes: 10),
            PlanLimit(
                name: large, when: ConditionID(0), targets: .all,
                rates: [PlanRate(unit: .tokens, amount: 200_000, per: 60)]),
        ]
        plan.batches = [
            PlanBatch(name: large, when: .always, targets: TargetSet(bits: 2), size: 8, wait: 50)
        ]
        plan.gathers = [PlanGather(name: small, when: .always, stopAfter: 20, of: 100, concurrency: 30)]
        plan.commitments = [
            PlanCommitment(
                name: small, targets: TargetSet(bits: 1), units: 2, pricePerHour: 5, included: 7, window: .month,
                waitsBeyond: true),
            PlanCommitment(
                name: large, targets: TargetSet(bits: 2), units: 1, pricePerHour: 0, included: nil, window: .day,
                waitsBeyond: false),
        ]
        change(&plan, small, large)
        shape(&plan, small, large)
    }

    private static func change(_ plan: inout Plan, _ small: StringID, _ large: StringID) {
        plan.rollouts = [
            PlanRollout(
                name: small, of: 1, otherwise: 0, key: 0, stages: [1_000, .max], every: 60,
                revertWhen: ConditionID(3), guards: [14], salt: 5, signature: 6)
        ]
        plan.shadows = [
            PlanShadow(name: small, target: 1, upTo: 7, budget: 0, salt: 8),
            PlanShadow(name: large, target: 0, upTo: nil, budget: 1, salt: 9),
        ]
        plan.affinities = [PlanAffinity(name: small, key: 0, keep: 300)]
        plan.alerts = [
            PlanAlert(name: small, when: ConditionID(2), notify: small, throwing: 0),
            PlanAlert(name: large, when: .never, notify: large, throwing: nil),
        ]
    }

    private static func shape(_ plan: inout Plan, _ small: StringID, _ large: StringID) {
        var lean = PlanShape(name: small, when: ConditionID(1), targets: .all)
        lean.compression = 30_000_000...100_000_000
        lean.context = 4_000
        lean.examples = 3
        lean.maxOutput = 512
        lean.reasoningCap = 256
        lean.effort = .low
        lean.stopEarly = ConditionID(4)
        lean.stream = true
        lean.bundle = 4
        lean.encoding = .gzip
        var plain = PlanShape(name: large, when: .always, targets: TargetSet(bits: 1))
        plain.stream = false
        plan.shapes = [lean, plain]
    }
}
