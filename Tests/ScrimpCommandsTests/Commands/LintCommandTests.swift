import ScrimpCommands
import ScrimpJSON
import ScrimpTestSupport
import Testing

@Suite struct LintCommandTests {
    private static let small = SmallPolicy.text
    /// One finding, `M002`, and nothing else.
    private static let quiet = small.replacing("    alert:  [50%]\n    notify: \"ops\"\n", with: "")
    private static let unused = "let pays = tier == premium   // scrimp:ignore M002 a test account\n"
    private static let only = "lint: { select: [M002] }\n"

    private static func world(_ files: [String: String]) -> World {
        World(files: files.merging([".scrimp.yaml": only]) { given, _ in given })
    }

    @Test func theWholeTree() {
        let world = Self.world([
            "a.scrimp": Self.small, "b/c.scrimp": Self.quiet, "b/d.scrimp": "let x = 1 +\n", "b/notes.txt": "no policy",
        ])
        #expect(world.run("lint", "--format", "concise") == .findings)
        let places = world.output.split(separator: "\n").map { $0.prefix { $0 != ":" } }
        #expect(places == ["b/c.scrimp", "b/d.scrimp"], "\(world.output)")
        #expect(world.run("lint") == .findings)
        #expect(world.output.contains("\nlinted 3 files: 1 error, 1 warning\n"), "\(world.output)")
    }

    @Test func warningsFailWhereTheyAreAskedTo() {
        let world = Self.world(["p.scrimp": Self.quiet])
        #expect(world.run("lint") == .clean)
        #expect(world.output.contains("warning[M002]"))
        #expect(world.run("lint", "--strict") == .findings)
        world.files[".scrimp.yaml"] = Array("lint: { select: [M002], severity: { M: error } }".utf8)
        #expect(world.run("lint") == .findings)
        #expect(world.output.contains("error[M002]"))
        world.files[".scrimp.yaml"] = Array("lint: { select: [M002], severity: { M: note } }".utf8)
        #expect(world.run("lint", "--strict") == .clean)
        #expect(world.output.contains("note[M002]"))
    }

    /// A file that is named and one that is found have the same configuration: the nearest, up to the repository's root.
    @Test func theNearestConfigurationHolds() {
        let world = World(files: [
            ".scrimp.yaml": "lint: { ignore: [M002] }", "a.scrimp": Self.quiet, "b/c/d.scrimp": Self.quiet,
            "b/.scrimp.yaml": "lint: { select: [M002] }",
        ])
        #expect(world.run("lint", "--format", "concise", "--strict", "a.scrimp", "b/c/d.scrimp") == .findings)
        let codes = world.output.split(separator: "\n").filter { $0.contains("M002") }
        #expect(codes.count == 1 && codes[0].hasPrefix("b/c/d.scrimp:"), "\(world.output)")
        // A repository that begins below does not look further up.
        world.files["b/c/.git"] = []
        world.run("lint", "--format", "concise", "b/c/d.scrimp")
        let found = world.output
        world.files["b/.scrimp.yaml"] = Array("lint: { ignore: [M, C, G, R, H] }".utf8)
        world.run("lint", "--format", "concise", "b/c/d.scrimp")
        #expect(world.output == found)
    }

    @Test func aWrongConfigurationIsSaidOnce() {
        let world = World(files: [
            ".scrimp.yaml": "lint: { selct: [M] }", "a.scrimp": Self.small, "b.scrimp": Self.small,
        ])
        #expect(world.run("lint", "--format", "concise") == .findings)
        let lines = world.output.split(separator: "\n").filter { $0.contains("S750") }
        #expect(lines == [".scrimp.yaml:1:9: error[S750]: `lint` has no key `selct`"], "\(world.output)")
    }

    @Test func whatIsExcluded() {
        let world = Self.world([
            ".scrimp.yaml": "lint: { select: [M002], exclude: [old, \"*.gen.scrimp\"] }", "old/a.scrimp": Self.quiet,
            "b.gen.scrimp": Self.quiet, "c.scrimp": Self.small,
        ])
        #expect(world.run("lint", "--strict") == .clean)
        #expect(world.output == "linted 1 file: no findings\n", "\(world.output)")
        // A hook names files, and excluded ones stay excluded.
        #expect(world.run("lint", "--strict", "old/a.scrimp") == .clean)
        #expect(world.errors == "note: nothing to lint: every file is excluded\n")
    }

    @Test func nothingToLint() {
        let world = World()
        #expect(world.run("lint") == .clean)
        #expect(world.output == "linted 0 files: no findings\n")
        #expect(world.errors == "note: nothing to lint: there is no policy below `.`\n")
    }

    /// The others are linted all the same.
    @Test func aFileThatIsNotThereIsAFailure() {
        let world = Self.world(["a.scrimp": Self.quiet])
        #expect(world.run("lint", "nowhere.scrimp", "a.scrimp", "--format", "concise") == .failure)
        #expect(world.errors == "error: cannot read `nowhere.scrimp`: no such file or directory\n")
        #expect(world.output.contains("M002"))
    }

    @Test func aFileIsLintedOnce() {
        let world = Self.world(["b/a.scrimp": Self.quiet])
        world.run("lint", "b", "b/a.scrimp", "./b/../b/a.scrimp")
        #expect(world.output.contains("linted 1 file: 1 warning\n"), "\(world.output)")
    }

    /// Every policy that imports it finds the same.
    @Test func anImportedFileIsSaidOnce() {
        let text = Self.small.replacing("request {", with: "import \"shared.scrimp\"\nrequest {")
        let world = Self.world([
            "a.scrimp": text, "b.scrimp": text,
            "shared.scrimp": "budget company { limit: $5 per day, spent: reject(\"no\") }\n",
        ])
        world.run("lint", "--format", "concise")
        let lines = world.output.split(separator: "\n").filter { $0.contains("M002") }
        #expect(lines.count == 1 && lines[0].hasPrefix("shared.scrimp:1:8:"), "\(world.output)")
    }

    @Test func standardInput() {
        let world = Self.world([:])
        world.input = Array(Self.quiet.utf8)
        #expect(world.run("lint", "-", "--format", "concise", "--strict") == .findings)
        #expect(world.output.hasPrefix("<stdin>:"))
        #expect(world.run("lint", "-", "-") == .failure)
        #expect(world.run("lint", "--fix", "-") == .failure)
        #expect(world.errors.hasPrefix("error: standard input cannot be written back\n"))
    }

    @Test func safeFixesOnly() {
        let guess = Self.small + Self.unused + "budget b { limit: $1 per day, spnt: reject(\"no\"), alert: [50%] }\n"
        let world = Self.world(["p.scrimp": guess])
        #expect(world.run("lint", "--fix") == .findings)
        #expect(world.files["p.scrimp"] == Array(guess.utf8), "an ignore is not judged in a file with an error")
        #expect(world.output.contains("can be mended: 1 with `--fix --unsafe`\n"), "\(world.output)")
        #expect(world.run("lint", "--fix", "--unsafe") == .clean, "\(world.output)")
        let mended = guess.replacing("spnt", with: "spent").replacing(
            "   // scrimp:ignore M002 a test account", with: "")
        #expect(world.files["p.scrimp"].map { String(decoding: $0, as: UTF8.self) } == mended)
        #expect(world.output.hasPrefix("mended 1 file, linted 1 file: no findings"), "\(world.output)")
        // Again changes nothing.
        #expect(world.run("lint", "--fix", "--unsafe") == .clean)
        #expect(world.output == "linted 1 file: no findings\n")
        #expect(world.run("lint", "--unsafe") == .failure)
    }

    @Test func aDifferenceInsteadOfAChange() {
        let text = Self.small + Self.unused
        let world = Self.world(["p.scrimp": text, "q.scrimp": Self.small])
        #expect(world.run("lint", "--diff") == .findings)
        #expect(world.files["p.scrimp"] == Array(text.utf8))
        #expect(world.output.hasPrefix("--- p.scrimp\n+++ p.scrimp\n"))
        #expect(world.output.contains("\n-let pays = tier == premium   // scrimp:ignore M002 a test account\n"))
        #expect(world.output.hasSuffix("\n+let pays = tier == premium\n"), "\(world.output)")
        #expect(world.run("lint", "--fix", "--diff", "q.scrimp") == .clean)
        #expect(world.output.isEmpty)
        world.input = Array(text.utf8)
        #expect(world.run("lint", "--diff", "-") == .findings)
        #expect(world.output.hasPrefix("--- <stdin>\n"))
    }

    @Test func theBaselineOfAnOldRepository() throws {
        let world = Self.world(["a.scrimp": Self.quiet, "b/c.scrimp": Self.quiet])
        #expect(world.run("lint", "--write-baseline", "known.json") == .clean)
        #expect(world.output == "wrote known.json: 2 findings\n")
        #expect(world.run("lint", "--baseline", "known.json", "--strict") == .clean)
        #expect(world.output == "linted 2 files: no findings\n")
        // Lines move, and a further finding of the same kind is new.
        world.files["a.scrimp"] = Array(("// moved\n\n" + Self.quiet).utf8)
        #expect(world.run("lint", "--baseline", "known.json", "--strict") == .clean)
        let more = Self.quiet.replacing("budget daily", with: "budget monthly").split(separator: "budget ")[1]
        let budget = "budget " + more.prefix { $0 != "}" } + "}\n"
        world.files["a.scrimp"] = Array((Self.quiet + budget).utf8)
        #expect(world.run("lint", "--baseline", "known.json", "--strict", "--format", "concise") == .findings)
        #expect(world.output.split(separator: "\n").count == 1 && world.output.contains("monthly"), "\(world.output)")
    }

    @Test func whatABaselineKnowsAndIsGone() throws {
        let world = Self.world(["a.scrimp": Self.quiet, "b.scrimp": Self.quiet, "c.scrimp": Self.quiet])
        world.run("lint", "--write-baseline", "known.json")
        world.files["a.scrimp"] = Array(Self.small.utf8)
        world.files["c.scrimp"] = nil
        #expect(world.run("lint", "--baseline", "known.json", "--strict") == .clean)
        #expect(
            world.errors.hasPrefix(
                "note: what `known.json` knows is not there any more: M002 in a.scrimp, M002 in c.scrimp\n"))
        // A run over some files says nothing of the others.
        #expect(world.run("lint", "--baseline", "known.json", "b.scrimp") == .clean)
        #expect(!world.errors.contains("a.scrimp"), "\(world.errors)")
    }

    @Test func errorsAreNeverKnown() {
        let world = Self.world(["a.scrimp": Self.small.replacing("-> large, mini", with: "-> lrge")])
        #expect(world.run("lint", "--write-baseline", "known.json") == .clean)
        #expect(world.output == "wrote known.json: 0 findings\n")
        #expect(world.errors == "note: 1 error stays reported\n")
        #expect(world.run("lint", "--baseline", "known.json") == .findings)
    }

    @Test(arguments: [
        "", "{", "[]", "{\"version\": 2, \"findings\": []}", "{\"version\": 1, \"findings\": [{\"file\": \"a\"}]}",
    ])
    func whatIsNoBaseline(text: String) {
        let world = Self.world(["a.scrimp": Self.small, "known.json": text])
        #expect(world.run("lint", "--baseline", "known.json") == .failure)
        #expect(world.errors.hasPrefix("error: cannot read `known.json`: "), "\(world.errors)")
    }

    @Test func aBaselineInAnotherFolder() {
        let world = Self.world(["a.scrimp": Self.quiet])
        world.run("lint", "--write-baseline", "ci/known.json")
        #expect(world.run("lint", "--baseline", "ci/known.json", "--strict") == .clean)
        #expect(world.errors.isEmpty, "\(world.errors)")
    }

    @Test func bytesThatAreNoPolicyGetFindings() {
        var random = SeededGenerator(seed: 77)
        for _ in 0..<50 {
            let world = World()
            world.files["p"] = (0..<random.below(400)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            world.files[".scrimp.yaml"] = (0..<random.below(60)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
            #expect(world.run("lint", "p") != .failure)
            #expect(world.run("lint", "--fix", "--unsafe", "p") != .failure)
            let mended = world.files["p"]
            world.run("lint", "--fix", "--unsafe", "p")
            #expect(world.files["p"] == mended)
        }
    }
}
