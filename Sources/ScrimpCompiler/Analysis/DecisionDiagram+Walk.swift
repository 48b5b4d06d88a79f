extension DecisionDiagram {
    /// Everything below a reference: nodes in an order in which parents come before their children, and the answers.
    package func reachable(
        from root: DiagramReference
    ) -> (nodes: [DiagramReference], answers: Set<DiagramReference>) {
        var seen = [Bool](repeating: false, count: nodes.count)
        // By terminal number, so that the many edges to answers cost no hashing.
        var seenAnswers: [Bool] = []
        var finished: [DiagramReference] = []
        // A node, and how many of its edges have been followed.
        var stack: [(DiagramReference, Int)] = []
        func enter(_ reference: DiagramReference) {
            if !reference.isNode {
                let number = Int(~reference.rawValue)
                if number >= seenAnswers.count {
                    seenAnswers.append(contentsOf: repeatElement(false, count: number + 1 - seenAnswers.count))
                }
                seenAnswers[number] = true
            } else if !seen[reference.node] {
                seen[reference.node] = true
                stack.append((reference, 0))
            }
        }
        enter(root)
        while let (reference, followed) = stack.last {
            let range = range(reference)
            if followed < range.count {
                stack[stack.count - 1].1 += 1
                // The last edge first: in the order that results, the first edge's nodes are nearest to the parent.
                enter(edges[range.upperBound - 1 - followed].child)
            } else {
                finished.append(reference)
                stack.removeLast()
            }
        }
        finished.reverse()
        var answers: Set<DiagramReference> = []
        for number in seenAnswers.indices where seenAnswers[number] { answers.insert(.answer(number - 2)) }
        return (finished, answers)
    }

    /// The answers that a diagram gives where a condition holds.
    func answers(of root: DiagramReference, where condition: DiagramReference) -> Set<DiagramReference> {
        var visited: Set<UInt64> = []
        var answers: Set<DiagramReference> = []
        _ = visitPairs(condition, root, &visited) { _, answer in
            answers.insert(answer)
            return true
        }
        return answers
    }

    /// Whether one condition holds wherever the other does.
    func implies(_ condition: DiagramReference, _ other: DiagramReference) -> Bool {
        var visited: Set<UInt64> = []
        return visitPairs(condition, other, &visited) { _, value in value != .none }
    }

    /// Visits what two diagrams answer together, except where the left one answers `none`. Stops when the visitor says no.
    private func visitPairs(
        _ left: DiagramReference, _ right: DiagramReference, _ visited: inout Set<UInt64>,
        _ visitor: (DiagramReference, DiagramReference) -> Bool
    ) -> Bool {
        if left == .none { return true }
        if !left.isNode, !right.isNode { return visitor(left, right) }
        guard visited.insert(pairKey(left, right)).inserted else { return true }
        let top = min(level(left), level(right))
        if level(left) > top {
            for index in range(right) where !visitPairs(left, edges[index].child, &visited, visitor) { return false }
            return true
        }
        if level(right) > top {
            for index in range(left) where !visitPairs(edges[index].child, right, &visited, visitor) { return false }
            return true
        }
        let (leftRange, rightRange) = (range(left), range(right))
        for index in leftRange where edges[index].child != .none {
            let end = index + 1 < leftRange.upperBound ? edges[index + 1].firstCell : .max
            var other = edge(in: rightRange, at: edges[index].firstCell)
            while other < rightRange.upperBound, edges[other].firstCell < end {
                if !visitPairs(edges[index].child, edges[other].child, &visited, visitor) { return false }
                other += 1
            }
        }
        return true
    }

    /// Index of the edge whose run has the cell.
    func edge(in range: Range<Int>, at cell: Int32) -> Int {
        var low = range.lowerBound
        var high = range.upperBound
        while high - low > 1 {
            let middle = (low + high) / 2
            if edges[middle].firstCell <= cell { low = middle } else { high = middle }
        }
        return low
    }

    private func pairKey(_ left: DiagramReference, _ right: DiagramReference) -> UInt64 {
        UInt64(UInt32(bitPattern: left.rawValue)) << 32 | UInt64(UInt32(bitPattern: right.rawValue))
    }

    /// Values for which the two diagrams' answers are what is looked for, one per feature; nil where there are none.
    ///
    /// Of several, the one that a reader expects: zero, the first case, the first literal, wherever they will do.
    func example(
        _ left: DiagramReference, _ right: DiagramReference, skip: (DiagramReference, DiagramReference) -> Bool,
        isSought: (DiagramReference, DiagramReference) -> Bool
    ) -> [Int64]? {
        var chosen = cells.features.map { cells.naturalCell($0) }
        var failed: Set<UInt64> = []
        func search(_ left: DiagramReference, _ right: DiagramReference) -> Bool {
            if skip(left, right) { return false }
            if !left.isNode, !right.isNode { return isSought(left, right) }
            if failed.contains(pairKey(left, right)) { return false }
            let top = min(level(left), level(right))
            let feature = order[Int(top)]
            let natural = cells.naturalCell(feature)
            let runs = jointRuns(left, right, top)
            let start = runs.lastIndex { Int($0.cell) <= natural } ?? 0
            for index in Array(start..<runs.count) + (0..<start).reversed() {
                let end = index + 1 < runs.count ? Int(runs[index + 1].cell) : cells.count(feature)
                chosen[feature] = min(max(natural, Int(runs[index].cell)), end - 1)
                if search(runs[index].left, runs[index].right) { return true }
            }
            chosen[feature] = natural
            failed.insert(pairKey(left, right))
            return false
        }
        guard search(left, right) else { return nil }
        return cells.features.map { cells.naturalValue($0, cell: chosen[$0]) }
    }

    private func jointRuns(
        _ left: DiagramReference, _ right: DiagramReference, _ top: Int32
    ) -> [(cell: Int32, left: DiagramReference, right: DiagramReference)] {
        if level(left) > top { return range(right).map { (edges[$0].firstCell, left, edges[$0].child) } }
        if level(right) > top { return range(left).map { (edges[$0].firstCell, edges[$0].child, right) } }
        let (leftRange, rightRange) = (range(left), range(right))
        var (leftIndex, rightIndex) = (leftRange.lowerBound, rightRange.lowerBound)
        var runs: [(cell: Int32, left: DiagramReference, right: DiagramReference)] = []
        var cell: Int32 = 0
        while true {
            runs.append((cell, edges[leftIndex].child, edges[rightIndex].child))
            let leftNext = leftIndex + 1 < leftRange.upperBound ? edges[leftIndex + 1].firstCell : .max
            let rightNext = rightIndex + 1 < rightRange.upperBound ? edges[rightIndex + 1].firstCell : .max
            cell = min(leftNext, rightNext)
            if cell == .max { return runs }
            if leftNext == cell { leftIndex += 1 }
            if rightNext == cell { rightIndex += 1 }
        }
    }
}
