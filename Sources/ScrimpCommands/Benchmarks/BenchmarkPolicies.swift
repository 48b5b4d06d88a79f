import ScrimpCompiler

/// The policies that routing is measured on.
enum BenchmarkPolicies {
    private static func below(_ feature: Int, _ bound: Int64) -> Formula {
        .test(Predicate(feature: feature, intervals: [.min...(bound - 1)]))
    }

    private static func among(_ feature: Int, _ values: [Int64]) -> Formula {
        var intervals: [ClosedRange<Int64>] = []
        for value in Set(values).sorted() {
            if let last = intervals.last, last.upperBound + 1 == value {
                intervals[intervals.count - 1] = last.lowerBound...value
            } else {
                intervals.append(value...value)
            }
        }
        return .test(Predicate(feature: feature, intervals: intervals))
    }

    /// `HandWrittenRouting.sharedCuts` and `.ownCuts`.
    static func numeric(ownCuts: Bool) -> RoutingProblem {
        var rules: [Formula] = (0..<24).map { index in
            let first = ownCuts ? 100_000 + (index * 53_411) % 300_000 : 150_000
            let second = ownCuts ? 100_000 + (index * 91_813 + 17_000) % 300_000 : 300_000
            return .and([
                below(index % 16, Int64(first)), below((7 * index + 3 + 5 * (index / 16)) % 16, Int64(second)),
            ])
        }
        rules.append(.constant(true))
        return RoutingProblem(domains: [FeatureDomain](repeating: .numbers(0, 999_999), count: 16), rules: rules)
    }

    /// The bound of a tenant's rule.
    static func tenantBound(_ tenant: Int) -> Int64 { Int64(1_000 * (1 + tenant % 20)) }

    static func tenants(_ count: Int) -> RoutingProblem {
        let rules: [Formula] = (0..<count).map { .and([among(0, [Int64($0)]), below(1, tenantBound($0))]) }
        return RoutingProblem(
            domains: [.symbols(literals: count), .numbers(0, 999_999)], rules: rules + [.constant(true)])
    }

    /// Rules as teams write them, over eight attributes: tenants, tiers, tasks, regions, sizes, another text.
    static func realistic(_ count: Int, seed: UInt64) -> RoutingProblem {
        var numbers = BenchmarkNumbers(seed: seed)
        let tenants = max(4, count / 4)
        var rules: [Formula] = []
        for _ in 0..<count {
            let named = (0..<(numbers.below(10) < 7 ? 1 : 3)).map { _ in Int64(numbers.below(tenants)) }
            var parts = [among(0, named)]
            if numbers.below(2) == 0 { parts.append(among(2, [Int64(numbers.below(6)), Int64(numbers.below(6))])) }
            if numbers.below(3) == 0 { parts.append(among(1, [Int64(numbers.below(3))])) }
            if numbers.below(4) == 0 { parts.append(.not(among(3, [Int64(numbers.below(5))]))) }
            if numbers.below(2) == 0 { parts.append(below(4, Int64(1 + numbers.below(20)) * 1000)) }
            if numbers.below(3) == 0 {
                let large = Formula.not(below(5, Int64(1 + numbers.below(20)) * 1000))
                parts.append(.or([large, among(7, [Int64(numbers.below(20))])]))
            }
            if numbers.below(4) == 0 { parts.append(below(6, Int64(1 + numbers.below(20)) * 1000)) }
            rules.append(.and(parts))
        }
        let sizes = [FeatureDomain](repeating: .numbers(0, 999_999), count: 3)
        return RoutingProblem(
            domains: [.symbols(literals: tenants), .cases(3), .cases(6), .cases(5)] + sizes + [.symbols(literals: 20)],
            rules: rules + [.constant(true)])
    }

    /// `HandWrittenRouting.columns`: tenant, prompt, output, complexity.
    static var columns: RoutingProblem {
        RoutingProblem(
            domains: [
                .symbols(literals: 200), .numbers(0, 1_000_000), .numbers(0, 1_000_000), .numbers(0, 1_000),
            ],
            rules: [
                among(0, stride(from: 0, to: 200, by: 10).map { Int64($0) }), below(3, 300), .not(below(1, 1_501)),
                .and([.not(below(2, 2_001)), below(3, 500)]), .constant(true),
            ])
    }

    /// Rows of values, one after the other; numbers reach a little beyond the greatest bound.
    static func rows(_ problem: RoutingProblem, count: Int, upTo bound: Int, seed: UInt64) -> [Int64] {
        var numbers = BenchmarkNumbers(seed: seed)
        var rows: [Int64] = []
        rows.reserveCapacity(count * problem.domains.count)
        for _ in 0..<count {
            for domain in problem.domains {
                switch domain {
                case .cases(let cases): rows.append(Int64(numbers.below(cases)))
                case .symbols(let literals): rows.append(Int64(numbers.below(literals + 1)))
                case .numbers: rows.append(Int64(numbers.below(bound)))
                }
            }
        }
        return rows
    }
}
