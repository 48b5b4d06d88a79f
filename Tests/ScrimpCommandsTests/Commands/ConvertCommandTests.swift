import ScrimpCommands
import ScrimpJSON
import ScrimpTestSupport
import Testing

@Suite struct ConvertCommandTests {
    private static let text = """
        // About models.
        model mini { from: "openai/gpt-4o-mini" }   // the small one

        route { otherwise -> mini }

        """
    private static let tidy = """
        model mini { from: "openai/gpt-4o-mini" }

        route {
            otherwise -> mini
        }

        """
    private static let json =
        #"{"language": 1, "models": {"mini": {"from": "openai/gpt-4o-mini"}}, "route": [{"otherwise": ["mini"]}]}"#
    private static let yaml = """
        # About models.
        language: 1
        models:
          mini:
            from: openai/gpt-4o-mini   # the "small" one
        route:
          - otherwise: ["mini"]

        """

    private func value(_ text: String) throws -> JSONValue { try JSONReader.read(Array(text.utf8)).value }

    @Test func textBecomesData() throws {
        let world = World(files: ["p.scrimp": Self.text])
        #expect(world.run("convert", "p.scrimp") == .clean)
        #expect(try value(world.output) == value(Self.json))
        #expect(world.errors == "note: 2 comments left out\n")
        #expect(world.run("convert", "p.scrimp", "--to", "yaml") == .clean)
        #expect(
            world.output
                == "language: 1\nmodels:\n  mini:\n    from: openai/gpt-4o-mini\nroute:\n  - otherwise:\n      - mini\n"
        )
    }

    @Test func dataBecomesText() {
        let world = World(files: ["p.json": Self.json, "p.yaml": Self.yaml, "p.yml": Self.yaml])
        #expect(world.run("convert", "p.json") == .clean)
        #expect(world.output == Self.tidy)
        #expect(world.errors.isEmpty)
        for path in ["p.yaml", "p.yml"] {
            #expect(world.run("convert", path) == .clean)
            #expect(world.output == Self.tidy)
            #expect(world.errors == "note: 2 comments left out\n")
        }
    }

    @Test func dataBecomesOtherData() throws {
        let world = World(files: ["p.yaml": Self.yaml])
        #expect(world.run("convert", "p.yaml", "--to", "json") == .clean)
        #expect(try value(world.output) == value(Self.json))
    }

    /// The ending of the output says what is meant.
    @Test func filesAreWritten() throws {
        let world = World(files: ["p.scrimp": Self.text])
        #expect(world.run("convert", "p.scrimp", "--output", "p.yaml") == .clean)
        #expect(world.output.isEmpty)
        #expect(world.run("convert", "p.yaml", "-o", "q.json") == .clean)
        #expect(world.run("convert", "q.json", "-o", "q.scrimp") == .clean)
        #expect(world.files["q.scrimp"] == Array(Self.tidy.utf8))
        #expect(world.run("convert", "q.scrimp", "-o", "q.txt", "--to", "text") == .clean)
        #expect(world.files["q.txt"] == Array(Self.tidy.utf8))
    }

    /// What standard input is, its beginning says.
    @Test func standardInput() throws {
        let world = World()
        for text in [Self.json, Self.yaml.split(separator: "\n").dropFirst().joined(separator: "\n")] {
            world.input = Array(text.utf8)
            #expect(world.run("convert", "-") == .clean)
            #expect(world.output == Self.tidy)
        }
        world.input = Array(Self.tidy.utf8)
        #expect(world.run("convert", "-") == .clean)
        #expect(try value(world.output) == value(Self.json))
        world.input = Array(Self.json.utf8)
        #expect(world.run("convert", "--from", "yaml", "--to", "yaml", "-") == .clean)
        #expect(world.output.hasPrefix("language: 1\n"))
    }

    @Test func mistakesAreFindings() {
        let world = World(files: [
            "p.scrimp": "model mini { from: }", "p.json": #"{"modles": {}}"#, "q.json": "{", "p.yaml": "a: [",
        ])
        for (path, message) in [
            ("p.scrimp", "p.scrimp:1:"), ("p.json", "did you mean `models`?"), ("q.json", "error[S700]"),
            ("p.yaml", "error[S710]"),
        ] {
            #expect(world.run("convert", path) == .findings)
            #expect(world.output.isEmpty)
            #expect(world.errors.contains(message), "\(world.errors)")
        }
        #expect(world.run("convert", "none.json") == .failure)
    }

    @Test(arguments: [
        ("policy", "Docs/schemas/policy.schema.json"), ("config", "Docs/schemas/scrimp-yaml.schema.json"),
        ("catalog", "Docs/schemas/catalog.schema.json"),
    ])
    func schemasArePrinted(name: String, path: String) throws {
        let world = World()
        #expect(world.run("schema", name) == .clean)
        #expect(world.output == (try PackageRoot.text(path)))
    }

    @Test func unknownSchema() {
        let world = World()
        #expect(world.run("schema", "plan") == .failure)
        #expect(world.run("schema") == .failure)
    }
}
