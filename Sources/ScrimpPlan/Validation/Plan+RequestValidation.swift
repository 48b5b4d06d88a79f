import ScrimpQuantities

extension Instruction {
    /// Greatest number of values that a comparison may have on its stack.
    public static let stackLimit = 64
}

extension Plan {
    func check(_ attribute: PlanAttribute) throws(PlanFault) {
        try check(attribute.name)
        for text in attribute.cases { try check(text) }
        for text in attribute.literals { try check(text) }
        guard attribute.lower <= attribute.upper else { throw .numberOutOfRange }
        let values: ClosedRange<Int64>
        switch attribute.kind {
        case .string: values = 0...Int64(attribute.literals.count)
        case .bool: values = 0...1
        case .enumeration:
            guard !attribute.cases.isEmpty else { throw .numberOutOfRange }
            values = 0...Int64(attribute.cases.count - 1)
        case .int, .ratio, .money, .tokens, .count, .duration, .bytes: values = attribute.lower...attribute.upper
        }
        if let value = attribute.defaultValue, !values.contains(value) { throw .numberOutOfRange }
        if attribute.role != .none, [.string, .bool, .enumeration].contains(attribute.kind) { throw .wrongKind }
    }

    func checkFeatures() throws(PlanFault) {
        guard features.count <= Self.nameLimit else { throw .tooMany }
        guard features.count >= attributes.count else { throw .missing }
        for index in attributes.indices {
            guard case .attribute(let attribute) = features[index], Int(attribute) == index else { throw .wrongKind }
        }
        for (index, feature) in features.enumerated() {
            switch feature {
            case .attribute(let attribute): try check(attribute: attribute)
            case .linear(let start, let count):
                try check(start: start, count: count, in: linearTerms.count)
                for term in linearTerms[Int(start)..<Int(start + count)] {
                    try check(term.feature, isBefore: index)
                    try check(feature: Int(term.feature))
                }
            case .comparison(let start, let count):
                try check(start: start, count: count, in: instructions.count)
                try check(instructions[Int(start)..<Int(start + count)], of: index)
            case .text(let attribute, let operation, let operand):
                try check(attribute: attribute)
                guard attributes[Int(attribute)].kind == .string else { throw .wrongKind }
                try check(operand)
                if operation == .matches, (try? TextPattern(strings[operand])) == nil { throw .wrongKind }
            case .localSecond, .weekday: break
            case .filled(let budget): guard Int(budget) < budgets.count else { throw .indexOutOfRange }
            case .spend(let over): guard over > 0 else { throw .numberOutOfRange }
            case .usual(let over, let length): guard over > 0, length > 0 else { throw .numberOutOfRange }
            case .quality(let target, let over, let atLeast):
                try check(target: target)
                guard over > 0, atLeast >= 0 else { throw .numberOutOfRange }
            case .health(let target): try check(target: target)
            case .hostNumber(let name): try check(name)
            }
        }
    }

    /// A feature may only use those that are known before it.
    private func check(_ used: UInt16, isBefore feature: Int) throws(PlanFault) {
        guard Int(used) < features.count else { throw .indexOutOfRange }
        guard Int(used) < feature else { throw .backwardJump }
    }

    /// Runs the instructions on a stack of nothing: each finds its operands, and the comparison at the end leaves one answer.
    private func check(_ instructions: ArraySlice<Instruction>, of feature: Int) throws(PlanFault) {
        var depth = 0
        for (position, instruction) in instructions.enumerated() {
            let isLast = position == instructions.count - 1
            switch instruction {
            case .feature(let used, let scale):
                try check(used, isBefore: feature)
                guard scale > 0 else { throw .numberOutOfRange }
                depth += 1
            case .constant(_, let denominator):
                guard denominator > 0 else { throw .numberOutOfRange }
                depth += 1
            case .add, .subtract, .multiply, .divide, .minimum, .maximum:
                guard depth >= 2 else { throw .unbalancedInstructions }
                depth -= 1
            case .negate, .absolute: guard depth >= 1 else { throw .unbalancedInstructions }
            case .compare:
                guard depth == 2, isLast else { throw .unbalancedInstructions }
                depth = 1
            }
            guard depth <= Instruction.stackLimit else { throw .tooMany }
        }
        guard depth == 1, case .compare = instructions.last else { throw .unbalancedInstructions }
    }
}
