// What changes gradually, what stays where it is, what is watched, and what makes a call smaller, as bytes.

extension PlanRollout: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(name.index)
        writer.write(of)
        writer.write(otherwise)
        writer.write(key)
        writer.write(stages)
        writer.write(every)
        writer.write(revertWhen.start)
        writer.write(guards)
        writer.write(salt)
        writer.write(signature)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(
            name: StringID(try reader.integer()),
            of: try reader.integer(),
            otherwise: try reader.integer(),
            key: try reader.integer(),
            stages: try reader.integers(),
            every: try reader.integer(),
            revertWhen: ConditionID(try reader.integer()),
            guards: try reader.integers(),
            salt: try reader.integer(),
            signature: try reader.integer())
    }
}

extension PlanShadow: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(name.index)
        writer.write(target)
        writer.write(upTo)
        writer.write(budget)
        writer.write(salt)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(
            name: StringID(try reader.integer()),
            target: try reader.integer(),
            upTo: try reader.optional(),
            budget: try reader.integer(),
            salt: try reader.integer())
    }
}

extension PlanAffinity: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(name.index)
        writer.write(key)
        writer.write(keep)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(
            name: StringID(try reader.integer()),
            key: try reader.integer(),
            keep: try reader.integer())
    }
}

extension PlanAlert: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(name.index)
        writer.write(when.start)
        writer.write(notify.index)
        writer.write(throwing)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(
            name: StringID(try reader.integer()),
            when: ConditionID(try reader.integer()),
            notify: StringID(try reader.integer()),
            throwing: try reader.optional())
    }
}

extension PlanShape: PlanRecord {
    func write(to writer: inout PlanWriter) {
        writer.write(name.index)
        writer.write(when.start)
        writer.write(targets.bits)
        writer.write(compression?.lowerBound)
        if let compression { writer.write(compression.upperBound) }
        writer.write(context)
        writer.write(examples)
        writer.write(maxOutput)
        writer.write(reasoningCap)
        writer.write(effort?.rawValue)
        writer.write(stopEarly.start)
        writer.write(stream.map { $0 ? 1 as UInt8 : 0 })
        writer.write(bundle)
        writer.write(encoding?.rawValue)
    }

    init(from reader: inout PlanReader) throws(PlanFault) {
        self.init(
            name: StringID(try reader.integer()),
            when: ConditionID(try reader.integer()),
            targets: TargetSet(bits: try reader.integer()))
        if let lower = try reader.optional(Int64.self) {
            let upper = try reader.integer(Int64.self)
            guard lower <= upper else { throw .numberOutOfRange }
            compression = lower...upper
        }
        context = try reader.optional()
        examples = try reader.optional()
        maxOutput = try reader.optional()
        reasoningCap = try reader.optional()
        effort = try reader.flag() ? try reader.choice(Effort.self) : nil
        stopEarly = ConditionID(try reader.integer())
        stream = try reader.flag() ? try reader.flag() : nil
        bundle = try reader.optional()
        encoding = try reader.flag() ? try reader.choice(Encoding.self) : nil
    }
}
