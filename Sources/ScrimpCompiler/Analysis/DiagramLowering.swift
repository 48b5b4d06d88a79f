package import ScrimpPlan

/// Lays a diagram out for running: nodes of 16 bytes, children after their parents, a parent's first child close to it.
package struct DiagramLowering {
    /// Numbers with more cuts than this are searched instead of compared one after the other.
    static let comparedCuts = 12
    /// Texts and cases of up to so many values always get a whole table.
    static let smallTable = 64

    /// Estimated time of a decision in nanoseconds: per comparison, per table and per step of a binary search, for keys that
    /// are spread evenly over the cells.
    static let costOfComparison = 5.0
    static let costOfTable = 5.0
    static let costOfSearchStep = 3.5
    static let costOfCall = 5.0

    private enum Shape {
        case compare, table, sparse, search
    }

    private let store: DecisionDiagram
    private var result = Diagram(nodes: [], tables: [], cuts: [], root: 0)
    /// By node of the store: where it is laid out, and how.
    private var positions: [UInt32]
    private var shapes: [Shape]

    /// The laid-out diagram and its estimated time; nil where it does not fit the format.
    package static func lower(_ diagram: RoutingDiagram) -> (diagram: Diagram, nanoseconds: Double)? {
        guard diagram.store.cells.features.count <= DiagramNode.featureLimit else { return nil }
        var lowering = DiagramLowering(store: diagram.store)
        let nodes = diagram.store.reachable(from: diagram.root).nodes
        var count = 0
        for node in nodes {
            let shape = lowering.bestShape(node)
            lowering.positions[node.node] = UInt32(truncatingIfNeeded: count)
            lowering.shapes[node.node] = shape
            count += shape == .compare ? diagram.store.range(node).count - 1 : 1
        }
        guard count < DiagramNode.nodeLimit else { return nil }
        lowering.result.nodes.reserveCapacity(count)
        for node in nodes { lowering.append(node) }
        guard lowering.result.cuts.count < DiagramNode.fieldLimit else { return nil }
        lowering.result.root = lowering.child(diagram.root)
        return (lowering.result, costOfCall + lowering.expectedTime(nodes, root: diagram.root))
    }

    private init(store: DecisionDiagram) {
        self.store = store
        positions = [UInt32](repeating: 0, count: store.nodes.count)
        shapes = [Shape](repeating: .compare, count: store.nodes.count)
    }

    private func child(_ reference: DiagramReference) -> UInt32 {
        if reference.isNode { return positions[reference.node] }
        return DiagramNode.child(rule: reference.answer ?? Matcher.noRule)
    }

    private func bestShape(_ node: DiagramReference) -> Shape {
        let feature = store.feature(node)
        let runs = store.range(node).count
        guard store.cells.isTabular[feature] else { return runs <= Self.comparedCuts + 1 ? .compare : .search }
        if runs == 2 { return .compare }
        let values = valueCount(feature)
        if values <= Self.smallTable { return .table }
        if runs <= 4 { return .compare }
        return exceptionCount(node) * 4 >= values ? .table : .sparse
    }

    private func valueCount(_ feature: Int) -> Int { Int(store.cells.domains[feature].upperBound) + 1 }

    /// Number of values that do not lead where the last one, "other", leads.
    private func exceptionCount(_ node: DiagramReference) -> Int {
        let feature = store.feature(node)
        let runs = store.runs(node)
        guard let common = runs.last?.child else { return 0 }
        var count = 0
        for run in runs where run.child != common { count += store.cells.values(feature, of: run.cells).count }
        return count
    }

    private mutating func append(_ node: DiagramReference) {
        let feature = store.feature(node)
        let runs = store.runs(node)
        switch shapes[node.node] {
        case .compare: appendComparisons(feature, runs[...])
        case .table:
            let base = result.tables.count
            for run in runs {
                let values = store.cells.values(feature, of: run.cells)
                result.tables.append(contentsOf: repeatElement(child(run.child), count: values.count))
            }
            let count = UInt32(truncatingIfNeeded: result.tables.count - base)
            result.nodes.append(DiagramNode(kind: .table, feature: feature, key: Int64(base), first: count))
        case .sparse:
            let base = result.tables.count
            let common = runs[runs.count - 1].child
            var children: [UInt32] = []
            for run in runs where run.child != common {
                for value in store.cells.values(feature, of: run.cells) {
                    result.tables.append(UInt32(truncatingIfNeeded: value))
                    children.append(child(run.child))
                }
            }
            result.tables += children
            let count = UInt32(truncatingIfNeeded: children.count)
            result.nodes.append(
                DiagramNode(kind: .sparse, feature: feature, key: Int64(base), first: count, second: child(common)))
        case .search:
            let base = result.tables.count
            let cuts = result.cuts.count
            for run in runs.dropFirst() { result.cuts.append(store.cells.cuts[feature][run.cells.lowerBound - 1]) }
            for run in runs { result.tables.append(child(run.child)) }
            result.nodes.append(
                DiagramNode(
                    kind: .search, feature: feature, key: Int64(base),
                    first: UInt32(truncatingIfNeeded: runs.count - 1),
                    second: UInt32(truncatingIfNeeded: cuts)))
        }
    }

    /// A balanced tree of comparisons over runs, in preorder; returns its root as a child.
    @discardableResult
    private mutating func appendComparisons(
        _ feature: Int, _ runs: ArraySlice<(cells: Range<Int>, child: DiagramReference)>
    ) -> UInt32 {
        if runs.count == 1 { return child(runs[runs.startIndex].child) }
        let middle = runs.startIndex + runs.count / 2
        let position = result.nodes.count
        result.nodes.append(DiagramNode(key: 0, word: 0))
        let below = appendComparisons(feature, runs[..<middle])
        let above = appendComparisons(feature, runs[middle...])
        let cut = store.cells.cuts[feature][runs[middle].cells.lowerBound - 1]
        result.nodes[position] = DiagramNode(kind: .less, feature: feature, key: cut, first: below, second: above)
        return UInt32(truncatingIfNeeded: position)
    }

    private func expectedTime(_ nodes: [DiagramReference], root: DiagramReference) -> Double {
        var probability = [Double](repeating: 0, count: store.nodes.count)
        if root.isNode { probability[root.node] = 1 }
        var time = 0.0
        for node in nodes {
            let reached = probability[node.node]
            let feature = store.feature(node)
            let runs = store.runs(node)
            let depth = Double(Int.bitWidth - (runs.count - 1).leadingZeroBitCount)
            switch shapes[node.node] {
            case .compare: time += reached * Self.costOfComparison * depth
            case .table: time += reached * Self.costOfTable
            case .sparse, .search: time += reached * (Self.costOfTable + Self.costOfSearchStep * depth)
            }
            let total = store.cells.isTabular[feature] ? Double(store.cells.count(feature)) : Double(runs.count)
            for run in runs where run.child.isNode {
                let weight = store.cells.isTabular[feature] ? Double(run.cells.count) : 1
                probability[run.child.node] += reached * weight / total
            }
        }
        return time
    }
}
