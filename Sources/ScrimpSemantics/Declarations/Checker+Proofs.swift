import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSchema
import ScrimpSyntax

extension Checker {
    mutating func test(_ declared: Scope.Declared) -> PolicyTest? {
        let (fields, isComplete) = checkedFields(of: declared)
        guard isComplete, case .attributeValues(let given)? = fields["given"]?.value,
            let expectation = Self.condition(fields["expect"])
        else { return nil }
        var state: [(path: String, value: Typed<FieldValue>)] = []
        if case .named(let entries)? = fields["state"]?.value { state = entries.map { ($0.0, $0.1) } }
        var test = PolicyTest(
            title: declared.name, given: given.map { ($0.0, $0.1) }, state: state, expectation: expectation,
            location: declared.location)
        switch fields["cost"]?.value {
        case .span(let least, let most): test.cost = cost(from: least, to: most)
        case .amount(let amount): test.cost = cost(from: amount, to: amount)
        default: break
        }
        if case .text(let reason)? = fields["reason"]?.value { test.reason = reason }
        return test
    }

    private func cost(from least: Quantity, to most: Quantity) -> ClosedRange<Money>? {
        guard let least = Money(rounding: least.value), let most = Money(rounding: most.value), least <= most else {
            return nil
        }
        return least...most
    }

    mutating func proof(_ declared: Scope.Declared) -> Proof? {
        let known = verdicts.count
        let (fields, isComplete) = checkedFields(of: declared)
        if verdicts.count > known {
            report(
                .functionNotAllowedHere, "`\(text(at: verdicts[known]))` only stands in tests", at: verdicts[known],
                help: "a proof is about every state, and a verdict about one: ask for `first` or `reachable`")
            return nil
        }
        guard isComplete else { return nil }
        let claims = ["never", "always", "implies"].filter { fields[$0] != nil }
        guard claims.count == 1, let name = claims.first, let claim = fields[name] else {
            report(
                claims.isEmpty ? .missingField : .conflictingFields,
                claims.isEmpty ? "this proof claims nothing" : "this proof makes more than one claim",
                at: declared.location,
                help: "give one of `never`, `always` and `implies`")
            return nil
        }
        switch (name, claim.value) {
        case ("never", .condition(let expression)):
            return Proof(title: declared.name, claim: .never(expression), location: declared.location)
        case ("always", .condition(let expression)):
            return Proof(title: declared.name, claim: .always(expression), location: declared.location)
        case ("implies", .list(let parts)):
            guard parts.count == 2, case .condition(let first) = parts[0].value,
                case .condition(let second) = parts[1].value
            else {
                return nil
            }
            return Proof(title: declared.name, claim: .implies(first, second), location: declared.location)
        default:
            return nil
        }
    }

    mutating func scenario(_ declared: Scope.Declared, _ policy: Policy) -> Scenario? {
        if let subject = declared.view.subject {
            if !policy.name.value.isEmpty, subject.text != policy.name.value {
                report(
                    .wrongSubject,
                    "scenario `\(declared.name)` is for `\(subject.text)`, and this policy is `\(policy.name.value)`",
                    at: SourceLocation(subject.range, in: declared.source),
                    labels: [.init(policy.name.origin, "named here")],
                    help: "write `for \(policy.name.value)`",
                    fixes: [.init("replace with `\(policy.name.value)`", [.init(subject.range, policy.name.value)])])
                return nil
            }
        } else {
            report(
                .missingName, "scenario `\(declared.name)` does not say for which policy it is", at: declared.location,
                help:
                    "write `scenario \(declared.name) for \(policy.name.value.isEmpty ? "POLICY" : policy.name.value) { … }`"
            )
            return nil
        }
        let (fields, isComplete) = checkedFields(of: declared)
        guard isComplete, let economy = economy(fields, of: declared, policy) else { return nil }
        return Scenario(name: declared.name, fields: fields, economy: economy, location: declared.location)
    }
}
