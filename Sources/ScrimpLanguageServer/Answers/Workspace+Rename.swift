package import ScrimpDiagnostics
import ScrimpSchema
import ScrimpSyntax

/// Why a name cannot be changed, in words for whoever asked.
package struct RenameRefusal: Error, Sendable {
    package let message: String
}

extension Workspace {
    /// The name at a place that can be changed, with its range.
    package mutating func renamable(_ path: String, offset: Int) throws(RenameRefusal) -> (
        name: String, range: ByteRange
    ) {
        guard let place = place(path, offset: offset), let resolved = place.resolved else {
            throw RenameRefusal(message: "there is no name here")
        }
        try Self.check(resolved.symbol, place)
        return (resolved.symbol.name, resolved.name.range)
    }

    /// The edits that give the thing at a place another name, by file.
    package mutating func rename(
        _ path: String, offset: Int, to name: String
    ) throws(RenameRefusal) -> [(path: String, ranges: [ByteRange])] {
        guard let place = place(path, offset: offset), let symbol = place.resolved?.symbol else {
            throw RenameRefusal(message: "there is no name here")
        }
        try Self.check(symbol, place)
        if name == symbol.name { return [] }
        guard Self.isName(name) else {
            throw RenameRefusal(
                message: "`\(name)` is no name: a name begins with a letter and has letters, digits and `_` only")
        }
        guard !Schema.reservedWords.contains(name) else {
            throw RenameRefusal(message: "`\(name)` is a reserved word; choose another name, such as `\(name)_`")
        }
        if let clash = Self.clash(of: name, for: symbol, in: place.analysis.declarations) {
            throw RenameRefusal(message: "there is \(clash) `\(name)` already")
        }
        var files: [(path: String, ranges: [ByteRange])] = []
        for occurrence in occurrences(of: symbol, place) {
            if let last = files.indices.last, files[last].path == occurrence.range.path {
                files[last].ranges.append(occurrence.range.range)
            } else {
                files.append((occurrence.range.path, [occurrence.range.range]))
            }
        }
        return files
    }

    private static func check(_ symbol: Symbol, _ place: Place) throws(RenameRefusal) {
        guard place.analysis.declarations.entries[symbol] != nil else {
            throw RenameRefusal(message: "nothing declares `\(symbol.name)`")
        }
        switch symbol {
        case .declaration(let kind, _) where Schema.block(kind).naming == .title:
            throw RenameRefusal(message: "a title is a sentence, which nothing refers to; edit it in place")
        case .attribute(let name) where Schema.role(named: name) != nil:
            throw RenameRefusal(message: "`\(name)` has its meaning by its name: it prices or bounds calls")
        case .attribute("run"):
            throw RenameRefusal(message: "`run` has its meaning by its name: it is what `per run` counts by")
        default: break
        }
    }

    private static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, first == UInt8(ascii: "_") || isLetter(first) else { return false }
        return text.utf8.allSatisfy { isLetter($0) || $0 == UInt8(ascii: "_") || ($0 &- UInt8(ascii: "0")) < 10 }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 32) &- UInt8(ascii: "a") < 26 }

    /// What has the name where the two would be taken for each other.
    private static func clash(of name: String, for symbol: Symbol, in declarations: DeclarationTable) -> String? {
        func has(_ symbol: Symbol) -> Bool { declarations.entries[symbol] != nil }
        switch symbol {
        case .declaration(let kind, _): return has(.declaration(kind, name)) ? kind.withArticle : nil
        case .enumerationCase(_, let attribute):
            if has(.constant(name)) { return "a `let`" }
            return has(.enumerationCase(name, of: attribute)) ? "a case of `\(attribute)`" : nil
        case .attribute, .constant:
            if has(.attribute(name)) { return "an attribute" }
            if has(.constant(name)) { return "a `let`" }
            guard case .constant = symbol else { return nil }
            let owner = declarations.attributes.values.map(\.name).sorted().first {
                has(.enumerationCase(name, of: $0))
            }
            return owner.map { "a case of `\($0)`" }
        }
    }
}
