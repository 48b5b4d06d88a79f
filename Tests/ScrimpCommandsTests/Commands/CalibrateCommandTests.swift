import ScrimpCommands
import ScrimpJSON
import ScrimpTestSupport
import Testing

@Suite struct CalibrateCommandTests {
    private static let scenario = """
        scenario march for small {
            traffic: workload(
                requests: 2_000 req, duration: 5 d, start: "2026-11-01", tenant: zipf(5, 0.5),
                tier: choice(free: 80%, premium: 20%), prompt: uniform(100 tok, 2_000 tok), max_output: 300 tok,
                output: uniform(10 tok, 400 tok)
            )
            baseline: everything(on: large)
        }

        """

    /// A policy with a scenario, in a folder, and the ledger of its simulation there.
    private static func made(_ name: String = "ledger.csv") throws -> (
        world: World, folder: TemporaryFolder, path: String
    ) {
        let folder = try TemporaryFolder()
        let path = folder.path("small.scrimp")
        let world = World(files: [path: SmallPolicy.text + scenario])
        #expect(world.run("simulate", path, "--ledger", folder.path(name)) == .clean, "\(world.errors)")
        let ledger = try #require(world.files[folder.path(name)])
        try folder.write(name, String(decoding: ledger, as: UTF8.self))
        return (world, folder, path)
    }

    @Test(arguments: ["ledger.csv", "ledger.jsonl"]) func aLedgerOfItsOwnFitsExactly(name: String) throws {
        let (world, folder, path) = try Self.made(name)
        #expect(world.output.contains("not calibrated"))
        #expect(world.run("calibrate", path, "--ledger", folder.path(name)) == .clean, "\(world.errors)")
        #expect(world.output.contains("2,000, 2,000 as billed, to the pico-dollar"), "\(world.output)")
        #expect(world.output.contains("calibrated: within NMBE 10.00 %, CV(RMSE) 30.00 %"))
        #expect(world.files[path + ".calibration.json"] != nil)
        #expect(world.run("simulate", path) == .clean)
        #expect(world.output.contains("calibrated (bias 0.00 %, CV 0.00 %, to 2026-11-05)"), "\(world.output)")
        #expect(world.run("simulate", path, "--json") == .clean)
        let node = try JSONReader.read(Array(world.output.utf8))
        #expect(node["calibration"]?["state"]?.text == "calibrated")
        // A comment changes nothing that is executed; a rule does.
        world.files[path] = Array("// a comment\n".utf8) + (world.files[path] ?? [])
        #expect(world.run("simulate", path) == .clean)
        #expect(world.output.contains("  calibrated (bias"))
        let text = String(decoding: world.files[path] ?? [], as: UTF8.self)
        world.files[path] = Array(text.replacing("otherwise            -> mini", with: "otherwise -> large").utf8)
        #expect(world.run("simulate", path) == .clean)
        #expect(world.output.contains("calibrated for an earlier policy (bias"), "\(world.output)")
    }

    @Test func aBillThatIsOffIsOutsideTheGate() throws {
        let (world, folder, path) = try Self.made()
        // Another contract: what was billed for the large model is a quarter more.
        let text = String(decoding: world.files[path] ?? [], as: UTF8.self)
        world.files[path] = Array(
            text.replacing("input: $10/Mtok, output: $10", with: "input: $8/Mtok, output: $8").utf8)
        #expect(world.run("calibrate", path, "--ledger", folder.path("ledger.csv")) == .findings, "\(world.errors)")
        let line = world.output.split(separator: "\n").first { $0.hasPrefix("  large") }
        #expect(line?.hasSuffix("outside") == true, "\(world.output)")
        #expect(world.output.contains("not calibrated: outside NMBE 10.00 %"))
        #expect(world.run("simulate", path) == .clean)
        #expect(world.output.contains("not calibrated: outside the gate (bias"))
        let wide = ["--gate-bias", "60%", "--gate-error", "60%", "--format", "json", "--write", "kept.json"]
        #expect(world.run(["calibrate", path, "--ledger", folder.path("ledger.csv")] + wide) == .clean)
        let node = try JSONReader.read(Array(world.output.utf8))
        #expect(node["within_gate"]?.bool == true)
        #expect(node["gate"]?["nmbe"]?.number?.text == "0.6")
        #expect(world.files["kept.json"] != nil)
        #expect(world.run("simulate", path, "--calibration", "kept.json") == .clean)
        #expect(world.output.contains("  calibrated (bias"))
    }

    @Test func mistakes() throws {
        let (world, folder, path) = try Self.made()
        #expect(world.run("calibrate", path) == .failure)
        #expect(world.errors.contains("no ledger is given"))
        #expect(world.run("calibrate", path, "--ledger", "x", "--gate-bias", "much") == .failure)
        #expect(world.errors.contains("`much` is no percentage"))
        #expect(world.run("calibrate", path, "--ledger", folder.path("nothing.csv")) == .failure)
        try folder.write("short.csv", "time,tenant,tier,prompt,max_output\n")
        #expect(world.run("calibrate", path, "--ledger", folder.path("short.csv")) == .failure)
        #expect(world.errors.contains("has no column `billed_model`"), "\(world.errors)")
        try folder.write(
            "day.csv",
            "time,tenant,tier,prompt,max_output,billed_model,billed_cost\n2026-11-01T00:00:00Z,a,free,1,1,mini,0.1\n")
        #expect(world.run("calibrate", path, "--ledger", folder.path("day.csv")) == .failure)
        #expect(world.errors.contains("less than two local days"))
        world.files[path + ".calibration.json"] = Array("{}".utf8)
        #expect(world.run("simulate", path) == .failure)
        #expect(world.errors.contains("is no calibration"))
    }
}
