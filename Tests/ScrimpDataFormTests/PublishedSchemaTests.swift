import ScrimpCatalog
import ScrimpDataForm
import ScrimpJSON
import ScrimpLinter
import ScrimpSchema
import ScrimpSyntax
import ScrimpDiagnostics
import ScrimpTestSupport
import Testing

/// The schemas that editors are pointed to.
@Suite struct PublishedSchemaTests {
    private static let schemas = [
        ("Docs/schemas/policy.schema.json", PolicySchema.text),
        ("Docs/schemas/scrimp-yaml.schema.json", ConfigurationSchema.text),
        ("Docs/schemas/catalog.schema.json", CatalogSchema.text),
    ]

    @Test(arguments: schemas) func schemaIsWhatTheTablesSay(path: String, text: String) {
        expectGolden(text, at: path)
    }

    /// No field has a name that means something else in data.
    @Test func keysOfDataAreNoFields() {
        for spec in Schema.blocks {
            #expect(spec.field(DataKey.ownDocumentation) == nil)
            if spec.kind == .policy { #expect(spec.field(DataKey.policyName) == nil) }
            if case .nameAndSubject = spec.naming { #expect(spec.field(DataKey.subject) == nil) }
        }
        #expect(Set(DataKey.all.map(\.text)).count == DataKey.all.count)
    }

    /// Everything below is checked by the program that editors' users run.
    private static let isInstalled = ChildProcess.find("check-jsonschema") != nil

    /// What it says of files, by whether they fit.
    private static func fits(_ schema: String, _ files: [String]) throws -> (fits: Bool, text: String) {
        let run = try ChildProcess.run(
            "check-jsonschema", ["--schemafile", PackageRoot.path(schema)] + files, timeout: 60)
        return (run.exitCode == 0, run.outputText + run.errorText)
    }

    @Test(.enabled(if: isInstalled, "check-jsonschema is not installed"))
    func schemasFitTheirOwnSchema() throws {
        let run = try ChildProcess.run(
            "check-jsonschema", ["--check-metaschema"] + Self.schemas.map { PackageRoot.path($0.0) }, timeout: 60)
        #expect(run.exitCode == 0, "\(run.outputText)\(run.errorText)")
    }

    @Test(.enabled(if: isInstalled, "check-jsonschema is not installed"))
    func everyPolicyFits() throws {
        let folder = try TemporaryFolder()
        var files: [String] = []
        for path in RoundTripTests.shipped where path.hasPrefix("examples/") || path.hasPrefix("Tests/Golden/policies/")
        {
            let parsed = parse(SourceText(file: path, bytes: try PackageRoot.bytes(path)))
            let value = try #require(policyData(of: parsed).value, "\(path)")
            for notation in DataNotation.allCases {
                let name = path.split(separator: "/").joined(separator: "-") + "." + notation.rawValue
                files.append(try folder.write(name, notation.text(value)))
            }
        }
        let (fits, text) = try Self.fits("Docs/schemas/policy.schema.json", files)
        #expect(fits, "\(text)")
    }

    @Test(.enabled(if: isInstalled, "check-jsonschema is not installed"))
    func everyCatalogFits() throws {
        let catalogs = PackageRoot.files(below: "examples", suffix: ".yaml").filter { !$0.hasSuffix("scrimp.yaml") }
            .map { "examples/" + $0 }
        var files: [String] = []
        for path in catalogs {
            let source = SourceText(file: path, bytes: try PackageRoot.bytes(path))
            guard Catalog.read(source: source).diagnostics.isEmpty else { continue }
            files.append(PackageRoot.path(path))
        }
        #expect(!files.isEmpty)
        let (fits, text) = try Self.fits("Docs/schemas/catalog.schema.json", files)
        #expect(fits, "\(text)")
    }

    @Test(.enabled(if: isInstalled, "check-jsonschema is not installed"))
    func whatIsWrongDoesNotFit() throws {
        let folder = try TemporaryFolder()
        let wrong: [(schema: String, texts: [String])] = [
            (
                "Docs/schemas/policy.schema.json",
                [
                    #"{"model": {}}"#, #"{"models": {"mini": {"form": "x"}}}"#, #"{"models": {"a b": {"from": "x"}}}"#,
                    #"{"route": {"otherwise": "mini"}}"#, #"{"route": [{"when": "easy"}]}"#, #"{"route": []}"#,
                    #"{"budgets": {"daily": {"limit": 25, "spent": "wait"}}}"#,
                    #"{"caches": {"exact": {"match": "fuzzy", "key": ["a"], "ttl": "1 h", "capacity": 1}}}"#,
                    #"{"request": {"tier": {"enum": []}}}"#, #"{"request": {"tier": "integer"}}"#,
                    #"{"pools": {"h": {"gpu": "x", "per_replica": 0}}}"#, #"{"language": 2}"#,
                    #"{"gathers": {"a": {"concurrency": 3}}}"#,
                ]
            ),
            (
                "Docs/schemas/scrimp-yaml.schema.json",
                [#"{"lnt": {}}"#, #"{"lint": {"select": "M"}}"#, #"{"lint": {"severity": {"M002": "fatal"}}}"#]
            ),
            (
                "Docs/schemas/catalog.schema.json",
                [
                    #"{"models": {"a/b": {"prices": {"standard": {"input": "$1/tokens"}}}}}"#,
                    #"{"models": {"a/b": {"kind": "chatty"}}}"#, #"{"gpus": {"h": {"memory": "80 GB"}}}"#,
                    #"{"as_of": "yesterday"}"#,
                ]
            ),
        ]
        for (schema, texts) in wrong {
            let files = try texts.indices.map { try folder.write("wrong-\($0).json", texts[$0]) }
            let said = try Self.fits(schema, files).text
            for (file, text) in zip(files, texts) { #expect(said.contains(file + "::"), "\(text) fits \(schema)") }
        }
        let right = try folder.write("right.yaml", "lint:\n  ignore: [M, S512]\n  severity: { R: note }\n")
        let (fits, text) = try Self.fits("Docs/schemas/scrimp-yaml.schema.json", [right])
        #expect(fits, "\(text)")
    }
}
