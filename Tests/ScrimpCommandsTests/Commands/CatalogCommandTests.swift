import ScrimpCommands
import ScrimpTestSupport
import Testing

@Suite struct CatalogCommandTests {
    private static let own = """
        source: our contract
        as_of: 2026-11-01
        models:
          acme/chat:
            context: 128000
            max_output: 4096
            prices:
              standard: {input: $0.15/Mtok, output: $0.60/Mtok}
              batch: {input: $0.075/Mtok, output: $0.30/Mtok}
          acme/embed:
            kind: embedding
            prices:
              standard: {input: $0.02/Mtok}

        """

    @Test func showsAModel() {
        let world = World(files: ["own.yaml": Self.own])
        #expect(world.run("catalog", "show", "acme/chat", "--catalog", "own.yaml") == .clean, "\(world.errors)")
        expectGolden(world.output, at: "Tests/Golden/commands/catalog.show.txt")
        #expect(world.run("catalog", "show", "openai/gpt-4o-mini") == .clean)
        #expect(world.output.contains("openai/gpt-4o-mini"))
    }

    @Test func anUnknownModelIsSuggested() {
        let world = World()
        #expect(world.run("catalog", "show", "openai/gpt-4o-mimi") == .findings)
        #expect(world.output.isEmpty)
        #expect(
            world.errors == """
                error: the catalog knows no model `openai/gpt-4o-mimi`
                help: did you mean `openai/gpt-4o-mini`?

                """)
        #expect(world.run("catalog", "show", "acme/chat") == .findings)
        #expect(world.errors.hasPrefix("error: the catalog knows no model `acme/chat`\nhelp: "))
    }

    @Test func listsOneProvider() {
        let world = World(files: ["own.yaml": Self.own])
        #expect(world.run("catalog", "list", "--provider", "acme", "--catalog", "own.yaml") == .clean)
        // Below the table stands the version of the built-in catalog.
        let table = String(world.output.split(separator: "\n\n").first ?? "")
        expectGolden(table + "\n", at: "Tests/Golden/commands/catalog.list.txt")
        #expect(world.run("catalog", "list") == .clean)
        #expect(world.output.contains("openai/gpt-4o-mini") && !world.output.contains("acme/chat"))
        #expect(world.run("catalog", "list", "--provider", "opnai") == .findings)
        #expect(world.errors == "error: the catalog has no model of `opnai`\nhelp: did you mean `openai`?\n")
    }

    @Test func aCatalogThatIsWrongIsAFailure() {
        let world = World(files: ["own.yaml": Self.own.replacing("$0.15/Mtok", with: "$0.15/month")])
        #expect(world.run("catalog", "list", "--catalog", "own.yaml") == .failure)
        #expect(world.output.isEmpty)
        #expect(world.errors.contains("--> own.yaml:8:"))
        #expect(world.run("catalog", "list", "--catalog", "nowhere.yaml") == .failure)
        #expect(world.errors == "error: cannot read `nowhere.yaml`: no such file or directory\n")
    }

    /// One entry that is read, one with a price to round, one that has no place in a catalog.
    private static let prices = """
        {
          "chat": {"litellm_provider": "acme", "mode": "chat", "max_input_tokens": 128000, "input_cost_per_token": 1.5e-07,
            "output_cost_per_token": 6e-07, "rpm": 60},
          "odd": {"litellm_provider": "acme", "mode": "chat", "input_cost_per_token": 1.23456789012345e-07,
            "output_cost_per_token": 6e-07},
          "talk": {"litellm_provider": "acme", "mode": "chat", "input_cost_per_second": 0.1}
        }

        """

    @Test func importsAPriceList() throws {
        let world = World(files: ["prices.json": Self.prices])
        #expect(world.run("catalog", "import", "litellm", "prices.json", "--as-of", "2026-11-01") == .clean)
        let yaml = world.output
        expectGolden(yaml, at: "Tests/Golden/commands/catalog.import.yaml")
        expectGolden(world.errors, at: "Tests/Golden/commands/catalog.import.txt")
        #expect(
            world.run("catalog", "import", "litellm", "prices.json", "--as-of=2026-11-01", "-o", "out.yaml") == .clean)
        #expect(world.output.isEmpty)
        #expect(world.files["out.yaml"] == Array(yaml.utf8))
        #expect(world.run("catalog", "show", "acme/chat", "--catalog", "out.yaml") == .clean, "\(world.errors)")
        #expect(world.output.contains("0.15"))
    }

    @Test func importsNothingFromWhatIsNoPriceList() {
        let world = World(files: ["prices.json": "{\"chat\": "])
        #expect(world.run("catalog", "import", "litellm", "prices.json", "-o", "out.yaml") == .findings)
        #expect(world.errors.contains("--> prices.json:1:"))
        #expect(world.files["out.yaml"] == nil)
        #expect(world.run("catalog", "import", "litellm", "prices.json", "--as-of", "today") == .failure)
        #expect(world.errors == "error: `today` is no date\nhelp: write it like 2026-11-24\n")
    }
}
