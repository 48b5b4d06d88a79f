import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpPlan
import ScrimpVerification

/// Results of tests and proofs for people: a line each, and behind those that do not hold all that led there.
struct TestText {
    let usesColors: Bool
    /// Columns that lines keep to where their parts allow it.
    let width: Int

    func text(_ tested: [TestedPolicy], showsCoverage: Bool) -> String {
        var text = ""
        for policy in tested {
            guard !policy.mistakes.isEmpty || !policy.claims.isEmpty || showsCoverage else { continue }
            text += bold(policy.path) + "\n"
            if !policy.mistakes.isEmpty {
                let renderer = TerminalRenderer(usesColors: usesColors, width: width)
                for mistake in policy.mistakes { text += "\n" + renderer.render(mistake, in: policy.sources) }
            }
            for claim in policy.claims { text += self.claim(claim, policy) }
            if showsCoverage, let coverage = policy.coverage { text += self.coverage(coverage, policy) }
            text += "\n"
        }
        return text + summary(TestCounts(tested), showsCoverage: showsCoverage) + "\n"
    }

    /// `2 policies: 9 passed, 1 failed (8 tests, 2 proofs)`, and a line about coverage where that is asked for.
    func summary(_ counts: TestCounts, showsCoverage: Bool) -> String {
        var parts: [String] = []
        if counts.passed > 0 { parts.append("\(counts.passed) passed") }
        if counts.failed > 0 { parts.append("\(counts.failed) failed") }
        if counts.undecided > 0 { parts.append("\(counts.undecided) undecided") }
        if counts.unread > 0 { parts.append("\(counted(counts.unread, "policy", "policies")) with mistakes") }
        if parts.isEmpty { parts = ["nothing to test"] }
        var text = "\(counted(counts.policies, "policy", "policies")): \(parts.joined(separator: ", "))"
        if counts.tests + counts.proofs > 0 {
            text += " (\(counted(counts.tests, "test")), \(counted(counts.proofs, "proof")))"
        }
        if showsCoverage {
            text +=
                "\n\(counts.coveredPercent)% of rules and branches covered (\(counts.covered) of \(counts.branches))"
        }
        return text
    }

    private func claim(_ claim: ClaimResult, _ policy: TestedPolicy) -> String {
        let requests = claim.requests > 1 ? " (\(counted(claim.requests, "request")))" : ""
        switch claim.outcome {
        case .passed: return "  \(color("ok", 32))        \(claim.title)\(requests)\n"
        case .undecided(let reason):
            return "  \(color("undecided", 33)) \(claim.title)\n" + detail("where", [place(claim, policy)])
                + detail("because", [reason]) + "\n"
        case .failed(let failure):
            return "  \(color("FAILED", 31))    \(claim.title)\n" + detail("where", [place(claim, policy)])
                + self.failure(failure)
        }
    }

    private func place(_ claim: ClaimResult, _ policy: TestedPolicy) -> String {
        let place = policy.place(claim.location)
        return "\(place.file):\(place.line):\(place.column)"
    }

    // MARK: Failures

    func failure(_ failure: Failure) -> String {
        var text = "\n"
        for (expected, got) in zip(failure.expected, failure.got) {
            text += color("    - expected  \(expected)", 31) + "\n"
            text += hanging("    + got       ", got, color: 32)
        }
        text += "\n"
        let given = failure.attributes.filter(\.isGiven).map { "\($0.name): \($0.value)" }
        let open = failure.attributes.filter { !$0.isGiven }.map { "\($0.name): \($0.value)" }
        text += detail("given", given) + detail("example", failure.example.map { [$0] } ?? open)
        text += detail("state", failure.state)
        if failure.expectation.count > 1 || !(failure.expectation.first?.value ?? "").isEmpty {
            text += conditions("expect", failure.expectation)
        }
        for (index, rule) in failure.rules.enumerated() { text += self.rule(rule, isFirst: index == 0) }
        for (index, sentence) in failure.chain.enumerated() {
            text += hanging(label(index == 0 ? "then" : ""), sentence)
        }
        return text + "\n"
    }

    private func rule(_ rule: Failure.AskedRule, isFirst: Bool) -> String {
        let mark = rule.isMatch ? "yes" : "no "
        var text = hanging(label(isFirst ? "rules" : "") + "\(mark)  ", "line \(rule.line): \(rule.text)")
        // The whole is said by the mark; its parts say why.
        let parts = rule.conditions.count == 1 ? rule.conditions : Array(rule.conditions.dropFirst())
        for part in parts {
            let depth = rule.conditions.count == 1 ? 0 : part.depth - 1
            text += hanging(label("") + String(repeating: " ", count: 7 + 2 * depth), line(part))
        }
        return text
    }

    private func conditions(_ name: String, _ values: [ConditionValue]) -> String {
        var text = ""
        for (index, value) in values.enumerated() {
            text += hanging(
                label(index == 0 ? name : "") + String(repeating: "  ", count: value.depth), line(value))
        }
        return text
    }

    /// `deadline >= 24 h: false (30 s)`
    private func line(_ value: ConditionValue) -> String {
        let truth = value.holds.map { $0 ? "true" : "false" } ?? "undefined"
        return "\(value.text): \(truth)\(value.value.isEmpty ? "" : " (\(value.value))")"
    }

    // MARK: Coverage

    private func coverage(_ coverage: Coverage, _ policy: TestedPolicy) -> String {
        var text = "  coverage    \(coverage.covered) of \(coverage.branches.count)\n"
        for branch in coverage.branches {
            let place = policy.place(branch.location)
            let line = place.file == policy.sources[0].file ? "line \(place.line)" : "\(place.file):\(place.line)"
            let count = branch.excuse == nil ? "\(branch.count)" : "–"
            let padding = String(repeating: " ", count: max(6 - count.count, 0))
            let mark = branch.isCovered ? " " : color("!", 31)
            let isInner = branch.kind == .fallback || branch.kind == .arm
            let what = isInner ? "\(line)  … \(branch.text)" : "\(line)  \(branch.text)"
            text += hanging("  \(mark) \(padding)\(count)  ", branch.excuse.map { "\(what): \($0)" } ?? what)
        }
        return text
    }

    // MARK: Layout

    private func label(_ name: String) -> String {
        "    " + name + String(repeating: " ", count: max(10 - name.count, 1))
    }

    /// A label and a list behind it; nothing where the list is empty.
    private func detail(_ name: String, _ parts: [String]) -> String {
        parts.isEmpty ? "" : hanging(label(name), parts.joined(separator: ", "))
    }

    /// A text that goes on below its beginning where a line ends.
    private func hanging(_ head: String, _ text: String, color code: Int? = nil) -> String {
        let columns = head.unicodeScalars.count(where: { $0 != "\u{1B}" })
        let room = max(width - columns, 30)
        var lines: [String] = []
        var line = ""
        for word in VisibleWords.words(of: text) {
            if line.isEmpty {
                line = word
            } else if line.count + 1 + word.count <= room {
                line += " " + word
            } else {
                lines.append(line)
                line = word
            }
        }
        lines.append(line)
        let rest = String(repeating: " ", count: columns)
        return lines.enumerated().map { index, line in
            let whole = (index == 0 ? head : rest) + line
            return (code.map { color(whole, $0) } ?? whole) + "\n"
        }.joined()
    }

    private func color(_ text: String, _ code: Int) -> String {
        usesColors ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }

    private func bold(_ text: String) -> String { usesColors ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
}

/// Words of a text that a terminal may show: control characters are spelled out.
private enum VisibleWords {
    static func words(of text: String) -> [String] {
        text.split(separator: " ").map { word in
            var shown = ""
            for scalar in word.unicodeScalars {
                switch scalar.value {
                case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF:
                    shown += "\\u{\(String(scalar.value, radix: 16))}"
                default: shown.unicodeScalars.append(scalar)
                }
            }
            return shown
        }
    }
}
