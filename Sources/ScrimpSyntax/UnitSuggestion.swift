import ScrimpDiagnostics
import ScrimpQuantities

/// What people write for the units of the language.
enum UnitSuggestion {
    /// Words that are no names in a rate: `500 req/second`.
    static let plain: [String: String] = [
        "sec": "s", "second": "s", "seconds": "s", "minute": "min", "minutes": "min", "hour": "h", "hours": "h",
        "hr": "h", "day": "d", "days": "d",
    ]

    private static let others: [String: String] = [
        "secs": "s", "mins": "min", "hrs": "h", "msec": "ms", "msecs": "ms", "millis": "ms", "millisecond": "ms",
        "milliseconds": "ms", "token": "tok", "tokens": "tok", "toks": "tok", "ktoken": "ktok", "ktokens": "ktok",
        "request": "req", "requests": "req", "reqs": "req", "call": "req", "calls": "req", "percent": "%", "pct": "%",
        "mo": "months", "yr": "years", "yrs": "years", "y": "years", "watt": "W", "watts": "W", "bytes": "B",
        "byte": "B", "mtoken": "Mtok", "mtokens": "Mtok",
    ]

    /// Letters for powers of ten that follow a number.
    static let magnitudes: [String: Int] = [
        "k": 3, "K": 3, "m": 6, "M": 6, "mio": 6, "mn": 6, "bn": 9, "b": 9, "G": 9,
    ]

    private static let dollars: Set<String> = ["usd", "dollar", "dollars"]

    /// Words that are not units anywhere but have a plain equivalent.
    private static let amounts: [String: (Int, String)] = ["week": (7, "d"), "weeks": (7, "d"), "w": (7, "d")]

    static func unit(for word: String) -> String? {
        if let unit = plain[word] ?? others[word] { return unit }
        let lowered = word.lowercased()
        if let unit = plain[lowered] ?? others[lowered] { return unit }
        let sameLetters = Unit.table.filter { $0.symbol.lowercased() == lowered }
        if let unit = sameLetters.first, sameLetters.count == 1 { return unit.symbol }
        guard word.utf8.count >= 3 else { return nil }
        let close = Unit.table.filter { $0.symbol.utf8.count >= 3 && isOneEditAway(word, $0.symbol) }
        return close.count == 1 ? close.first?.symbol : nil
    }

    /// Reports an unknown unit; `unit` is its range and `whole` that of number and unit.
    static func report(
        _ word: String, number: String, unit: ByteRange, whole: ByteRange, in diagnostics: inout SyntaxDiagnostics
    ) {
        if diagnostics.isFull { return }
        let message = "unknown unit `\(word)`"
        if dollars.contains(word.lowercased()) {
            diagnostics.report(
                .unknownUnit, message, unit, help: "write `$\(number)`",
                fix: .replace(whole, by: "$\(number)", "write `$\(number)`"))
        } else if let (factor, symbol) = amounts[word], let count = Int(number), count < 10_000 {
            let meant = "\(count * factor) \(symbol)"
            diagnostics.report(
                .unknownUnit, message, unit, help: "write `\(meant)`",
                fix: .replace(whole, by: meant, "write `\(meant)`"))
        } else if let symbol = self.unit(for: word) {
            let meant = symbol == "%" ? "\(number)%" : "\(number) \(symbol)"
            diagnostics.report(
                .unknownUnit, message, unit, help: "did you mean `\(symbol)`?",
                fix: .replace(whole, by: meant, "write `\(meant)`", isSafe: false))
        } else {
            diagnostics.report(
                .unknownUnit, message, unit,
                help: "the units are " + Unit.table.map { "`\($0.symbol)`" }.joined(separator: ", "))
        }
    }

    /// Whether one letter inserted, removed or replaced makes the words equal.
    private static func isOneEditAway(_ left: String, _ right: String) -> Bool {
        let left = Array(left.utf8)
        let right = Array(right.utf8)
        guard abs(left.count - right.count) <= 1 else { return false }
        var prefix = 0
        while prefix < min(left.count, right.count), left[prefix] == right[prefix] { prefix += 1 }
        var suffix = 0
        while suffix < min(left.count, right.count) - prefix,
            left[left.count - 1 - suffix] == right[right.count - 1 - suffix]
        { suffix += 1 }
        return max(left.count, right.count) - prefix - suffix == 1
    }
}
