import ScrimpCompiler
import ScrimpPlan
import ScrimpTestSupport
import Testing

/// Every form of the rules answers what trying them one by one answers.
struct MatcherAgreementTests {
    @Test(arguments: 0..<240)
    func formsAgree(seed: Int) throws {
        var generated = GeneratedProblem(seed: UInt64(seed) &* 7919)
        let problem = generated.problem
        let analysis = RoutingAnalysis(problem)
        let dead = Set(analysis.deadRules.map(\.rule))
        let cells = analysis.cells
        let diagram = analysis.diagram.flatMap(DiagramLowering.lower)?.diagram
        let scan = ConjunctionList(cells: cells, rules: problem.rules, dead: dead, limit: MaskScan.capacity)
            .flatMap { MaskScan($0, cells: cells) }
        let list = MatcherChoice.ruleList(problem)
        let blocks = MatcherChoice.blocks(problem, dead: dead, cells: cells).map { Matcher.blocks($0) }
        let choice = MatcherChoice.choose(problem, analysis: analysis)
        let rows = (0..<150).map { _ in generated.row(cells) }
        let expected = rows.map { problem.firstMatch($0) ?? Matcher.noRule }
        for (row, rule) in zip(rows, expected) {
            #expect(list.match(row.span) == rule)
            #expect(choice.matcher.match(row.span) == rule)
            if let diagram { #expect(diagram.match(row.span) == rule) }
            if let scan { #expect(scan.match(row.span) == rule) }
            if let blocks { #expect(blocks.match(row.span) == rule) }
        }
        try expectColumns(choice, problem: problem, rows: rows, expected: expected)
        var withoutMasks = choice
        withoutMasks.columns = nil
        try expectColumns(withoutMasks, problem: problem, rows: rows, expected: expected)
    }

    private func expectColumns(
        _ choice: MatcherChoice, problem: RoutingProblem, rows: [[Int64]], expected: [Int]
    ) throws {
        let columns: [FeatureColumn] = problem.domains.indices.map { feature in
            let values = rows.map { $0[feature] }
            switch problem.domains[feature] {
            case .symbols: return .symbols(values.map { UInt32($0) })
            case .cases: return .narrow(values.map { Int32($0) })
            case .numbers: return .wide(values)
            }
        }
        var matcher = ColumnMatcher(
            matcher: choice.matcher, columns: choice.columns, featureCount: problem.domains.count)
        var answers = [UInt16](repeating: 0, count: rows.count)
        var span = answers.mutableSpan
        try matcher.match(columns, rows: 0..<rows.count, into: &span)
        #expect(answers.map { $0 == ColumnRules.noRule ? Matcher.noRule : Int($0) } == expected)
    }

    /// Hundreds of tenants, most with a node of their own: nodes in a row.
    @Test(arguments: 0..<60)
    func rowsAgree(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let tenants = 66 + generator.below(300)
        let hasGroups = seed % 2 == 0
        func test(_ feature: Int, _ interval: ClosedRange<Int64>) -> Formula {
            .test(Predicate(feature: feature, intervals: [interval]))
        }
        var rules: [Formula] = []
        if generator.chance(30) { rules.append(.and([test(2, 0...0), test(1, .min...Int64(generator.below(500)))])) }
        if generator.chance(30) { rules.append(test(3, 1...1)) }
        for tenant in Int64(0)..<Int64(tenants) where generator.chance(95) {
            let last = min(tenant + (generator.chance(5) ? 3 : 0), Int64(tenants))
            // Where there are groups, tenants have another text below their row.
            let groups: [Int64?] = hasGroups && generator.chance(75) ? [0, 1, 2] : [nil]
            for group in groups {
                var parts = [test(0, tenant...last)]
                if let group { parts.append(test(4, group...group)) }
                let bound: Int64 = tenant + 350 * (group ?? 0)
                // One cut or several, or many: comparisons, their inner nodes, searches.
                switch generator.below(16) {
                case 0: break
                case 1: parts.append(test(2, Int64(generator.below(3))...2))
                case 2:
                    let start: Int64 = tenant % 7
                    parts.append(.or((0..<20).map { test(1, Int64($0 * 40) + start...Int64($0 * 40 + 20)) }))
                case 3...6: parts.append(test(1, Int64(generator.below(300))...Int64(300 + generator.below(500))))
                case 7...9:
                    parts.append(.or([test(1, 100...100 + bound), test(2, 1...1), test(1, 700...700 + tenant)]))
                default: parts.append(test(1, .min...bound + 1))
                }
                rules.append(.and(parts))
            }
        }
        if generator.chance(80) { rules.append(.constant(true)) }
        let problem = RoutingProblem(
            domains: [
                .symbols(literals: tenants), .numbers(0, 1_000), .cases(3), .cases(2), .symbols(literals: 400),
            ], rules: rules)
        let analysis = RoutingAnalysis(problem)
        guard let diagram = analysis.diagram.flatMap(DiagramLowering.lower)?.diagram else {
            Issue.record("the diagram is small enough")
            return
        }
        #expect(diagram.nodes.contains { $0.kind == .row })
        for tenant in Int64(0)...Int64(tenants) {
            for _ in 0..<12 {
                let group = generator.pick([0, 1, 2, 3, 399, 400] as [Int64]) ?? 0
                var row = [
                    tenant, Int64(generator.below(1_001)), Int64(generator.below(3)), Int64(generator.below(2)), group,
                ]
                let expected = problem.firstMatch(row) ?? Matcher.noRule
                #expect(diagram.match(row.span) == expected)
                if tenant == tenants {
                    row[0] = generator.pick([tenant + 1, tenant * 100, .max]) ?? 0
                    #expect(diagram.match(row.span) == expected)
                }
            }
        }
    }

    /// Children come after their parents, in rows as elsewhere, and no node has a place that nothing leads to.
    @Test func aRowHasItsChildrenBehindIt() {
        func below(_ bound: Int64) -> Formula { .test(Predicate(feature: 1, intervals: [.min...bound])) }
        let rules: [Formula] = (0..<100).map { tenant in
            .and([.test(Predicate(feature: 0, intervals: [tenant...tenant])), below(tenant)])
        }
        let problem = RoutingProblem(
            domains: [.symbols(literals: 100), .numbers(0, 1_000)], rules: rules + [.constant(true)])
        let diagram = RoutingAnalysis(problem).diagram.flatMap(DiagramLowering.lower)?.diagram
        #expect(diagram?.root == 0)
        #expect(diagram?.nodes.first == DiagramNode(kind: .row, feature: 0, key: 1, first: 101))
        #expect(diagram?.nodes.count == 102)
        #expect(diagram?.tables == [])
        let other = DiagramNode.child(rule: 100)
        #expect(diagram?.nodes.last == DiagramNode(kind: .less, feature: 0, key: 0, first: other, second: other))
        #expect(
            diagram?.nodes[41]
                == DiagramNode(kind: .less, feature: 1, key: 41, first: DiagramNode.child(rule: 40), second: other))
    }

    /// A table stays where few children are shared by many values.
    @Test func fewChildrenStayATable() {
        let rules: [Formula] = (0..<100).map { tenant in
            .and([
                .test(Predicate(feature: 0, intervals: [tenant...tenant])),
                .test(Predicate(feature: 1, intervals: [.min...(tenant % 10)])),
            ])
        }
        // The rules of tenants with the same bound are one outcome.
        let answers = RoutingProblem(
            domains: [.symbols(literals: 100), .numbers(0, 1_000)],
            rules: (0..<10).map { bound in .or(stride(from: bound, to: 100, by: 10).map { rules[$0] }) })
        let diagram = RoutingAnalysis(answers).diagram.flatMap(DiagramLowering.lower)?.diagram
        #expect(diagram?.nodes.first?.kind == .table)
        #expect(diagram?.nodes.contains { $0.kind == .row } == false)
    }

    /// Texts that the plan has never seen, and cases that do not exist, count as the last entry.
    @Test(arguments: 0..<60)
    func valuesBeyondTablesCountAsTheLast(seed: Int) {
        var generated = GeneratedProblem(seed: 100_000 + UInt64(seed))
        let problem = generated.problem
        let analysis = RoutingAnalysis(problem)
        let choice = MatcherChoice.choose(problem, analysis: analysis)
        let list = MatcherChoice.ruleList(problem)
        let diagram = analysis.diagram.flatMap(DiagramLowering.lower)?.diagram
        for _ in 0..<50 {
            let row = generated.row(analysis.cells)
            var beyond = row
            for feature in beyond.indices where problem.domains[feature].isTabular {
                if beyond[feature] == problem.domains[feature].range.upperBound {
                    beyond[feature] = [beyond[feature] + 1, beyond[feature] + 64, 1 << 40, .max][generated.below(4)]
                }
            }
            let rule = problem.firstMatch(row) ?? Matcher.noRule
            #expect(choice.matcher.match(beyond.span) == rule)
            #expect(list.match(beyond.span) == rule)
            if let diagram { #expect(diagram.match(beyond.span) == rule) }
        }
    }

    @Test func batchesMayEndAnywhere() throws {
        let problem = RoutingProblem(
            domains: [.numbers(0, 10_000), .symbols(literals: 4)],
            rules: [
                .and([
                    .test(Predicate(feature: 0, intervals: [100...200, 900...1000])),
                    .test(Predicate(feature: 1, intervals: [0...0, 2...2])),
                ]),
                .test(Predicate(feature: 0, intervals: [0...3000])),
                .constant(true),
            ])
        let choice = MatcherChoice.choose(problem, analysis: RoutingAnalysis(problem))
        #expect(choice.columns != nil)
        var matcher = ColumnMatcher(matcher: choice.matcher, columns: choice.columns, featureCount: 2)
        let numbers = (0..<5000).map { Int64(($0 * 37) % 4001) }
        let symbols = (0..<5000).map { UInt32($0 % 7) }
        for range in [0..<0, 0..<1, 3..<1027, 0..<1024, 1..<2050, 2048..<5000] {
            var answers = [UInt16](repeating: 99, count: range.count + 1)
            var span = answers.mutableSpan
            try matcher.match([.wide(numbers), .symbols(symbols)], rows: range, into: &span)
            for (position, row) in range.enumerated() {
                #expect(Int(answers[position]) == problem.firstMatch([numbers[row], min(Int64(symbols[row]), 4)]))
            }
            #expect(answers[range.count] == 99)
        }
    }

    @Test func columnsThatDoNotFitAreRefused() {
        let problem = RoutingProblem(
            domains: [.numbers(0, 10)],
            rules: [.test(Predicate(feature: 0, intervals: [0...3])), .constant(true)])
        let choice = MatcherChoice.choose(problem, analysis: RoutingAnalysis(problem))
        for columns in [choice.columns, nil] {
            var matcher = ColumnMatcher(matcher: choice.matcher, columns: columns, featureCount: 1)
            var answers = [UInt16](repeating: 0, count: 4)
            #expect(throws: ColumnError.missing(feature: 0)) {
                var span = answers.mutableSpan
                try matcher.match([], rows: 0..<4, into: &span)
            }
            #expect(throws: ColumnError.tooShort(feature: 0)) {
                var span = answers.mutableSpan
                try matcher.match([.narrow([1, 2])], rows: 0..<4, into: &span)
            }
            #expect(throws: ColumnError.noRoom) {
                var span = answers.mutableSpan
                try matcher.match([.constant(1)], rows: 0..<5, into: &span)
            }
        }
    }

    @Test func sixtyFourConjunctionsFitAndTheLastRuleCostsNone() {
        let rules: [Formula] = (0..<64).map { index in
            .and([
                .test(Predicate(feature: index % 8, intervals: [Int64(index * 10)...(.max)])),
                .test(Predicate(feature: (index + 3) % 8, intervals: [.min...Int64(640 - index)])),
            ])
        }
        let problem = RoutingProblem(
            domains: [FeatureDomain](repeating: .numbers(0, 1000), count: 8), rules: rules + [.constant(true)])
        let cells = FeatureCells(domains: problem.domains, formulas: problem.rules)
        let list = ConjunctionList(cells: cells, rules: problem.rules, dead: [], limit: 64)
        let scan = list.flatMap { MaskScan($0, cells: cells) }
        #expect(scan?.all == .max)
        #expect(scan?.rules.last == 64)
        let row = [Int64](repeating: 1000, count: 8)
        #expect(scan?.match(row.span) == problem.firstMatch(row))
    }
}
