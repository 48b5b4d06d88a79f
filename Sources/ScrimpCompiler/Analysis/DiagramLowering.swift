package import ScrimpPlan

/// Lays a diagram out for running: nodes of 16 bytes, children after their parents, a parent's first child close to it.
///
/// A node begins with its head, to which its parents lead, and may have inner nodes: the further comparisons, or the heads of all children
/// in a row. Its inner nodes stand behind every copy of its head, for a child stands in each row that leads to it.
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
    /// Share of that time which is left where the processor foresees every jump, and works on one decision during another.
    static let foreseenShare = 0.3

    private enum Shape: Int, CaseIterable {
        case compare, table, row, sparse, search
    }

    private let store: DecisionDiagram
    private var result = Diagram(nodes: [], tables: [], cuts: [], root: 0)
    /// By node of the store: how it is laid out, and the head.
    private var shapes: [Shape]
    private var heads: [DiagramNode]
    /// Where the head stands for parents that are no rows, and where the inner nodes begin.
    private var positions: [UInt32]
    private var interiors: [Int]

    /// The laid-out diagram and its estimated time; nil where it does not fit the format.
    package static func lower(_ diagram: RoutingDiagram) -> (diagram: Diagram, nanoseconds: Double)? {
        guard diagram.store.cells.features.count <= DiagramNode.featureLimit else { return nil }
        var lowering = DiagramLowering(store: diagram.store)
        let nodes = diagram.store.reachable(from: diagram.root).nodes
        lowering.chooseShapes(nodes)
        let needsHead = lowering.nodesWithOwnHead(nodes, root: diagram.root)
        var count = 0
        for node in nodes {
            if needsHead[node.node] {
                lowering.positions[node.node] = UInt32(truncatingIfNeeded: count)
                count += 1
            }
            lowering.interiors[node.node] = count
            count += lowering.interiorCount(node)
        }
        guard count < DiagramNode.nodeLimit else { return nil }
        lowering.result.nodes = [DiagramNode](repeating: DiagramNode(key: 0, word: 0), count: count)
        for node in nodes { lowering.makeHead(node) }
        guard lowering.result.cuts.count < DiagramNode.fieldLimit else { return nil }
        for node in nodes {
            if needsHead[node.node] {
                lowering.result.nodes[Int(lowering.positions[node.node])] = lowering.heads[node.node]
            }
            if lowering.shapes[node.node] == .row { lowering.fillRow(node) }
        }
        lowering.result.root = lowering.child(diagram.root)
        return (lowering.result, lowering.expectedTime(nodes, root: diagram.root))
    }

    private init(store: DecisionDiagram) {
        self.store = store
        shapes = [Shape](repeating: .compare, count: store.nodes.count)
        heads = [DiagramNode](repeating: DiagramNode(key: 0, word: 0), count: store.nodes.count)
        positions = [UInt32](repeating: 0, count: store.nodes.count)
        interiors = [Int](repeating: 0, count: store.nodes.count)
    }

    private func child(_ reference: DiagramReference) -> UInt32 {
        if reference.isNode { return positions[reference.node] }
        return DiagramNode.child(rule: reference.answer ?? Matcher.noRule)
    }

    private mutating func chooseShapes(_ nodes: [DiagramReference]) {
        var parents = [Int](repeating: 0, count: store.nodes.count)
        var lastParent = parents
        for node in nodes {
            for edge in store.edges[store.range(node)] where edge.child.isNode {
                // Counted from one, for zero is no parent.
                if lastParent[edge.child.node] != node.node + 1 { parents[edge.child.node] += 1 }
                lastParent[edge.child.node] = node.node + 1
            }
        }
        for node in nodes {
            var shape = shapeWithoutRows(node)
            if shape == .table {
                var own: Set<DiagramReference> = []
                for edge in store.edges[store.range(node)] where edge.child.isNode && parents[edge.child.node] == 1 {
                    own.insert(edge.child)
                }
                // So rows have at most twice as many nodes as there are without them.
                let values = valueCount(store.feature(node))
                if values > Self.smallTable, own.count * 2 >= values { shape = .row }
            }
            shapes[node.node] = shape
        }
    }

    /// By node of the store: whether it is the root or has a parent that is no row.
    private func nodesWithOwnHead(_ nodes: [DiagramReference], root: DiagramReference) -> [Bool] {
        var result = [Bool](repeating: false, count: store.nodes.count)
        if root.isNode { result[root.node] = true }
        for node in nodes where shapes[node.node] != .row {
            for edge in store.edges[store.range(node)] where edge.child.isNode { result[edge.child.node] = true }
        }
        return result
    }

    private func interiorCount(_ node: DiagramReference) -> Int {
        switch shapes[node.node] {
        case .compare: store.range(node).count - 2
        case .row: valueCount(store.feature(node))
        case .table, .sparse, .search: 0
        }
    }

    private func shapeWithoutRows(_ node: DiagramReference) -> Shape {
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

    /// The children of a row, a node for each value. A terminal becomes a comparison that ends with it either way.
    private mutating func fillRow(_ node: DiagramReference) {
        let feature = store.feature(node)
        var position = interiors[node.node]
        for run in store.runs(node) {
            let child = child(run.child)
            let head =
                run.child.isNode
                ? heads[run.child.node]
                : DiagramNode(kind: .less, feature: feature, key: 0, first: child, second: child)
            for _ in 0..<store.cells.values(feature, of: run.cells).count {
                result.nodes[position] = head
                position += 1
            }
        }
    }

    /// Makes the head of a node, and its further comparisons or its table.
    private mutating func makeHead(_ node: DiagramReference) {
        let feature = store.feature(node)
        let runs = store.runs(node)
        let head: DiagramNode
        switch shapes[node.node] {
        case .compare:
            var position = interiors[node.node]
            head = comparison(feature, runs[...], &position)
        case .row:
            let count = UInt32(truncatingIfNeeded: valueCount(feature))
            head = DiagramNode(kind: .row, feature: feature, key: Int64(interiors[node.node]), first: count)
        case .table:
            let base = result.tables.count
            for run in runs {
                let values = store.cells.values(feature, of: run.cells)
                result.tables.append(contentsOf: repeatElement(child(run.child), count: values.count))
            }
            let count = UInt32(truncatingIfNeeded: result.tables.count - base)
            head = DiagramNode(kind: .table, feature: feature, key: Int64(base), first: count)
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
            head = DiagramNode(
                kind: .sparse, feature: feature, key: Int64(base), first: count, second: child(common))
        case .search:
            let base = result.tables.count
            let cuts = result.cuts.count
            for run in runs.dropFirst() { result.cuts.append(store.cells.cuts[feature][run.cells.lowerBound - 1]) }
            for run in runs { result.tables.append(child(run.child)) }
            head = DiagramNode(
                kind: .search, feature: feature, key: Int64(base), first: UInt32(truncatingIfNeeded: runs.count - 1),
                second: UInt32(truncatingIfNeeded: cuts))
        }
        heads[node.node] = head
    }

    /// The root of a balanced tree of comparisons over two runs or more; the others go to `position` and on, in preorder.
    private mutating func comparison(
        _ feature: Int, _ runs: ArraySlice<(cells: Range<Int>, child: DiagramReference)>, _ position: inout Int
    ) -> DiagramNode {
        let middle = runs.startIndex + runs.count / 2
        let below = branch(feature, runs[..<middle], &position)
        let above = branch(feature, runs[middle...], &position)
        let cut = store.cells.cuts[feature][runs[middle].cells.lowerBound - 1]
        return DiagramNode(kind: .less, feature: feature, key: cut, first: below, second: above)
    }

    /// Where a comparison leads: to a run's child, or to a comparison of its own.
    private mutating func branch(
        _ feature: Int, _ runs: ArraySlice<(cells: Range<Int>, child: DiagramReference)>, _ position: inout Int
    ) -> UInt32 {
        if runs.count == 1 { return child(runs[runs.startIndex].child) }
        let own = position
        position += 1
        result.nodes[own] = comparison(feature, runs, &position)
        return UInt32(truncatingIfNeeded: own)
    }

    /// Nanoseconds, where values are spread evenly over the cells and independent of each other.
    private func expectedTime(_ nodes: [DiagramReference], root: DiagramReference) -> Double {
        var probability = [Double](repeating: 0, count: store.nodes.count)
        if root.isNode { probability[root.node] = 1 }
        var time = Self.costOfCall
        var surprises = 0.0
        // By what comes next: each shape, and the end.
        var shares = [Double](repeating: 0, count: Shape.allCases.count + 1)
        for node in nodes {
            let reached = probability[node.node]
            let feature = store.feature(node)
            let runs = store.runs(node)
            let depth = Int.bitWidth - (runs.count - 1).leadingZeroBitCount
            switch shapes[node.node] {
            case .compare:
                time += reached * Self.costOfComparison * Double(depth)
                // Some runs are found with one comparison fewer.
                let early = Double(1 << depth - runs.count) / Double(runs.count)
                surprises += reached * min(early, 1 - early)
            case .table, .row: time += reached * Self.costOfTable
            case .sparse, .search:
                time += reached * (Self.costOfTable + Self.costOfSearchStep * Double(depth))
                surprises += reached
            }
            for index in shares.indices { shares[index] = 0 }
            let total = store.cells.isTabular[feature] ? Double(store.cells.count(feature)) : Double(runs.count)
            for run in runs {
                let share = (store.cells.isTabular[feature] ? Double(run.cells.count) : 1) / total
                if run.child.isNode { probability[run.child.node] += reached * share }
                shares[run.child.isNode ? shapes[run.child.node].rawValue : Shape.allCases.count] += share
            }
            surprises += reached * (1 - (shares.max() ?? 1))
        }
        return time * (Self.foreseenShare + (1 - Self.foreseenShare) * min(surprises, 1))
    }
}
