// How targets are run, and what bounds and joins the calls to them, as bytes.

extension PlanOperation: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(service.rawValue)
        writer.write(within)
        writer.write(region.index)
        writer.write(variant.index)
        writer.write(pool)
        writer.write(firstToken)
        writer.write(perToken)
        writer.write(retries)
        writer.write(cooldown)
        writer.write(cooldownAfter)
        writer.write(accuracyFloor)
        writer.write(fallbackPrecision)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init()
        service = try reader.choice()
        within = try reader.integer()
        region = StringID(try reader.integer())
        variant = StringID(try reader.integer())
        pool = try reader.optional()
        firstToken = try reader.integer()
        perToken = try reader.integer()
        retries = try reader.integer()
        cooldown = try reader.integer()
        cooldownAfter = try reader.integer()
        accuracyFloor = try reader.optional()
        fallbackPrecision = try reader.optional()
    }
}

extension PlanPool.Scaling: PlanRecord {
    func write(to writer: inout PlanWriter) {
        switch self {
        case .fixed: writer.write(0 as UInt8)
        case .queue(let calls):
            writer.write(1 as UInt8)
            writer.write(calls)
        case .utilization(let share):
            writer.write(2 as UInt8)
            writer.write(share)
        }
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        switch try reader.byte() {
        case 0: self = .fixed
        case 1: self = .queue(try reader.integer())
        case 2: self = .utilization(try reader.integer())
        default: throw .unknownTag
        }
    }
}

extension PlanPool: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(name.index)
        writer.write(market.rawValue)
        writer.write(fewestReplicas)
        writer.write(mostReplicas)
        writer.write(scaling)
        writer.write(suspendStart)
        writer.write(suspendEnd)
        writer.write(suspendDays)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(
            name: StringID(try reader.integer()),
            market: try reader.choice(),
            fewestReplicas: try reader.integer(),
            mostReplicas: try reader.integer(),
            scaling: try PlanPool.Scaling(from: &reader),
            suspendStart: try reader.optional(),
            suspendEnd: try reader.optional(),
            suspendDays: try reader.integer())
    }
}

extension PlanRate: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(unit.rawValue)
        writer.write(amount)
        writer.write(per)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(unit: try reader.choice(), amount: try reader.integer(), per: try reader.integer())
    }
}

extension PlanLimit: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(name.index)
        writer.write(when.start)
        writer.write(targets.bits)
        writer.write(scope)
        writer.write(concurrency)
        writer.write(rates)
        writer.write(calls)
        writer.write(forget)
        writer.write(wait)
        writer.write(priorityAttribute)
        writer.write(priorities)
        writer.write(scopes)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(
            name: StringID(try reader.integer()),
            when: ConditionID(try reader.integer()),
            targets: TargetSet(bits: try reader.integer()),
            scope: try reader.optional(),
            concurrency: try reader.optional(),
            rates: try reader.records(),
            calls: try reader.optional(),
            forget: try reader.integer(),
            wait: try reader.integer(),
            priorityAttribute: try reader.optional(),
            priorities: try reader.integers(),
            scopes: try reader.integer())
    }
}

extension PlanGather: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(name.index)
        writer.write(when.start)
        writer.write(stopAfter)
        writer.write(of)
        writer.write(concurrency)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(
            name: StringID(try reader.integer()),
            when: ConditionID(try reader.integer()),
            stopAfter: try reader.integer(),
            of: try reader.integer(),
            concurrency: try reader.integer())
    }
}

extension PlanBatch: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(name.index)
        writer.write(when.start)
        writer.write(targets.bits)
        writer.write(size)
        writer.write(wait)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(
            name: StringID(try reader.integer()),
            when: ConditionID(try reader.integer()),
            targets: TargetSet(bits: try reader.integer()),
            size: try reader.integer(),
            wait: try reader.integer())
    }
}

extension PlanCommitment: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(name.index)
        writer.write(targets.bits)
        writer.write(units)
        writer.write(pricePerHour)
        writer.write(included)
        writer.write(window.rawValue)
        writer.write(waitsBeyond)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(
            name: StringID(try reader.integer()),
            targets: TargetSet(bits: try reader.integer()),
            units: try reader.integer(),
            pricePerHour: try reader.integer(),
            included: try reader.optional(),
            window: try reader.choice(),
            waitsBeyond: try reader.flag())
    }
}
