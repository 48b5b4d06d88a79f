import ScrimpDiagnostics
import ScrimpPlan

/// What `scrimp.lock` holds: for each policy the prices and facts that it was last reviewed with, and what its requests could
/// cost then.
///
/// Everything is text as people write it, one figure a line, in the order of names: a rule that moves changes nothing.
struct LockFile: Equatable {
    /// Of the format.
    static let version: Int64 = 1
    static let name = "scrimp.lock"

    /// In order of their paths.
    var policies: [LockedPolicy] = []
}

struct LockedPolicy: Equatable {
    /// From the lock file's folder.
    var path: String
    var name: String
    /// What the catalog says about everything that the policy uses.
    var facts: [LockedEntry] = []
    var classes: [LockedEntry] = []
    var gathers: [LockedEntry] = []
    var budgets: [LockedEntry] = []
    /// Where it stands in the file that it was read from.
    var range = ByteRange.none

    static func == (left: LockedPolicy, right: LockedPolicy) -> Bool {
        left.path == right.path && left.name == right.name && left.facts == right.facts
            && left.classes == right.classes && left.gathers == right.gathers && left.budgets == right.budgets
    }

    /// SHA-256 over every fact, in hexadecimal.
    var digest: String {
        var text = ""
        for fact in facts {
            text += fact.name + "\u{0}"
            for value in fact.values { text += "\(value.key)\u{0}\(value.text)\u{0}" }
            text += "\n"
        }
        return SHA256.digest(Array(text.utf8)).map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 1 ? "0" + digits : digits
        }.joined()
    }
}

/// One thing with its figures.
struct LockedEntry: Equatable {
    struct Value: Equatable {
        var key: String
        var text: String
        var range = ByteRange.none

        static func == (left: Value, right: Value) -> Bool { left.key == right.key && left.text == right.text }
    }

    var name: String
    var values: [Value] = []
    /// What the most of a class is made of.
    var terms: [Value] = []
    var range = ByteRange.none

    static func == (left: LockedEntry, right: LockedEntry) -> Bool {
        left.name == right.name && left.values == right.values && left.terms == right.terms
    }

    mutating func add(_ key: String, _ text: String?) {
        if let text { values.append(Value(key: key, text: text)) }
    }

    subscript(key: String) -> String? { values.first { $0.key == key }?.text }

    /// Where a figure stands, else the entry.
    func range(of key: String) -> ByteRange { values.first { $0.key == key }?.range ?? range }
}
