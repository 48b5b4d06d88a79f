import ScrimpQuantities

// What each phase reads, as bytes.

extension PlanAction: PlanRecord {
    func write(to writer: inout PlanWriter) {
        switch self {
        case .reject(let message):
            writer.write(0 as UInt8)
            writer.write(message.index)
        case .wait: writer.write(1 as UInt8)
        case .route(let chain):
            writer.write(2 as UInt8)
            writer.write(chain)
        }
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        switch try reader.byte() {
        case 0: self = .reject(message: StringID(try reader.integer()))
        case 1: self = .wait
        case 2: self = .route(try PlanChain(from: &reader))
        default: throw .unknownTag
        }
    }
}

extension PlanSwitch: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(name.index)
        writer.write(when.start)
        writer.write(action)
        writer.write(throwWhen.start)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(
            name: StringID(try reader.integer()),
            when: ConditionID(try reader.integer()),
            action: try PlanAction(from: &reader),
            throwWhen: ConditionID(try reader.integer()))
    }
}

extension PlanCache.Match: PlanRecord {
    func write(to writer: inout PlanWriter) {
        switch self {
        case .exact: writer.write(0 as UInt8)
        case .semantic(let similarity):
            writer.write(1 as UInt8)
            writer.write(similarity)
        case .retrieval(let similarity):
            writer.write(2 as UInt8)
            writer.write(similarity)
        case .partial: writer.write(3 as UInt8)
        }
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        switch try reader.byte() {
        case 0: self = .exact
        case 1: self = .semantic(similarity: try reader.integer())
        case 2: self = .retrieval(similarity: try reader.integer())
        case 3: self = .partial
        default: throw .unknownTag
        }
    }
}

extension PlanCache: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(name.index)
        writer.write(when.start)
        writer.write(match)
        writer.write(key)
        writer.write(timeToLive)
        writer.write(anchor.rawValue)
        writer.write(capacity)
        writer.write(eviction.rawValue)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(
            name: StringID(try reader.integer()),
            when: ConditionID(try reader.integer()),
            match: try PlanCache.Match(from: &reader),
            key: try reader.integers(),
            timeToLive: try reader.integer(),
            anchor: try reader.choice(),
            capacity: try reader.integer(),
            eviction: try reader.choice())
    }
}

extension PlanRule: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(chain)
        writer.write(text.index)
        writer.write(line)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(
            chain: try reader.integer(),
            text: StringID(try reader.integer()),
            line: try reader.integer())
    }
}

extension PlanAllow: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(name.index)
        writer.write(when.start)
        writer.write(targets.bits)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(
            name: StringID(try reader.integer()),
            when: ConditionID(try reader.integer()),
            targets: TargetSet(bits: try reader.integer()))
    }
}

extension PlanWindow: PlanRecord {
    func write(to writer: inout PlanWriter) {
        switch self {
        case .calendar(let unit):
            writer.write(0 as UInt8)
            writer.write(unit.rawValue)
        case .rolling(let nanoseconds):
            writer.write(1 as UInt8)
            writer.write(nanoseconds)
        case .untilIdle(let nanoseconds):
            writer.write(2 as UInt8)
            writer.write(nanoseconds)
        }
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        switch try reader.byte() {
        case 0: self = .calendar(try reader.choice())
        case 1: self = .rolling(try reader.integer())
        case 2: self = .untilIdle(try reader.integer())
        default: throw .unknownTag
        }
    }
}

extension PlanBudget: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(name.index)
        writer.write(limit.pico)
        writer.write(scope)
        writer.write(window)
        writer.write(when.start)
        writer.write(targets.bits)
        writer.write(spent)
        writer.write(ceiling?.pico)
        writer.write(alerts)
        writer.write(notify.index)
        writer.write(lapse)
        writer.write(scopes)
        writer.write(isStoreLossOpen)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(
            name: StringID(try reader.integer()),
            limit: Money(pico: try reader.integer()),
            scope: try reader.optional(),
            window: try PlanWindow(from: &reader),
            when: ConditionID(try reader.integer()),
            targets: TargetSet(bits: try reader.integer()),
            spent: try PlanAction(from: &reader),
            ceiling: try reader.optional().map(Money.init(pico:)),
            alerts: try reader.integers(),
            notify: StringID(try reader.integer()),
            lapse: try reader.optional(),
            scopes: try reader.integer(),
            isStoreLossOpen: try reader.flag())
    }
}

extension PlanAttribution: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(by)
        writer.write(cells)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(
            by: try reader.integers(),
            cells: try reader.integer())
    }
}

/// A transition of the time zone, whose type is not this module's.
struct PlanTransition: PlanRecord {
    let transition: ZoneRules.Transition

    init(_ transition: ZoneRules.Transition) { self.transition = transition }

    func write(to writer: inout PlanWriter) {
        writer.write(transition.second)
        writer.write(transition.offset)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        transition = ZoneRules.Transition(second: try reader.integer(), offset: try reader.integer())
    }
}
