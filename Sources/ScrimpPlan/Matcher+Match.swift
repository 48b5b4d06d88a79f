// Finding the rule of a request. Every access is checked: a plan that was read has been shown to stay in range, and one that
// was made in memory by mistake stops instead of answering from a neighbour's table.

extension Matcher {
    /// Index of the first rule that holds, or `noRule`.
    ///
    /// Values beyond what a table has rows for take its last row: a text that the policy does not mention is "other".
    public func match(_ features: borrowing Span<Int64>) -> Int {
        switch self {
        case .diagram(let diagram): diagram.match(features)
        case .scan(let scan): scan.match(features)
        case .blocks(let blocks): Self.match(blocks, features)
        case .rules(let rules): rules.match(features)
        }
    }
}

extension Matcher {
    private static func match(_ blocks: [MaskScan], _ features: borrowing Span<Int64>) -> Int {
        for index in blocks.indices {
            let rule = blocks[index].match(features)
            if rule != noRule { return rule }
        }
        return noRule
    }
}

extension Diagram {
    /// Index of the first rule that holds, or `Matcher.noRule`.
    public func match(_ features: borrowing Span<Int64>) -> Int {
        let nodes = nodes.span
        var child = UInt64(root)
        while child & DiagramNode.terminal == 0 {
            let node = nodes[Int(truncatingIfNeeded: child)]
            let word = node.word
            let value = features[Int(truncatingIfNeeded: word & DiagramNode.featureMask)]
            let kind = word & DiagramNode.kindMask
            if kind == DiagramNode.lessBits {
                // Which field is chosen by a shift, not by a jump: which way a value goes cannot be predicted.
                child = (word &>> (value < node.key ? 16 : 40)) & DiagramNode.childMask
            } else if kind == DiagramNode.rowBits {
                let last = (word >> 16) & DiagramNode.childMask &- 1
                child = UInt64(bitPattern: node.key) &+ min(UInt64(bitPattern: value), last)
            } else if kind == DiagramNode.tableBits {
                let last = (word >> 16) & DiagramNode.childMask &- 1
                let row = min(UInt64(bitPattern: value), last)
                child = UInt64(tables[Int(truncatingIfNeeded: node.key &+ Int64(truncatingIfNeeded: row))])
            } else if kind == DiagramNode.searchBits {
                child = search(node, value)
            } else {
                child = sparse(node, value)
            }
        }
        return Int(truncatingIfNeeded: child & DiagramNode.ruleMask)
    }

    /// Many cuts of one number: how many of them are not above the value says which child it is.
    private func search(_ node: DiagramNode, _ value: Int64) -> UInt64 {
        let base = Int(truncatingIfNeeded: node.word >> 40)
        var low = 0
        var length = Int(truncatingIfNeeded: (node.word >> 16) & DiagramNode.childMask)
        while length > 0 {
            let half = length >> 1
            let isAbove = cuts[base + low + half] <= value
            low = isAbove ? low + half + 1 : low
            length = isAbove ? length - half - 1 : half
        }
        return UInt64(tables[Int(truncatingIfNeeded: node.key) + low])
    }

    /// Few exceptions among many symbols: their symbols in order, then their children; all others share one child.
    private func sparse(_ node: DiagramNode, _ value: Int64) -> UInt64 {
        let base = Int(truncatingIfNeeded: node.key)
        let count = Int(truncatingIfNeeded: (node.word >> 16) & DiagramNode.childMask)
        guard let symbol = UInt32(exactly: value) else { return node.word >> 40 }
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) >> 1
            if tables[base + middle] < symbol { low = middle + 1 } else { high = middle }
        }
        return low < count && tables[base + low] == symbol ? UInt64(tables[base + count + low]) : node.word >> 40
    }
}

extension MaskScan {
    /// Index of the first rule that holds.
    public func match(_ features: borrowing Span<Int64>) -> Int {
        var mask = all
        for table in tables {
            let row = min(UInt64(bitPattern: features[Int(table.feature)]), UInt64(table.count) &- 1)
            mask &= rows[Int(table.base) &+ Int(truncatingIfNeeded: row)]
        }
        let cuts = cuts.span
        for index in cuts.indices {
            let cut = cuts[index]
            mask &= features[Int(cut.feature)] < cut.key ? cut.ifLess : cut.ifNot
        }
        return Int(rules[min(mask.trailingZeroBitCount, rules.count &- 1)])
    }
}

extension RuleList {
    /// Index of the first rule that holds, or `Matcher.noRule`.
    public func match(_ features: borrowing Span<Int64>) -> Int {
        let tests = tests.span
        for rule in entries.indices where entries[rule].holds(tests: tests, features: features) { return rule }
        return Matcher.noRule
    }
}

extension ConditionID {
    /// Walks the tests of this condition.
    public func holds(tests: borrowing Span<ConditionTest>, features: borrowing Span<Int64>) -> Bool {
        var position = start
        while position < ConditionTest.no {
            let test = tests[Int(position)]
            position = test.holds(features[Int(test.feature)]) ? test.whenTrue : test.whenFalse
        }
        return position == ConditionTest.yes
    }
}

extension ConditionTest {
    /// Whether a value passes this test.
    public func holds(_ value: Int64) -> Bool {
        switch kind {
        case .interval: lower <= value && value <= upper
        case .set: UInt64(bitPattern: value) < 64 && (lower >> value) & 1 != 0
        }
    }
}
