import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSchema
import ScrimpSyntax

extension Workspace {
    /// What may be written at a caret. Everything that fits is in the list, whatever has been typed of it: editors filter.
    package mutating func completions(_ path: String, offset: Int) -> Completions? {
        guard let place = place(path, offset: offset) else { return nil }
        let tree = place.context.tree
        let bytes = tree.source.bytes
        let offset = min(max(offset, 0), bytes.count)
        if place.context.isInComment { return nil }
        if let text = completionsInText(place, offset: offset) { return text }
        if let units = completionsOfUnits(place, offset: offset) { return units }
        guard let caret = placeOfCaret(path, offset: offset) else { return nil }
        var start = offset
        while start > 0, Self.continuesName(bytes[start - 1]) { start -= 1 }
        var end = offset
        while end < bytes.count, Self.continuesName(bytes[end]) { end += 1 }
        let proposer = CompletionProposer(
            context: caret.context, analysis: place.analysis, system: system,
            isFollowedByColon: Self.isFollowedByColon(bytes, end))
        let range = ByteRange(UInt32(clamping: start), UInt32(clamping: end))
        return Completions(range: range, items: proposer.itemsWithParameters())
    }

    private static func isFollowedByColon(_ bytes: [UInt8], _ end: Int) -> Bool {
        var next = end
        while next < bytes.count, bytes[next] == UInt8(ascii: " ") || bytes[next] == UInt8(ascii: "\t") { next += 1 }
        return next < bytes.count && bytes[next] == UInt8(ascii: ":")
    }

    static func continuesName(_ byte: UInt8) -> Bool {
        (byte | 32) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: "_")
    }

    // MARK: Inside quotes

    /// Names that a text in quotes may be; nil where the caret is not in quotes.
    private func completionsInText(_ place: Place, offset: Int) -> Completions? {
        let context = place.context
        let range = context.tokenRange
        guard context.tokenKind == .string, Int(range.start) < offset else { return nil }
        let bytes = context.tree.source.bytes
        let isClosed =
            range.count > 1 && bytes[Int(range.end) - 1] == UInt8(ascii: "\"")
            && context.tree.stringLiteral(ofToken: context.token) != nil
        if isClosed, offset >= Int(range.end) { return nil }
        let end = isClosed ? range.end - 1 : UInt32(clamping: offset)
        let content = ByteRange(range.start + 1, end)
        // Read as it would be with the text closed: a text that is still open hides what stands around it.
        guard let kind = CatalogText(context) ?? openText(place, offset: offset) else {
            return Completions(range: content, items: [])
        }
        let items = kind.names(in: place.analysis, system).map { name in
            Completion(
                name, .text, markdown: kind.markdown(of: name, in: place.analysis.catalog) ?? "", insertion: name)
        }
        return Completions(range: content, items: items)
    }

    /// What the text is that a caret stands in, where the parser could not say so.
    private func openText(_ place: Place, offset: Int) -> CatalogText? {
        let source = place.context.tree.source
        var bytes = Array(source.bytes[..<Int(place.context.tokenRange.start)])
        bytes += "\"\"".utf8
        bytes += source.bytes[max(offset, Int(place.context.tokenRange.end))...]
        let tree = parse(SourceText(file: source.file, bytes: bytes)).tree
        return CatalogText(
            SyntaxContext(tree, place.analysis.declarations, offset: Int(place.context.tokenRange.start) + 1))
    }

    // MARK: Units

    /// Units behind a number, those that fit the field first; nil where no number stands before the caret.
    private mutating func completionsOfUnits(_ place: Place, offset: Int) -> Completions? {
        let bytes = place.context.tree.source.bytes
        var start = offset
        while start > 0, Self.continuesName(bytes[start - 1]), !(bytes[start - 1] &- UInt8(ascii: "0") < 10) {
            start -= 1
        }
        var end = offset
        while end < bytes.count, Self.continuesName(bytes[end]) { end += 1 }
        var before = start
        let isPer = before > 0 && bytes[before - 1] == UInt8(ascii: "/")
        if isPer {
            before -= 1
            // A `/` between a number or a unit and a unit; a comment's slashes have no digit before them.
            while before > 0, Self.continuesName(bytes[before - 1]) || bytes[before - 1] == UInt8(ascii: "/") {
                before -= 1
            }
        }
        while before > 0, bytes[before - 1] == UInt8(ascii: " ") { before -= 1 }
        let digitEnd = isPer && before < start && bytes[before] &- UInt8(ascii: "0") < 10 ? before + 1 : before
        guard digitEnd > 0, bytes[digitEnd - 1] &- UInt8(ascii: "0") < 10 else { return nil }
        // A digit at the end of a name is no number.
        var first = digitEnd - 1
        while first > 0, Self.continuesName(bytes[first - 1]) || bytes[first - 1] == UInt8(ascii: ".") { first -= 1 }
        guard bytes[first] &- UInt8(ascii: "0") < 10, start > digitEnd || start == offset || isPer else { return nil }
        if start == digitEnd, end > offset { return nil }
        if place.context.tokenKind == .string || place.context.tokenKind == .time { return nil }
        let isMoney = first > 0 && bytes[first - 1] == UInt8(ascii: "$")
        let measures = self.measures(place.path, offset: isMoney ? first - 1 : first)
        let items = Self.units(fitting: measures, isPer: isPer, isMoney: isMoney)
        return items.isEmpty
            ? nil : Completions(range: ByteRange(UInt32(clamping: start), UInt32(clamping: end)), items: items)
    }

    /// What a number at a place may measure.
    private mutating func measures(_ path: String, offset: Int) -> [Measure] {
        guard let caret = placeOfCaret(path, offset: offset) else { return [] }
        return caret.context.role.measures(caret.analysis.declarations)
    }

    private static func units(fitting measures: [Measure], isPer: Bool, isMoney: Bool) -> [Completion] {
        if isMoney, !isPer { return [] }
        func fits(_ unit: Unit) -> Bool {
            measures.contains { measure in
                guard unit.isCalendar == measure.isCalendar || measure.scale == .ratio else { return false }
                return isPer
                    ? measure.dimension.hasInverse(of: unit.dimension) : measure.dimension.begins(with: unit.dimension)
            }
        }
        let sorted = Unit.table.filter(fits) + (measures.isEmpty ? Unit.table.filter { !fits($0) } : [])
        var items = sorted.map {
            Completion($0.symbol, .unit, detail: $0.help, markdown: Markdown.unit($0))
        }
        if !isPer, measures.contains(where: { $0.scale == .ratio }) {
            items.insert(Completion("%", .unit, detail: "hundredths"), at: 0)
        }
        return items
    }
}

extension Dimension {
    private var exponents: [Int8] { [money, tokens, requests, time, bytes, energy, carbon] }

    /// Whether a quantity of the dimension begins with a unit of the other one: `500 req/min` with requests.
    fileprivate func begins(with other: Dimension) -> Bool {
        if self == other { return true }
        return other != .none && zip(exponents, other.exponents).allSatisfy { $1 == 0 || $0 == $1 && $1 > 0 }
    }

    /// Whether it is per the other one: `500 req/min` per time.
    fileprivate func hasInverse(of other: Dimension) -> Bool {
        other != .none && zip(exponents, other.exponents).allSatisfy { $1 == 0 || $0 == -$1 }
    }
}

extension SyntaxRole {
    /// What a number there may measure; empty where nothing is known.
    func measures(_ declarations: DeclarationTable) -> [Measure] {
        switch self {
        case .value(let type, _): return type.measures
        case .expression(_, .amount(let measure)): return [measure]
        case .expression(_, .value(let attribute)), .fill(let attribute):
            return declarations.attributes[attribute]?.typeName.flatMap { Schema.attributeType(named: $0)?.measure }.map
            {
                [$0]
            } ?? []
        default: return []
        }
    }
}
