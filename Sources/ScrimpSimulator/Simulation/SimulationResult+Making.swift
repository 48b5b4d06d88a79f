package import ScrimpQuantities

// For reports that are made from given figures; a simulation fills the same values.

extension SimulationResult.Baseline {
    package init(name: String, cost: Money, basis: SimulationResult.Basis) {
        self.init(name: name, cost: cost, basis: basis, reconciliation: nil)
    }
}

extension SimulationResult.Finding {
    package init(_ kind: Kind, _ text: String) { self.init(kind: kind, text: text) }
}

extension SimulationResult.Traffic {
    /// Traffic of which every row could be read.
    package init(
        _ description: String, requests: Int64, promptTokens: Int64, outputTokens: Int64, start: Instant,
        duration: Int64
    ) {
        self.init(
            description: description, requests: requests, promptTokens: promptTokens, outputTokens: outputTokens,
            start: start,
            end: start.advanced(by: duration), duration: duration, badRows: 0, badRowExamples: [], badRowReasons: [],
            backwardTimes: 0)
    }
}

extension SimulationResult {
    package init(
        policy: String, scenario: String, _ traffic: Traffic, against baseline: Baseline?, _ tally: ReplayTally,
        _ names: Names,
        findings: [Finding]
    ) {
        self.init(
            policyName: policy, scenarioName: scenario, traffic: traffic, baseline: baseline, policy: tally,
            names: names,
            alternatives: [], findings: findings, assumptions: [])
    }
}

extension ReplayTally.Answered {
    package init(_ requests: Int64, prompt: Int64, output: Int64, cost: Money) {
        self.init(requests: requests, prompt: prompt, output: output, cost: cost.pico)
    }
}
