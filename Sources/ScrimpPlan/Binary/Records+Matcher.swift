// The forms of the routing rules, as bytes.

extension Matcher: PlanRecord {
    func write(to writer: inout PlanWriter) {
        switch self {
        case .diagram(let diagram):
            writer.write(0 as UInt8)
            writer.write(diagram)
        case .scan(let scan):
            writer.write(1 as UInt8)
            writer.write(scan)
        case .rules(let rules):
            writer.write(2 as UInt8)
            writer.write(rules)
        case .blocks(let blocks):
            writer.write(3 as UInt8)
            writer.write(blocks)
        }
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        switch try reader.byte() {
        case 0: self = .diagram(try Diagram(from: &reader))
        case 1: self = .scan(try MaskScan(from: &reader))
        case 2: self = .rules(try RuleList(from: &reader))
        case 3: self = .blocks(try reader.records())
        default: throw .unknownTag
        }
    }
}

extension Diagram: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(nodes)
        writer.write(tables)
        writer.write(cuts)
        writer.write(root)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(
            nodes: try reader.records(),
            tables: try reader.integers(),
            cuts: try reader.integers(),
            root: try reader.integer())
    }
}

extension DiagramNode: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(key)
        writer.write(word)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(
            key: try reader.integer(),
            word: try reader.integer())
    }
}

extension MaskScan: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(all)
        writer.write(cuts)
        writer.write(tables)
        writer.write(rows)
        writer.write(rules)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(
            all: try reader.integer(),
            cuts: try reader.records(),
            tables: try reader.records(),
            rows: try reader.integers(),
            rules: try reader.integers())
    }
}

extension MaskScan.Cut: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(key)
        writer.write(ifLess)
        writer.write(ifNot)
        writer.write(feature)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(
            key: try reader.integer(),
            ifLess: try reader.integer(),
            ifNot: try reader.integer(),
            feature: try reader.integer())
    }
}

extension MaskScan.Table: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(feature)
        writer.write(base)
        writer.write(count)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(
            feature: try reader.integer(),
            base: try reader.integer(),
            count: try reader.integer())
    }
}

extension RuleList: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(tests)
        writer.write(entries.map { $0.start })
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(tests: try reader.records(), entries: try reader.integers().map(ConditionID.init))
    }
}

extension ColumnRules: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(predicates)
        writer.write(members)
        writer.write(literals)
        writer.write(conjunctions)
        writer.write(otherwise)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(
            predicates: try reader.records(),
            members: try reader.integers(),
            literals: try reader.integers(),
            conjunctions: try reader.records(),
            otherwise: try reader.integer())
    }
}

extension ColumnRules.Predicate: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(feature)
        writer.write(kind.rawValue)
        writer.write(key)
        writer.write(count)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(
            feature: try reader.integer(),
            kind: try reader.choice(),
            key: try reader.integer(),
            count: try reader.integer())
    }
}

extension ColumnRules.Conjunction: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(start)
        writer.write(count)
        writer.write(rule)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(
            start: try reader.integer(),
            count: try reader.integer(),
            rule: try reader.integer())
    }
}
