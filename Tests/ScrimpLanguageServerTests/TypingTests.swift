import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpJSON
import ScrimpLanguageServer
import ScrimpLinter
import ScrimpSemantics
import ScrimpSyntax
import ScrimpTestSupport
import Testing

/// The language's example, typed one character at a time, and damaged at random: no request stops the server, and what it says
/// is what check, compile and lint say of the same text.
@Suite struct TypingTests {
    private static let company = """
        budget company { limit: $1_000 per month, spent: reject("the company's money is used up") }
        switch paused { on: reject("paused by the operator") }
        """

    private static let files = ["/work/company.scrimp": company, "/work/catalog.yaml": "models: {}\n"]

    private static func example() throws -> [UInt8] { try PackageRoot.bytes("Tests/Golden/policies/support.scrimp") }

    /// What the commands say of a text, each as its place, code and sentence.
    private static func said(of bytes: [UInt8]) -> [String] {
        let system = TestSystem.make()
        let environment = CompilationEnvironment(
            load: { path throws(CompilationEnvironment.LoadError) in
                guard let text = files["/work/\(path)"] else { throw .missing }
                return Array(text.utf8)
            },
            zoneRules: system.zoneRules, zoneNames: system.zoneNames, catalog: system.catalog, today: TestSystem.today)
        let checked = check(SourceText(file: "policy.scrimp", bytes: bytes), in: environment)
        let compilation = checked.policy.map { compile($0, sources: checked.sources, compilerVersion: "test") }
        return lintReport(checked, compilation, today: TestSystem.today).filter { $0.location.source == 0 }.map(words)
    }

    private static func words(_ diagnostic: Diagnostic) -> String {
        "\(diagnostic.location.range) \(diagnostic.code.id) \(diagnostic.message)"
    }

    private static func workspace(_ bytes: [UInt8]) -> Workspace {
        var workspace = Workspace(TestSystem.make(files))
        workspace.open(OnePolicy.uri, version: 1, text: String(decoding: bytes, as: UTF8.self))
        return workspace
    }

    /// Everything that can be asked at a place.
    private static func askAll(_ workspace: inout Workspace, _ offset: Int, newName: String) {
        let path = OnePolicy.path
        _ = workspace.hover(path, offset: offset)
        _ = workspace.completions(path, offset: offset)
        _ = workspace.signature(path, offset: offset)
        _ = workspace.definition(path, offset: offset)
        _ = workspace.references(path, offset: offset, includingDeclaration: true)
        _ = workspace.highlights(path, offset: offset)
        _ = try? workspace.renamable(path, offset: offset)
        _ = try? workspace.rename(path, offset: offset, to: newName)
        _ = workspace.actions(path, in: ByteRange(0, UInt32(offset)))
        _ = workspace.fixingAll(path)
        _ = workspace.hints(path, in: ByteRange(0, UInt32(offset)))
        _ = workspace.foldings(path)
        _ = workspace.tokens(path)
        _ = workspace.tokens(path, in: ByteRange(UInt32(offset / 2), UInt32(offset)))
        _ = workspace.links(path)
        _ = workspace.symbols(path)
        _ = workspace.symbols(matching: "m")
    }

    /// The cheap half, at every prefix: what stands there and what may be written.
    @Test func everyPrefixHasAContext() throws {
        let bytes = try Self.example()
        let tree = parse(SourceText(file: "policy.scrimp", bytes: bytes)).tree
        let declarations = DeclarationTable([tree])
        for end in bytes.indices {
            let prefix = SourceText(file: "policy.scrimp", bytes: Array(bytes[..<end]))
            let caret = CaretText(prefix, offset: end)
            let context = SyntaxContext(parse(caret.source).tree, declarations, offset: caret.offset)
            #expect(!context.path.isEmpty)
            _ = context.givenFields
            _ = context.call
            _ = context.field
            _ = context.block
            _ = context.resolvedName(declarations)
        }
    }

    @Test func prefixesSayWhatTheCommandsSay() throws {
        let bytes = try Self.example()
        var generator = SeededGenerator(seed: 5)
        var end = 0
        while end <= bytes.count {
            let prefix = Array(bytes[..<end])
            var workspace = Self.workspace(prefix)
            let findings = workspace.findings(ofPath: OnePolicy.path)
            #expect(findings?.diagnostics.map(Self.words) ?? [] == Self.said(of: prefix), "after \(end) bytes")
            Self.askAll(&workspace, end, newName: "other")
            Self.askAll(&workspace, generator.below(end + 1), newName: "mini")
            end += 1 + generator.below(120)
        }
    }

    /// One workspace through all of it, as a server has it: nothing of an earlier text is left in a later answer.
    @Test func oneWorkspaceFollows() throws {
        let bytes = try Self.example()
        var workspace = Self.workspace([])
        var generator = SeededGenerator(seed: 6)
        var end = 0
        while end < bytes.count {
            let next = min(bytes.count, end + 1 + generator.below(120))
            let place = LineTable(Array(bytes[..<end])).position(at: end, .utf8)
            workspace.change(
                OnePolicy.uri, version: Int64(next),
                [.init(range: LineRange(place, place), text: String(decoding: bytes[end..<next], as: UTF8.self))], .utf8
            )
            end = next
            #expect(workspace.bytes(ofPath: OnePolicy.path) == Array(bytes[..<end]))
            let findings = workspace.findings(ofPath: OnePolicy.path)
            #expect(findings?.diagnostics.map(Self.words) ?? [] == Self.said(of: Array(bytes[..<end])))
        }
        #expect(workspace.policy(ofPath: OnePolicy.path)?.isCurrent ?? false)
    }

    /// Deleted, doubled and strange pieces anywhere.
    @Test func damagedTextsAreBorne() throws {
        let bytes = try Self.example()
        var generator = SeededGenerator(seed: 8)
        let strange: [[UInt8]] = [
            "\"", "{", "}", "(", "[", "//", "\u{0}", "é", "𝄞", "$", "%", "->", "..", "let", "\r", "\t",
        ].map {
            Array($0.utf8)
        }
        for _ in 0..<30 {
            var damaged = bytes
            for _ in 0...generator.below(5) {
                let start = generator.below(damaged.count + 1)
                let end = min(damaged.count, start + generator.below(40))
                switch generator.below(3) {
                case 0: damaged.removeSubrange(start..<end)
                case 1: damaged.insert(contentsOf: damaged[start..<end], at: generator.below(damaged.count + 1))
                default: damaged.insert(contentsOf: generator.pick(strange) ?? [], at: start)
                }
            }
            // An editor's text is always UTF-8.
            damaged = Array(String(decoding: damaged, as: UTF8.self).utf8)
            var workspace = Self.workspace(damaged)
            let findings = workspace.findings(ofPath: OnePolicy.path)
            #expect(findings?.diagnostics.map(Self.words) ?? [] == Self.said(of: damaged))
            for _ in 0..<3 { Self.askAll(&workspace, generator.below(damaged.count + 1), newName: "other") }
        }
    }

    /// The same over the wire, with every request that an editor makes at the caret.
    @Test func everyRequestAtTheCaret() throws {
        let text = String(decoding: try Self.example(), as: UTF8.self)
        var editor = Editor.started(Self.files)
        editor.open(OnePolicy.uri, "")
        var generator = SeededGenerator(seed: 9)
        let methods = [
            "hover", "completion", "signatureHelp", "definition", "references", "documentHighlight", "prepareRename",
            "rename", "documentSymbol", "codeAction", "inlayHint", "foldingRange", "semanticTokens/full",
            "semanticTokens/range", "documentLink", "formatting", "rangeFormatting",
        ]
        var written = ""
        var version = 1
        for scalar in text.unicodeScalars {
            written.unicodeScalars.append(scalar)
            guard generator.chance(2) else { continue }
            version += 1
            editor.notify(
                "textDocument/didChange",
                """
                {"textDocument":{"uri":"\(OnePolicy.uri)","version":\(version)},\
                "contentChanges":[{"text":\(Editor.quoted(written))}]}
                """)
            let place = LineTable(Array(written.utf8)).position(at: written.utf8.count, .utf16)
            for method in methods {
                let answer = editor.request(
                    "textDocument/\(method)",
                    Editor.place(
                        OnePolicy.uri, place.line, place.character,
                        """
                        ,"newName":"other","context":{"includeDeclaration":true},"options":{"tabSize":4},\
                        "range":{"start":{"line":0,"character":0},"end":{"line":\(place.line),"character":\(place.character)}}
                        """))
                let code = answer?["error"]?["code"]?.number?.int64
                #expect(code == nil || code == -32803, "\(method) at \(place)")
            }
        }
        #expect(version > 40)
    }
}
