import ScrimpDiagnostics

extension Lexer {
    /// Reads `hh:mm`, and what people write for it. Any digits with a `:` and a digit behind them are a time.
    mutating func lexTime() -> Bool {
        let start = position
        var colon = start
        while ByteClass.isDigit(byte(colon)) { colon += 1 }
        guard byte(colon) == UInt8(ascii: ":"), ByteClass.isDigit(byte(colon + 1)) else { return lexTwelveHours(colon) }
        var end = colon + 1
        while ByteClass.isDigit(byte(end)) { end += 1 }
        let hours = number(start, colon)
        let minutes = number(colon + 1, end)
        let inDay = hours.map { hours in minutes.map { $0 < 60 && hours * 60 + $0 <= 1_440 } ?? false } ?? false
        var malformed = colon - start != 2 || end - colon != 3 || !inDay
        var afternoon: Bool?
        if byte(end) == UInt8(ascii: ":"), ByteClass.isDigit(byte(end + 1)) {
            malformed = true
            end += 1
            while ByteClass.isDigit(byte(end)) { end += 1 }
        }
        if ByteClass.continuesName(byte(end)) {
            malformed = true
            let word = word(at: end)
            afternoon = Self.afternoon(word)
            end = word.endIndex
        }
        position = end
        if malformed { reportTime(start, hours: hours, minutes: minutes, afternoon: afternoon) }
        emit(.time, from: start, malformed: malformed)
        return true
    }

    /// `6pm` and `6 pm`.
    private mutating func lexTwelveHours(_ end: Int) -> Bool {
        let start = position
        var letters = end
        while ByteClass.isBlank(byte(letters)) { letters += 1 }
        guard byte(letters) | 32 == UInt8(ascii: "a") || byte(letters) | 32 == UInt8(ascii: "p") else { return false }
        let word = word(at: letters)
        guard let afternoon = Self.afternoon(word), let hours = number(start, end), (1...12).contains(hours)
        else { return false }
        position = word.endIndex
        reportTime(start, hours: hours, minutes: 0, afternoon: afternoon)
        emit(.time, from: start, malformed: true)
        return true
    }

    private static func afternoon(_ word: ArraySlice<UInt8>) -> Bool? {
        guard word.count == 2, let first = word.first, let last = word.last, last | 32 == UInt8(ascii: "m")
        else { return nil }
        switch first | 32 {
        case UInt8(ascii: "a"): return false
        case UInt8(ascii: "p"): return true
        default: return nil
        }
    }

    private func number(_ start: Int, _ end: Int) -> Int? {
        end - start <= 4 ? Int(String(decoding: bytes[start..<min(end, bytes.count)], as: UTF8.self)) : nil
    }

    private mutating func reportTime(_ start: Int, hours: Int?, minutes: Int?, afternoon: Bool?) {
        var meant: String?
        if var hours, let minutes, minutes < 60 {
            if let afternoon, hours <= 12 { hours = hours % 12 + (afternoon ? 12 : 0) }
            if hours * 60 + minutes <= 1_440 {
                meant = (hours < 10 ? "0\(hours)" : "\(hours)") + (minutes < 10 ? ":0\(minutes)" : ":\(minutes)")
            }
        }
        let range = range(start, position)
        diagnostics.report(
            .malformedTime, "`\(text(start, position))` is not a time of day", range,
            help: meant.map { "write `\($0)`" } ?? "times are written from `00:00` to `24:00`",
            fix: meant.map { .replace(range, by: $0, "write `\($0)`") })
    }

    /// `2026-10-01` is a date, not two subtractions.
    mutating func lexDate() -> Bool {
        let start = position
        for (offset, isDash) in [false, false, false, false, true, false, false, true, false, false].enumerated() {
            let byte = byte(start + offset)
            guard isDash ? byte == UInt8(ascii: "-") : ByteClass.isDigit(byte) else { return false }
        }
        guard !ByteClass.continuesName(byte(start + 10)) else { return false }
        position = start + 10
        reportReplacement(.dateWithoutQuotes, start, by: "\"\(text(start, position))\"", "a date is a string")
        emit(.string, from: start, malformed: true)
        return true
    }
}
