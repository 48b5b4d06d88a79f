extension Plan {
    func check(_ matcher: Matcher) throws(PlanFault) {
        switch matcher {
        case .diagram(let diagram): try check(diagram)
        case .scan(let scan): try check(scan)
        case .blocks(let blocks): for block in blocks { try check(block) }
        case .rules(let list):
            try check(list.tests)
            guard list.entries.count <= rules.count else { throw .tooMany }
            for entry in list.entries where entry.start < ConditionTest.no {
                guard Int(entry.start) < list.tests.count else { throw .indexOutOfRange }
            }
        }
    }

    private func check(rule: Int) throws(PlanFault) {
        guard rule < rules.count || rule == Matcher.noRule else { throw .indexOutOfRange }
    }

    /// A table has a row for each value of its feature, no more and no fewer.
    private func check(feature: Int, hasValues count: Int) throws(PlanFault) {
        try check(feature: feature)
        guard let values = cardinality(ofFeature: feature) else { throw .wrongKind }
        guard values == count else { throw .wrongTable }
    }

    private func check(_ diagram: Diagram) throws(PlanFault) {
        guard diagram.nodes.count <= DiagramNode.nodeLimit else { throw .tooMany }
        func check(child: UInt32, of parent: Int) throws(PlanFault) {
            if UInt64(child) & DiagramNode.terminal != 0 {
                guard UInt64(child) <= DiagramNode.childMask else { throw .indexOutOfRange }
                return try self.check(rule: Int(UInt64(child) & DiagramNode.ruleMask))
            }
            guard Int(child) < diagram.nodes.count else { throw .indexOutOfRange }
            guard Int(child) > parent else { throw .backwardJump }
        }
        try check(child: diagram.root, of: -1)
        for (index, node) in diagram.nodes.enumerated() {
            guard let kind = node.kind else { throw .unknownTag }
            try self.check(feature: node.feature)
            if kind == .less {
                try check(child: node.first, of: index)
                try check(child: node.second, of: index)
                continue
            }
            guard let base = UInt32(exactly: node.key) else { throw .indexOutOfRange }
            let children: Range<Int>
            switch kind {
            case .less: continue
            case .row:
                try self.check(feature: node.feature, hasValues: Int(node.first))
                try self.check(start: base, count: node.first, in: diagram.nodes.count)
                guard Int(base) > index else { throw .backwardJump }
                continue
            case .table:
                try self.check(feature: node.feature, hasValues: Int(node.first))
                try self.check(start: base, count: node.first, in: diagram.tables.count)
                children = Int(base)..<(Int(base) + Int(node.first))
            case .sparse:
                guard let values = cardinality(ofFeature: node.feature) else { throw .wrongKind }
                try self.check(start: base, count: node.first * 2, in: diagram.tables.count)
                let symbols = Int(base)..<(Int(base) + Int(node.first))
                for position in symbols {
                    guard Int(diagram.tables[position]) < values else { throw .wrongTable }
                    guard position == symbols.lowerBound || diagram.tables[position - 1] < diagram.tables[position]
                    else {
                        throw .notAscending
                    }
                }
                children = symbols.upperBound..<(symbols.upperBound + symbols.count)
                try check(child: node.second, of: index)
            case .search:
                try self.check(start: node.second, count: node.first, in: diagram.cuts.count)
                try self.check(start: base, count: node.first + 1, in: diagram.tables.count)
                let cuts = diagram.cuts[Int(node.second)..<(Int(node.second) + Int(node.first))]
                for (one, other) in zip(cuts, cuts.dropFirst()) where one >= other { throw .notAscending }
                children = Int(base)..<(Int(base) + Int(node.first) + 1)
            }
            for position in children { try check(child: diagram.tables[position], of: index) }
        }
    }

    private func check(_ scan: MaskScan) throws(PlanFault) {
        guard !scan.rules.isEmpty, scan.rules.count <= 65 else { throw .tooMany }
        let conjunctions = UInt64(scan.rules.count - 1)
        guard scan.all == (conjunctions == 64 ? .max : (1 << conjunctions) - 1) else { throw .wrongMask }
        for rule in scan.rules { try check(rule: Int(rule)) }
        let winners = scan.rules.dropLast()
        for (one, other) in zip(winners, winners.dropFirst()) where one > other { throw .notAscending }
        for cut in scan.cuts {
            try check(feature: Int(cut.feature))
            guard (cut.ifLess | cut.ifNot) & ~scan.all == 0 else { throw .wrongMask }
        }
        for table in scan.tables {
            try check(feature: Int(table.feature), hasValues: Int(table.count))
            try check(start: table.base, count: table.count, in: scan.rows.count)
        }
        for row in scan.rows where row & ~scan.all != 0 { throw .wrongMask }
    }

    func check(_ columns: ColumnRules) throws(PlanFault) {
        guard columns.conjunctions.count <= ColumnRules.conjunctionLimit else { throw .tooMany }
        func check(rule: UInt16) throws(PlanFault) {
            guard Int(rule) < rules.count else { throw .indexOutOfRange }
        }
        if columns.otherwise != ColumnRules.noRule { try check(rule: columns.otherwise) }
        for predicate in columns.predicates {
            try self.check(feature: Int(predicate.feature))
            if predicate.kind == .member {
                guard let base = UInt32(exactly: predicate.key) else { throw .indexOutOfRange }
                try self.check(feature: Int(predicate.feature), hasValues: Int(predicate.count))
                try self.check(start: base, count: predicate.count, in: columns.members.count)
            }
        }
        for member in columns.members where member != 0 && member != 255 { throw .wrongMask }
        for literal in columns.literals where Int(literal >> 1) >= columns.predicates.count { throw .indexOutOfRange }
        var last: UInt16 = 0
        for conjunction in columns.conjunctions {
            try self.check(start: conjunction.start, count: conjunction.count, in: columns.literals.count)
            try check(rule: conjunction.rule)
            guard conjunction.rule >= last else { throw .notAscending }
            last = conjunction.rule
        }
    }
}
