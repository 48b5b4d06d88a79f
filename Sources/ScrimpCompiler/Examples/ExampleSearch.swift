import ScrimpPlan
import ScrimpQuantities

/// Turns the analysis' example into a request that exists.
///
/// The analysis takes features for independent of each other; sums, products and texts are not. Where its example contradicts
/// itself, requests near it are tried, a bounded number of them and always the same ones.
struct ExampleSearch {
    let evaluation: FeatureEvaluation
    let cells: FeatureCells
    /// By attribute.
    let literals: [[[UInt8]]]
    static let attempts = 4_000
    /// Features that keep their values.
    var fixed: Set<Int> = []

    private var features: [PlanFeature] { evaluation.features.features }

    /// A request for which `accepts` holds, with values that fit each other; nil where none was found.
    func request(near values: [Int64], accepts: ([Int64]) -> Bool) -> ExampleRequest? {
        var request = ExampleRequest(values: values, texts: [:])
        for attribute in literals.indices where isOther(request.values, attribute) {
            request.texts[attribute] = text(of: attribute, wanted: values)
        }
        func isFound(_ candidate: ExampleRequest) -> ExampleRequest? {
            var candidate = candidate
            evaluation.complete(&candidate)
            return accepts(candidate.values) ? candidate : nil
        }
        if let found = isFound(request) { return found }
        let derived = features.indices.filter { isDerived($0) && cells.count($0) > 1 }
        guard !derived.isEmpty else { return nil }

        let attributes = Set(derived.flatMap { inputs(of: $0) }).subtracting(fixed).sorted()
        guard !attributes.isEmpty else { return nil }
        var random = Sequence64(state: UInt64(truncatingIfNeeded: attributes.count) &+ 1)
        for _ in 0..<Self.attempts {
            var candidate = request
            for attribute in attributes where random.next() % 3 != 0 {
                let value = self.value(of: attribute, near: candidate.values[attribute], &random)
                candidate.values[attribute] = value
                candidate.texts[attribute] =
                    isOther(candidate.values, attribute)
                    ? text(of: attribute, wanted: random.next() % 2 == 0 ? values : nil, &random) : nil
            }
            if random.next() % 2 == 0, let feature = derived.randomly(&random) {
                solve(feature, &candidate.values, &random)
            }
            if let found = isFound(candidate) { return found }
        }
        return nil
    }

    private func isDerived(_ feature: Int) -> Bool {
        switch features[feature] {
        case .attribute, .localSecond, .weekday, .filled, .spend, .usual, .quality, .health, .hostNumber: false
        case .linear, .comparison, .text: true
        }
    }

    private func isOther(_ values: [Int64], _ attribute: Int) -> Bool {
        guard attribute < literals.count, cells.isText[attribute] else { return false }
        return values[attribute] >= Int64(literals[attribute].count)
    }

    /// The features that a derived one is made of.
    func inputs(of feature: Int) -> [Int] {
        let table = evaluation.features
        switch features[feature] {
        case .attribute, .localSecond, .weekday, .filled, .spend, .usual, .quality, .health, .hostNumber:
            return [feature]
        case .text(let attribute, _, _): return [Int(attribute)]
        case .linear(let start, let count):
            return table.linearTerms[Int(start)..<(Int(start) + Int(count))].map { Int($0.feature) }
        case .comparison(let start, let count):
            return table.instructions[Int(start)..<(Int(start) + Int(count))].compactMap {
                if case .feature(let feature, _) = $0 { Int(feature) } else { nil }
            }
        }
    }

    /// A value at the edge of a cell, small, or of any size.
    private func value(of feature: Int, near value: Int64, _ random: inout Sequence64) -> Int64 {
        if features[feature].mayBeUndefined, random.next() % 5 == 0 { return PlanFeature.undefined }
        let domain = cells.domains[feature]
        let cuts = cells.cuts[feature]
        let candidate: Int64
        switch random.next() % 4 {
        case 0 where !cuts.isEmpty: candidate = cuts[Int(random.next() % UInt64(cuts.count))]
        case 1 where !cuts.isEmpty: candidate = cuts[Int(random.next() % UInt64(cuts.count))] - 1
        case 2: candidate = Int64(random.next() % 16)
        default: candidate = Int64(truncatingIfNeeded: random.next() >> (1 + random.next() % 63))
        }
        return min(max(candidate, domain.lowerBound), domain.upperBound)
    }

    /// Moves one attribute of a sum so that the sum comes to the edge of one of its cells.
    private func solve(_ feature: Int, _ values: inout [Int64], _ random: inout Sequence64) {
        guard case .linear(let start, let count) = features[feature], let cut = cells.cuts[feature].randomly(&random)
        else { return }
        let terms = Array(evaluation.features.linearTerms[Int(start)..<(Int(start) + Int(count))])
        guard let moved = terms.randomly(&random), moved.coefficient != 0, !fixed.contains(Int(moved.feature)) else {
            return
        }
        var rest = Int128(cut) - (random.next() % 2 == 0 ? 1 : 0)
        for term in terms where term.feature != moved.feature {
            rest -= Int128(term.coefficient) * Int128(values[Int(term.feature)])
        }
        let domain = cells.domains[Int(moved.feature)]
        let solution = Int64(clamping: rest / Int128(moved.coefficient))
        values[Int(moved.feature)] = min(max(solution, domain.lowerBound), domain.upperBound)
    }

    /// A text that the policy does not name, with the beginnings, contents and ends that are wanted; nil for random ones.
    private func text(of attribute: Int, wanted: [Int64]?, _ random: inout Sequence64) -> [UInt8] {
        var (start, middle, end): ([UInt8], [UInt8], [UInt8]) = ([], [], [])
        var patterns: [TextPattern] = []
        for (index, feature) in features.enumerated() {
            guard case .text(let owner, let operation, let operand) = feature, Int(owner) == attribute else { continue }
            guard wanted.map({ $0[index] == 1 }) ?? (random.next() % 2 == 0) else { continue }
            let bytes = Array(evaluation.strings[operand])
            switch operation {
            case .startsWith: if bytes.count > start.count { start = bytes }
            case .contains: middle += bytes
            case .endsWith: if bytes.count > end.count { end = bytes }
            case .matches: if let pattern = try? TextPattern(bytes) { patterns.append(pattern) }
            }
        }
        if let pattern = patterns.randomly(&random) {
            // The shortest that matches, or, where the policy names it, freer and freer ones.
            for freedom in 0..<8 {
                let found = pattern.text(freedom: freedom * 2) { Int(random.next() % UInt64(max($0, 1))) }
                if let found, !literals[attribute].contains(found) { return found }
            }
        }
        var text = start + middle + end
        if text.isEmpty { text = Array("other".utf8) }
        // Longer in the middle until the policy does not name it.
        while literals[attribute].contains(text) { text = start + middle + [UInt8(ascii: "x")] + text }
        return text
    }

    private func text(of attribute: Int, wanted: [Int64]) -> [UInt8] {
        var random = Sequence64(state: 0)
        return text(of: attribute, wanted: wanted, &random)
    }
}

/// Numbers that look random and are always the same: SplitMix64.
struct Sequence64 {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return StableHash.mix(state)
    }
}

extension Array {
    fileprivate func randomly(_ random: inout Sequence64) -> Element? {
        isEmpty ? nil : self[Int(random.next() % UInt64(count))]
    }
}
