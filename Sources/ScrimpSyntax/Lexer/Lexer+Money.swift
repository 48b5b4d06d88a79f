import ScrimpDiagnostics

extension Lexer {
    /// `$3/Mtok`, and what people write for it.
    mutating func lexMoney() {
        let start = position
        position += 1
        let next = byte(position)
        guard ByteClass.isDigit(next) || (next == UInt8(ascii: ".") && ByteClass.isDigit(byte(position + 1))) else {
            return lexDetachedMoney()
        }
        var malformed = !scanNumber(from: start)
        if lexThousands(from: start, silent: malformed) {
            malformed = true
        } else if ByteClass.beginsName(byte(position)) {
            let end = position
            let word = word(at: position)
            position = word.endIndex
            if reportTightWord(word, numberStart: start, numberEnd: end, silent: malformed) == nil { position = end }
            malformed = true
        }
        lexUnits(from: start, malformed: &malformed)
        emit(.money, from: start, malformed: malformed)
    }

    /// `$ 40`, `$-40`, or a `$` alone.
    private mutating func lexDetachedMoney() {
        let start = position - 1
        var digits = position
        var negative = false
        while ByteClass.isBlank(byte(digits)) || (byte(digits) == UInt8(ascii: "-") && !negative) {
            if byte(digits) == UInt8(ascii: "-") { negative = true }
            digits += 1
        }
        guard ByteClass.isDigit(byte(digits)) else {
            diagnostics.report(
                .malformedMoney, "`$` without a number", range(start, position),
                help: "an amount of money is `$` and a number, such as `$40`")
            return emit(.unknown, from: start, malformed: true)
        }
        position = digits
        if scanNumber(from: digits) {
            reportReplacement(
                .malformedMoney, start, by: (negative ? "-$" : "$") + text(digits, position),
                "`$` touches the number that follows it")
        }
        var malformed = true
        lexUnits(from: start, malformed: &malformed)
        emit(.money, from: start, malformed: true)
    }

    /// `€40`: a policy counts in US dollars.
    mutating func lexForeignMoney(length: Int) {
        let start = position
        position += length
        while ByteClass.isBlank(byte(position)) { position += 1 }
        let isAmount = ByteClass.isDigit(byte(position))
        if isAmount {
            let digits = position
            while ByteClass.isDigit(byte(position)) || byte(position) == UInt8(ascii: "_") { position += 1 }
            if byte(position) == UInt8(ascii: "."), ByteClass.isDigit(byte(position + 1)) {
                position += 1
                while ByteClass.isDigit(byte(position)) { position += 1 }
            }
            if position == digits { position += 1 }
        } else {
            position = start + length
        }
        diagnostics.report(
            .malformedMoney, "amounts of money are in US dollars", range(start, start + length),
            help: "convert the amount and write it with `$`")
        emit(isAmount ? .money : .unknown, from: start, malformed: true)
    }

    /// `$40,000`: groups of three digits behind commas that touch them.
    private mutating func lexThousands(from start: Int, silent: Bool) -> Bool {
        let first = position
        while byte(position) == UInt8(ascii: ","), Self.isGroup(bytes, position + 1) { position += 4 }
        guard position > first else { return false }
        if byte(position) == UInt8(ascii: "."), ByteClass.isDigit(byte(position + 1)) {
            position += 1
            while ByteClass.isDigit(byte(position)) { position += 1 }
        }
        if !silent {
            let plain = text(start, position).split(separator: ",").joined(separator: "_")
            reportReplacement(.thousandsComma, start, by: plain, "`,` separates values, not groups of digits")
        }
        return true
    }

    /// `100,000`: where a group begins with 0 it is no number of its own. The parser speaks of the other cases.
    mutating func lexThousandsOfNumber(from start: Int) -> Bool {
        guard position - start <= 3, bytes[start..<position].allSatisfy(ByteClass.isDigit) else { return false }
        var end = position
        var begins = false
        // No number has more than 36 digits; a longer run is a list, which is not looked through again from each element.
        while end - position < 48, byte(end) == UInt8(ascii: ","), Self.isGroup(bytes, end + 1) {
            if bytes[end + 1] == UInt8(ascii: "0") { begins = true }
            end += 4
        }
        guard begins else { return false }
        return lexThousands(from: start, silent: false)
    }

    /// Whether exactly three digits stand at an offset.
    static func isGroup(_ bytes: [UInt8], _ offset: Int) -> Bool {
        guard offset + 3 <= bytes.count, bytes[offset..<offset + 3].allSatisfy(ByteClass.isDigit) else { return false }
        return offset + 3 == bytes.count || !ByteClass.continuesName(bytes[offset + 3])
    }

    /// A word that touches a number: a magnitude, a unit that does not exist, or a word that lacks its blank.
    /// Returns the kind of token that number and word are together, or nil where the word stands for itself.
    mutating func reportTightWord(
        _ word: ArraySlice<UInt8>, numberStart: Int, numberEnd: Int, silent: Bool
    ) -> TokenKind? {
        let isMoney = bytes[numberStart] == UInt8(ascii: "$")
        let text = String(decoding: word, as: UTF8.self)
        let whole = range(numberStart, word.endIndex)
        let number = bytes[numberStart..<numberEnd]
        if let power = UnitSuggestion.magnitudes[text], !silent {
            let digits = isMoney ? number.dropFirst() : number
            let plain = Numerals.plain(ArraySlice(digits + Array("e\(power)".utf8))).map { (isMoney ? "$" : "") + $0 }
            diagnostics.report(
                .magnitudeSuffix, "`\(source.text(in: whole))` is written without a letter for the magnitude", whole,
                help: plain.map { "write `\($0)`" } ?? "write all digits",
                fix: plain.map { .replace(whole, by: $0, "write `\($0)`") })
            return isMoney ? .money : .number
        }
        let (kind, contextual) = Words.word(word)
        if kind.isReservedWord || contextual.isSuffix || (Words.isUnit(word) && isMoney) {
            if !silent {
                diagnostics.report(
                    .missingSeparator, "`\(source.text(in: range(numberStart, numberEnd)))` touches `\(text)`",
                    range(numberEnd, word.endIndex),
                    help: isMoney && Words.isUnit(word)
                        ? "a price is written `$3/\(text)`" : "write a blank between them",
                    fix: isMoney && Words.isUnit(word)
                        ? nil : .insert(" ", at: range(numberEnd, numberEnd).start, "write a blank"))
            }
            return isMoney && Words.isUnit(word) ? .money : nil
        }
        if !silent {
            let unit = range(numberEnd, word.endIndex)
            UnitSuggestion.report(
                text, number: String(decoding: number, as: UTF8.self), unit: unit, whole: whole, in: &diagnostics)
        }
        return isMoney ? .money : .quantity
    }
}
