import Foundation
import ScrimpCommands
import ScrimpJSON
import ScrimpTestSupport
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

/// The same findings in every format.
@Suite struct LintOutputTests {
    private static func world() throws -> World {
        World(files: [
            ".scrimp.yaml": "lint:\n  select: [M002]\n  severity: { S755: note }\n",
            "policies/clean.scrimp": SmallPolicy.text,
            "policies/damaged.scrimp": try PackageRoot.text("Tests/Golden/lint-output/damaged.scrimp"),
            "policies/policy.scrimp": try PackageRoot.text("Tests/Golden/lint-output/policy.scrimp"),
        ])
    }

    private static func output(_ format: String) throws -> String {
        let world = try world()
        #expect(world.run("lint", "--format", format) == .findings)
        #expect(world.errors.isEmpty)
        return world.output
    }

    @Test(arguments: [
        ("full", "txt"), ("concise", "txt"), ("json", "json"), ("sarif", "sarif"), ("github", "txt"), ("junit", "xml"),
    ])
    func everyFormat(format: String, suffix: String) throws {
        expectGolden(try Self.output(format), at: "Tests/Golden/lint-output/\(format).\(suffix)")
    }

    @Test func sarifNamesWhatItSays() throws {
        let log = try JSONReader.read(Array(try Self.output("sarif").utf8))
        let run = try #require(log["runs"]?.elements?.first)
        let rules = try #require(run["tool"]?["driver"]?["rules"]?.elements)
        for rule in rules {
            let page = try #require(rule["helpUri"]?.text)
            #expect(FileManager.default.fileExists(atPath: PackageRoot.path(page)), "\(page)")
        }
        for result in try #require(run["results"]?.elements) {
            let index = try #require(result["ruleIndex"]?.number.flatMap { Int($0.text) })
            #expect(rules[index]["id"]?.text == result["ruleId"]?.text)
        }
    }

    @Test func namesOfFilesAreReferences() throws {
        let world = World(files: ["a b%/ü.scrimp": "let x = 1 +\n"])
        world.run("lint", "--format", "sarif")
        #expect(world.output.contains("\"uri\": \"a%20b%25/%C3%BC.scrimp\""), "\(world.output)")
    }

    @Test func junitIsXML() throws {
        let parser = XMLParser(data: Data(try Self.output("junit").utf8))
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
    }

    /// Where `check-jsonschema` and the schema are there: `SCRIMP_SARIF_SCHEMA` names a copy of OASIS's `sarif-schema-2.1.0.json`.
    @Test(.enabled(if: Self.tool("check-jsonschema") != nil && Self.schema != nil))
    func sarifKeepsToTheSchema() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("findings.sarif", Self.output("sarif"))
        let check = try ChildProcess.run(
            try #require(Self.tool("check-jsonschema")), ["--schemafile", try #require(Self.schema), path])
        #expect(check.exitCode == 0, "\(check.outputText)\(check.errorText)")
    }

    @Test(.enabled(if: Self.tool("sarif") != nil))
    func sarifToolsReadIt() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write("findings.sarif", Self.output("sarif"))
        let summary = try ChildProcess.run(try #require(Self.tool("sarif")), ["summary", path])
        #expect(summary.exitCode == 0, "\(summary.errorText)")
        #expect(summary.outputText.contains("S201") && summary.outputText.contains("M002"), "\(summary.outputText)")
    }

    private static var schema: String? { ProcessInfo.processInfo.environment["SCRIMP_SARIF_SCHEMA"] }

    /// A program of Python's: `SCRIMP_PYTHON_TOOLS` names the folder of an environment's programs, else `PATH` is asked.
    private static func tool(_ name: String) -> String? {
        if let folder = ProcessInfo.processInfo.environment["SCRIMP_PYTHON_TOOLS"],
            FileManager.default.isExecutableFile(atPath: folder + "/" + name)
        {
            return folder + "/" + name
        }
        return ChildProcess.find(name)
    }
}
