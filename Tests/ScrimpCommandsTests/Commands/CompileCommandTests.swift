import ScrimpCommands
import ScrimpPlan
import ScrimpTestSupport
import Testing

@Suite struct CompileCommandTests {
    private func world() -> World { World(files: ["sub/p.scrimp": WholePathTests.policy]) }

    @Test func writesBesideThePolicyAndSaysHowTheRulesRun() {
        let world = world()
        #expect(world.run("compile", "sub/p.scrimp") == .clean)
        #expect(world.errors.isEmpty)
        let lines = world.output.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(
            lines.first?.hasPrefix("wrote sub/p.plan: ") == true && lines.first?.hasSuffix("2 rules, 2 models") == true)
        #expect(lines.last?.hasPrefix("rules run as ") == true)
        #expect(Plan.isPlan(world.files["sub/p.plan"] ?? []))
    }

    @Test func throughPipes() throws {
        let world = world()
        world.run("compile", "sub/p.scrimp")
        let plan = try #require(world.files["sub/p.plan"])
        world.input = Array(WholePathTests.policy.utf8)
        #expect(world.run("compile", "-") == .clean)
        #expect(world.files["help.plan"] == plan)
        #expect(world.run("dump", "--stage", "plan", "sub/p.plan") == .clean)
        let described = world.output
        world.input = plan
        #expect(world.run("dump", "--stage", "plan", "-") == .clean)
        #expect(world.output == described)
        world.input = Array(WholePathTests.policy.utf8)
        #expect(world.run("dump", "--stage", "plan", "-") == .clean)
        #expect(world.output == described)
    }

    @Test func warningsAreSaidAndDoNotStop() {
        let world = World(files: ["p.scrimp": WholePathTests.policy + WholePathTests.late])
        #expect(world.run("compile", "p.scrimp") == .clean)
        #expect(world.errors.contains("warning[S512]"))
        #expect(world.errors.hasSuffix("checked 1 file: 1 warning\n"))
        #expect(world.files["p.plan"] != nil)
    }

    @Test func whatCannotBeWrittenIsAFailure() {
        let world = world()
        #expect(world.run("compile", "sub/p.scrimp", "-o", "/nowhere/p.plan") == .failure)
        #expect(world.errors == "error: cannot write `/nowhere/p.plan`: no such file or directory\n")
        #expect(world.run("compile", "nothing.scrimp") == .failure)
        #expect(world.errors == "error: cannot read `nothing.scrimp`: no such file or directory\n")
    }

    /// Any byte changed, and any length, is refused with a sentence, never a trap.
    @Test func damagedPlansAreRefused() throws {
        let world = world()
        world.run("compile", "sub/p.scrimp")
        let plan = try #require(world.files["sub/p.plan"])
        var random = SeededGenerator(seed: 5)
        for _ in 0..<100 {
            var bytes = plan
            if random.chance(50) {
                bytes.removeLast(1 + random.below(plan.count - 9))
            } else {
                bytes[8 + random.below(plan.count - 8)] ^= UInt8(1 + random.below(255))
            }
            world.files["bad.plan"] = bytes
            #expect(world.run("dump", "--stage", "plan", "bad.plan") == .failure)
            #expect(world.output.isEmpty)
            #expect(world.errors.hasPrefix("error: `bad.plan` is refused: the plan "), "\(world.errors)")
        }
    }

    @Test func aPlanHasNoOtherStage() {
        let world = world()
        world.run("compile", "sub/p.scrimp")
        #expect(world.run("dump", "--stage", "policy", "sub/p.plan") == .failure)
        #expect(world.errors == "error: `sub/p.plan` is a compiled plan\nhelp: `--stage plan` prints it\n")
    }
}
