package import ScrimpDiagnostics
import ScrimpJSON

/// Diagnostics as JSON for programs: `{"diagnostics": […], "errors": 1, "warnings": 0}`, ordered as given.
///
/// Offsets count bytes from zero, lines and columns from one; a range's `end` is the first place behind it.
package struct JSONRenderer: Sendable {
    package init() {}

    package func render(_ diagnostics: [Diagnostic], in sources: SourceSet) -> String {
        var writer = JSONWriter(.indented)
        writer.beginObject()
        writer.key("diagnostics")
        writer.beginArray()
        for diagnostic in diagnostics { write(diagnostic, in: sources, to: &writer) }
        writer.endArray()
        for severity in Diagnostic.Severity.allCases {
            writer.key(severity.rawValue + "s")
            writer.number(diagnostics.count { $0.severity == severity })
        }
        writer.endObject()
        writer.newLine()
        return writer.text
    }

    private func write(_ diagnostic: Diagnostic, in sources: SourceSet, to writer: inout JSONWriter) {
        let text = sources[diagnostic.location.source]
        writer.beginObject()
        writer.key("code")
        writer.string(diagnostic.code.id)
        writer.key("severity")
        writer.string(diagnostic.severity.rawValue)
        writer.key("message")
        writer.string(diagnostic.message)
        write(diagnostic.location, in: sources, to: &writer)
        writer.key("caption")
        writer.string(diagnostic.caption)
        writer.key("labels")
        writer.beginArray()
        for label in diagnostic.labels {
            writer.beginObject()
            write(label.location, in: sources, to: &writer)
            writer.key("text")
            writer.string(label.text)
            writer.endObject()
        }
        writer.endArray()
        writer.key("notes")
        writer.beginArray()
        for note in diagnostic.notes { writer.string(note) }
        writer.endArray()
        writer.key("help")
        if let help = diagnostic.help { writer.string(help) } else { writer.null() }
        writer.key("fixes")
        writer.beginArray()
        for fix in diagnostic.fixes {
            writer.beginObject()
            writer.key("title")
            writer.string(fix.title)
            writer.key("safe")
            writer.bool(fix.isSafe)
            writer.key("edits")
            writer.beginArray()
            for edit in fix.edits {
                writer.beginObject()
                write(edit.range, in: text, to: &writer)
                writer.key("replacement")
                writer.string(edit.replacement)
                writer.endObject()
            }
            writer.endArray()
            writer.endObject()
        }
        writer.endArray()
        writer.endObject()
    }

    private func write(_ location: SourceLocation, in sources: SourceSet, to writer: inout JSONWriter) {
        writer.key("file")
        writer.string(sources[location.source].file)
        write(location.range, in: sources[location.source], to: &writer)
    }

    private func write(_ range: ByteRange, in text: SourceText, to writer: inout JSONWriter) {
        for (name, offset) in [("start", range.start), ("end", range.end)] {
            let place = text.position(at: offset)
            writer.key(name)
            writer.beginObject()
            writer.key("offset")
            writer.number(Int(offset))
            writer.key("line")
            writer.number(place.line)
            writer.key("column")
            writer.number(place.column)
            writer.endObject()
        }
    }
}
