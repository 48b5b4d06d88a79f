import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpJSON
import ScrimpVerification

/// Results of tests and proofs as JSON: `{"policies": […], "passed": 3, "failed": 1, …}`.
struct TestJSON {
    let showsCoverage: Bool

    func text(_ tested: [TestedPolicy]) -> String {
        let counts = TestCounts(tested)
        var members: [JSONMember] = [
            .init("policies", .array(tested.map { JSONNode(policy($0)) })),
            .init("tests", .integer(Int64(counts.tests))), .init("proofs", .integer(Int64(counts.proofs))),
            .init("passed", .integer(Int64(counts.passed))), .init("failed", .integer(Int64(counts.failed))),
            .init("undecided", .integer(Int64(counts.undecided))),
            .init("policies_with_mistakes", .integer(Int64(counts.unread))),
        ]
        if showsCoverage {
            members += [
                .init("branches", .integer(Int64(counts.branches))),
                .init("covered", .integer(Int64(counts.covered))),
            ]
        }
        return JSONWriter.text(.object(members), .indented) + "\n"
    }

    private func policy(_ policy: TestedPolicy) -> JSONValue {
        var members: [JSONMember] = [.init("file", .string(policy.path))]
        let mistakes = policy.mistakes.map { mistake in
            let place = policy.place(mistake.location)
            return JSONNode(
                .object([
                    .init("code", .string(mistake.code.id)), .init("message", .string(mistake.message)),
                    .init("file", .string(place.file)), .init("line", .integer(Int64(place.line))),
                ]))
        }
        if !mistakes.isEmpty { members.append(.init("mistakes", .array(mistakes))) }
        members.append(.init("results", .array(policy.claims.map { JSONNode(claim($0, policy)) })))
        if showsCoverage, let coverage = policy.coverage {
            members.append(.init("coverage", .array(coverage.branches.map { JSONNode(branch($0, policy)) })))
        }
        return .object(members)
    }

    private func claim(_ claim: ClaimResult, _ policy: TestedPolicy) -> JSONValue {
        let place = policy.place(claim.location)
        var members: [JSONMember] = [
            .init("kind", .string(claim.kind.rawValue)), .init("title", .string(claim.title)),
            .init("file", .string(place.file)), .init("line", .integer(Int64(place.line))),
            .init("requests", .integer(Int64(claim.requests))),
        ]
        switch claim.outcome {
        case .passed: members.append(.init("outcome", .string("passed")))
        case .undecided(let reason):
            members += [.init("outcome", .string("undecided")), .init("because", .string(reason))]
        case .failed(let failure):
            members += [.init("outcome", .string("failed")), .init("failure", self.failure(failure))]
        }
        return .object(members)
    }

    private func failure(_ failure: Failure) -> JSONValue {
        func texts(_ list: [String]) -> JSONValue { .array(list.map { JSONNode(.string($0)) }) }
        func attributes(_ isGiven: Bool) -> JSONValue {
            .object(
                failure.attributes.filter { $0.isGiven == isGiven }.map { JSONMember($0.name, .string($0.value)) })
        }
        var members: [JSONMember] = [
            .init("expected", texts(failure.expected)), .init("got", texts(failure.got)),
        ]
        if let example = failure.example { members.append(.init("example", .string(example))) }
        if !failure.verdict.isEmpty {
            members += [.init("verdict", .string(failure.verdict))]
            if let target = failure.target { members.append(.init("target", .string(target))) }
            if let cost = failure.cost { members.append(.init("cost", .string(cost))) }
            members += [
                .init("given", attributes(true)), .init("open", attributes(false)),
                .init("state", texts(failure.state)),
                .init("expect", .array(failure.expectation.map { JSONNode(condition($0)) })),
            ]
        }
        members.append(
            .init(
                "rules",
                .array(
                    failure.rules.map { rule in
                        JSONNode(
                            .object([
                                .init("line", .integer(Int64(rule.line))), .init("text", .string(rule.text)),
                                .init("takes", .bool(rule.isMatch)),
                                .init("conditions", .array(rule.conditions.map { JSONNode(condition($0)) })),
                            ]))
                    })))
        if !failure.chain.isEmpty { members.append(.init("then", texts(failure.chain))) }
        return .object(members)
    }

    private func condition(_ value: ConditionValue) -> JSONValue {
        var members: [JSONMember] = [
            .init("text", .string(value.text)), .init("holds", value.holds.map { .bool($0) } ?? .null),
            .init("depth", .integer(Int64(value.depth))),
        ]
        if !value.value.isEmpty { members.append(.init("value", .string(value.value))) }
        return .object(members)
    }

    private func branch(_ branch: Coverage.Branch, _ policy: TestedPolicy) -> JSONValue {
        let place = policy.place(branch.location)
        var members: [JSONMember] = [
            .init("kind", .string(branch.kind.rawValue)), .init("text", .string(branch.text)),
            .init("file", .string(place.file)), .init("line", .integer(Int64(place.line))),
            .init("count", .integer(Int64(branch.count))), .init("covered", .bool(branch.isCovered)),
        ]
        if let excuse = branch.excuse { members.append(.init("because", .string(excuse))) }
        return .object(members)
    }
}
