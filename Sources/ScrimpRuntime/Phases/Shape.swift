public import ScrimpPlan

/// What the shapes that bear on a call ask of the host, taken together.
public struct ShapeDirectives: Hashable, Sendable {
    /// Compress the prompt; the share that this is assumed to save, in billionths.
    public var compression: ClosedRange<Int64>?
    /// Longest context, in tokens, and most examples.
    public var context: Int64?
    /// Most examples that are sent along; nil for any number.
    public var examples: Int64?
    /// Cap on visible and reasoning tokens together; nil for none.
    public var maxOutput: Int64?
    /// Cap on reasoning tokens; nil for none.
    public var reasoningCap: Int64?
    /// How long the model may think; nil where no shape says.
    public var effort: PlanShape.Effort?
    /// Whether to stream the answer; nil where no shape says.
    public var stream: Bool?
    /// Questions in one call.
    public var bundle: Int64?
    /// How to compress bodies on their way; nil where no shape says.
    public var encoding: PlanShape.Encoding?
    /// Shapes, by bit, that may end the stream: `Engine.stopsEarly` says when.
    public var stopsEarly: UInt64 = 0

    public init() {}
}

// Shape: which shapes bear on a request. What they cap lowers what is reserved; what they are expected to save does not.
extension Evaluator {
    mutating func shape<Watcher: Observer>(
        _ request: Request, _ considering: inout Considering, observer: inout Watcher
    ) {
        for index in plan.shapes.indices where holds(plan.shapes[index].when, request) {
            considering.shapes |= 1 &<< UInt64(index)
            observer.shapeApplied(index)
        }
    }

    /// The smallest cap on the output of a call to a target; the request's own where no shape has one.
    mutating func outputCap(_ target: UInt16, _ shapes: UInt64, own: Int64?) -> Int64? {
        guard shapes != 0 else { return own }
        var cap = own
        for index in plan.shapes.indices where shapes & (1 &<< UInt64(index)) != 0 {
            guard plan.shapes[index].targets.contains(target), let most = plan.shapes[index].maxOutput else { continue }
            cap = min(cap ?? .max, most)
        }
        return cap
    }

    /// The shapes, by bit, of those that hold, which bear on calls to a target.
    mutating func shapes(_ shapes: UInt64, for target: UInt16) -> UInt64 {
        guard shapes != 0 else { return 0 }
        var bits = shapes
        for index in plan.shapes.indices where !plan.shapes[index].targets.contains(target) {
            bits &= ~(1 &<< UInt64(index))
        }
        return bits
    }
}

extension Plan {
    /// What the shapes of a call ask for, taken together: the smallest of several caps, and of anything else the one that says
    /// something, since the compiler lets no two contradict each other.
    public func directives(ofShapes bits: UInt64) -> ShapeDirectives {
        var result = ShapeDirectives()
        func least(_ old: Int64?, _ new: Int64?) -> Int64? {
            guard let old, let new else { return old ?? new }
            return min(old, new)
        }
        for index in shapes.indices where index < 64 && bits & (1 &<< UInt64(index)) != 0 {
            let shape = shapes[index]
            result.compression = result.compression ?? shape.compression
            result.context = least(result.context, shape.context)
            result.examples = least(result.examples, shape.examples)
            result.maxOutput = least(result.maxOutput, shape.maxOutput)
            result.reasoningCap = least(result.reasoningCap, shape.reasoningCap)
            result.effort = result.effort ?? shape.effort
            result.stream = result.stream ?? shape.stream
            result.bundle = result.bundle ?? shape.bundle
            result.encoding = result.encoding ?? shape.encoding
            if shape.stopEarly != .never { result.stopsEarly |= 1 &<< UInt64(index) }
        }
        return result
    }
}
