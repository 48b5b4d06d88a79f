package import ScrimpDiagnostics
import ScrimpJSON
import ScrimpLinter

/// Findings in the format that code scanning services read: OASIS, "Static Analysis Results Interchange Format (SARIF)
/// Version 2.1.0", 27 March 2020.
///
/// Files and the pages of codes are named relative to the folder in which the command ran, the repository's root in a build.
package struct SARIFRenderer: Sendable {
    package init() {}

    package func render(_ diagnostics: [Diagnostic], in sources: SourceSet) -> String {
        let codes = Array(Set(diagnostics.map(\.code))).sorted { $0.id < $1.id }
        let indices = Dictionary(codes.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        var writer = JSONWriter(.indented)
        writer.object {
            $0.text("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
            $0.text("version", "2.1.0")
            $0.list("runs", [()]) { (writer, _) in
                writer.object("tool") {
                    $0.object("driver") {
                        $0.text("name", CommandTable.program)
                        $0.text("version", CommandLineTool.version)
                        $0.list("rules", codes) { Self.write($1, to: &$0) }
                    }
                }
                writer.text("columnKind", "unicodeCodePoints")
                writer.list("results", diagnostics) {
                    Self.write($1, ruleIndex: indices[$1.code.id] ?? 0, in: sources, to: &$0)
                }
            }
        }
        writer.newLine()
        return writer.text
    }

    private static func write(_ code: DiagnosticCode, to writer: inout JSONWriter) {
        writer.text("id", code.id)
        writer.message("shortDescription", code.title)
        if !code.why.isEmpty { writer.message("fullDescription", code.why) }
        writer.text("helpUri", code.pagePath)
        writer.object("help") {
            $0.text("text", code.why.isEmpty ? code.title : code.why)
            $0.text("markdown", code.fullPage)
        }
        writer.object("defaultConfiguration") { $0.text("level", code.severity.rawValue) }
    }

    private static func write(
        _ diagnostic: Diagnostic, ruleIndex: Int, in sources: SourceSet, to writer: inout JSONWriter
    ) {
        writer.text("ruleId", diagnostic.code.id)
        writer.key("ruleIndex")
        writer.number(ruleIndex)
        writer.text("level", diagnostic.severity.rawValue)
        let lines =
            [diagnostic.message] + diagnostic.notes.map { "note: " + $0 } + diagnostic.helps.map { "help: " + $0 }
        writer.message("message", lines.joined(separator: "\n"))
        writer.list("locations", [diagnostic.location]) { write($1, in: sources, to: &$0) }
        if !diagnostic.labels.isEmpty {
            writer.list("relatedLocations", diagnostic.labels) { (writer, label) in
                write(label.location, in: sources, to: &writer)
                writer.message("message", label.text)
            }
        }
        guard !diagnostic.fixes.isEmpty else { return }
        let text = sources[diagnostic.location.source]
        writer.list("fixes", diagnostic.fixes) { (writer, fix) in
            writer.message("description", fix.title)
            writer.list("artifactChanges", [text]) { (writer, text) in
                writer.object("artifactLocation") { $0.text("uri", uri(text.file)) }
                writer.list("replacements", fix.edits) { (writer, edit) in
                    writer.object("deletedRegion") { write(edit.range, in: text, to: &$0) }
                    writer.object("insertedContent") { $0.text("text", edit.replacement) }
                }
            }
            writer.object("properties") {
                $0.key("safe")
                $0.bool(fix.isSafe)
            }
        }
    }

    private static func write(_ location: SourceLocation, in sources: SourceSet, to writer: inout JSONWriter) {
        let text = sources[location.source]
        writer.object("physicalLocation") {
            $0.object("artifactLocation") { $0.text("uri", uri(text.file)) }
            $0.object("region") { write(location.range, in: text, to: &$0) }
        }
    }

    private static func write(_ range: ByteRange, in text: SourceText, to writer: inout JSONWriter) {
        let start = text.position(at: range.start)
        let end = text.position(at: range.end)
        for (name, value) in [
            ("startLine", start.line), ("startColumn", start.column), ("endLine", end.line),
            ("endColumn", end.column), ("byteOffset", Int(range.start)), ("byteLength", range.count),
        ] {
            writer.key(name)
            writer.number(value)
        }
    }

    /// A path as a reference (RFC 3986): what may not stand in one is written as its bytes in percent notation.
    static func uri(_ path: String) -> String {
        let isAbsolute = path.hasPrefix("/")
        var result = isAbsolute ? "file://" : ""
        for byte in path.utf8 {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16, uppercase: true)
                result += digits.utf8.count == 1 ? "%0" + digits : "%" + digits
            }
        }
        return result
    }
}

extension JSONWriter {
    fileprivate mutating func object(_ name: String? = nil, _ content: (inout JSONWriter) -> Void) {
        if let name { key(name) }
        beginObject()
        content(&self)
        endObject()
    }

    /// A list of objects.
    fileprivate mutating func list<Element>(
        _ name: String, _ elements: [Element], _ content: (inout JSONWriter, Element) -> Void
    ) {
        key(name)
        beginArray()
        for element in elements { object { content(&$0, element) } }
        endArray()
    }

    fileprivate mutating func text(_ name: String, _ text: String) {
        key(name)
        string(text)
    }

    fileprivate mutating func message(_ name: String, _ text: String) { object(name) { $0.text("text", text) } }
}
