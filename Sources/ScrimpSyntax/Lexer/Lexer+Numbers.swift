import ScrimpDiagnostics

extension Lexer {
    /// A number, a quantity or a time of day.
    mutating func lexNumber() {
        let start = position
        if lexTime() { return }
        if lexDate() { return }
        var malformed = !scanNumber(from: start)
        if lexThousandsOfNumber(from: start) { malformed = true }
        var blanks = position
        while ByteClass.isBlank(byte(blanks)) { blanks += 1 }
        if byte(blanks) == UInt8(ascii: "%") {
            position = blanks + 1
            return lexQuantityTail(from: start, malformed: &malformed)
        }
        guard ByteClass.beginsName(byte(blanks)) else { return emit(.number, from: start, malformed: malformed) }
        let tight = blanks == position
        let word = word(at: blanks)
        if Words.isUnit(word), !beginsOtherThanUnit(after: word.endIndex) {
            position = word.endIndex
            return lexQuantityTail(from: start, malformed: &malformed)
        }
        guard tight else { return emit(.number, from: start, malformed: malformed) }
        if lexHyphenatedName(from: start, end: word.endIndex) { return }
        let end = position
        position = word.endIndex
        if let kind = reportTightWord(word, numberStart: start, numberEnd: end, silent: malformed) {
            return emit(kind, from: start, malformed: true)
        }
        position = end
        emit(.number, from: start, malformed: true)
    }

    /// `gpt-4o`: a number with letters behind a name and a `-` that touch it is a part of that name.
    private mutating func lexHyphenatedName(from start: Int, end: Int) -> Bool {
        var first = tokens.count
        // As many parts as a name may have: a longer chain is not looked back on from each of its numbers.
        let lowest = first - 32
        while first >= 2, first > lowest, tokens[first - 1].kind == .minus,
            [.name, .number, .quantity].contains(tokens[first - 2].kind)
        {
            first -= 2
        }
        guard first < tokens.count, tokens[first].kind == .name else { return false }
        var last = end
        while ByteClass.continuesName(byte(last))
            || (byte(last) == UInt8(ascii: "-") || byte(last) == UInt8(ascii: "."))
                && ByteClass.continuesName(byte(last + 1))
        { last += 1 }
        let nameStart = Int(tokens[first].start)
        if !tokens[first...].contains(where: \.isMalformed) {
            let joined = String(text(nameStart, last).map { $0 == "-" || $0 == "." ? "_" : $0 })
            diagnostics.report(
                .hyphenatedName, "the name `\(text(nameStart, last))` has a `-`", range(nameStart, last),
                help: "write `\(joined)`", fix: .replace(range(nameStart, last), by: joined, "write `\(joined)`"))
        }
        position = last
        emit(.number, from: start, malformed: true)
        return true
    }

    func word(at offset: Int) -> ArraySlice<UInt8> {
        var end = offset
        while end < bytes.count, ByteClass.continuesName(bytes[end]) { end += 1 }
        return bytes[offset..<end]
    }

    /// A word before `(` is a call, and one before `:` a field, even where it reads like a unit.
    private func beginsOtherThanUnit(after end: Int) -> Bool {
        if byte(end) == UInt8(ascii: "(") { return true }
        var next = end
        while ByteClass.isBlank(byte(next)) { next += 1 }
        return byte(next) == UInt8(ascii: ":")
    }

    /// The `/unit`s of a quantity, and what may not follow it.
    private mutating func lexQuantityTail(from start: Int, malformed: inout Bool) {
        lexUnits(from: start, malformed: &malformed)
        if ByteClass.continuesName(byte(position)) || byte(position) == UInt8(ascii: "(") {
            diagnostics.report(
                .missingSeparator, "`\(text(start, position))` touches what follows it", range(position, position + 1),
                help: "write a blank, a `,` or an operator between them")
            malformed = true
        }
        emit(.quantity, from: start, malformed: malformed)
    }

    mutating func lexUnits(from start: Int, malformed: inout Bool) {
        while byte(position) == UInt8(ascii: "/"), ByteClass.beginsName(byte(position + 1)) {
            let word = word(at: position + 1)
            let next = byte(word.endIndex)
            let isRange = next == UInt8(ascii: ".") && byte(word.endIndex + 1) == UInt8(ascii: ".")
            if next == UInt8(ascii: "(") || next == UInt8(ascii: ".") && !isRange { return }
            if Words.isUnit(word) {
                position = word.endIndex
            } else if let unit = UnitSuggestion.plain[String(decoding: word, as: UTF8.self)] {
                let range = range(word.startIndex, word.endIndex)
                position = word.endIndex
                diagnostics.report(
                    .unknownUnit, "unknown unit `\(String(decoding: word, as: UTF8.self))`", range,
                    help: "did you mean `\(unit)`?", fix: .replace(range, by: unit, "write `\(unit)`", isSafe: false))
                malformed = true
            } else {
                return
            }
        }
    }

    /// Reads digits, groups, a point and more digits; reports what is wrong with them and says whether all is well.
    mutating func scanNumber(from start: Int) -> Bool {
        let digits = position
        scanDigits()
        let integerEnd = position
        if byte(position) == UInt8(ascii: "."), ByteClass.isDigit(byte(position + 1)) {
            position += 1
            scanDigits()
            if byte(position) == UInt8(ascii: "."), ByteClass.isDigit(byte(position + 1)) {
                while byte(position) == UInt8(ascii: "."), ByteClass.isDigit(byte(position + 1)) {
                    position += 1
                    scanDigits()
                }
                diagnostics.report(
                    .malformedNumber, "`\(text(digits, position))` has more than one point", range(digits, position),
                    help: "a version or an address is a string: `\"\(text(digits, position))\"`")
                return false
            }
        }
        if integerEnd == digits {
            reportReplacement(
                .leadingPoint, digits, by: "0" + text(digits, position), "a number begins with a digit")
            return false
        }
        if byte(position) == UInt8(ascii: "."), byte(position + 1) != UInt8(ascii: ".") {
            let number = text(digits, position)
            position += 1
            reportReplacement(.trailingPoint, digits, by: number, "a number ends with a digit")
            return false
        }
        if scanExponent(from: digits) { return false }
        return checkDigits(digits, integerEnd)
    }

    private mutating func scanDigits() {
        while ByteClass.isDigit(byte(position)) || byte(position) == UInt8(ascii: "_") { position += 1 }
    }

    private mutating func scanExponent(from start: Int) -> Bool {
        guard byte(position) | 32 == UInt8(ascii: "e") else { return false }
        var end = position + 1
        if byte(end) == UInt8(ascii: "+") || byte(end) == UInt8(ascii: "-") { end += 1 }
        guard ByteClass.isDigit(byte(end)) else { return false }
        while ByteClass.isDigit(byte(end)) { end += 1 }
        guard !ByteClass.continuesName(byte(end)) else { return false }
        position = end
        let plain = Numerals.plain(bytes[start..<end])
        diagnostics.report(
            .scientificNumber, "`\(text(start, end))` has an exponent", range(start, end),
            help: plain.map { "write `\($0)`" } ?? "write the number without an exponent",
            fix: plain.map { .replace(range(start, end), by: $0, "write `\($0)`") })
        return true
    }

    private mutating func checkDigits(_ start: Int, _ integerEnd: Int) -> Bool {
        let integer = bytes[start..<integerEnd]
        let fraction = bytes[integerEnd..<position]
        var digits = 0
        var sinceGroup = 0
        var groups = 0
        var wellGrouped = true
        for byte in integer {
            if byte == UInt8(ascii: "_") {
                if groups > 0, sinceGroup != 3 { wellGrouped = false }
                groups += 1
                sinceGroup = 0
            } else {
                digits += 1
                sinceGroup += 1
            }
        }
        if groups > 0, sinceGroup != 3 { wellGrouped = false }
        if !wellGrouped || fraction.contains(UInt8(ascii: "_")) {
            let regrouped = Numerals.grouped(integer, fraction)
            reportReplacement(.digitGroups, start, by: regrouped, "`_` stands between groups of three digits")
            return false
        }
        if integer.count > 1, integer.first == UInt8(ascii: "0") {
            reportReplacement(
                .malformedNumber, start, by: Numerals.grouped(integer, fraction), "a number has no leading zero")
            return false
        }
        if digits + fraction.count > 36, Numerals.significantDigits(integer, fraction) > 36 {
            diagnostics.report(
                .numberTooLong, "the number has more than 36 digits", range(start, position),
                help: "numbers are exact up to 36 digits")
            return false
        }
        return true
    }
}

/// Numbers written anew.
enum Numerals {
    /// Digits in groups of three, without leading zeros.
    static func grouped(_ integer: some Collection<UInt8>, _ fraction: some Collection<UInt8>) -> String {
        let digits = integer.filter(ByteClass.isDigit).drop { $0 == UInt8(ascii: "0") }
        var result: [UInt8] = []
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index) % 3 == 0, digits.count > 3 { result.append(UInt8(ascii: "_")) }
            result.append(digit)
        }
        if result.isEmpty { result = [UInt8(ascii: "0")] }
        return String(decoding: result + fraction.filter { $0 != UInt8(ascii: "_") }, as: UTF8.self)
    }

    static func significantDigits(_ integer: ArraySlice<UInt8>, _ fraction: ArraySlice<UInt8>) -> Int {
        (integer + fraction).filter(ByteClass.isDigit).drop { $0 == UInt8(ascii: "0") }.count
    }

    /// `1.5e6` as `1_500_000`, or nil where that would be longer than 36 digits.
    static func plain(_ text: ArraySlice<UInt8>) -> String? {
        guard let mark = text.firstIndex(where: { $0 | 32 == UInt8(ascii: "e") }) else { return nil }
        let mantissa = text[..<mark]
        guard let exponent = Int(String(decoding: text[(mark + 1)...], as: UTF8.self)), abs(exponent) <= 36
        else { return nil }
        let point = mantissa.firstIndex(of: UInt8(ascii: ".")) ?? mantissa.endIndex
        var integer = mantissa[..<point].filter(ByteClass.isDigit)
        var fraction = mantissa[point...].filter(ByteClass.isDigit)
        for _ in 0..<max(0, exponent) { integer.append(fraction.isEmpty ? UInt8(ascii: "0") : fraction.removeFirst()) }
        for _ in 0..<max(0, -exponent) { fraction.insert(integer.popLast() ?? UInt8(ascii: "0"), at: 0) }
        while fraction.last == UInt8(ascii: "0") { fraction.removeLast() }
        guard integer.count + fraction.count <= 36 else { return nil }
        return grouped(integer, fraction.isEmpty ? [] : [UInt8(ascii: ".")] + fraction)
    }
}
