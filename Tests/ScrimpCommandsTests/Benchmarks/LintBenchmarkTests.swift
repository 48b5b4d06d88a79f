@testable import ScrimpCommands
import ScrimpTestSupport
import Testing

@Suite struct LintBenchmarkTests {
    /// An error would keep the rules from being asked, and the figures from meaning anything.
    @Test(arguments: [1, 2, 3]) func theTreeIsRight(seed: UInt64) {
        let texts = LintBenchmarkTexts.tree(files: 20, seed: seed)
        #expect(texts.count == 20)
        for (path, text) in texts {
            #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count == 101, "\(path)")
        }
        let world = World(files: texts)
        #expect(
            world.run("check", "--format", "concise", "--strict", "team0/policy1.scrimp") == .clean, "\(world.output)")
        world.run("lint", "--format", "concise")
        #expect(!world.output.contains("error["), "\(world.output.prefix(2_000))")
    }

    @Test func theSeedDecidesEverything() {
        #expect(LintBenchmarkTexts.tree(files: 12, seed: 4) == LintBenchmarkTexts.tree(files: 12, seed: 4))
        #expect(LintBenchmarkTexts.tree(files: 12, seed: 4) != LintBenchmarkTexts.tree(files: 12, seed: 5))
    }

    @Test func aLongFileIsRight() {
        let text = LintBenchmarkTexts.policy(lines: 400, seed: 1)
        #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count == 401)
        let world = World(files: ["p.scrimp": text])
        #expect(world.run("check", "p.scrimp") == .clean, "\(world.output.prefix(2_000))")
    }

    @Test func theCommandSaysItsFigures() throws {
        let world = World()
        #expect(world.run("bench", "lint", "--only", "tree", "--files", "10") == .clean)
        let lines = world.output.split(separator: "\n")
        #expect(lines.first?.contains(" ms for 10 files of 1000 lines, ") == true, "\(world.output)")
        #expect(lines.dropFirst().map { $0.split(separator: " ").first } == ["parse", "check", "compile", "rules"])
        let folder = try TemporaryFolder()
        #expect(World().run("bench", "lint", "--write", folder.path("tree"), "--files", "3") == .clean)
    }
}
