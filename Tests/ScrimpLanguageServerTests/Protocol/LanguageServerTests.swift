import ScrimpDiagnostics
import ScrimpJSON
import ScrimpLanguageServer
import ScrimpQuantities
import ScrimpTestSupport
import Testing

@Suite struct LanguageServerTests {
    private static let uri = OnePolicy.uri
    private static let whole = SmallPolicy.head + SmallPolicy.route

    private func code(_ answer: JSONNode?) -> Int64? { answer?["error"]?["code"]?.number?.int64 }

    // MARK: Life

    @Test func lifeOfAServer() {
        var editor = Editor()
        #expect(code(editor.request("textDocument/hover", Editor.place(Self.uri, 0, 0))) == -32002)
        editor.notify("textDocument/didOpen", "{}")
        let answer = editor.request("initialize", #"{"capabilities":{}}"#)
        #expect(answer?["result"]?["capabilities"]?["positionEncoding"]?.text == "utf-16")
        #expect(answer?["result"]?["serverInfo"]?["name"]?.text == "scrimp")
        #expect(code(editor.request("initialize", "{}")) == -32600)
        #expect(editor.request("shutdown", "null")?["result"]?.isNull ?? false)
        #expect(code(editor.request("textDocument/hover", Editor.place(Self.uri, 0, 0))) == -32600)
        editor.notify("exit", "null")
        #expect(editor.server.phase == .ended(0))
    }

    @Test func endsWithoutShutdownAreFailures() {
        var exited = Editor.started()
        exited.notify("exit", "null")
        #expect(exited.server.phase == .ended(1))
        #expect(exited.send(Editor.framed(#"{"jsonrpc":"2.0","id":1,"method":"shutdown"}"#)).isEmpty)
        var left = Editor.started()
        left.server.endOfInput()
        #expect(left.server.phase == .ended(1))
    }

    @Test func encodingsAreAgreedUpon() {
        var editor = Editor()
        let answer = editor.request(
            "initialize", #"{"capabilities":{"general":{"positionEncodings":["utf-32","utf-8","utf-16"]}}}"#)
        #expect(answer?["result"]?["capabilities"]?["positionEncoding"]?.text == "utf-8")
    }

    // MARK: Messages

    @Test func whatIsNoMessageIsAnswered() {
        var editor = Editor.started()
        #expect(code(editor.send(Editor.framed("{")).first) == -32700)
        #expect(code(editor.send(Editor.framed("[]")).first) == -32600)
        #expect(code(editor.send(Editor.framed(#"{"id":7}"#)).first) == -32600)
        #expect(code(editor.send(Array("Nonsense: 1\r\n\r\n".utf8)).first) == -32700)
        #expect(editor.send(Editor.framed(#"{"jsonrpc":"2.0","id":"watch","result":null}"#)).isEmpty)
        #expect(code(editor.request("textDocument/inventory", "{}")) == -32601)
        #expect(code(editor.request("textDocument/hover", "{}")) == -32602)
        #expect(code(editor.request("textDocument/hover", #"{"textDocument":{"uri":"file:///none"}}"#)) == -32602)
        editor.open(Self.uri, "model m { }")
        #expect(code(editor.request("textDocument/hover", #"{"textDocument":{"uri":"\#(Self.uri)"}}"#)) == -32602)
        editor.notify("$/setTrace", #"{"value":"off"}"#)
        editor.notify("textDocument/didChange", "[]")
        editor.notify("textDocument/didClose", #"{"textDocument":{"uri":"file:///never"}}"#)
        #expect(editor.request("textDocument/hover", Editor.place(Self.uri, 0, 2))?["result"]?["contents"] != nil)
    }

    @Test func everyMethodBearsEveryParameter() throws {
        var editor = Editor.started()
        editor.open(Self.uri, Self.whole)
        let methods = try #require(Self.methods)
        let parameters = [
            "null", "{}", "[]", "3", #"{"textDocument":null}"#, #"{"textDocument":{"uri":3}}"#,
            Editor.place(Self.uri, -1, -1),
            Editor.place(Self.uri, 9_223_372_036_854_775_807, 9_223_372_036_854_775_807),
            Editor.place(Self.uri, 3, 7),
            #"{"textDocument":{"uri":"\#(Self.uri)"},"range":{"start":{"line":9,"character":0},"end":{"line":1,"character":2}}}"#,
            #"{"textDocument":{"uri":"\#(Self.uri)"},"range":{"start":{"line":0,"character":0},"end":{"line":99,"character":2}},"context":{"only":["source"]}}"#,
        ]
        for method in methods {
            for parameter in parameters {
                let answer = editor.request(method, parameter)
                #expect(answer?["result"] != nil || answer?["error"] != nil)
            }
        }
    }

    private static let methods: [String]? = [
        "textDocument/hover", "textDocument/completion", "textDocument/signatureHelp", "textDocument/definition",
        "textDocument/references", "textDocument/documentHighlight", "textDocument/prepareRename",
        "textDocument/rename", "textDocument/documentSymbol", "workspace/symbol", "textDocument/codeAction",
        "textDocument/inlayHint", "textDocument/foldingRange", "textDocument/semanticTokens/full",
        "textDocument/semanticTokens/range", "textDocument/documentLink", "textDocument/formatting",
        "textDocument/rangeFormatting",
    ]

    @Test func cancelledRequestsAreNotBegun() {
        var editor = Editor.started()
        editor.open(Self.uri, Self.whole)
        let request = Editor.framed(
            #"{"jsonrpc":"2.0","id":90,"method":"textDocument/hover","params":\#(Editor.place(Self.uri, 0, 1))}"#)
        let cancel = Editor.framed(#"{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":90}}"#)
        #expect(editor.send(request + cancel).map { code($0) } == [-32800])
        #expect(editor.send(cancel).isEmpty)
        #expect(editor.send(request).first?["result"] != nil)
    }

    // MARK: Findings

    @Test func findingsFollowTheText() throws {
        var editor = Editor.started()
        editor.open(Self.uri, Self.whole)
        #expect(editor.codes(Self.uri).isEmpty)
        #expect(editor.findings[Self.uri]?["version"]?.number?.int64 == 1)
        let line = SmallPolicy.head.split(separator: "\n", omittingEmptySubsequences: false).count + 1
        editor.notify(
            "textDocument/didChange",
            """
            {"textDocument":{"uri":"\(Self.uri)","version":2},"contentChanges":[
              {"range":{"start":{"line":\(line),"character":17},"end":{"line":\(line),"character":21}},"text":"mni"}]}
            """)
        #expect(editor.codes(Self.uri) == ["S201"])
        let found = try #require(editor.findings[Self.uri]?["diagnostics"]?.elements?.first)
        #expect(found["message"]?.text == "there is no model `mni`\nhelp: did you mean `mini`?")
        #expect(found["source"]?.text == "scrimp")
        #expect(found["severity"]?.number?.int64 == 1)
        #expect(found["range"]?["start"]?["line"]?.number?.int64 == Int64(line))
        #expect(editor.findings[Self.uri]?["version"]?.number?.int64 == 2)
        editor.notify("textDocument/didClose", #"{"textDocument":{"uri":"\#(Self.uri)"}}"#)
        #expect(editor.codes(Self.uri).isEmpty)
    }

    @Test func relatedPlacesTagsAndPages() throws {
        var editor = Editor()
        editor.request(
            "initialize", #"{"capabilities":{},"initializationOptions":{"documentation":"https://example.org/docs"}}"#)
        editor.open(Self.uri, Self.whole.replacing("otherwise -> mini", with: "otherwise -> mini\n when long -> mini"))
        let found = try #require(editor.findings[Self.uri]?["diagnostics"]?.elements?.first)
        #expect(found["code"]?.text == "S501")
        #expect(found["codeDescription"]?["href"]?.text == "https://example.org/docs/diagnostics/S501.md")
        #expect(found["tags"]?.elements?.map { $0.number?.int64 } == [1])
        let related = try #require(found["relatedInformation"]?.elements?.first)
        #expect(related["location"]?["uri"]?.text == Self.uri)
    }

    @Test func importersAreToldToo() {
        let library =
            "budget company { limit: $1_000 per month, spent: reject(\"used up\"), alert: [80%], notify: \"team\" }\n"
        let uri = "file:///work/company.scrimp"
        var editor = Editor.started(["/work/company.scrimp": library])
        editor.open(
            Self.uri, "import \"company.scrimp\"\n" + Self.whole.replacing("alert: [80%]", with: "within: company"))
        #expect(editor.codes(Self.uri).filter { $0.hasPrefix("S") }.isEmpty)
        #expect(editor.findings[uri] == nil)
        editor.open(uri, library.replacing("company", with: "firm"))
        #expect(editor.codes(Self.uri).contains("S201"))
        editor.notify("textDocument/didClose", #"{"textDocument":{"uri":"\#(uri)"}}"#)
        #expect(!editor.codes(Self.uri).contains("S201"))
    }

    /// The configuration of the repository and comments that ignore count as they do for the command.
    @Test func configurationAndIgnoresCount() {
        let silent = Self.whole.replacing(", alert: [80%], notify: \"team\"", with: "")
        var plain = Editor.started()
        plain.open(Self.uri, silent)
        #expect(plain.codes(Self.uri).contains("M002"))
        var configured = Editor.started(["/work/.scrimp.yaml": "lint:\n  ignore: [M002]\n"])
        configured.open(Self.uri, silent)
        #expect(!configured.codes(Self.uri).contains("M002"))
    }

    /// A file of declarations is judged inside the policy that imports it: it may name what that one declares.
    @Test func librariesKnowTheirPolicy() {
        let uri = "file:///work/shared.scrimp"
        let library = "cache answers { match: exact, key: [tenant], ttl: 1 h from insert, capacity: 10 }\n"
        var editor = Editor.started(["/work/shared.scrimp": library])
        editor.open(uri, library)
        #expect(editor.codes(uri).contains("S201"))
        editor.open(Self.uri, "import \"shared.scrimp\"\n" + Self.whole)
        #expect(!editor.codes(uri).contains("S201"))
    }

    @Test func changesThatComeTogetherAreToldOnce() {
        var editor = Editor.started()
        editor.open(Self.uri, "")
        let before = editor.notifications.count
        var bytes: [UInt8] = []
        for (version, letter) in "let a = 1".enumerated() {
            bytes += Editor.framed(
                """
                {"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"\(Self.uri)",\
                "version":\(version + 2)},"contentChanges":[{"range":{"start":{"line":0,"character":\(version)},\
                "end":{"line":0,"character":\(version)}},"text":"\(letter)"}]}}
                """)
        }
        editor.send(bytes)
        #expect(editor.notifications.count == before + 1)
        #expect(editor.server.workspace.bytes(ofPath: OnePolicy.path) == Array("let a = 1".utf8))
    }

    // MARK: Synchronisation

    /// Random edits in either encoding give the text that an editor has.
    @Test(arguments: ["utf-8", "utf-16"])
    func incrementalAndWholeTextsAgree(encoding: String) throws {
        var generator = SeededGenerator(seed: 11)
        var editor = Editor.started(encoding: encoding)
        let unit: PositionEncoding = encoding == "utf-8" ? .utf8 : .utf16
        var text = "let é = 1\r\n"
        editor.open(Self.uri, text)
        let pieces = ["a", "é", "𝄞", "\n", "\r\n", " ", "model m { }", "\"", "{", "}", "//", "30 s"]
        for version in 2..<120 {
            var changes: [String] = []
            for _ in 0...generator.below(3) {
                let scalars = Array(text.unicodeScalars)
                let start = generator.below(scalars.count + 1)
                let end = min(scalars.count, start + generator.below(4))
                func position(_ index: Int) -> String {
                    let before = String(String.UnicodeScalarView(scalars[..<index]))
                    let place = LineTable(Array(text.utf8)).position(at: before.utf8.count, unit)
                    return #"{"line":\#(place.line),"character":\#(place.character)}"#
                }
                // No place is between CR and LF.
                let splitsLineEnd = [start, end].contains { index in
                    index > 0 && index < scalars.count && scalars[index - 1] == "\r" && scalars[index] == "\n"
                }
                if splitsLineEnd { continue }
                let new = generator.chance(60) ? generator.pick(pieces) ?? "" : ""
                changes.append(
                    #"{"range":{"start":\#(position(start)),"end":\#(position(end))},"text":\#(Editor.quoted(new))}"#)
                text =
                    String(String.UnicodeScalarView(scalars[..<start])) + new
                    + String(String.UnicodeScalarView(scalars[end...]))
            }
            editor.notify(
                "textDocument/didChange",
                """
                {"textDocument":{"uri":"\(Self.uri)","version":\(version)},\
                "contentChanges":[\(changes.joined(separator: ","))]}
                """)
            #expect(editor.server.workspace.bytes(ofPath: OnePolicy.path) == Array(text.utf8))
        }
    }
}
