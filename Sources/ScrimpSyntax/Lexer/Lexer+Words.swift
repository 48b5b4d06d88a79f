import ScrimpDiagnostics
import ScrimpQuantities

extension Lexer {
    mutating func lexWord() {
        let start = position
        var end = start + 1
        while end < bytes.count, ByteClass.continuesName(bytes[end]) { end += 1 }
        if end < bytes.count, bytes[end] >= 0x80, let next = UTF8.scalar(in: bytes, at: end),
            next.scalar.properties.isAlphabetic
        {
            return lexForeignName(from: start)
        }
        position = end
        emitWord(from: start)
    }

    private mutating func emitWord(from start: Int) {
        if start >= fieldBarrier, beginsField(from: start) {
            emit(.field, from: start, word: Words.word(bytes[start..<position]).word)
        } else {
            let (kind, word) = Words.word(bytes[start..<position])
            emit(kind, from: start, word: word)
        }
    }

    /// Whether the word that ends here is, with what follows, `a.b.c :`; if so, moves to the end of the names.
    private mutating func beginsField(from start: Int) -> Bool {
        var end = position
        while byte(end) == UInt8(ascii: "."), ByteClass.beginsName(byte(end + 1)) {
            end += 2
            while end < bytes.count, ByteClass.continuesName(bytes[end]) { end += 1 }
        }
        var next = end
        while next < bytes.count, ByteClass.isBlank(bytes[next]) { next += 1 }
        if byte(next) == UInt8(ascii: ":") {
            position = end
            return true
        }
        fieldBarrier = end
        return false
    }

    /// A word with letters that are not ASCII: one name, so that nothing else is said about it.
    mutating func lexForeignName(from start: Int) {
        position = start
        while position < bytes.count {
            if ByteClass.continuesName(bytes[position]) {
                position += 1
            } else if bytes[position] >= 0x80, let next = UTF8.scalar(in: bytes, at: position),
                next.scalar.properties.isAlphabetic
            {
                position += next.length
            } else {
                break
            }
        }
        diagnostics.report(
            .foreignName, "the name `\(text(start, position))` has a letter that is not ASCII", range(start, position),
            help: "use the letters a to z, digits and `_`")
        let isField = beginsField(from: start)
        emit(isField ? .field : .name, from: start, malformed: true)
    }
}

/// The reserved and contextual words, and the units, by their bytes.
enum Words {
    /// A word of at most eight bytes as one number; longer ones are no words of the language, but for `otherwise`.
    static func packed(_ word: ArraySlice<UInt8>) -> UInt64? {
        guard word.count <= 8 else { return nil }
        var result: UInt64 = 0
        for byte in word { result = result << 8 | UInt64(byte) }
        return result
    }

    private static let table: [UInt64: (TokenKind, Word)] = {
        let reserved: [(String, TokenKind, Word)] = [
            ("when", .when, .when), ("and", .and, .none), ("or", .or, .none), ("not", .not, .none),
            ("in", .in, .none), ("true", .true, .none), ("false", .false, .none), ("let", .let, .let),
            ("use", .use, .use), ("import", .import, .import),
        ]
        let contextual: [(String, Word)] = [
            ("request", .request), ("route", .route), ("enum", .enum), ("split", .split), ("for", .for),
            ("per", .per), ("by", .by), ("over", .over), ("every", .every), ("of", .of), ("from", .from),
            ("insert", .insert), ("last", .last), ("hit", .hit), ("if", .if), ("else", .else),
            ("default", .default), ("then", .then),
        ]
        var table: [UInt64: (TokenKind, Word)] = [:]
        for (text, kind, word) in reserved { table[packed(Array(text.utf8)[...]) ?? 0] = (kind, word) }
        for (text, word) in contextual { table[packed(Array(text.utf8)[...]) ?? 0] = (.name, word) }
        return table
    }()

    private static let otherwise = Array("otherwise".utf8)

    static func word(_ word: ArraySlice<UInt8>) -> (kind: TokenKind, word: Word) {
        if let packed = packed(word) {
            return word.count > 1 ? table[packed] ?? (.name, .none) : (.name, .none)
        }
        return word.count == 9 && word.elementsEqual(otherwise) ? (.otherwise, .otherwise) : (.name, .none)
    }

    private static let units: Set<UInt64> = Set(Unit.table.compactMap { packed(Array($0.symbol.utf8)[...]) })

    static func isUnit(_ word: ArraySlice<UInt8>) -> Bool {
        if let packed = packed(word) { return units.contains(packed) }
        return Unit.named(word) != nil
    }
}
