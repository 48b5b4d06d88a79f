// What a request looks like, and what conditions test, as bytes.

extension PlanIdentity: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(policyName.index)
        writer.write(policyVersion.index)
        writer.write(compilerVersion.index)
        writer.write(language)
        writer.write(catalogDigest)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(
            policyName: StringID(try reader.integer()),
            policyVersion: StringID(try reader.integer()),
            compilerVersion: StringID(try reader.integer()),
            language: try reader.integer(),
            catalogDigest: try reader.integers())
    }
}

extension PlanAttribute: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(name.index)
        writer.write(kind.rawValue)
        writer.write(role.rawValue)
        writer.write(cases.map { $0.index })
        writer.write(literals.map { $0.index })
        writer.write(defaultValue)
        writer.write(lower)
        writer.write(upper)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(
            name: StringID(try reader.integer()),
            kind: try reader.choice(),
            role: try reader.choice(),
            cases: try reader.integers().map(StringID.init),
            literals: try reader.integers().map(StringID.init),
            defaultValue: try reader.optional(),
            lower: try reader.integer(),
            upper: try reader.integer())
    }
}

extension PlanFeature: PlanRecord {
    func write(to writer: inout PlanWriter) {
        switch self {
        case .attribute(let index):
            writer.write(0 as UInt8)
            writer.write(index)
        case .linear(let start, let count):
            writer.write(1 as UInt8)
            writer.write(start)
            writer.write(count)
        case .comparison(let start, let count):
            writer.write(2 as UInt8)
            writer.write(start)
            writer.write(count)
        case .text(let attribute, let operation, let operand):
            writer.write(3 as UInt8)
            writer.write(attribute)
            writer.write(operation.rawValue)
            writer.write(operand.index)
        case .localSecond: writer.write(4 as UInt8)
        case .weekday: writer.write(5 as UInt8)
        case .filled(let budget):
            writer.write(6 as UInt8)
            writer.write(budget)
        case .spend(let over):
            writer.write(7 as UInt8)
            writer.write(over)
        case .usual(let over, let length):
            writer.write(8 as UInt8)
            writer.write(over)
            writer.write(length)
        case .quality(let target, let over, let atLeast):
            writer.write(9 as UInt8)
            writer.write(target)
            writer.write(over)
            writer.write(atLeast)
        case .health(let target):
            writer.write(10 as UInt8)
            writer.write(target)
        case .hostNumber(let name):
            writer.write(11 as UInt8)
            writer.write(name.index)
        }
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        switch try reader.byte() {
        case 0: self = .attribute(try reader.integer())
        case 1: self = .linear(start: try reader.integer(), count: try reader.integer())
        case 2: self = .comparison(start: try reader.integer(), count: try reader.integer())
        case 3:
            self = .text(
                attribute: try reader.integer(), operation: try reader.choice(), operand: StringID(try reader.integer())
            )
        case 4: self = .localSecond
        case 5: self = .weekday
        case 6: self = .filled(budget: try reader.integer())
        case 7: self = .spend(over: try reader.integer())
        case 8: self = .usual(over: try reader.integer(), length: try reader.integer())
        case 9:
            self = .quality(
                target: try reader.integer(), over: try reader.integer(), atLeast: try reader.integer())
        case 10: self = .health(target: try reader.integer())
        case 11: self = .hostNumber(StringID(try reader.integer()))
        default: throw .unknownTag
        }
    }
}

extension LinearTerm: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(feature)
        writer.write(coefficient)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(
            feature: try reader.integer(),
            coefficient: try reader.integer())
    }
}

extension Instruction: PlanRecord {
    /// Instructions without operands, by their number less two.
    private static let plain: [Instruction] = [
        .add, .subtract, .multiply, .divide, .negate, .minimum, .maximum, .absolute,
    ]
    private static let compareTag: UInt8 = 10

    func write(to writer: inout PlanWriter) {
        switch self {
        case .feature(let feature, let scale):
            writer.write(0 as UInt8)
            writer.write(feature)
            writer.write(scale)
        case .constant(let numerator, let denominator):
            writer.write(1 as UInt8)
            writer.write(numerator)
            writer.write(denominator)
        case .add: writer.write(2 as UInt8)
        case .subtract: writer.write(3 as UInt8)
        case .multiply: writer.write(4 as UInt8)
        case .divide: writer.write(5 as UInt8)
        case .negate: writer.write(6 as UInt8)
        case .minimum: writer.write(7 as UInt8)
        case .maximum: writer.write(8 as UInt8)
        case .absolute: writer.write(9 as UInt8)
        case .compare(let comparison):
            writer.write(Self.compareTag)
            writer.write(comparison.rawValue)
        }
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        switch try reader.byte() {
        case 0: self = .feature(try reader.integer(), scale: try reader.integer())
        case 1: self = .constant(numerator: try reader.integer(), denominator: try reader.integer())
        case Self.compareTag: self = .compare(try reader.choice())
        case let tag where tag < Self.compareTag: self = Self.plain[Int(tag) - 2]
        default: throw .unknownTag
        }
    }
}

extension ConditionTest: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(feature)
        writer.write(kind.rawValue)
        writer.write(lower)
        writer.write(upper)
        writer.write(whenTrue)
        writer.write(whenFalse)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(
            feature: try reader.integer(),
            kind: try reader.choice(),
            lower: try reader.integer(),
            upper: try reader.integer(),
            whenTrue: try reader.integer(),
            whenFalse: try reader.integer())
    }
}
