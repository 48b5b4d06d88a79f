import ScrimpDiagnostics
import ScrimpSyntax

/// Where names stand. A name within a path or a text counts, so that what is mentioned in any way is never called unused.
extension LintedPolicy {
    /// Places of a name in all files of the policy, but for the one where it is declared.
    func mentions(of name: String, besides location: SourceLocation) -> [SourceLocation] {
        var places: [SourceLocation] = []
        for source in trees.indices {
            guard let tree = trees[source] else { continue }
            tree.forEachMention(of: Array(name.utf8)) { range in
                if source != location.source || range.start != location.range.start {
                    places.append(SourceLocation(range, in: source))
                }
                return true
            }
        }
        return places
    }

    /// Whether a name stands anywhere but where it is declared.
    func isMentioned(_ name: String, besides location: SourceLocation) -> Bool {
        var isFound = false
        for source in trees.indices where !isFound {
            trees[source]?.forEachMention(of: Array(name.utf8)) { range in
                isFound = source != location.source || range.start != location.range.start
                return !isFound
            }
        }
        return isFound
    }

    /// The text of the policy itself, without what it imports.
    var ownText: SourceText { sources[0] }
    var ownTree: SyntaxTree? { trees.first.flatMap { $0 } }
}

extension SyntaxTree {
    /// Calls back with the ranges at which a name stands, until the callback says no. In a text it is a part of a path.
    func forEachMention(of name: [UInt8], inTexts: Bool = true, _ body: (ByteRange) -> Bool) {
        guard let initial = name.first else { return }
        for index in tokens.indices.dropLast() {
            let (start, end) = (Int(tokens[index].start), Int(tokens[index + 1].start))
            guard end - start >= name.count else { continue }
            var isName = false
            switch tokens[index].kind {
            case .name: isName = true
            case .field: break
            case .string where inTexts: break
            default: continue
            }
            if isName {
                // Most names differ in their length or their first letter.
                guard end - start == name.count, source.bytes[start] == initial,
                    source.bytes[start..<end].elementsEqual(name)
                else { continue }
                if !body(ByteRange(tokens[index].start, tokens[index + 1].start)) { return }
                continue
            }
            for offset in start...(end - name.count) where source.bytes[offset] == initial {
                let stop = offset + name.count
                guard source.bytes[offset..<stop].elementsEqual(name),
                    offset == start || source.bytes[offset - 1].endsPart,
                    stop == end || source.bytes[stop].endsPart
                else { continue }
                if !body(ByteRange(UInt32(truncatingIfNeeded: offset), UInt32(truncatingIfNeeded: stop))) { return }
            }
        }
    }
}

extension UInt8 {
    /// Stands between the parts of a path, or around it.
    fileprivate var endsPart: Bool { self == UInt8(ascii: ".") || self == UInt8(ascii: "\"") }
}
