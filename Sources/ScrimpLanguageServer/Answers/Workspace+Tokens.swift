package import ScrimpDiagnostics
import ScrimpSchema
import ScrimpSyntax

/// What a stretch of text is, for colours.
package struct ColoredToken: Sendable {
    /// The raw values are the protocol's names; the order of the cases is that of the legend.
    package enum Kind: String, CaseIterable, Sendable {
        case keyword, comment, string, number, `operator`, type, property, parameter, function, variable, enumMember,
            namespace, `class`
    }

    package let range: ByteRange
    package let kind: Kind
    package let isDeclaration: Bool
}

extension Workspace {
    /// The tokens of a file that lie in a range, in their order; of the whole file where there is none.
    package mutating func tokens(_ path: String, in range: ByteRange? = nil) -> [ColoredToken] {
        guard let setting = setting(ofPath: path), let tree = setting.analysis.tree(ofPath: path) else { return [] }
        let roles = SyntaxRoles(tree, setting.analysis.declarations)
        var colored: [UInt32: ColoredToken] = [:]
        roles.walk { placed in
            let names = roles.names(of: placed)
            for resolved in names where !resolved.isTitle {
                colored[resolved.name.range.start] = ColoredToken(
                    range: resolved.name.range, kind: resolved.symbol.tokenKind, isDeclaration: resolved.isDeclaration)
            }
            guard names.isEmpty, let kind = tree.wordKind(of: placed) else { return }
            let token = Int(tree.nodes[placed.node].first)
            let start = tree.tokens[token].start
            if colored[start] == nil {
                colored[start] = ColoredToken(range: tree.range(ofToken: token), kind: kind, isDeclaration: false)
            }
        }
        var result: [ColoredToken] = []
        for index in tree.tokens.indices.dropLast() {
            let token = tree.tokens[index]
            let whole = tree.range(ofToken: index)
            if let range, whole.end <= range.start || range.end <= whole.start { continue }
            if let found = colored[token.start], found.range.end == whole.end {
                result.append(found)
            } else if token.kind == .field || token.kind == .name {
                result += Self.parts(of: whole, colored, isField: token.kind == .field)
            } else if let kind = token.kind.tokenKind {
                result.append(ColoredToken(range: whole, kind: kind, isDeclaration: false))
            }
        }
        return result
    }

    /// A dotted field of which parts are names; what else it holds is a property.
    private static func parts(of whole: ByteRange, _ colored: [UInt32: ColoredToken], isField: Bool) -> [ColoredToken] {
        let inside = colored.keys.filter { whole.start <= $0 && $0 < whole.end }.sorted()
        var result: [ColoredToken] = []
        var position = whole.start
        for start in inside {
            guard let token = colored[start], token.range.end <= whole.end, start >= position else { continue }
            if isField, start > position {
                result.append(ColoredToken(range: ByteRange(position, start), kind: .property, isDeclaration: false))
            }
            result.append(token)
            position = token.range.end
        }
        if isField, position < whole.end {
            result.append(ColoredToken(range: ByteRange(position, whole.end), kind: .property, isDeclaration: false))
        }
        return result
    }
}

extension ResolvedName {
    /// Titles are coloured as the texts that they are.
    fileprivate var isTitle: Bool {
        if case .declaration(let kind, _) = symbol { return Schema.block(kind).naming == .title }
        return false
    }
}

extension Symbol {
    fileprivate var tokenKind: ColoredToken.Kind {
        switch self {
        case .declaration(.policy, _): .namespace
        case .declaration: .class
        case .attribute: .parameter
        case .constant: .variable
        case .enumerationCase: .enumMember
        }
    }
}

extension SyntaxTree {
    /// What the first word of a node is, where its role says so.
    fileprivate func wordKind(of placed: PlacedNode) -> ColoredToken.Kind? {
        switch placed.role {
        case .kind: return .keyword
        case .fieldName, .argumentName: return .property
        case .attributeType, .enumeration: return .type
        case .suffix: return .keyword
        case .suffixName: return .keyword
        case .target:
            return nodes[placed.node].kind == .targetSplit || nodes[placed.node].kind == .call ? .function : nil
        case .value(let type, _):
            switch nodes[placed.node].kind {
            case .call: return .function
            case .path:
                let word = text(ofToken: Int(nodes[placed.node].first))
                return type.alternatives.contains { $0.word == word } ? .enumMember : nil
            default: return nil
            }
        case .expression, .fill:
            switch nodes[placed.node].kind {
            case .call: return .function
            case .path:
                let word = text(ofToken: Int(nodes[placed.node].first))
                return Schema.function(named: word) != nil ? .function : nil
            default: return nil
            }
        default: return nil
        }
    }
}

extension TokenKind {
    fileprivate var tokenKind: ColoredToken.Kind? {
        switch self {
        case .comment, .documentation: .comment
        case .string: .string
        case .number, .quantity, .money, .time: .number
        case .arrow, .fatArrow, .equals, .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .plus,
            .minus,
            .star, .slash, .dots:
            .operator
        default: isReservedWord ? .keyword : nil
        }
    }
}
