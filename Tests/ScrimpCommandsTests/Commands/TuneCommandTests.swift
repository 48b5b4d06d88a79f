import ScrimpCommands
import ScrimpJSON
import ScrimpTestSupport
import Testing

@Suite struct TuneCommandTests {
    private static let constants = "let cut = 50%\nlet most = $5\nlet cap = 100 tok\n"
    private static let policy = """
        policy router { }
        request { score: ratio, prompt: tokens, max_output: tokens = 1_000 tok }
        model weak   { from: "openai/gpt-4o-mini", price: { input: $1/Mtok, output: $1/Mtok, source: "ours", as_of: "2026-11-01" } }
        model strong { from: "openai/gpt-4o", price: { input: $10/Mtok, output: $10/Mtok, source: "ours", as_of: "2026-11-01" } }
        shape short { max_output: cap }
        budget daily { limit: most per day, spent: reject("no more") }
        route {
            when score < cut -> weak, strong
            otherwise -> strong, weak
        }

        """

    private static func scenario(_ more: String) -> String {
        """
        scenario graded for router {
            traffic:  trace("trace.csv", time: "t", time_unit: seconds, score: "score", prompt: "prompt", output: "out")
            baseline: everything(on: strong)
            \(more)
        }

        """
    }

    private static let graded = "quality: { weak: \"w\", strong: \"s\" }\ntunable: { cut: 10%..90% }"

    /// Ten scores; the weak model is right on those below 0.5, the strong one on all but the last.
    private static let trace: String = {
        let rows = (0..<10).map { "\($0),0.\($0),1000,200,\($0 < 5 ? 1 : 0),\($0 < 9 ? "true" : "false")" }
        return "t,score,prompt,out,w,s\n" + rows.joined(separator: "\n") + "\n"
    }()

    private let folder: TemporaryFolder
    private let path: String

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("trace.csv", Self.trace)
        path = folder.path("router.scrimp")
    }

    private func world(_ more: String = graded, constants: String = constants) -> World {
        World(files: [path: Self.policy + constants + Self.scenario(more)])
    }

    @Test func theCheapestThatIsGoodEnoughAndItsChange() throws {
        let world = world(constants: Self.constants.replacing("50%", with: "20%   // for now"))
        #expect(world.run("tune", path, "--subject-to", "quality >= 90%") == .clean, "\(world.errors)")
        #expect(world.errors.isEmpty)
        #expect(
            world.output.contains("\n- let cut = 20%   // for now\n+ let cut = 50%   // for now\n"), "\(world.output)")
        #expect(world.output.contains("router.scrimp:11\n"))
        #expect(world.output.contains("every value tried"))
        // The policy itself stays what it was.
        #expect(world.files.count == 1)
    }

    @Test func whatIsBestAlreadyStays() {
        let world = world()
        #expect(world.run("tune", path, "--subject-to", "quality >= 90%") == .clean, "\(world.errors)")
        #expect(world.output.hasSuffix("\nthe policy had better stay as it is\n"), "\(world.output)")
    }

    @Test func nothingIsGoodEnough() {
        let world = world()
        #expect(world.run("tune", path, "--subject-to", "quality >= 95%") == .findings)
        #expect(
            world.output.contains("nothing that was tried meets quality >= 95%; the nearest is cut = 50%"),
            "\(world.output)")
        #expect(!world.output.contains("+ let"))
    }

    @Test func theOtherWayRound() throws {
        let world = world()
        let options = ["--maximize", "quality", "--subject-to", "cost <= $0.05", "--format", "json"]
        #expect(world.run(["tune", path] + options) == .clean, "\(world.errors)")
        let node = try JSONReader.read(Array(world.output.utf8))
        #expect(node["goal"]?["sense"]?.text == "maximize")
        // Three strong answers of $0.011 and seven weak ones of a tenth of that fit $0.05; four strong ones do not.
        #expect(node["best"]?["values"]?["cut"]?.text == "70%", "\(world.output)")
        #expect(node["best"]?["figures"]?["quality"]?.text == "0.700000")
        #expect(node["best"]?["allowed"]?.bool == true)
        #expect(node["parameters"]?.elements?.first?["threshold_on"]?.text == "score")
        #expect(node["changes"]?.elements?.first?["new"]?.text == "let cut = 70%")
        #expect(world.run(["tune", path] + options) == .clean)
        #expect(try JSONReader.read(Array(world.output.utf8)).value == node.value)
    }

    @Test func severalConstants() throws {
        let more = Self.graded.replacing("{ cut", with: "{ cap: 20 tok..400 tok, cut")
        let world = world(more)
        let arguments = ["tune", path, "--subject-to", "quality >= 90%", "--steps", "60", "--format", "json"]
        #expect(world.run(arguments) == .clean, "\(world.errors)")
        let node = try JSONReader.read(Array(world.output.utf8))
        // A shorter answer is never worse here, so that the shortest is the cheapest.
        #expect(node["best"]?["values"]?["cap"]?.text == "20 tok")
        #expect(node["best"]?["values"]?["cut"]?.text == "50%")
        #expect((node["replays"]?.number?.int64 ?? 0) <= 60)
        #expect(node["changes"]?.elements?.count == 1)
        #expect(
            world.run("tune", path, "--vary", "cap=50 tok..60 tok", "--format", "json") == .clean, "\(world.errors)")
        let one = try JSONReader.read(Array(world.output.utf8))
        #expect(one["best"]?["values"]?["cap"]?.text == "50 tok")
        #expect(one["best"]?["values"]?["cut"] == nil)
    }

    /// The constant may stand in a file that the policy imports.
    @Test func anImportedConstant() {
        let text = "import \"shared.scrimp\"\n" + Self.policy + Self.scenario(Self.graded)
        let constants = "/// Shared.\n" + Self.constants.replacing("50%", with: "30%")
        let world = World(files: [path: text, folder.path("shared.scrimp"): constants])
        #expect(world.run("tune", path, "--subject-to", "quality >= 90%") == .clean, "\(world.errors)\(world.output)")
        #expect(world.output.contains("shared.scrimp:2\n- let cut = 30%\n+ let cut = 50%\n"), "\(world.output)")
    }

    @Test(
        arguments: [
            (["--vary", "cut=5%..60%"], "error: `cut=5%..60%` leaves the range that scenario `graded` allows\n"),
            (["--vary", "cut=20..60"], "error: `20` is not a percentage, as `cut` is\n"),
            (["--vary", "cut=20% to 60%"], "error: `cut=20% to 60%` is no range\n"),
            (["--vary", "cut=60%..20%"], "error: `cut=60%..20%` ends before it begins\n"),
            (["--vary", "cut=20%..score"], "error: `score` is not a percentage, as `cut` is\n"),
            (["--vary", "cut=20%..\nlet x = 3"], "error: `\nlet x = 3` is not"),
            (["--vary", "most=$1..$2"], "error: scenario `graded` does not mark `most` as tunable\n"),
            (["--vary", "cot=20%..60%"], "error: there is no constant `cot`\nhelp: did you mean `cut`?\n"),
            (["--vary", "cut", "--vary", "cut"], "error: `cut` is varied twice\n"),
            (["--minimize", "costs"], "error: there is no figure `costs`\nhelp: did you mean `cost`?\n"),
            (["--minimize", "npv"], "error: scenario `graded` has no figure `npv`\n"),
            (
                ["--minimize", "cost", "--maximize", "quality"],
                "error: `--minimize` and `--maximize` exclude each other\n"
            ),
            (["--subject-to", "quality = 3"], "error: `quality = 3` is no comparison\n"),
            (["--scenario", "other"], "error: `"),
        ] as [([String], String)])
    func mistakesAreNamed(options: [String], message: String) {
        let world = world()
        #expect(world.run(["tune", path] + options) == .failure)
        #expect(world.output.isEmpty)
        #expect(world.errors.hasPrefix(message), "\(world.errors)")
    }

    @Test func aScenarioThatMarksNothing() {
        let world = world("")
        #expect(world.run("tune", path) == .failure)
        #expect(
            world.errors.hasPrefix(
                "error: scenario `graded` marks no constant as tunable\nhelp: say what a search may move"))
        let plain = self.world("tunable: { cut: 10%..90% }")
        #expect(plain.run("tune", path, "--maximize", "quality") == .failure)
        #expect(
            plain.errors.hasSuffix("help: name the columns of recorded quality: `quality: { MODEL: \"column\" }`\n"))
        #expect(plain.run("tune", path, "--maximize", "saving") == .clean, "\(plain.errors)")
    }

    @Test func aPolicyWithAnErrorIsNotSearched() {
        let world = World(files: ["p.scrimp": Self.policy.replacing("-> strong, weak", with: "-> strang")])
        #expect(world.run("tune", "p.scrimp") == .findings)
        #expect(world.errors.contains("strang"))
        #expect(world.run("tune", "q.scrimp") == .failure)
    }

    /// Values with which a rule could never match are counted, not taken.
    @Test func valuesThatDoNotCompileAreLeftOut() throws {
        let world = world("quality: { weak: \"w\", strong: \"s\" }\ntunable: { cut: 0%..90% }")
        #expect(world.run("tune", path, "--format", "json") == .clean, "\(world.errors)")
        let node = try JSONReader.read(Array(world.output.utf8))
        #expect(node["failed"]?.number?.int64 == 1)
    }

    /// Every field that programs read is in the guide.
    @Test func theGuideNamesEveryField() throws {
        let world = world(constants: Self.constants.replacing("50%", with: "20%"))
        #expect(world.run("tune", path, "--format", "json") == .clean)
        let guide = try PackageRoot.text("Docs/tune.md")
        func check(_ node: JSONNode) {
            for member in node.members ?? [] {
                #expect(guide.contains("`\(member.key)`"), "\(member.key) is not in Docs/tune.md")
                // Below these, keys are names of constants and of figures.
                if !["values", "figures"].contains(member.key) { check(member.value) }
            }
            for element in node.elements ?? [] { check(element) }
        }
        check(try JSONReader.read(Array(world.output.utf8)))
    }
}
