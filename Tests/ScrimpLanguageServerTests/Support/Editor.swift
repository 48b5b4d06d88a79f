import ScrimpCatalog
import ScrimpDiagnostics
import ScrimpJSON
import ScrimpLanguageServer
import ScrimpQuantities
import ScrimpSchema
import ScrimpSemantics
import ScrimpSyntax
import ScrimpTestSupport
import Testing

/// The world of a test: files by absolute path, all below one repository, on one fixed day.
enum TestSystem {
    static let today = CivilDate(year: 2026, month: 11, day: 24)

    static func make(_ files: [String: String] = [:]) -> WorkspaceSystem {
        WorkspaceSystem(
            read: { path throws(WorkspaceSystem.LoadError) in
                guard let text = files[path] else { throw .missing }
                return Array(text.utf8)
            },
            root: { _ in "/work/" },
            zoneRules: { ["UTC", "Europe/Berlin"].contains($0) ? ZoneRules.utc : nil },
            zoneNames: { ["Europe/Berlin", "UTC"] }, catalog: .builtIn, today: { today }, compilerVersion: "test")
    }
}

/// A text with a caret (`‸`) in it.
struct CaretCase {
    let text: String
    let offset: Int

    init(_ marked: String) {
        let parts = marked.split(separator: "‸", maxSplits: 1, omittingEmptySubsequences: false)
        text = parts.joined()
        offset = parts[0].utf8.count
    }
}

/// A workspace with one open policy, asked at its caret.
struct OnePolicy {
    static let path = "/work/policy.scrimp"
    static let uri = "file:///work/policy.scrimp"
    var workspace: Workspace
    let text: String
    let offset: Int

    init(_ marked: String, files: [String: String] = [:]) {
        let parsed = CaretCase(marked)
        text = parsed.text
        offset = parsed.offset
        workspace = Workspace(TestSystem.make(files))
        workspace.open(Self.uri, version: 1, text: parsed.text)
    }

    var hover: String? {
        mutating get { workspace.hover(Self.path, offset: offset)?.markdown }
    }

    var proposals: [String] {
        mutating get { workspace.completions(Self.path, offset: offset)?.items.map(\.label) ?? [] }
    }

    func text(_ start: UInt32, _ end: UInt32) -> String {
        String(decoding: Array(text.utf8)[Int(start)..<Int(end)], as: UTF8.self)
    }
}

/// An editor on the other end of the wire.
struct Editor {
    var server: LanguageServer
    private var lastId = 0
    /// By address, as they were last told.
    private(set) var findings: [String: JSONNode] = [:]
    private(set) var notifications: [String] = []

    init(_ files: [String: String] = [:]) { server = LanguageServer(TestSystem.make(files)) }

    static func started(_ files: [String: String] = [:], encoding: String = "utf-16") -> Editor {
        var editor = Editor(files)
        editor.request(
            "initialize",
            """
            {"capabilities": {"general": {"positionEncodings": ["\(encoding)"]},
              "textDocument": {"hover": {"contentFormat": ["plaintext", "markdown"]},
                "completion": {"completionItem": {"snippetSupport": true}},
                "documentSymbol": {"hierarchicalDocumentSymbolSupport": true}}}}
            """)
        editor.notify("initialized", "{}")
        return editor
    }

    static func framed(_ text: String) -> [UInt8] {
        Array("Content-Length: \(text.utf8.count)\r\n\r\n\(text)".utf8)
    }

    static func quoted(_ text: String) -> String { JSONWriter.text(.string(text)) }

    /// Sends bytes and takes note of what comes back; answers what is no notification.
    @discardableResult
    mutating func send(_ bytes: [UInt8]) -> [JSONNode] {
        var reader = MessageReader()
        reader.append(server.receive(bytes))
        var answers: [JSONNode] = []
        while let part = reader.next() {
            guard case .message(let bytes) = part, let node = try? JSONReader.read(bytes) else {
                Issue.record("the server sent no message")
                continue
            }
            guard let method = node["method"]?.text else {
                answers.append(node)
                continue
            }
            notifications.append(method)
            if method == "textDocument/publishDiagnostics", let uri = node["params"]?["uri"]?.text {
                findings[uri] = node["params"]
            }
        }
        return answers
    }

    @discardableResult
    mutating func request(_ method: String, _ parameters: String) -> JSONNode? {
        lastId += 1
        let answers = send(
            Self.framed(#"{"jsonrpc":"2.0","id":\#(lastId),"method":"\#(method)","params":\#(parameters)}"#))
        #expect(answers.count == 1)
        return answers.first
    }

    mutating func notify(_ method: String, _ parameters: String) {
        #expect(send(Self.framed(#"{"jsonrpc":"2.0","method":"\#(method)","params":\#(parameters)}"#)).isEmpty)
    }

    mutating func open(_ uri: String, _ text: String) {
        notify(
            "textDocument/didOpen",
            #"{"textDocument":{"uri":"\#(uri)","languageId":"scrimp","version":1,"text":\#(Self.quoted(text))}}"#)
    }

    /// The codes that are told of a file, in order.
    func codes(_ uri: String) -> [String] {
        findings[uri]?["diagnostics"]?.elements?.compactMap { $0["code"]?.text } ?? []
    }

    /// The parameters of a request about a place of a document.
    static func place(_ uri: String, _ line: Int, _ character: Int, _ more: String = "") -> String {
        #"{"textDocument":{"uri":"\#(uri)"},"position":{"line":\#(line),"character":\#(character)}\#(more)}"#
    }
}

/// A small policy without mistakes that tests put their texts into.
enum SmallPolicy {
    static let head = """
        /// A small policy.
        policy small { owner: "team", isolate: tenant }
        request { tenant: string, tier: enum { free, premium }, prompt: tokens, max_output: tokens }
        let long = prompt > 2 ktok
        model mini { from: "openai/gpt-4o-mini" }
        model large { from: "openai/gpt-4o" }
        budget daily { limit: $25 per tenant per day, spent: reject("no money left"), alert: [80%], notify: "team" }

        """

    static let route = """
        route {
            when tier == premium and long -> large, mini
            otherwise -> mini
        }

        """
}
