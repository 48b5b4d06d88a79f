/// A shared store of ordered, reduced decision diagrams with many-valued nodes.
///
/// Each feature is asked at most once on a path and in one order; equal sub-diagrams are one node. So equal references
/// mean equal functions. A node's edges are runs of cells; neighbours differ.
package struct DecisionDiagram: Sendable {
    /// One run of cells: from `firstCell` to the next edge's.
    package struct Edge: Hashable, Sendable {
        package var firstCell: Int32
        package var child: DiagramReference
    }

    struct Node: Sendable {
        var level: Int32
        var start: Int32
        var count: Int32
        var hash: UInt32
    }

    package let cells: FeatureCells
    /// Features from the root downwards.
    package let order: [Int]
    let levels: [Int32]
    /// Greatest number of edges, and of steps that building may take.
    var edgeLimit: Int
    var stepLimit: Int { edgeLimit * 16 }

    var nodes: [Node] = []
    var edges: [Edge] = []
    /// Edges of the nodes under construction.
    var pending: [Edge] = []
    var steps = 0
    private var unique: [Int32]
    var memory: OperationMemory

    /// `expectedNodes`: how many there will be, roughly, so that tables need not grow often.
    package init(cells: FeatureCells, order: [Int], edgeLimit: Int, expectedNodes: Int = 0) {
        var capacity = 1 << 10
        while capacity < expectedNodes * 2, capacity < edgeLimit { capacity *= 2 }
        unique = [Int32](repeating: -1, count: capacity)
        memory = OperationMemory(capacity: capacity)

        self.cells = cells
        self.order = order
        self.edgeLimit = edgeLimit
        var levels = [Int32](repeating: -1, count: cells.features.count)
        for (level, feature) in order.enumerated() { levels[feature] = Int32(level) }
        self.levels = levels
    }

    /// Position in the order of the feature that is asked first; terminals are below everything.
    @inline(__always)
    func level(_ reference: DiagramReference) -> Int32 {
        reference.isNode ? nodes[reference.node].level : .max
    }

    /// Number of edges of all nodes that were ever made.
    package var edgeCount: Int { edges.count }

    /// The edges of a node.
    @inline(__always)
    func range(_ reference: DiagramReference) -> Range<Int> {
        let node = nodes[reference.node]
        return Int(node.start)..<Int(node.start + node.count)
    }

    package func feature(_ reference: DiagramReference) -> Int { order[Int(level(reference))] }

    /// The runs of cells of a node with their children.
    package func runs(_ reference: DiagramReference) -> [(cells: Range<Int>, child: DiagramReference)] {
        let range = range(reference)
        return range.map { index in
            let end = index + 1 < range.upperBound ? Int(edges[index + 1].firstCell) : cells.count(feature(reference))
            return (Int(edges[index].firstCell)..<end, edges[index].child)
        }
    }

    /// Makes a node of the pending edges from `first` on, or finds the equal one, and takes them away.
    mutating func node(level: Int32, pendingFrom first: Int) throws(DiagramTooLarge) -> DiagramReference {
        let end = pending.count
        defer { pending.removeLast(end - first) }
        var last = first
        for index in (first + 1)..<max(end, first + 1) where pending[index].child != pending[last].child {
            last += 1
            pending[last] = pending[index]
        }
        let count = last - first + 1
        if count == 1 { return pending[first].child }

        let hash = hashOfPending(level: level, first: first, count: count)
        var slot = Int(hash) & (unique.count - 1)
        while unique[slot] >= 0 {
            let candidate = nodes[Int(unique[slot])]
            if candidate.hash == hash, candidate.level == level, Int(candidate.count) == count,
                hasPendingEdges(candidate, first: first)
            {
                return DiagramReference(node: unique[slot])
            }
            slot = (slot + 1) & (unique.count - 1)
        }
        guard edges.count + count <= edgeLimit else { throw DiagramTooLarge() }
        let identifier = Int32(nodes.count)
        unique[slot] = identifier
        nodes.append(Node(level: level, start: Int32(edges.count), count: Int32(count), hash: hash))
        for index in first...last { edges.append(pending[index]) }
        if nodes.count * 2 > unique.count { growUnique() }
        return DiagramReference(node: identifier)
    }

    private func hashOfPending(level: Int32, first: Int, count: Int) -> UInt32 {
        var hash = UInt64(UInt32(bitPattern: level)) &* 0x9E37_79B9_7F4A_7C15
        for index in first..<(first + count) {
            let edge = pending[index]
            let word =
                UInt64(UInt32(bitPattern: edge.firstCell)) << 32 | UInt64(UInt32(bitPattern: edge.child.rawValue))
            hash = (hash ^ word) &* 0xFF51_AFD7_ED55_8CCD
            hash ^= hash >> 32
        }
        return UInt32(truncatingIfNeeded: hash)
    }

    private func hasPendingEdges(_ node: Node, first: Int) -> Bool {
        for index in 0..<Int(node.count) where edges[Int(node.start) + index] != pending[first + index] { return false }
        return true
    }

    private mutating func growUnique() {
        unique = [Int32](repeating: -1, count: unique.count * 2)
        for index in nodes.indices {
            var slot = Int(nodes[index].hash) & (unique.count - 1)
            while unique[slot] >= 0 { slot = (slot + 1) & (unique.count - 1) }
            unique[slot] = Int32(index)
        }
    }
}

/// A node of a `DecisionDiagram`, or the answer at the end of a path.
package struct DiagramReference: Hashable, Sendable {
    /// Nodes are 0 and above, terminals below.
    var rawValue: Int32

    init(node: Int32) { rawValue = node }
    private init(terminal: Int32) { rawValue = ~terminal }

    /// No rule holds; as a condition: false.
    package static let none = DiagramReference(terminal: 0)
    /// As a condition: true.
    package static let yes = DiagramReference(terminal: 1)
    /// The terminal of a rule or an outcome.
    package static func answer(_ number: Int) -> DiagramReference {
        DiagramReference(terminal: Int32(truncatingIfNeeded: number &+ 2))
    }

    @inline(__always)
    package var isNode: Bool { rawValue >= 0 }
    @inline(__always)
    var node: Int { Int(rawValue) }

    /// Nil for nodes, `none` and `yes`.
    package var answer: Int? { isNode || ~rawValue < 2 ? nil : Int(~rawValue) - 2 }
}

/// The diagram would have more edges than it is worth.
package struct DiagramTooLarge: Error, Hashable {}

/// What was combined before, so that each pair of nodes is combined once.
struct OperationMemory: Sendable {
    private var keys: [UInt64]
    private var values: [DiagramReference]
    private var used = 0

    /// `capacity`: a power of two.
    init(capacity: Int) {
        keys = [UInt64](repeating: .max, count: capacity)
        values = [DiagramReference](repeating: .none, count: capacity)
    }

    private static func slot(_ key: UInt64, _ mask: Int) -> Int {
        let product = (key ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
        return Int(truncatingIfNeeded: product.high ^ product.low) & mask
    }

    subscript(key: UInt64) -> DiagramReference? {
        var slot = Self.slot(key, keys.count - 1)
        while keys[slot] != .max {
            if keys[slot] == key { return values[slot] }
            slot = (slot + 1) & (keys.count - 1)
        }
        return nil
    }

    /// The key must not be there yet.
    mutating func insert(_ key: UInt64, _ value: DiagramReference) {
        used += 1
        if used * 2 > keys.count {
            let old = (keys, values)
            keys = [UInt64](repeating: .max, count: old.0.count * 2)
            values = [DiagramReference](repeating: .none, count: old.0.count * 2)
            for index in old.0.indices where old.0[index] != .max { place(old.0[index], old.1[index]) }
        }
        place(key, value)
    }

    private mutating func place(_ key: UInt64, _ value: DiagramReference) {
        var slot = Self.slot(key, keys.count - 1)
        while keys[slot] != .max { slot = (slot + 1) & (keys.count - 1) }
        keys[slot] = key
        values[slot] = value
    }
}
