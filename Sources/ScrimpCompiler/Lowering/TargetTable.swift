import ScrimpPlan

/// The plan's fallback chains while they are collected: equal chains and equal splits are kept once.
struct TargetTable {
    private(set) var candidates: [PlanCandidate] = []
    private(set) var chains: [PlanChain] = []
    private(set) var splits: [PlanSplit] = []
    private var knownChains: [[PlanCandidate]: Int] = [:]
    private var knownSplits: [PlanSplit: Int] = [:]

    /// Chains and splits are numbered in 16 bits.
    static let capacity = 1 << 16
    var isTooLarge: Bool { chains.count > Self.capacity || splits.count > Self.capacity }

    mutating func index(ofChain chain: [PlanCandidate]) -> Int {
        if let index = knownChains[chain] { return index }
        knownChains[chain] = chains.count
        chains.append(
            PlanChain(
                start: UInt32(truncatingIfNeeded: candidates.count), count: UInt32(truncatingIfNeeded: chain.count)))
        candidates.append(contentsOf: chain)
        return chains.count - 1
    }

    mutating func index(ofSplit split: PlanSplit) -> Int {
        if let index = knownSplits[split] { return index }
        knownSplits[split] = splits.count
        splits.append(split)
        return splits.count - 1
    }
}
