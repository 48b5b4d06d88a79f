import ScrimpCatalog
import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSchema
import ScrimpSyntax

extension Checker {
    mutating func rules(_ view: RouteView, _ policy: Policy, at: SourceLocation) -> [Rule] {
        var rules: [Rule] = []
        for rule in view.rules {
            let ruleAt = SourceLocation(rule.range, in: at.source)
            var checked: Expression?
            if !rule.isOtherwise {
                guard let view = rule.condition else { continue }
                checked = condition(view, .condition, source: at.source)
            }
            guard let targets = rule.targets, let chain = chain(targets, policy, source: at.source) else { continue }
            guard rule.isOtherwise || checked != nil else { continue }
            rules.append(Rule(condition: checked, chain: chain, text: Self.oneLine(text(at: ruleAt)), location: ruleAt))
        }
        return rules
    }

    /// Runs of blanks and newlines become one blank, but for those in strings; comments are dropped. Over bytes, because every
    /// rule of every check goes through here.
    static func oneLine(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var isString = false
        var owesBlank = false
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if !isString {
                if byte == 0x20 || (0x09...0x0D).contains(byte) {
                    owesBlank = true
                    continue
                }
                if byte == UInt8(ascii: "/"), position < bytes.count, bytes[position] == byte {
                    while position < bytes.count, bytes[position] != 0x0A { position += 1 }
                    owesBlank = true
                    continue
                }
            }
            if owesBlank, !result.isEmpty { result.append(0x20) }
            owesBlank = false
            result.append(byte)
            if isString, byte == UInt8(ascii: "\\"), position < bytes.count {
                result.append(bytes[position])
                position += 1
            } else if byte == UInt8(ascii: "\"") {
                isString.toggle()
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private mutating func chain(_ targets: TargetsView, _ policy: Policy, source: Int) -> Chain? {
        var candidates: [Chain.Candidate] = []
        var location: SourceLocation?
        var isComplete = true
        func cover(_ range: ByteRange) {
            let range = location.map { $0.range.union(range) } ?? range
            location = SourceLocation(range, in: source)
        }
        switch targets {
        case .split(let arms):
            for arm in arms { cover(arm.range) }
            guard let split = split(arms, policy, source: source) else { return nil }
            candidates.append(.split(split))
        case .chain(let views):
            for view in views {
                cover(view.range)
                switch view.kind {
                case .name(let name):
                    if let model = target(name, policy, source: source) {
                        candidates.append(.model(model))
                    } else {
                        isComplete = false
                    }
                case .split(let arms):
                    if let split = split(arms, policy, source: source) {
                        candidates.append(.split(split))
                    } else {
                        isComplete = false
                    }
                case .call(let call):
                    reportCallAsTarget(call, source: source)
                    isComplete = false
                }
            }
        }
        guard isComplete, let location else { return nil }
        return checkRepetition(candidates, targets, source: source)
            ? Chain(candidates: candidates, location: location) : nil
    }

    private mutating func reportCallAsTarget(_ call: CallView, source: Int) {
        let isAction = Schema.actions.contains { $0.word == call.name.text }
        report(
            isAction ? .wrongShape : .unknownFunction,
            isAction
                ? "`\(call.name.text)` is an action of a budget or switch, not a model"
                : "a call cannot go to `\(call.name.text)(…)`",
            at: SourceLocation(call.range, in: source),
            help: "name models, or a split of them: `split(90%: mini, 10%: large)`")
    }

    private mutating func target(_ name: Name, _ policy: Policy, source: Int) -> Int? {
        guard let index = resolve(name, .model, source: source) else { return nil }
        guard policy.models.indices.contains(index) else { return index }
        let model = policy.models[index]
        if model.kind != .chat {
            report(
                .notRoutable, "`\(name.text)` is \(Self.article(model.kind.name)) model, and cannot answer a chat",
                at: SourceLocation(name.range, in: source), labels: [.init(model.location, "declared here")],
                help: "route to a model of kind `chat`")
            return nil
        }
        return index
    }

    private mutating func split(_ arms: [ArmView], _ policy: Policy, source: Int) -> [Chain.Arm]? {
        var result: [Chain.Arm] = []
        var sum = Rational.zero
        var isComplete = true
        var whole: ByteRange?
        for arm in arms {
            whole = whole?.union(arm.range) ?? arm.range
            let shareAt = SourceLocation(arm.share.range, in: source)
            guard arm.share.unit == "%", arm.share.per.isEmpty, let percent = arm.share.decimal.rational,
                let share = percent.divided(by: Rational(whole: 100))
            else {
                report(
                    .wrongUnit, "the share of an arm is a percentage", at: shareAt, help: "write it like `90%: mini`")
                isComplete = false
                continue
            }
            guard share > .zero, share <= .one else {
                report(
                    .outOfRange, "the share `\(text(at: shareAt))` is not between 0% and 100%", at: shareAt,
                    help: share == .zero ? "leave the arm out" : nil)
                isComplete = false
                continue
            }
            guard case .name(let name) = arm.target.kind else {
                report(.wrongShape, "an arm of a split is one model", at: SourceLocation(arm.target.range, in: source))
                isComplete = false
                continue
            }
            guard let model = target(name, policy, source: source), let total = sum.adding(share) else {
                isComplete = false
                continue
            }
            if result.contains(where: { $0.model == model }) {
                report(
                    .repeatedCandidate, "`\(name.text)` is in the split already",
                    at: SourceLocation(name.range, in: source),
                    help: "add the two shares up")
                isComplete = false
                continue
            }
            sum = total
            result.append(.init(share: share, model: model))
        }
        guard isComplete, let whole else { return nil }
        guard sum == .one else {
            let percent = sum.multiplied(by: Rational(whole: 100))?.decimalText ?? "?"
            report(
                .splitNotWhole, "the shares of this split sum to \(percent)%", at: SourceLocation(whole, in: source),
                help: "they must sum to 100%, so that every request goes somewhere")
            return nil
        }
        return result
    }

    /// A plain candidate that stands a second time is never reached; one behind a split that may have picked it is.
    private mutating func checkRepetition(_ candidates: [Chain.Candidate], _ targets: TargetsView, source: Int) -> Bool
    {
        guard case .chain(let views) = targets else { return true }
        var seen: [Int: ByteRange] = [:]
        for (candidate, view) in zip(candidates, views) {
            guard case .model(let model) = candidate else { continue }
            if let first = seen.updateValue(view.range, forKey: model) {
                report(
                    .repeatedCandidate,
                    "this chain comes back to `\(text(at: SourceLocation(view.range, in: source)))`",
                    at: SourceLocation(view.range, in: source),
                    labels: [.init(SourceLocation(first, in: source), "tried here already")],
                    help: "each model is tried at most once: remove the second")
                return false
            }
        }
        return true
    }
}
