extension Plan {
    /// Numbers that the host reports while an answer streams are there only then: no other condition may ask for one.
    ///
    /// Runs when everything else is known to be in range.
    func checkHostNumbers() throws(PlanFault) {
        var asks = [Bool](repeating: false, count: features.count)
        for (index, feature) in features.enumerated() {
            switch feature {
            case .hostNumber: asks[index] = true
            case .comparison(let start, let count):
                for case .feature(let used, _) in instructions[Int(start)..<Int(start + count)] where asks[Int(used)] {
                    asks[index] = true
                }
            case .linear(let start, let count):
                for term in linearTerms[Int(start)..<Int(start + count)] where asks[Int(term.feature)] {
                    asks[index] = true
                }
            case .attribute, .text, .localSecond, .weekday, .filled, .spend, .usual, .quality, .health: break
            }
        }
        guard asks.contains(true) else { return }
        for feature in matcherFeatures where asks[feature] { throw .wrongKind }
        // Targets point forward: from the last test to the first, each knows what can follow.
        var reaches = [Bool](repeating: false, count: tests.count)
        for index in tests.indices.reversed() {
            let test = tests[index]
            reaches[index] =
                asks[Int(test.feature)]
                || [test.whenTrue, test.whenFalse].contains { $0 < ConditionTest.no && reaches[Int($0)] }
        }
        for condition in conditionsOfRequests where condition.start < ConditionTest.no {
            guard !reaches[Int(condition.start)] else { throw .wrongKind }
        }
    }

    private var conditionsOfRequests: [ConditionID] {
        var conditions: [ConditionID] = []
        for item in switches { conditions += [item.when, item.throwWhen] }
        for cache in caches { conditions.append(cache.when) }
        for allow in allows { conditions.append(allow.when) }
        for budget in budgets { conditions.append(budget.when) }
        for rollout in rollouts { conditions.append(rollout.revertWhen) }
        for shape in shapes { conditions.append(shape.when) }
        for limit in limits { conditions.append(limit.when) }
        for batch in batches { conditions.append(batch.when) }
        for gather in gathers { conditions.append(gather.when) }
        for alert in alerts { conditions.append(alert.when) }
        return conditions
    }

    /// Features that routing asks for, in either form of its rules.
    private var matcherFeatures: [Int] {
        func features(of scan: MaskScan) -> [Int] {
            scan.cuts.map { Int($0.feature) } + scan.tables.map { Int($0.feature) }
        }
        let inRows: [Int]
        switch matcher {
        case .diagram(let diagram): inRows = diagram.nodes.map { $0.feature }
        case .scan(let scan): inRows = features(of: scan)
        case .blocks(let blocks): inRows = blocks.flatMap(features)
        case .rules(let list): inRows = list.tests.map { Int($0.feature) }
        }
        return inRows + (columns?.predicates.map { Int($0.feature) } ?? [])
    }
}
