import ScrimpJSON

/// The grammar that Visual Studio Code, Sublime Text, TextMate and code hosts colour policies with.
package enum TextMateGrammar {
    package static let scope = "source.scrimp"

    package static var text: String {
        let document: [JSONMember] = [
            .init("name", .string("Scrimp")), .init("scopeName", .string(scope)),
            .init("fileTypes", .array([JSONNode(.string("scrimp"))])),
            .init("patterns", .array(patterns.map { JSONNode($0) })),
        ]
        return JSONWriter.text(.object(document), .indented)
    }

    private static let name = "[A-Za-z_][A-Za-z0-9_]*"
    private static let number = #"[0-9]+(?:_[0-9]{3})*(?:\.[0-9]+)?"#

    /// The first that matches at the earliest place wins.
    private static var patterns: [JSONValue] {
        let kinds = EditorWords.alternatives(.kind)
        let units = EditorWords.alternatives(.unit)
        return [
            match("///(?!/).*$", "comment.line.documentation"),
            match("//.*$", "comment.line.double-slash"),
            string,
            captures(
                #"^\s*(\#(kinds))\b(?:\s+(?!for\b)(\#(name)))?(?:\s+(for)\s+(\#(name)))?(?=\s*(?:\{|"))"#,
                ["keyword.declaration", "entity.name.type", "keyword.other", "entity.name.type"]),
            captures(#"\b(let)\s+(\#(name))(?=\s*=)"#, ["keyword.declaration", "variable.other.constant"]),
            match(#"\b(?:\#(EditorWords.alternatives(.include)))\b(?=\s*")"#, "keyword.control.import"),
            match(#"\b[0-9]{2}:[0-9]{2}\b"#, "constant.numeric.time"),
            captures(
                #"\b(\#(name)(?:\.\#(name))*)\s*(:)"#, ["entity.other.attribute-name", "punctuation.separator.key"]),
            captures(
                #"(\$\#(number))((?:/(?:\#(units)))*)(?![A-Za-z0-9_])"#,
                ["constant.numeric.money", "keyword.other.unit"]),
            captures(
                #"\b(\#(number))[ \t]*((?:%|(?:\#(units))(?![A-Za-z0-9_]))(?:/(?:\#(units))(?![A-Za-z0-9_]))*)"#,
                ["constant.numeric", "keyword.other.unit"]),
            match(#"\b\#(number)\b"#, "constant.numeric"),
            match("->", "keyword.operator.arrow"), match(#"\.\."#, "keyword.operator.range"),
            match("==|!=|<=|>=|<|>", "keyword.operator.comparison"), match(#"[-+*/]"#, "keyword.operator.arithmetic"),
            match("=", "keyword.operator.assignment"),
            words(.conditional, "keyword.control"), words(.logical, "keyword.operator.logical"),
            words(.boolean, "constant.language"),
            captures(
                #"\b(per)\s+(\#(EditorWords.alternatives(.window)))\b"#, ["keyword.other", "support.type.window"]),
            words(.suffix, "keyword.other"),
            match(#"\b(?:\#(EditorWords.alternatives(.function)))\b"#, "support.function"),
            match(#"\b\#(name)(?=\()"#, "entity.name.function"),
            match(#"(?<=:)\s*\b(?:\#(EditorWords.alternatives(.attributeType)))\b"#, "storage.type"),
        ]
    }

    private static var string: JSONValue {
        .object([
            .init("name", .string("string.quoted.double.scrimp")), .init("begin", .string("\"")),
            .init("end", .string("\"|$")),
            .init(
                "patterns",
                .array([
                    JSONNode(match(#"\\(?:["\\nt]|u\{[0-9A-Fa-f]{1,6}\})"#, "constant.character.escape")),
                    JSONNode(match(#"\\."#, "invalid.illegal.escape")),
                ])),
        ])
    }

    private static func match(_ pattern: String, _ scope: String) -> JSONValue {
        .object([.init("name", .string(scope + ".scrimp")), .init("match", .string(pattern))])
    }

    private static func words(_ group: EditorWords.Group, _ scope: String) -> JSONValue {
        match(#"\b(?:\#(EditorWords.alternatives(group)))\b"#, scope)
    }

    private static func captures(_ pattern: String, _ scopes: [String]) -> JSONValue {
        let members = scopes.enumerated().map { index, scope in
            JSONMember(String(index + 1), .object([.init("name", .string(scope + ".scrimp"))]))
        }
        return .object([.init("match", .string(pattern)), .init("captures", .object(members))])
    }
}
