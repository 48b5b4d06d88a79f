import ScrimpDiagnostics
import ScrimpJSON
import ScrimpQuantities

extension CatalogReader {
    mutating func report(_ code: DiagnosticCode, _ message: String, at range: ByteRange, help: String? = nil) {
        diagnostics.append(Diagnostic(code, message, at: SourceLocation(range, in: sourceIndex), help: help))
    }

    mutating func wrongType(_ node: JSONNode, expected: String) {
        report(.wrongCatalogType, "expected \(expected), this is \(node.value.kindName)", at: node.range)
    }

    mutating func missing(_ field: String, in entry: String, at range: ByteRange) {
        report(.missingCatalogField, "`\(entry)` has no `\(field)`", at: range, help: "add `\(field):`")
    }

    /// The values of a mapping by key; of two with one key the first. Unknown keys are reported.
    mutating func fields(_ node: JSONNode, _ known: [String], of owner: String) -> [String: JSONNode] {
        guard let members = node.members else {
            wrongType(node, expected: "a mapping")
            return [:]
        }
        var result: [String: JSONNode] = [:]
        for member in members {
            guard known.contains(member.key) else {
                unknown(
                    member.key, known, at: member.keyRange, .unknownCatalogKey,
                    "`\(member.key)` is no field of \(owner)")
                continue
            }
            if result[member.key] == nil { result[member.key] = member.value }
        }
        return result
    }

    private mutating func unknown(
        _ word: String, _ known: [String], at range: ByteRange, _ code: DiagnosticCode, _ message: String
    ) {
        guard let closest = suggest(word, among: known) else {
            report(code, message, at: range, help: "known are " + known.map { "`\($0)`" }.joined(separator: ", "))
            return
        }
        var diagnostic = Diagnostic(
            code, message, at: SourceLocation(range, in: sourceIndex), help: "did you mean `\(closest)`?")
        // A word in quotes keeps them, so the fix is offered for bare words only.
        if range.count == word.utf8.count { diagnostic.fixes = [.init("write `\(closest)`", [.init(range, closest)])] }
        diagnostics.append(diagnostic)
    }

    /// The place of an entry's name where its value is a mapping.
    mutating func mapping(_ member: JSONMember) -> ByteRange? {
        guard member.value.members != nil else {
            wrongType(member.value, expected: "a mapping")
            return nil
        }
        return member.keyRange
    }

    /// Where an entry's figures are from. An entry without is reported and kept, so that its name stays known.
    mutating func origin(_ fields: [String: JSONNode], _ member: JSONMember) -> (source: String, date: CivilDate) {
        if fields["source"] == nil, fileSource == nil { missing("source", in: member.key, at: member.keyRange) }
        if fields["as_of"] == nil, fileDate == nil { missing("as_of", in: member.key, at: member.keyRange) }
        // The last of all days never looks stale, so that one mistake gives one diagnostic.
        return (
            fields["source"].flatMap { text($0) } ?? fileSource ?? "",
            fields["as_of"].flatMap { date($0) } ?? fileDate ?? CivilDate(year: 9999, month: 12, day: 31)
        )
    }

    mutating func text(_ node: JSONNode) -> String? {
        if let text = node.text { return text }
        wrongType(node, expected: "a text")
        return nil
    }

    mutating func truth(_ node: JSONNode) -> Bool? {
        if let bool = node.bool { return bool }
        wrongType(node, expected: "true or false")
        return nil
    }

    mutating func date(_ node: JSONNode) -> CivilDate? {
        guard let text = text(node) else { return nil }
        if let date = CivilDate(isoText: text) { return date }
        report(.malformedDate, "`\(text)` is no date", at: node.range, help: "write it like `2026-11-24`")
        return nil
    }

    /// A whole number of tokens or bits.
    mutating func count(_ node: JSONNode) -> Int64? {
        guard let number = node.number else {
            wrongType(node, expected: "a whole number")
            return nil
        }
        guard let value = number.int64, value > 0 else {
            report(.impossibleCatalogValue, "`\(number.text)` is no whole number above zero", at: node.range)
            return nil
        }
        return value
    }

    mutating func allowance(_ node: JSONNode) -> Rational? {
        guard let number = node.number else {
            wrongType(node, expected: "a number")
            return nil
        }
        guard let value = number.decimal?.rational, value >= .one, value <= Rational(whole: 10) else {
            report(.impossibleCatalogValue, "`\(number.text)` is no allowance from 1 to 10", at: node.range)
            return nil
        }
        return value
    }

    mutating func word(_ node: JSONNode, _ known: [String], of owner: String) -> String? {
        guard let word = text(node) else { return nil }
        if known.contains(word) { return word }
        unknown(word, known, at: node.range, .unknownCatalogWord, "`\(word)` is no \(owner)")
        return nil
    }

    /// A list of fixed words; one alone stands for a list of one.
    mutating func words<Word: RawRepresentable & CaseIterable>(
        _ node: JSONNode?, of owner: String
    ) -> [Word] where Word.RawValue == String {
        guard let node else { return [] }
        let known = Word.allCases.map(\.rawValue)
        return (node.elements ?? [node]).compactMap { word($0, known, of: owner).flatMap { Word(rawValue: $0) } }
    }

    /// A price of tokens, of a request or of an image.
    mutating func price(_ node: JSONNode, _ unit: PriceUnit) -> UnitPrice? {
        guard let text = node.text ?? node.number?.text else {
            wrongType(node, expected: "a price like `$0.15/\(unit.rawValue)`")
            return nil
        }
        guard let quantity = QuantityText(text), quantity.isMoney, let per = quantity.per else {
            report(
                .malformedPrice, "`\(text)` is no price", at: node.range,
                help: "write it like `$0.15/\(unit.rawValue)`")
            return nil
        }
        guard let count = unit.count(of: per) else {
            report(
                .wrongPriceUnit, "`\(text)` is not a price per \(unit)", at: node.range,
                help: "end it with `/\(unit.rawValue)`")
            return nil
        }
        guard quantity.amount >= .zero else {
            report(.negativePrice, "`\(text)` is negative", at: node.range)
            return nil
        }
        if let price = UnitPrice(exactly: quantity.amount, per: count) { return price }
        report(.inexactPrice, "`\(text)` does not fit twelve decimals of a dollar per \(unit)", at: node.range)
        return nil
    }
}

extension PriceUnit {
    /// How many of it a symbol behind a price's slash stands for; nil where it counts something else.
    fileprivate func count(of symbol: String) -> Int128? {
        switch (self, symbol) {
        case (.token, "tok"): 1
        case (.token, "ktok"): 1_000
        case (.token, "Mtok"): 1_000_000
        case (.request, "req"), (.image, "image"), (.toolCall, "call"): 1
        default: nil
        }
    }
}

extension ModelKind {
    /// Kinds that no policy routes to yet, as LiteLLM names them.
    static let otherNames = [
        "completion", "evaluation", "extraction", "guardrail", "moderation", "ocr", "realtime", "search",
        "vector_store", "video_generation",
    ]

    static let names = named.map(\.name) + otherNames
}
