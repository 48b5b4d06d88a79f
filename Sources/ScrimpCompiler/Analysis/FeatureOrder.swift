/// The order in which a diagram asks the features: what decides its size more than anything else.
///
/// Widest text first, then cases, then other texts, then numbers; a number above a text multiplies the text's runs with its cells. Among
/// the numbers those that are tested together stand together (the FORCE heuristic: Aloul, Markov, Sakallah, "FORCE: a
/// fast and easy-to-implement variable-ordering heuristic", 2003).
package enum FeatureOrder {
    /// Orders worth trying, the most promising first.
    package static func candidates(cells: FeatureCells, formulas: [Formula]) -> [[Int]] {
        let groups = formulas.map { formula in
            var features: [Int] = []
            formula.forEachFeature { feature in
                if cells.features.contains(feature), !features.contains(feature) { features.append(feature) }
            }
            return features
        }
        var uses = [Int](repeating: 0, count: cells.features.count)
        for group in groups { for feature in group { uses[feature] += 1 } }
        let used = cells.features.filter { uses[$0] > 0 && cells.count($0) > 1 }
        let texts = used.filter { cells.isText[$0] }.sorted { (-cells.count($0), $0) < (-cells.count($1), $1) }
        let cases = used.filter { cells.isTabular[$0] && !cells.isText[$0] }
            .sorted { (-uses[$0], $0) < (-uses[$1], $1) }
        let byUse = used.filter { !cells.isTabular[$0] }.sorted { (-uses[$0], $0) < (-uses[$1], $1) }
        let numbers = forced(byUse, groups: groups, count: cells.features.count)
        let tabular = Array(texts.prefix(1)) + cases + Array(texts.dropFirst())
        if numbers.isEmpty { return texts.isEmpty || cases.isEmpty ? [texts + cases] : [tabular, cases + texts] }
        return numbers == byUse ? [tabular + numbers] : [tabular + numbers, tabular + byUse]
    }

    /// Whether a policy is only about texts and cases: both orders are then cheap, and the smaller diagram is kept.
    package static func tryAll(cells: FeatureCells, orders: [[Int]]) -> Bool {
        orders.count > 1 && orders[0].allSatisfy { cells.isTabular[$0] }
    }

    /// Moves each feature to the mean of the centres of the rules that test it, until the rules' spans stop shrinking.
    private static func forced(_ start: [Int], groups: [[Int]], count: Int) -> [Int] {
        guard start.count > 2 else { return start }
        // Many rules test the same few numbers: each set of them once, with how often it occurs.
        var isMember = [Bool](repeating: false, count: count)
        for feature in start { isMember[feature] = true }
        var weights: [[Int]: Double] = [:]
        for group in groups {
            let numbers = group.filter { isMember[$0] }
            if numbers.count > 1 { weights[numbers.sorted(), default: 0] += 1 }
        }
        let groups = weights.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        var position = [Double](repeating: 0, count: count)
        for (index, feature) in start.enumerated() { position[feature] = Double(index) }
        var (best, bestSpan) = (start, Double.infinity)
        var order = start
        for _ in 0..<20 {
            var span = 0.0
            var sums = [Double](repeating: 0, count: count)
            var counts = [Double](repeating: 0, count: count)
            for (group, weight) in groups {
                var (low, high, total) = (Double.infinity, -Double.infinity, 0.0)
                for feature in group {
                    low = min(low, position[feature])
                    high = max(high, position[feature])
                    total += position[feature]
                }
                span += weight * (high - low)
                for feature in group {
                    sums[feature] += weight * total / Double(group.count)
                    counts[feature] += weight
                }
            }
            if span >= bestSpan { break }
            (best, bestSpan) = (order, span)
            let centre = (0..<count).map { counts[$0] == 0 ? Double(count) : sums[$0] / counts[$0] }
            order.sort { (centre[$0], $0) < (centre[$1], $1) }
            for (index, feature) in order.enumerated() { position[feature] = Double(index) }
        }
        return best
    }
}
