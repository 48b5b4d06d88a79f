import ScrimpPlan

/// The numbers that conditions test, while they are collected: equal features are kept once.
struct FeatureTable {
    private(set) var features: [PlanFeature] = []
    private(set) var domains: [FeatureDomain] = []
    private(set) var linearTerms: [LinearTerm] = []
    private(set) var instructions: [Instruction] = []
    private var simple: [PlanFeature: Int] = [:]
    private var linear: [[LinearTerm]: Int] = [:]
    private var comparisons: [[Instruction]: Int] = [:]

    /// Features are numbered in 16 bits.
    static let capacity = 1 << 16
    var isTooLarge: Bool { features.count > Self.capacity }

    /// A feature that is described by itself.
    mutating func index(of feature: PlanFeature, domain: FeatureDomain) -> Int {
        if let index = simple[feature] { return index }
        simple[feature] = features.count
        return append(feature, domain)
    }

    mutating func index(ofSum terms: [LinearTerm], domain: FeatureDomain) -> Int {
        if let index = linear[terms] { return index }
        linear[terms] = features.count
        let start = UInt32(truncatingIfNeeded: linearTerms.count)
        linearTerms.append(contentsOf: terms)
        return append(.linear(start: start, count: UInt32(truncatingIfNeeded: terms.count)), domain)
    }

    mutating func index(ofComparison steps: [Instruction]) -> Int {
        if let index = comparisons[steps] { return index }
        comparisons[steps] = features.count
        let start = UInt32(truncatingIfNeeded: instructions.count)
        instructions.append(contentsOf: steps)
        return append(.comparison(start: start, count: UInt32(truncatingIfNeeded: steps.count)), .cases(3))
    }

    private mutating func append(_ feature: PlanFeature, _ domain: FeatureDomain) -> Int {
        features.append(feature)
        domains.append(domain)
        return features.count - 1
    }
}
