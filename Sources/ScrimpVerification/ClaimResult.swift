package import ScrimpCompiler
package import ScrimpDiagnostics

/// What became of one test or proof.
package struct ClaimResult: Sendable {
    package enum Kind: String, Sendable {
        case test, proof
    }

    package enum Outcome: Sendable {
        case passed
        case failed(Failure)
        /// Why it is not known whether it holds. Not a pass.
        case undecided(String)
    }

    package var kind: Kind
    package var title: String
    package var location: SourceLocation
    package var outcome: Outcome
    /// How many requests were decided for it.
    package var requests: Int

    package init(kind: Kind, title: String, location: SourceLocation, outcome: Outcome, requests: Int = 0) {
        self.kind = kind
        self.title = title
        self.location = location
        self.outcome = outcome
        self.requests = requests
    }

    package var hasPassed: Bool {
        if case .passed = outcome { return true }
        return false
    }
}

/// One request that does not do what is expected of it, and all that led there. Texts are in the policy's words.
package struct Failure: Hashable, Sendable {
    package struct Attribute: Hashable, Sendable {
        package var name: String
        package var value: String
        /// By the test; otherwise it is an example of what the test leaves open.
        package var isGiven: Bool

        package init(name: String, value: String, isGiven: Bool) {
            self.name = name
            self.value = value
            self.isGiven = isGiven
        }
    }

    /// A rule that was asked, the matching one last.
    package struct AskedRule: Hashable, Sendable {
        /// From 1.
        package var line: Int
        package var text: String
        package var isMatch: Bool
        /// Empty for `otherwise`.
        package var conditions: [ConditionValue]

        package init(line: Int, text: String, isMatch: Bool, conditions: [ConditionValue]) {
            self.line = line
            self.text = text
            self.isMatch = isMatch
            self.conditions = conditions
        }
    }

    /// What was expected and is not so: `first(local)`, `cost $0..$0.01`.
    package var expected: [String]
    /// What happened instead, as many as were expected.
    package var got: [String]
    package var attributes: [Attribute] = []
    /// The state that it met: `time: 12:00`.
    package var state: [String] = []
    package var verdict = ""
    /// The model that is called; nil where none is.
    package var target: String?
    /// What the call may cost; nil where there is no call.
    package var cost: String?
    /// The expectation and its parts.
    package var expectation: [ConditionValue] = []
    package var rules: [AskedRule] = []
    /// What became of the candidates, in order, a sentence each.
    package var chain: [String] = []
    /// A request in one line, where no more is known of it.
    package var example: String?

    package init(expected: [String], got: [String]) {
        self.expected = expected
        self.got = got
    }
}
