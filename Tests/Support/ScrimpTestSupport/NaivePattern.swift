/// Patterns of whole texts by trying everything, one character after the other: the simplest matcher there is, for short texts.
/// Takes patterns that are known to be right.
package struct NaivePattern: Sendable {
    private indirect enum Node: Sendable {
        case character(@Sendable (Unicode.Scalar) -> Bool)
        case sequence([Node])
        case choice([Node])
        case repeated(Node, least: Int, most: Int?)
    }

    private let root: Node

    /// Nil for what it cannot read to the end.
    package init?(_ pattern: String) {
        var rest = Array(pattern.unicodeScalars)[...]
        root = Self.choice(&rest)
        guard rest.isEmpty else { return nil }
    }

    package func matches(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        return Self.match(root, scalars, 0) { $0 == scalars.count }
    }

    private static func match(
        _ node: Node, _ text: [Unicode.Scalar], _ place: Int, _ next: (Int) -> Bool
    ) -> Bool {
        switch node {
        case .character(let accepts): return place < text.count && accepts(text[place]) && next(place + 1)
        case .choice(let nodes): return nodes.contains { match($0, text, place, next) }
        case .sequence(let nodes):
            guard let first = nodes.first else { return next(place) }
            return match(first, text, place) { match(.sequence(Array(nodes.dropFirst())), text, $0, next) }
        case .repeated(let inner, let least, let most):
            if least == 0, next(place) { return true }
            if most == 0 { return false }
            return match(inner, text, place) { after in
                // A round that takes nothing leads nowhere new, but for those that are owed.
                guard after > place || least > 0 else { return false }
                return match(
                    .repeated(inner, least: max(least - 1, 0), most: most.map { $0 - 1 }), text, after, next)
            }
        }
    }

    private static func choice(_ rest: inout ArraySlice<Unicode.Scalar>) -> Node {
        var nodes = [sequence(&rest)]
        while rest.first == "|" {
            rest.removeFirst()
            nodes.append(sequence(&rest))
        }
        return .choice(nodes)
    }

    private static func sequence(_ rest: inout ArraySlice<Unicode.Scalar>) -> Node {
        var nodes: [Node] = []
        while let first = rest.first, first != "|", first != ")" { nodes.append(repetition(&rest)) }
        return .sequence(nodes)
    }

    private static func repetition(_ rest: inout ArraySlice<Unicode.Scalar>) -> Node {
        let node = atom(&rest)
        switch rest.first {
        case "*":
            rest.removeFirst()
            return .repeated(node, least: 0, most: nil)
        case "+":
            rest.removeFirst()
            return .repeated(node, least: 1, most: nil)
        case "?":
            rest.removeFirst()
            return .repeated(node, least: 0, most: 1)
        case "{":
            guard let end = rest.firstIndex(of: "}") else { return node }
            let bounds = String(String.UnicodeScalarView(rest[(rest.startIndex + 1)..<end]))
                .split(separator: ",", omittingEmptySubsequences: false)
            rest = rest[(end + 1)...]
            let least = Int(bounds[0]) ?? 0
            return .repeated(node, least: least, most: bounds.count == 1 ? least : Int(bounds[1]))
        default: return node
        }
    }

    private static func atom(_ rest: inout ArraySlice<Unicode.Scalar>) -> Node {
        let first = rest.removeFirst()
        switch first {
        case "(":
            let node = choice(&rest)
            if rest.first == ")" { rest.removeFirst() }
            return node
        case ".": return .character { _ in true }
        case "\\":
            let accepts = escape(rest.removeFirst())
            return .character(accepts)
        case "[": return set(&rest)
        default: return .character { $0 == first }
        }
    }

    private static func set(_ rest: inout ArraySlice<Unicode.Scalar>) -> Node {
        let isNegated = rest.first == "^"
        if isNegated { rest.removeFirst() }
        var members: [@Sendable (Unicode.Scalar) -> Bool] = []
        while let first = rest.popFirst(), first != "]" {
            if first == "\\" {
                members.append(escape(rest.removeFirst()))
            } else if rest.first == "-", let last = rest.dropFirst().first, last != "]" {
                rest = rest.dropFirst(2)
                members.append { first <= $0 && $0 <= last }
            } else {
                members.append { $0 == first }
            }
        }
        let all = members
        return .character { scalar in all.contains { $0(scalar) } != isNegated }
    }

    private static func escape(_ scalar: Unicode.Scalar) -> @Sendable (Unicode.Scalar) -> Bool {
        let digits = Set("0123456789".unicodeScalars)
        let words = digits.union("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_".unicodeScalars)
        let spaces = Set(" \t\n\r\u{0B}\u{0C}".unicodeScalars)
        return switch scalar {
        case "d": { digits.contains($0) }
        case "D": { !digits.contains($0) }
        case "w": { words.contains($0) }
        case "W": { !words.contains($0) }
        case "s": { spaces.contains($0) }
        case "S": { !spaces.contains($0) }
        case "t": { $0 == "\t" }
        case "n": { $0 == "\n" }
        case "r": { $0 == "\r" }
        default: { $0 == scalar }
        }
    }
}
