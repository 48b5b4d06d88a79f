import ScrimpDiagnostics
import ScrimpFormatter
import ScrimpLanguageServer
import ScrimpTestSupport
import Testing

@Suite struct WorkspaceFormattingTests {
    private func applied(_ text: String, in range: ByteRange? = nil) -> String {
        var policy = OnePolicy(text + "‸")
        let edits = policy.workspace.formatting(OnePolicy.path, in: range)
        for (left, right) in zip(edits, edits.dropFirst()) { #expect(left.range.end <= right.range.start) }
        var bytes = Array(text.utf8)
        for edit in edits.reversed() {
            bytes.replaceSubrange(Int(edit.range.start)..<Int(edit.range.end), with: edit.replacement.utf8)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func formatted(_ text: String) -> String {
        String(decoding: format(SourceText(file: "policy.scrimp", text: text)).bytes, as: UTF8.self)
    }

    private static let ragged = """
        model   mini {   from:"openai/gpt-4o-mini" }   // small
        pool p {
        gpu: "h100-sxm-80gb",
          replicas:   1..4
        }
        route { otherwise->mini }
        """

    @Test func editsGiveTheLayout() throws {
        #expect(applied(Self.ragged) == formatted(Self.ragged))
        #expect(applied(formatted(Self.ragged)) == formatted(Self.ragged))
        let example = try PackageRoot.text("Tests/Golden/policies/support.scrimp")
        let damaged = example.replacing("    ", with: " ").replacing(", ", with: ",")
        #expect(applied(damaged) == formatted(damaged))
    }

    @Test func aRangeIsFormattedAlone() {
        let end = UInt32(Self.ragged.utf8.count)
        let start = UInt32(Self.ragged.split(separator: "route")[0].utf8.count)
        let result = applied(Self.ragged, in: ByteRange(start, end))
        #expect(result.hasPrefix("model   mini {   from:"))
        #expect(!result.contains("otherwise->mini"))
    }

    @Test func damagedTextsLoseNothing() {
        let text = "model mini {   from: }\nroute {  otherwise   ->  mini }\n"
        #expect(applied(text) == formatted(text))
    }
}
