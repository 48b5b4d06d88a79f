import ScrimpQuantities

extension Plan {
    /// Greatest number of features, and of everything else that is named by 16 bits.
    public static let nameLimit = 0xFFFF

    /// Checks that every index is in range, every jump goes forward and every number is possible, so that neither matching
    /// nor any phase can read beyond a table. Reading a plan does this; a compiler may do it before writing one.
    public func validate() throws(PlanError) {
        for section in PlanSection.allCases {
            do throws(PlanFault) { try validate(section) } catch { throw .invalid(section, error) }
        }
        do throws(PlanFault) { try checkHostNumbers() } catch { throw .invalid(.conditions, error) }
    }

    private func validate(_ section: PlanSection) throws(PlanFault) {
        switch section {
        case .identity:
            for text in [identity.policyName, identity.policyVersion, identity.compilerVersion] { try check(text) }
            guard identity.catalogDigest.isEmpty || identity.catalogDigest.count == SHA256.size else {
                throw .numberOutOfRange
            }
        case .strings: break
        case .attributes:
            guard attributes.count <= Self.nameLimit else { throw .tooMany }
            for attribute in attributes { try check(attribute) }
        case .features: try checkFeatures()
        case .conditions: try check(tests)
        case .targets:
            guard targets.count <= TargetSet.capacity else { throw .tooMany }
            for target in targets { try check(target) }
        case .chains: try checkChains()
        case .switches:
            for item in switches {
                try check(item.name)
                try check(item.when)
                try check(item.action)
                try check(item.throwWhen)
            }
        case .caches: for cache in caches { try check(cache) }
        case .rules:
            guard rules.count < Self.nameLimit else { throw .tooMany }
            for rule in rules {
                try check(rule.text)
                guard Int(rule.chain) < chains.count else { throw .indexOutOfRange }
            }
        case .matcher: try check(matcher)
        case .columns: if let columns { try check(columns) }
        case .allows:
            for allow in allows {
                try check(allow.name)
                try check(allow.when)
            }
        case .budgets:
            guard budgets.count <= Self.nameLimit else { throw .tooMany }
            for budget in budgets { try check(budget) }
        case .attributions:
            for attribution in attributions {
                for attribute in attribution.by { try check(attribute: attribute) }
                guard attribution.cells >= 1 else { throw .numberOutOfRange }
            }
        case .settings:
            if let sticky { try check(attribute: sticky) }
            guard deadline >= 0 else { throw .numberOutOfRange }
        case .zone: try checkZone()
        case .rollouts, .affinities, .shapes, .commitments, .pools, .limits, .batches, .gathers, .shadows, .alerts:
            try validateOperation(section)
        }
    }

    /// Number of values of a feature that has few; nil for numbers.
    public func cardinality(ofFeature index: Int) -> Int? {
        guard features.indices.contains(index) else { return nil }
        switch features[index] {
        case .attribute(let attribute):
            guard Int(attribute) < attributes.count else { return nil }
            let attribute = attributes[Int(attribute)]
            switch attribute.kind {
            case .string: return attribute.literals.count + 1
            case .bool: return 2
            case .enumeration: return max(attribute.cases.count, 1)
            case .int, .ratio, .money, .tokens, .count, .duration, .bytes: return nil
            }
        case .comparison: return 3
        case .text: return 2
        case .weekday: return 7
        case .linear, .localSecond, .filled, .spend, .usual, .quality, .health, .hostNumber: return nil
        }
    }

    func check(_ text: StringID) throws(PlanFault) {
        guard Int(text.index) < strings.count else { throw .indexOutOfRange }
    }

    func check(_ condition: ConditionID) throws(PlanFault) {
        guard condition.start >= ConditionTest.no || Int(condition.start) < tests.count else { throw .indexOutOfRange }
    }

    func check(attribute: UInt16) throws(PlanFault) {
        guard Int(attribute) < attributes.count else { throw .indexOutOfRange }
    }

    func check(feature: Int) throws(PlanFault) {
        guard feature < features.count else { throw .indexOutOfRange }
        // An undefined value has no place in an interval.
        guard !features[feature].mayBeUndefined else { throw .wrongKind }
    }

    func check(target: UInt16) throws(PlanFault) {
        guard Int(target) < targets.count else { throw .indexOutOfRange }
    }

    /// Counters may be kept per text, case or truth value.
    func check(scope: UInt16) throws(PlanFault) {
        try check(attribute: scope)
        guard [.string, .enumeration, .bool].contains(attributes[Int(scope)].kind) else { throw .wrongKind }
    }

    func check(share: Int64) throws(PlanFault) {
        guard (0...PlanAttribute.ratioScale).contains(share) else { throw .numberOutOfRange }
    }

    /// A range of a table.
    func check(start: UInt32, count: UInt32, in size: Int) throws(PlanFault) {
        guard UInt64(start) + UInt64(count) <= UInt64(size) else { throw .indexOutOfRange }
    }

    /// Tests of conditions: forward only, so that every walk ends.
    func check(_ tests: [ConditionTest]) throws(PlanFault) {
        guard tests.count < Int(ConditionTest.no) else { throw .tooMany }
        for (index, test) in tests.enumerated() {
            try check(feature: Int(test.feature))
            for target in [test.whenTrue, test.whenFalse] where target < ConditionTest.no {
                guard Int(target) < tests.count else { throw .indexOutOfRange }
                guard Int(target) > index else { throw .backwardJump }
            }
        }
    }

    private func checkZone() throws(PlanFault) {
        // No place on earth is more than a day from UTC, and a century has less than 2^32 seconds.
        let offsets: ClosedRange<Int32> = -93_600...93_600
        let seconds: ClosedRange<Int64> = -(1 << 40)...(1 << 40)
        guard offsets.contains(zone.initialOffset) else { throw .numberOutOfRange }
        var last: Int64?
        for transition in zone.transitions {
            guard offsets.contains(transition.offset), seconds.contains(transition.second) else {
                throw .numberOutOfRange
            }
            if let last, transition.second <= last { throw .notAscending }
            last = transition.second
        }
    }
}
