import ScrimpPlan

/// The plan's conditions while they are collected. Equal formulas share their code.
struct ConditionTable {
    private var lowering: ConditionLowering
    private var known: [Formula: ConditionID] = [:]

    /// The domains of all features that will be tested.
    init(domains: [FeatureDomain]) { lowering = ConditionLowering(domains: domains) }

    var tests: [ConditionTest] { lowering.tests }

    mutating func add(_ formula: Formula) -> ConditionID {
        if let id = known[formula] { return id }
        let id = lowering.append(formula)
        known[formula] = id
        return id
    }
}
