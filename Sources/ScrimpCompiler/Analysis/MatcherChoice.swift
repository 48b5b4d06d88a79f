package import ScrimpPlan

/// The form in which a policy's rules run: whichever is estimated to be fastest.
package struct MatcherChoice: Sendable {
    package var matcher: Matcher
    /// For batches of rows; nil where the rules are too many.
    package var columns: ColumnRules?
    /// Why this form, in words.
    package var reason: String
    /// Estimated nanoseconds of a decision; nil where the form is not possible.
    package var diagramEstimate: Double?
    package var scanEstimate: Double?
    package var listEstimate: Double

    /// Time of one test of a rule list, in nanoseconds.
    static let costOfTest = 2.0

    /// Rule by rule.
    static func plain(_ problem: RoutingProblem) -> MatcherChoice {
        let list = ruleList(problem)
        return MatcherChoice(
            matcher: .rules(list), columns: nil, reason: "rule by rule: no other form was looked for",
            diagramEstimate: nil, scanEstimate: nil, listEstimate: costOfTest * Double(max(list.tests.count, 1)))
    }

    package static func choose(_ problem: RoutingProblem, analysis: RoutingAnalysis) -> MatcherChoice {
        let dead = Set(analysis.deadRules.map(\.rule))
        let cells = analysis.cells
        let scan = ConjunctionList(cells: cells, rules: problem.rules, dead: dead, limit: MaskScan.capacity)
            .flatMap { MaskScan($0, cells: cells) }
        let lowered = analysis.diagram.flatMap(DiagramLowering.lower)
        let list = ruleList(problem)
        // A rule is passed over after one test or a few more; half of the rules are seen.
        let listEstimate = costOfTest * Double(max(list.tests.count, 1))
        let scanEstimate = scan?.estimatedNanoseconds
        var choice = MatcherChoice(
            matcher: .rules(list), columns: ColumnRules(cells: cells, rules: problem.rules, dead: dead), reason: "",
            diagramEstimate: lowered?.nanoseconds, scanEstimate: scanEstimate, listEstimate: listEstimate)

        func rounded(_ nanoseconds: Double) -> String { "\(Int(nanoseconds + 0.5)) ns" }
        if let scan, let scanEstimate, scanEstimate <= lowered?.nanoseconds ?? .infinity {
            choice.matcher = .scan(scan)
            let size =
                "\(counted(scan.rules.count - 1, "conjunction")) of \(counted(scan.cuts.count + scan.tables.count, "predicate")) at once"
            choice.reason =
                lowered.map {
                    "\(size), about \(rounded(scanEstimate)); the diagram would take \(rounded($0.nanoseconds))"
                }
                ?? "\(size), about \(rounded(scanEstimate)); the diagram would be too large"
        } else if let lowered {
            choice.matcher = .diagram(lowered.diagram)
            let size =
                "a diagram of \(counted(lowered.diagram.nodes.count, "node")), about \(rounded(lowered.nanoseconds))"
            choice.reason =
                scanEstimate.map { "\(size); testing all rules at once would take \(rounded($0))" }
                ?? "\(size); there are more than \(MaskScan.capacity) conjunctions"
        } else if let blocks = blocks(problem, dead: dead, cells: cells) {
            choice.matcher = .blocks(blocks)
            let first = blocks.first?.estimatedNanoseconds ?? 0
            choice.reason =
                "\(counted(blocks.count, "block")) of up to \(Matcher.blockSize) conjunctions, about \(rounded(first)) each until the first hit; "
                + "the diagram would be too large"
        } else {
            choice.reason =
                "rule by rule: the diagram would be too large, and there are more than \(Self.blockLimit) conjunctions"
        }
        return choice
    }

    /// Greatest number of conjunctions that are run in blocks.
    private static let blockLimit = 16_384

    package static func blocks(_ problem: RoutingProblem, dead: Set<Int>, cells: FeatureCells) -> [MaskScan]? {
        guard let list = ConjunctionList(cells: cells, rules: problem.rules, dead: dead, limit: blockLimit) else {
            return nil
        }
        var blocks: [MaskScan] = []
        var start = 0
        while start < list.entries.count {
            let end = min(start + Matcher.blockSize, list.entries.count)
            let part = list.part(start..<end, isLast: end == list.entries.count)
            guard let block = MaskScan(part, cells: cells) else { return nil }
            blocks.append(block)
            start = end
        }
        return blocks.isEmpty ? nil : blocks
    }

    /// The rules one by one, in the order of the source.
    package static func ruleList(_ problem: RoutingProblem) -> RuleList {
        var lowering = ConditionLowering(domains: problem.domains)
        let entries = problem.rules.map { lowering.append($0) }
        return RuleList(tests: lowering.tests, entries: entries)
    }
}
