import ScrimpDiagnostics
import ScrimpQuantities

/// What has moved between a lock and the policies as they are now.
struct LockComparison {
    /// Points into the lock as source 0.
    private(set) var diagnostics: [Diagnostic] = []

    private static let accept = "`scrimp lock` accepts it; the difference of the file is what a reviewer reads"

    mutating func compare(_ old: LockedPolicy, with new: LockedPolicy) {
        if old.name != new.name {
            report(.changedLock, "`\(old.path)` is now policy `\(new.name)`, and was `\(old.name)`", at: old.range)
        }
        let changes = FactChange.all(from: old.facts, to: new.facts)
        var told: Set<FactChange> = []
        compareBounds(.classes, old, new, changes, &told)
        compareBounds(.gathers, old, new, changes, &told)
        compareBounds(.budgets, old, new, changes, &told)
        for change in changes where !told.contains(change) {
            report(
                change.isRemarkable ? .movedFigure : .changedLock, change.text(in: old.path),
                at: change.range ?? old.range,
                notes: ["no bound has moved with it"])
        }
    }

    mutating func addUnlocked(_ path: String) {
        report(.changedLock, "`\(path)` is not in the lock", at: ByteRange(0, 0))
    }

    mutating func addMissing(_ policy: LockedPolicy, reason: String) {
        report(.changedLock, "`\(policy.path)` is in the lock, and cannot be read: \(reason)", at: policy.range)
    }

    private mutating func report(
        _ code: DiagnosticCode, _ message: String, at range: ByteRange, notes: [String] = []
    ) {
        diagnostics.append(
            Diagnostic(code, message, at: SourceLocation(range), notes: notes, help: Self.accept))
    }

    private mutating func compareBounds(
        _ section: LockSection, _ old: LockedPolicy, _ new: LockedPolicy, _ changes: [FactChange],
        _ told: inout Set<FactChange>
    ) {
        let before = Dictionary(old[section].map { ($0.name, $0) }) { first, _ in first }
        let after = Dictionary(new[section].map { ($0.name, $0) }) { first, _ in first }
        for entry in old[section] {
            guard let now = after[entry.name] else {
                report(.changedLock, "\(section.subject(entry.name)) is gone from `\(old.path)`", at: entry.range)
                continue
            }
            guard now != entry else { continue }
            let causes = causes(entry, now, section, old, new, changes, &told)
            let moved = ["least", "most"].compactMap { key -> (String, ByteRange)? in
                guard entry[key] != now[key] else { return nil }
                let text = "\(key) \(entry[key] ?? "nothing") → \(now[key] ?? "nothing")"
                return (text + LockedAmount.change(entry[key], now[key]), entry.range(of: key))
            }
            let because = causes.isEmpty ? "" : ", because \(causes.joined(separator: ", and "))"
            if moved.isEmpty {
                report(
                    .changedLock,
                    "\(section.subject(entry.name)) costs the same, and is made up differently\(because)",
                    at: entry.range)
            } else {
                report(
                    .movedFigure,
                    "\(section.subject(entry.name)): \(moved.map(\.0).joined(separator: ", "))\(because)",
                    at: (moved.last ?? moved[0]).1)
            }
        }
        for entry in new[section] where before[entry.name] == nil {
            let most = entry["most"].map { ", most \($0)" } ?? ""
            report(.changedLock, "\(section.subject(entry.name)) is new in `\(old.path)`\(most)", at: old.range)
        }
    }

    /// What moved a bound: prices and facts of its models first, else what the policy says.
    private func causes(
        _ old: LockedEntry, _ new: LockedEntry, _ section: LockSection, _ oldPolicy: LockedPolicy,
        _ newPolicy: LockedPolicy, _ changes: [FactChange], _ told: inout Set<FactChange>
    ) -> [String] {
        var causes: [String] = []
        if let was = old["to"], let now = new["to"], was != now {
            causes.append("it leads to `\(now)` instead of `\(was)`")
        }
        for key in section.causes where old[key] != new[key] {
            causes.append("its \(key) went from \(old[key] ?? "none") to \(new[key] ?? "none")")
        }
        let related = changes.filter { change in
            guard change.isRemarkable, !change.model.isEmpty else { return false }
            switch section {
            case .facts, .gathers: return false
            // Prices move a window only where the calls that fit do.
            case .budgets: return causes.isEmpty
            case .classes:
                // Where it leads elsewhere, what moved of the models that it led to says nothing.
                let before = causes.isEmpty ? old.terms : []
                return (before + new.terms).contains { $0.key.isOf(change.model) }
                    || causes.isEmpty && (new["to"] ?? "").mentions(change.model)
            }
        }
        for change in related { told.insert(change) }
        causes += related.map(\.text)
        guard causes.isEmpty else { return causes }
        if old["way"] != new["way"] { causes.append("it is dearest \(new["way"] ?? "along its own chain")") }
        for term in old.terms {
            guard let now = new.terms.first(where: { $0.key == term.key }) else {
                causes.append("\(term.key) is no longer part of it")
                continue
            }
            if now.text != term.text { causes.append("\(term.key) went from \(term.text) to \(now.text)") }
        }
        for term in new.terms where !old.terms.contains(where: { $0.key == term.key }) {
            causes.append("\(term.key) is now part of it: \(term.text)")
        }
        if causes.isEmpty, section == .gathers, let dearest = new["dearest"] {
            causes.append("its dearest class `\(dearest)` has moved")
        }
        return causes
    }
}

extension LockSection {
    /// Figures that move others of the same thing.
    fileprivate var causes: [String] {
        switch self {
        case .facts, .classes: []
        case .gathers: ["requests", "dearest"]
        case .budgets: ["window", "limit", "ceiling", "by"]
        }
    }

    /// With its kind, in backticks.
    fileprivate func subject(_ name: String) -> String {
        switch self {
        case .facts: "`\(name)`"
        case .classes: "class `\(name)`"
        case .gathers: "gather `\(name)`"
        case .budgets: "budget `\(name)`"
        }
    }
}

extension String {
    /// Whether the name of a term is of a model: `output of large (copy)`.
    fileprivate func isOf(_ model: String) -> Bool { hasSuffix(" of \(model)") || hasSuffix(" of \(model) (copy)") }

    /// Whether a chain as written names a model.
    fileprivate func mentions(_ model: String) -> Bool {
        split { !($0.isLetter || $0.isNumber || $0 == "_") }.contains { $0 == model }
    }
}

/// A price or fact that is not what it was.
struct FactChange: Hashable {
    /// `model mini`
    var subject: String
    /// `openai/gpt-4o-mini`, for a model.
    var identity: String
    var key: String
    var old: String?
    var new: String?
    var start: UInt32?
    var end: UInt32?

    var model: String { subject.hasPrefix("model ") ? String(subject.dropFirst(6)) : "" }
    var range: ByteRange? {
        guard let start, let end else { return nil }
        return ByteRange(start, end)
    }

    /// Sources and dates move no figure.
    var isRemarkable: Bool { !["source", "as_of", "price_source", "price_as_of"].contains(key) }

    /// `openai/gpt-4o output went from $10/Mtok to $20/Mtok`
    var text: String {
        let name = key.isEmpty ? identity : "\(identity) \(key)"
        switch (old, new) {
        case (let old?, let new?): return "\(name) went from \(old) to \(new)"
        case (nil, let new?):
            guard key.isEmpty else { return "\(name) is now \(new)" }
            return "\(name) is new" + (new.isEmpty ? "" : ": \(new)")
        case (_, nil): return "\(name) is gone" + (old.map { $0.isEmpty ? "" : " (it was \($0))" } ?? "")
        }
    }

    func text(in path: String) -> String { "`\(path)`: \(text)" }

    static func all(from old: [LockedEntry], to new: [LockedEntry]) -> [FactChange] {
        var changes: [FactChange] = []
        for entry in old {
            let identity = entry["from"] ?? entry.name
            guard let now = new.first(where: { $0.name == entry.name }) else {
                changes.append(
                    FactChange(
                        subject: entry.name, identity: entry.name, key: "", old: "", new: nil, start: entry.range.start,
                        end: entry.range.end))
                continue
            }
            for value in entry.values where now[value.key] != value.text {
                changes.append(
                    FactChange(
                        subject: entry.name, identity: value.key == "from" ? entry.name : identity, key: value.key,
                        old: value.text, new: now[value.key], start: value.range.start, end: value.range.end))
            }
            for value in now.values where entry[value.key] == nil {
                changes.append(
                    FactChange(
                        subject: entry.name, identity: identity, key: value.key, old: nil, new: value.text,
                        start: entry.range.start, end: entry.range.end))
            }
        }
        for entry in new where !old.contains(where: { $0.name == entry.name }) {
            changes.append(
                FactChange(subject: entry.name, identity: entry.name, key: "", old: nil, new: entry["from"] ?? ""))
        }
        return changes
    }
}

/// Amounts as a lock writes them.
enum LockedAmount {
    /// Nil for `no bound` and anything else that is no amount.
    static func money(_ text: String?) -> Money? {
        guard let text, text.first == "$",
            let value = Decimal(ascii: text.utf8.dropFirst().filter { $0 != UInt8(ascii: "_") })
        else { return nil }
        return value.rational.flatMap { Money(exactly: $0) }
    }

    /// ` (+100.0 %)`; empty where one of the two is no amount or the old one is nothing.
    static func change(_ old: String?, _ new: String?) -> String {
        guard let old = money(old), let new = money(new), old.pico > 0,
            let difference = new.adding(Money(pico: 0 - old.pico)),
            let ratio = Rational(difference.pico, old.pico)?.multiplied(by: Rational(whole: 1_000))
        else { return "" }
        let tenths = ratio.rounded
        let size = tenths.magnitude
        return " (\(tenths < 0 ? "-" : "+")\(size / 10).\(size % 10) %)"
    }
}
