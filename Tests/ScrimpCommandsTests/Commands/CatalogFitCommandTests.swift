import ScrimpCommands
import ScrimpTestSupport
import Testing

@Suite struct CatalogFitCommandTests {
    /// Measurements of a machine that is exactly as the fit believes.
    private static let rows: String = {
        var text = "model,gpu,engine,precision,batch,input_tokens,output_tokens,tpot_ms,ttft_ms\n"
        for batch in [4.0, 8, 16, 32, 64] {
            for (input, output) in [(1_024.0, 128.0), (4_096, 1_024), (8_192, 1_024)] {
                let time = 6.5 + 0.011 * batch + 23e-6 * batch * (input + output / 2) + 0.0198 * batch * input / output
                text += "acme/a,x100,vllm,fp8,\(Int(batch)),\(Int(input)),\(Int(output)),\(time),\(input * 0.02)\n"
            }
        }
        return text + "acme/a,x100,vllm,fp8,4,1024,128,fast,20\n"
    }()

    @Test func theTableForPeople() {
        let world = World(files: ["rows.csv": Self.rows])
        #expect(world.run("catalog", "fit", "rows.csv") == .clean)
        #expect(world.errors == "left out 1 row: a value is no number, the first in line 17\n")
        expectGolden(world.output, at: "Tests/Golden/commands/catalog.fit.txt")
        #expect(world.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    /// A fitted catalog is read by the commands that take one.
    @Test func theCatalogIsRead() {
        let world = World(files: ["rows.csv": Self.rows])
        #expect(
            world.run(
                "catalog", "fit", "rows.csv", "--format", "yaml", "-o", "fitted.yaml", "--as-of", "2026-11-01",
                "--source", "our bench") == .clean)
        #expect(world.output.isEmpty)
        #expect(world.run("catalog", "show", "--catalog", "fitted.yaml", "acme/a") == .clean)
        #expect(world.output.contains("vllm fp8 x1") && world.output.contains("from: our bench, 2026-11-01"))
        #expect(world.run("catalog", "fit", "rows.csv", "--format", "json") == .clean)
        world.files["fitted.json"] = Array(world.output.utf8)
        #expect(world.run("catalog", "show", "--catalog", "fitted.json", "acme/a") == .clean)
        #expect(world.output.contains("from: fitted to rows.csv"))
    }

    @Test func onlyWhatIsAskedFor() {
        let other = Self.rows.split(separator: "\n").dropFirst().map {
            $0.replacing("acme/a,x100", with: "acme/b,y200")
        }
        let world = World(files: ["rows.csv": Self.rows + other.joined(separator: "\n")])
        #expect(world.run("catalog", "fit", "rows.csv", "--model", "ACME/B", "--gpu", "y") == .clean)
        #expect(world.output.contains("acme/b on y200") && !world.output.contains("acme/a"))
        #expect(world.run("catalog", "fit", "rows.csv", "--gpu", "z300") == .findings)
        #expect(
            world.errors.contains("error: no measured row has a gpu with `z300`\nhelp: the file has `x100`, `y200`\n"))
    }

    @Test func whatCannotBeFittedIsRefused() {
        let world = World(files: ["a.csv": "model,gpu\n", "b.csv": String(Self.rows.prefix(200)), "c.csv": ""])
        #expect(world.run("catalog", "fit", "a.csv") == .failure)
        #expect(world.errors.contains("`a.csv` cannot be fitted: the file has no column `batch` or `batch_size`"))
        #expect(world.run("catalog", "fit", "b.csv") == .findings)
        #expect(world.errors.contains("error: no group of `b.csv` has enough points for a fit\n"))
        #expect(world.run("catalog", "fit", "c.csv") == .failure)
        #expect(world.run("catalog", "fit", "nowhere.csv") == .failure)
        #expect(world.run("catalog", "fit", "b.csv", "--as-of", "yesterday") == .failure)
    }

    @Test func weightsAreShown() {
        let world = World()
        #expect(world.run("catalog", "show", "meta-llama/Llama-3.1-8B-Instruct") == .clean)
        expectGolden(world.output, at: "Tests/Golden/commands/catalog.show.weights.txt")
        #expect(world.run("catalog", "show", "meta-llama/Llama-3.3-70B-Instruct") == .clean)
        #expect(world.output.contains("shape of        meta-llama/Llama-3.1-70B-Instruct"))
        #expect(world.run("catalog", "show", "meta-llama/Llama-3.1-8B-Instrukt") == .findings)
        #expect(world.errors.contains("did you mean `meta-llama/Llama-3.1-8B-Instruct`?"))
    }

    /// The measurements that the built-in step times come from.
    @Test(.enabled(if: SharedData.has("gpu_throughput_measured.csv")))
    func unseenRowsAreMetWithin15Percent() throws {
        let world = World()
        let bytes = try #require(SharedData.bytes(of: "gpu_throughput_measured.csv"))
        world.files["measured.csv"] = bytes
        #expect(world.run("catalog", "fit", "measured.csv", "--model", "llama-3.1-8b", "--gpu", "h100") == .clean)
        let line = try #require(world.output.split(separator: "\n").last)
        let found = try #require(line.firstMatch(of: /36 rows unseen: median error ([0-9.]+)%/), "\(line)")
        #expect(try #require(Double(found.1)) < 15)
    }
}
