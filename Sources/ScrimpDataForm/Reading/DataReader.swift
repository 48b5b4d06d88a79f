import ScrimpDiagnostics
import ScrimpJSON
import ScrimpSchema
import ScrimpSyntax

/// Writes the text of a policy as data, and says what is wrong with the data.
struct DataReader {
    /// Columns up to which a declaration stands on one line.
    static let widestLine = 100
    static let mostFieldsOnLine = 4

    let source: SourceText
    let sourceIndex: Int
    private(set) var diagnostics: [Diagnostic] = []
    private(set) var text = PlacedText()
    private var documentation: [JSONMember] = []
    /// What the item before was part of, where it stood on one line.
    private var lastOnOneLine: DataKey?

    init(source: SourceText, sourceIndex: Int) {
        self.source = source
        self.sourceIndex = sourceIndex
    }

    mutating func read(_ node: JSONNode) {
        guard let members = node.members else {
            return reportKind(node, "a policy", holds: "its parts by name")
        }
        if let about = node[DataKey.documentation.text] { readDocumentation(about) }
        for member in members {
            guard let key = DataKey.named(member.key) else {
                let close = DataKey.suggested(for: member.key)
                report(
                    .unknownDataKey, "a policy has no `\(member.key)`", at: member.keyRange,
                    help: close.map { "did you mean `\($0)`?" }
                        ?? "its parts are \(Self.list(DataKey.all.map(\.text)))")
                continue
            }
            read(key, member)
        }
    }

    private mutating func read(_ key: DataKey, _ member: JSONMember) {
        let value = member.value
        switch key {
        case .language:
            guard let number = value.number, number.int64 == 1 else {
                report(
                    .unsupportedLanguage, "this version knows edition 1 of the language", at: value.range,
                    help: "write `1`")
                return
            }
        case .documentation: break
        case .uses: readPaths(value, key, "use")
        case .imports: readPaths(value, key, "import")
        case .constants:
            for constant in named(value, key) { readConstant(constant) }
        case .block(.request): readRequest(value)
        case .block(.route): readRoute(value)
        case .block(let kind) where kind.isSingleInData: readSingle(kind, member)
        case .block(let kind):
            let isTitled: Bool = if case .title = Schema.block(kind).naming { true } else { false }
            for declaration in named(value, key, isTitled: isTitled) {
                readDeclaration(kind, declaration, isTitled: isTitled)
            }
        }
    }

    /// The members of a group, all of which have names that can be written.
    private mutating func named(_ node: JSONNode, _ key: DataKey, isTitled: Bool = false) -> [JSONMember] {
        guard let members = node.members else {
            reportKind(node, "`\(key.text)`", holds: "an object, each value by its name")
            return []
        }
        return members.filter { isTitled || checkName($0.key, at: $0.keyRange) }
    }

    private mutating func readDocumentation(_ node: JSONNode) {
        guard let members = node.members else {
            return reportKind(node, "`\(DataKey.documentation.text)`", holds: "texts by the names of parts")
        }
        let known = [BlockKind.request, .route].map(\.dataKey)
        for member in members {
            guard known.contains(member.key) else {
                report(
                    .unknownDataKey, "`\(DataKey.documentation.text)` has no `\(member.key)`", at: member.keyRange,
                    help: "it has \(Self.list(known)); anything else has a `\(DataKey.ownDocumentation)` of its own")
                continue
            }
            documentation.append(member)
        }
    }

    private mutating func readPaths(_ node: JSONNode, _ key: DataKey, _ word: String) {
        for element in node.elements ?? [node] {
            guard let path = element.text else {
                reportKind(element, "`\(key.text)`", holds: "a list of files")
                continue
            }
            var item = PlacedText()
            item.add(word + " " + DataName.literal(path), from: element.range)
            add(item, key, isOneLine: true)
        }
    }
}

// MARK: - Text

extension DataReader {
    /// Adds an item; what takes several lines, and what begins another part, has an empty line before it.
    mutating func add(_ item: PlacedText, _ key: DataKey, isOneLine: Bool) {
        if !text.bytes.isEmpty, !isOneLine || lastOnOneLine != key { text.add("\n") }
        text.add(item)
        text.add("\n")
        lastOnOneLine = isOneLine ? key : nil
    }

    /// The lines of a documentation; what ends a line in any text ends one here.
    mutating func documentationLines(_ node: JSONNode?, indentation: String = "") -> PlacedText {
        var lines = PlacedText()
        guard let node else { return lines }
        guard let text = node.text else {
            reportKind(node, "`\(DataKey.ownDocumentation)`", holds: "a text")
            return lines
        }
        var bytes = Array(text.utf8)
        while bytes.last == UInt8(ascii: "\n") { bytes.removeLast() }
        let ends: (UInt8) -> Bool = { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
        for line in bytes.split(omittingEmptySubsequences: false, whereSeparator: ends) {
            let content = String(decoding: line, as: UTF8.self)
            lines.add(indentation + "///" + (content.isEmpty ? "" : " " + content), from: node.range)
            lines.add("\n")
        }
        return lines
    }

    mutating func partDocumentation(_ kind: BlockKind) -> PlacedText {
        documentationLines(documentation.first { $0.key == kind.dataKey }?.value)
    }
}

// MARK: - Diagnostics

extension DataReader {
    mutating func report(
        _ code: DiagnosticCode, _ message: String, at range: ByteRange, help: String? = nil
    ) {
        diagnostics.append(Diagnostic(code, message, at: SourceLocation(range, in: sourceIndex), help: help))
    }

    mutating func report(_ found: [Diagnostic]) { diagnostics += found }

    mutating func reportKind(_ node: JSONNode, _ subject: String, holds wanted: String, help: String? = nil) {
        report(
            .wrongDataValue, "\(subject) holds \(wanted), not \(node.value.kindName)", at: node.range, help: help)
    }

    /// Says whether it is a name.
    mutating func checkName(_ name: String, at range: ByteRange, isPath: Bool = false) -> Bool {
        if isPath ? DataName.isPath(name) : DataName.isName(name) && !Schema.keywords.contains(name) { return true }
        report(
            .malformedDataName,
            DataName.isName(name) ? "`\(name)` is a reserved word" : "`\(name)` is not a name", at: range,
            help: DataName.isName(name)
                ? "choose another name, such as `\(name)_`"
                : "a name has letters, digits and `_`, and begins with a letter")
        return false
    }

    /// The members of an object that has some keys only; others are reported.
    mutating func checkKeys(_ members: [JSONMember], _ keys: [String], of subject: String) {
        for member in members where !keys.contains(member.key) {
            let close = suggestedByDistance(member.key, among: keys)
            report(
                .unknownDataKey, "\(subject) has no `\(member.key)`", at: member.keyRange,
                help: close.map { "did you mean `\($0)`?" } ?? "it has \(Self.list(keys))")
        }
    }

    static func list(_ words: [String]) -> String { words.map { "`\($0)`" }.joined(separator: ", ") }
}
