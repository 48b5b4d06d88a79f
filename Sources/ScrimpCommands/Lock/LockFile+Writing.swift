import ScrimpJSON

extension LockFile {
    /// As it is written: JSON with one figure a line.
    var text: String {
        var writer = JSONWriter(.indented)
        writer.beginObject()
        writer.key("version")
        writer.number(Self.version)
        writer.key("policies")
        writer.beginObject()
        for policy in policies.sorted(by: { $0.path < $1.path }) {
            writer.key(policy.path)
            writer.beginObject()
            writer.key("policy")
            writer.string(policy.name)
            writer.key("digest")
            writer.string("sha256:" + policy.digest)
            for (key, entries) in policy.sections {
                writer.key(key.rawValue)
                writer.beginObject()
                for entry in entries { writer.write(entry) }
                writer.endObject()
            }
            writer.endObject()
        }
        writer.endObject()
        writer.endObject()
        writer.newLine()
        return writer.text
    }
}

/// The parts of a locked policy, as the file calls them.
enum LockSection: String, CaseIterable {
    case facts, classes, gathers, budgets
}

extension LockedPolicy {
    var sections: [(LockSection, [LockedEntry])] { LockSection.allCases.map { ($0, self[$0]) } }

    subscript(section: LockSection) -> [LockedEntry] {
        get {
            switch section {
            case .facts: facts
            case .classes: classes
            case .gathers: gathers
            case .budgets: budgets
            }
        }
        set {
            switch section {
            case .facts: facts = newValue
            case .classes: classes = newValue
            case .gathers: gathers = newValue
            case .budgets: budgets = newValue
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func write(_ entry: LockedEntry) {
        key(entry.name)
        beginObject()
        for value in entry.values {
            key(value.key)
            string(value.text)
        }
        if !entry.terms.isEmpty {
            key(LockedEntry.termsKey)
            beginObject()
            for term in entry.terms {
                key(term.key)
                string(term.text)
            }
            endObject()
        }
        endObject()
    }
}

extension LockedEntry {
    static let termsKey = "terms"
}
