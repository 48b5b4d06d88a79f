import ScrimpCommands
import ScrimpTestSupport
import Testing

@Suite struct CatalogCommandTests {
    @Test func everythingThatIsKnownOfAModel() {
        let world = World()
        #expect(world.run("catalog", "show", "openai/gpt-4o-mini") == .clean)
        #expect(world.errors.isEmpty)
        expectGolden(world.output, at: "Tests/Golden/commands/catalog.show.txt")
        #expect(world.run("catalog", "list") == .clean)
        let all = world.output.split(separator: "\n").count
        #expect(world.run("catalog", "list", "--provider", "openai") == .clean)
        #expect(all > 40 && world.output.split(separator: "\n").count < all)
    }

    @Test func unknownNamesAreFindings() {
        let world = World()
        #expect(world.run("catalog", "show", "acme/unheard-of") == .findings)
        #expect(
            world.errors
                == "error: the catalog knows no model `acme/unheard-of`\nhelp: `scrimp catalog list` shows what it knows\n"
        )
        #expect(world.run("catalog", "list", "--provider", "nobody-at-all") == .findings)
        #expect(world.errors.hasPrefix("error: the catalog has no model of `nobody-at-all`\n"))
    }

    @Test func filesAreLaidOverTheBuiltInOne() {
        let world = World(files: ["wrong.yaml": "models: [", "prices.json": "{ \"a\": 1 }", "no.json": "{"])
        #expect(world.run("catalog", "list", "--catalog", "wrong.yaml") == .failure)
        #expect(world.output.isEmpty && world.errors.contains("wrong.yaml:1"))
        #expect(world.run("catalog", "list", "--catalog", "nowhere.yaml") == .failure)
        #expect(world.errors == "error: cannot read `nowhere.yaml`: no such file or directory\n")
    }

    @Test func whatIsNoPriceListIsRefused() {
        let world = World(files: ["prices.json": "{ \"a\": 1 }", "no.json": "{"])
        #expect(world.run("catalog", "import", "litellm", "prices.json") == .findings)
        #expect(world.output.isEmpty && world.errors.contains("this is no LiteLLM price list"))
        #expect(world.run("catalog", "import", "litellm", "no.json") == .findings)
        #expect(world.output.isEmpty && world.errors.contains("no.json:1"))
        #expect(world.run("catalog", "import", "litellm", "nowhere.json") == .failure)
        #expect(world.run("catalog", "import", "litelm", "prices.json") == .failure)
        #expect(world.errors.contains("did you mean `scrimp catalog import litellm`?"))
    }

    /// What is imported can be read back and is the same then.
    @Test func theImportGoesToStandardOutput() {
        let world = World(files: [
            "prices.json":
                #"{"acme/one": {"mode": "chat", "litellm_provider": "acme", "input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06}}"#
        ])
        #expect(world.run("catalog", "import", "litellm", "prices.json", "--as-of", "2026-11-01") == .clean)
        #expect(world.errors.hasPrefix("1 entry: 1 read, 0 left out"))
        let yaml = world.output
        #expect(yaml.contains("acme/one"))
        world.files["catalog.yaml"] = Array(yaml.utf8)
        #expect(world.run("catalog", "show", "--catalog", "catalog.yaml", "acme/one") == .clean)
        #expect(world.output.contains("2026-11-01"))
    }
}
