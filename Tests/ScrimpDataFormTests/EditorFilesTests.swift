import ScrimpDataForm
import ScrimpJSON
import ScrimpTestSupport
import Testing

/// The files that editors colour policies with: their words are the tables', and programs that read such files read them.
/// `SCRIMP_RECORD=1` writes the words anew.
@Suite struct EditorFilesTests {
    private static let examples = RoundTripTests.shipped.filter {
        $0.hasPrefix("examples/") || $0.hasPrefix("Tests/Golden/policies/")
    }.map { PackageRoot.path($0) }

    @Test(arguments: ["grammar/scrimp.tmLanguage.json", "grammar/vscode/syntaxes/scrimp.tmLanguage.json"])
    func textMateGrammarIsWhatTheTablesSay(path: String) { expectGolden(TextMateGrammar.text, at: path) }

    @Test(arguments: GeneratedSection.all.map(\.path))
    func sectionIsWhatTheTablesSay(path: String) throws {
        let section = try #require(GeneratedSection.all.first { $0.path == path })
        expectGolden(try #require(section.applied(to: try PackageRoot.text(path))), at: path)
    }

    @Test func everyGroupHasWords() {
        for group in EditorWords.Group.allCases {
            #expect(!EditorWords.words(group).isEmpty, "\(group)")
        }
    }

    // MARK: - Pygments

    private static let hasPygments = canImport("pygments")

    private static func canImport(_ module: String) -> Bool {
        (try? ChildProcess.run("python3", ["-c", "import \(module)"], timeout: 30).exitCode) == 0
    }

    private static func script(_ name: String) -> String { PackageRoot.path("Tests/Support/editors/\(name)") }

    @Test(.enabled(if: hasPygments, "python3 with pygments is not installed"))
    func pygmentsLexesEveryExample() throws {
        let run = try ChildProcess.run(
            "python3", [Self.script("pygments_check.py"), PackageRoot.path("grammar/pygments")] + Self.examples,
            environment: ["PYTHONDONTWRITEBYTECODE": "1"], timeout: 60)
        #expect(run.exitCode == 0, "\(run.outputText)\(run.errorText)")
    }

    // MARK: - TextMate and Visual Studio Code

    @Test(.enabled(if: ChildProcess.find("python3") != nil, "python3 is not installed"))
    func textMateGrammarColoursEveryExample() throws {
        let run = try ChildProcess.run(
            "python3",
            [Self.script("textmate_check.py"), PackageRoot.path("grammar/scrimp.tmLanguage.json")] + Self.examples,
            timeout: 60)
        #expect(run.exitCode == 0, "\(run.outputText)\(run.errorText)")
    }

    @Test func extensionNamesFilesThatAreThere() throws {
        let folder = "grammar/vscode/"
        let package = try JSONReader.read(try PackageRoot.bytes(folder + "package.json"))
        let language = try #require(package["contributes"]?["languages"]?.elements?.first)
        let grammar = try #require(package["contributes"]?["grammars"]?.elements?.first)
        #expect(language["id"]?.text == "scrimp")
        #expect(language["extensions"]?.elements?.map(\.text) == [".scrimp"])
        #expect(grammar["language"]?.text == "scrimp")
        #expect(grammar["scopeName"]?.text == TextMateGrammar.scope)
        #expect(package["activationEvents"]?.elements?.map(\.text) == ["onLanguage:scrimp"])
        for path in [language["configuration"]?.text, grammar["path"]?.text, package["main"]?.text] {
            let path = try #require(path)
            #expect(try !PackageRoot.bytes(folder + path.dropFirst(2)).isEmpty)
        }
        let configuration = try JSONReader.read(try PackageRoot.bytes(folder + "language-configuration.json"))
        #expect(configuration["comments"]?["lineComment"]?.text == "//")
        // The extension starts the server for the language that it declares.
        let source = try PackageRoot.text(folder + "extension.js")
        #expect(source.contains(#"args: ["lsp"]"#) && source.contains(#"language: "scrimp""#))
    }

    @Test(.enabled(if: ChildProcess.find("node") != nil, "node is not installed"))
    func extensionIsJavaScript() throws {
        let run = try ChildProcess.run(
            "node", ["--check", PackageRoot.path("grammar/vscode/extension.js")], timeout: 60)
        #expect(run.exitCode == 0, "\(run.errorText)")
    }

    // MARK: - Vim

    private static let editors = ["vim", "nvim"].filter { ChildProcess.find($0) != nil }

    /// A Vim without its syntax files says so with a version that has no `+syntax`.
    private static func hasSyntax(_ editor: String) -> Bool {
        guard editor == "vim" else { return true }
        return (try? ChildProcess.run(editor, ["--version"], timeout: 30).outputText.contains("+syntax")) == true
    }

    @Test(.enabled(if: !editors.filter(hasSyntax).isEmpty, "neither vim with syntax files nor nvim is installed"))
    func vimColoursAPolicy() throws {
        let expected = [
            ("policy", "scrimpKind"), ("owner", "scrimpField"), ("\"ml\"", "scrimpString"), ("24", "scrimpQuantity"),
            ("day", "scrimpWindow"), ("$25", "scrimpMoney"), ("->", "scrimpArrow"), ("otherwise", "scrimpConditional"),
            ("and", "scrimpLogical"), ("//", "scrimpComment"), ("///", "scrimpDocumentation"),
            ("filled", "scrimpFunction"), ("22:00", "scrimpTime"), ("string", "scrimpType"), ("let", "scrimpLet"),
            ("import", "scrimpInclude"), ("true", "scrimpBoolean"), ("support", ""), ("per", "scrimpSuffix"),
        ]
        let text = """
            policy support { owner: "ml" } // a comment
            import "company.scrimp"
            request {
                /// Whose it is.
                tenant: string
            }
            let often = true and filled(daily) > 80%
            budget daily { limit: $25 per tenant per day, lapse: 24 h, when: local_time in 22:00..06:00 }
            route {
                when often -> mini
                otherwise  -> large
            }
            """
        for editor in Self.editors where Self.hasSyntax(editor) {
            let folder = try TemporaryFolder()
            let out = folder.path("out")
            let run = try ChildProcess.run(
                editor,
                (editor == "vim" ? ["-es"] : ["--headless"])
                    + ["-n", "-i", "NONE", "-u", "NONE", "-S", Self.script("vim_check.vim")],
                environment: [
                    "SCRIMP_VIM": PackageRoot.path("grammar/vim"), "SCRIMP_OUT": out,
                    "SCRIMP_POLICY": try folder.write("policy.scrimp", text),
                    "SCRIMP_WORDS": expected.map(\.0).joined(separator: " "), "PATH": "/usr/bin:/bin",
                ], timeout: 60)
            #expect(!run.timedOut)
            let lines = try folder.text("out").split(separator: "\n").map(String.init)
            #expect(lines.prefix(2) == ["filetype scrimp", "comments // %s"], "\(editor): \(lines)")
            let wanted = expected.map { $0.1.isEmpty ? $0.0 + " " : "\($0.0) \($0.1)" }
            #expect(Array(lines.dropFirst(2)) == wanted, "\(editor)")
        }
    }
}
