// Who goes first of a resource: a leftist heap by class and ticket, through the nodes themselves. Merging walks down the
// right sides alone, which are as short as the logarithm of the number of nodes.
extension TicketOrder {
    /// The heap of all nodes of two heaps; −1 is the empty one. The parent of its root is not set.
    mutating func merge(_ one: Int32, _ other: Int32) -> Int32 {
        guard one >= 0 else { return other }
        guard other >= 0 else { return one }
        let (first, second) = precedes(other, one) ? (other, one) : (one, other)
        let right = merge(nodes[Int(first)].right, second)
        nodes[Int(first)].right = right
        nodes[Int(right)].parent = first
        balance(Int(first))
        return first
    }

    /// Takes a node out of the heap with a root, and answers the root of the rest.
    mutating func detach(_ node: Int, from root: Int32) -> Int32 {
        let rest = merge(nodes[node].left, nodes[node].right)
        let parent = nodes[node].parent
        if rest >= 0 { nodes[Int(rest)].parent = parent }
        nodes[node].left = -1
        nodes[node].right = -1
        nodes[node].parent = -1
        nodes[node].rank = 1
        guard parent >= 0 else { return rest }
        if Int(nodes[Int(parent)].left) == node {
            nodes[Int(parent)].left = rest
        } else {
            nodes[Int(parent)].right = rest
        }
        // Above the first node whose rank stays as it was, nothing changes.
        var above = parent
        while above >= 0, balance(Int(above)) { above = nodes[Int(above)].parent }
        return root
    }

    /// Puts the child with the shorter way down on the right. Answers whether the node's rank has changed.
    @discardableResult
    private mutating func balance(_ node: Int) -> Bool {
        let (left, right) = (nodes[node].left, nodes[node].right)
        if rank(left) < rank(right) {
            nodes[node].left = right
            nodes[node].right = left
        }
        let new = rank(nodes[node].right) + 1
        guard new != nodes[node].rank else { return false }
        nodes[node].rank = new
        return true
    }

    private func rank(_ node: Int32) -> Int32 { node < 0 ? 0 : nodes[Int(node)].rank }

    private func precedes(_ left: Int32, _ right: Int32) -> Bool {
        let (one, other) = (nodes[Int(left)], nodes[Int(right)])
        return one.priority != other.priority ? one.priority < other.priority : one.ticket < other.ticket
    }
}

// When something is due: a binary heap by time, then by ticket. Every node knows where it stands in it.
extension TicketOrder {
    mutating func insertDue(_ node: Int, at time: Int64) {
        nodes[node].dueAt = time
        due.append(Int32(truncatingIfNeeded: node))
        siftUp(due.count - 1)
    }

    mutating func removeDue(_ node: Int) {
        let index = Int(nodes[node].dueIndex)
        guard index >= 0, let last = due.popLast() else { return }
        nodes[node].dueIndex = -1
        guard index < due.count else { return }
        due[index] = last
        siftUp(index)
        siftDown(Int(nodes[Int(last)].dueIndex))
    }

    private func isDueBefore(_ left: Int32, _ right: Int32) -> Bool {
        let (one, other) = (nodes[Int(left)], nodes[Int(right)])
        return one.dueAt != other.dueAt ? one.dueAt < other.dueAt : one.ticket < other.ticket
    }

    private mutating func siftUp(_ start: Int) {
        let node = due[start]
        var index = start
        while index > 0, isDueBefore(node, due[(index - 1) / 2]) {
            put(due[(index - 1) / 2], at: index)
            index = (index - 1) / 2
        }
        put(node, at: index)
    }

    private mutating func siftDown(_ start: Int) {
        let node = due[start]
        var index = start
        while true {
            var child = 2 * index + 1
            guard child < due.count else { break }
            if child + 1 < due.count, isDueBefore(due[child + 1], due[child]) { child += 1 }
            guard isDueBefore(due[child], node) else { break }
            put(due[child], at: index)
            index = child
        }
        put(node, at: index)
    }

    private mutating func put(_ node: Int32, at index: Int) {
        due[index] = node
        nodes[Int(node)].dueIndex = Int32(truncatingIfNeeded: index)
    }
}
