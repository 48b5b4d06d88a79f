import ScrimpDiagnostics
import ScrimpJSON
import ScrimpLanguageServer
import ScrimpQuantities
import Testing

/// Answers as an editor gets them; what they say is tested beside the workspace.
@Suite struct AnswerTests {
    private static let uri = OnePolicy.uri
    private static let text = """
        policy small { owner: "ü𝄞", isolate: tenant }
        request { tenant: string, prompt: tokens, max_output: tokens }
        let long = prompt > 2 ktok
        model mini { from: "openai/gpt-4o-mini" }
        route { when long -> mini
                otherwise -> mini }
        """

    private func opened(encoding: String = "utf-16") -> Editor {
        var editor = Editor.started(encoding: encoding)
        editor.open(Self.uri, Self.text)
        return editor
    }

    private func ranges(_ nodes: [JSONNode]?) -> [[Int64?]] {
        (nodes ?? []).map { node in
            let range = node["range"]
            return [
                range?["start"]?["line"]?.number?.int64, range?["start"]?["character"]?.number?.int64,
                range?["end"]?["line"]?.number?.int64, range?["end"]?["character"]?.number?.int64,
            ]
        }
    }

    @Test func hoverAndItsRange() {
        var editor = opened()
        let answer = editor.request("textDocument/hover", Editor.place(Self.uri, 4, 22))?["result"]
        #expect(answer?["contents"]?["kind"]?.text == "markdown")
        #expect(answer.map { ranges([$0]) } == [[4, 21, 4, 25]])
        let nothing = editor.request("textDocument/hover", Editor.place(Self.uri, 4, 6))?["result"]
        #expect(nothing?.isNull ?? false)
    }

    @Test func plainTextWhereMarkdownIsNotUnderstood() {
        var plain = Editor()
        plain.request("initialize", #"{"capabilities":{}}"#)
        plain.open(Self.uri, Self.text)
        let contents = plain.request("textDocument/hover", Editor.place(Self.uri, 3, 20))?["result"]?["contents"]
        #expect(contents?["kind"]?.text == "plaintext")
        #expect(contents?["value"]?.text?.hasPrefix("openai/gpt-4o-mini: chat of openai") ?? false)
        #expect(contents?["value"]?.text?.contains("**") == false)
    }

    @Test func charactersAreCountedAsAgreed() {
        var wide = opened()
        let units = wide.request("textDocument/hover", Editor.place(Self.uri, 0, 29))?["result"]
        #expect(units.map { ranges([$0]) } == [[0, 29, 0, 36]])
        var bytes = opened(encoding: "utf-8")
        let counted = bytes.request("textDocument/hover", Editor.place(Self.uri, 0, 32))?["result"]
        #expect(counted.map { ranges([$0]) } == [[0, 32, 0, 39]])
    }

    @Test func completionEditsTheWord() throws {
        var editor = opened()
        let answer = editor.request("textDocument/completion", Editor.place(Self.uri, 4, 23))
        let items = try #require(answer?["result"]?["items"]?.elements)
        #expect(items.first?["label"]?.text == "mini")
        #expect(items.first?["textEdit"].map { ranges([$0]) } == [[4, 21, 4, 25]])
        #expect(items.map { $0["sortText"]?.text ?? "" } == items.map { $0["sortText"]?.text ?? "" }.sorted())
    }

    @Test func snippetsOnlyWhereTheyAreUnderstood() throws {
        var plain = Editor()
        plain.request("initialize", #"{"capabilities":{}}"#)
        plain.open(Self.uri, "")
        let items = plain.request("textDocument/completion", Editor.place(Self.uri, 0, 0))?["result"]?["items"]?
            .elements
        let model = try #require(items?.first { $0["label"]?.text == "model" })
        #expect(model["textEdit"]?["newText"]?.text == "model")
        #expect(model["insertTextFormat"]?.number?.int64 == 1)
    }

    @Test func placesOfNames() {
        var editor = opened()
        let definition = editor.request("textDocument/definition", Editor.place(Self.uri, 4, 14))?["result"]
        #expect(definition?["uri"]?.text == Self.uri)
        #expect(definition.map { ranges([$0]) } == [[2, 4, 2, 8]])
        let references = editor.request(
            "textDocument/references",
            Editor.place(Self.uri, 3, 7, #","context":{"includeDeclaration":true}"#))?["result"]?.elements
        #expect(ranges(references) == [[3, 6, 3, 10], [4, 21, 4, 25], [5, 21, 5, 25]])
        let uses = editor.request("textDocument/references", Editor.place(Self.uri, 3, 7))?["result"]?.elements
        #expect(uses?.count == 2)
        let highlights = editor.request("textDocument/documentHighlight", Editor.place(Self.uri, 3, 7))?["result"]
        #expect(highlights?.elements?.count == 3)
    }

    @Test func renamesAndRefusals() {
        var editor = opened()
        let prepared = editor.request("textDocument/prepareRename", Editor.place(Self.uri, 3, 7))?["result"]
        #expect(prepared?["placeholder"]?.text == "mini")
        let renamed = editor.request(
            "textDocument/rename", Editor.place(Self.uri, 3, 7, #","newName":"small_one""#))?["result"]
        let edits = renamed?["changes"]?[Self.uri]?.elements
        #expect(edits?.map { $0["newText"]?.text } == ["small_one", "small_one", "small_one"])
        let refused = editor.request("textDocument/rename", Editor.place(Self.uri, 3, 7, #","newName":"when""#))
        #expect(
            refused?["error"]?["message"]?.text == "`when` is a reserved word; choose another name, such as `when_`")
        let nothing = editor.request("textDocument/prepareRename", Editor.place(Self.uri, 0, 1))
        #expect(nothing?["error"]?["code"]?.number?.int64 == -32803)
    }

    @Test func symbolsFlatAndNested() {
        var editor = opened()
        let document = #"{"textDocument":{"uri":"\#(Self.uri)"}}"#
        let nested = editor.request("textDocument/documentSymbol", document)?["result"]?.elements
        #expect(nested?.map { $0["name"]?.text } == ["small", "request", "long", "mini", "route"])
        var plain = Editor()
        plain.request("initialize", #"{"capabilities":{}}"#)
        plain.open(Self.uri, Self.text)
        let flat = plain.request("textDocument/documentSymbol", document)?["result"]?.elements
        #expect(flat?.first?["location"]?["uri"]?.text == Self.uri)
        let found = editor.request("workspace/symbol", #"{"query":"mini"}"#)?["result"]?.elements
        #expect(found?.map { $0["name"]?.text } == ["mini"])
    }

    @Test func actionsCarryTheirEdits() throws {
        var editor = Editor.started()
        editor.open(Self.uri, "let a: 5 s\n")
        let range = #""range":{"start":{"line":0,"character":5},"end":{"line":0,"character":5}}"#
        let quick = editor.request(
            "textDocument/codeAction",
            #"{"textDocument":{"uri":"\#(Self.uri)"},\#(range),"context":{"diagnostics":[]}}"#)?["result"]?.elements
        let fix = try #require(quick?.first)
        #expect(fix["kind"]?.text == "quickfix")
        #expect(fix["edit"]?["changes"]?[Self.uri]?.elements?.first?["newText"]?.text == " =")
        let all = editor.request(
            "textDocument/codeAction",
            #"{"textDocument":{"uri":"\#(Self.uri)"},\#(range),"context":{"only":["source.fixAll"]}}"#)?["result"]?
            .elements
        #expect(all?.map { $0["kind"]?.text } == ["source.fixAll.scrimp"])
    }

    @Test func tokensAreDistances() throws {
        var editor = opened()
        let answer = editor.request("textDocument/semanticTokens/full", #"{"textDocument":{"uri":"\#(Self.uri)"}}"#)
        let numbers = try #require(answer?["result"]?["data"]?.elements?.compactMap { $0.number?.int64 })
        #expect(numbers.count % 5 == 0)
        #expect(Array(numbers.prefix(5)) == [0, 0, 6, 0, 0])
        #expect(Array(numbers[5..<10]) == [0, 7, 5, 11, 1])
        // The text of four UTF-16 units and two quotes.
        #expect(Array(numbers[15..<20]) == [0, 7, 5, 2, 0])
        let range = #""range":{"start":{"line":3,"character":0},"end":{"line":3,"character":99}}"#
        let some = editor.request(
            "textDocument/semanticTokens/range", #"{"textDocument":{"uri":"\#(Self.uri)"},\#(range)}"#)?["result"]
        #expect(some?["data"]?.elements?.count == 20)
    }

    @Test func hintsAndFoldings() {
        var editor = opened()
        let range = #""range":{"start":{"line":0,"character":0},"end":{"line":9,"character":0}}"#
        let hints = editor.request(
            "textDocument/inlayHint", #"{"textDocument":{"uri":"\#(Self.uri)"},\#(range)}"#)?["result"]?.elements
        #expect(hints?.map { $0["label"]?.text?.prefix(3) } == [": a", "≤ $", "≤ $"])
        editor.open(Self.uri, "model m {\n    retry: 2\n}\n// a\n// b\n")
        let foldings = editor.request("textDocument/foldingRange", #"{"textDocument":{"uri":"\#(Self.uri)"}}"#)
        let lines = foldings?["result"]?.elements?.map {
            [$0["startLine"]?.number?.int64, $0["endLine"]?.number?.int64]
        }
        #expect(lines == [[0, 1], [3, 4]])
    }
}
