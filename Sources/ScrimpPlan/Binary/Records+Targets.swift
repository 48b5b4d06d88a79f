// Whom a call may go to, as bytes.

extension PlanTarget: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(name.index)
        writer.write(identity.index)
        writer.write(provider.index)
        writer.write(isSelfHosted)
        writer.write(prices)
        writer.write(contextWindow)
        writer.write(prefixCache)
        writer.write(operation)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(
            name: StringID(try reader.integer()),
            identity: StringID(try reader.integer()),
            provider: StringID(try reader.integer()),
            isSelfHosted: try reader.flag(),
            prices: try PlanPrices(from: &reader),
            contextWindow: try reader.integer(),
            prefixCache: try reader.integer(),
            operation: try PlanOperation(from: &reader))
    }
}

extension PlanPrices: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(input)
        writer.write(output)
        writer.write(cachedInput)
        writer.write(cacheWrite)
        writer.write(perRequest)
        writer.write(perImage)
        writer.write(audioInput)
        writer.write(perToolCall)
        writer.write(longContext)
        writer.write(tokenAllowanceNumerator)
        writer.write(tokenAllowanceDenominator)
        writer.write(cancelStopsBilling)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(
            input: try reader.optional(),
            output: try reader.optional(),
            cachedInput: try reader.optional(),
            cacheWrite: try reader.optional(),
            perRequest: try reader.optional(),
            perImage: try reader.optional(),
            audioInput: try reader.optional(),
            perToolCall: try reader.optional(),
            longContext: try reader.records(),
            tokenAllowanceNumerator: try reader.integer(),
            tokenAllowanceDenominator: try reader.integer(),
            cancelStopsBilling: try reader.flag())
    }
}

extension LongContextPrices: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(above)
        writer.write(input)
        writer.write(output)
        writer.write(cachedInput)
        writer.write(cacheWrite)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(
            above: try reader.integer(),
            input: try reader.integer(),
            output: try reader.integer(),
            cachedInput: try reader.optional(),
            cacheWrite: try reader.optional())
    }
}

extension PlanCandidate: PlanRecord {
    func write(to writer: inout PlanWriter) {
        switch self {
        case .target(let index):
            writer.write(0 as UInt8)
            writer.write(index)
        case .split(let index):
            writer.write(1 as UInt8)
            writer.write(index)
        }
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        switch try reader.byte() {
        case 0: self = .target(try reader.integer())
        case 1: self = .split(try reader.integer())
        default: throw .unknownTag
        }
    }
}

extension PlanChain: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(start)
        writer.write(count)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(
            start: try reader.integer(),
            count: try reader.integer())
    }
}

extension PlanSplit: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(salt)
        writer.write(arms)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(
            salt: try reader.integer(),
            arms: try reader.records())
    }
}

extension PlanSplit.Arm: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(upTo)
        writer.write(share)
        writer.write(target)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(
            upTo: try reader.integer(),
            share: try reader.integer(),
            target: try reader.integer())
    }
}
