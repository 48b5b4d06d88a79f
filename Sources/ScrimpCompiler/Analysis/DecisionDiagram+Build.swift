extension DecisionDiagram {
    enum Operation: UInt64 {
        /// The left answer where there is one, else the right.
        case orElse = 0
        /// The right answer where the left condition holds.
        case and = 1
    }

    /// Combines two diagrams cell by cell.
    mutating func combine(
        _ operation: Operation, _ left: DiagramReference, _ right: DiagramReference
    ) throws(DiagramTooLarge) -> DiagramReference {
        switch operation {
        case .orElse:
            if left == right || right == .none { return left }
            if !left.isNode { return left == .none ? right : left }
        case .and:
            if left == .none || right == .none { return .none }
            if left == .yes || left == right { return right }
            if right == .yes { return left }
        }
        let key =
            operation.rawValue << 63 | UInt64(UInt32(bitPattern: left.rawValue) & 0x7FFF_FFFF) << 32
            | UInt64(UInt32(bitPattern: right.rawValue))
        if let known = memory[key] { return known }

        let top = min(level(left), level(right))
        let first = pending.count
        if level(left) > top {
            for index in range(right) {
                let edge = edges[index]
                pending.append(Edge(firstCell: edge.firstCell, child: try combine(operation, left, edge.child)))
            }
        } else if level(right) > top {
            for index in range(left) {
                let edge = edges[index]
                pending.append(Edge(firstCell: edge.firstCell, child: try combine(operation, edge.child, right)))
            }
        } else {
            try combineRuns(operation, range(left), range(right))
        }
        steps += pending.count - first
        guard steps <= stepLimit else { throw DiagramTooLarge() }
        let result = try node(level: top, pendingFrom: first)
        memory.insert(key, result)
        return result
    }

    /// Two nodes that ask the same feature: merges their runs in order of their cells.
    private mutating func combineRuns(
        _ operation: Operation, _ left: Range<Int>, _ right: Range<Int>
    ) throws(DiagramTooLarge) {
        var (leftIndex, rightIndex) = (left.lowerBound, right.lowerBound)
        var cell: Int32 = 0
        while true {
            let child = try combine(operation, edges[leftIndex].child, edges[rightIndex].child)
            pending.append(Edge(firstCell: cell, child: child))
            let leftNext = leftIndex + 1 < left.upperBound ? edges[leftIndex + 1].firstCell : .max
            let rightNext = rightIndex + 1 < right.upperBound ? edges[rightIndex + 1].firstCell : .max
            cell = min(leftNext, rightNext)
            if cell == .max { return }
            if leftNext == cell { leftIndex += 1 }
            if rightNext == cell { rightIndex += 1 }
        }
    }

    /// The diagram of a condition.
    mutating func condition(_ formula: Formula, negated: Bool = false) throws(DiagramTooLarge) -> DiagramReference {
        switch formula {
        case .constant(let value): return value != negated ? .yes : .none
        case .test(let predicate): return try test(predicate, negated: negated)
        case .not(let part): return try condition(part, negated: !negated)
        case .and(let parts): return try join(parts, operation: negated ? .orElse : .and, negated: negated)
        case .or(let parts): return try join(parts, operation: negated ? .and : .orElse, negated: negated)
        }
    }

    private mutating func join(
        _ parts: [Formula], operation: Operation, negated: Bool
    ) throws(DiagramTooLarge) -> DiagramReference {
        var references: [DiagramReference] = []
        for part in parts { references.append(try condition(part, negated: negated)) }
        // The deepest first: each step then puts a node on top instead of rebuilding what is below.
        references.sort { level($0) > level($1) }
        var result: DiagramReference = operation == .and ? .yes : .none
        for reference in references { result = try combine(operation, reference, result) }
        return result
    }

    private mutating func test(_ predicate: Predicate, negated: Bool) throws(DiagramTooLarge) -> DiagramReference {
        // A condition that splits a cell has no diagram over these cells; there is no answer then, as if it were too large.
        guard let ranges = cells.ranges(of: predicate),
            levels[predicate.feature] >= 0 || cells.count(predicate.feature) == 1
        else { throw DiagramTooLarge() }
        let (inside, outside): (DiagramReference, DiagramReference) = negated ? (.none, .yes) : (.yes, .none)
        guard let lastRange = ranges.last else { return outside }
        let first = pending.count
        var cell = 0
        for range in ranges {
            if cell < range.lowerBound { pending.append(Edge(firstCell: Int32(cell), child: outside)) }
            pending.append(Edge(firstCell: Int32(range.lowerBound), child: inside))
            cell = range.upperBound
        }
        if lastRange.upperBound < cells.count(predicate.feature) {
            pending.append(Edge(firstCell: Int32(cell), child: outside))
        }
        return try node(level: levels[predicate.feature], pendingFrom: first)
    }

    /// First match over conditions, as a balanced tree, so that a wide node is rebuilt only logarithmically often.
    mutating func firstMatch(
        _ conditions: ArraySlice<DiagramReference>, answer: (Int) -> Int
    ) throws(DiagramTooLarge) -> DiagramReference {
        guard let first = conditions.first else { return .none }
        if conditions.count == 1 { return try combine(.and, first, .answer(answer(conditions.startIndex))) }
        let middle = conditions.startIndex + conditions.count / 2
        let left = try firstMatch(conditions[..<middle], answer: answer)
        let right = try firstMatch(conditions[middle...], answer: answer)
        return try combine(.orElse, left, right)
    }
}
