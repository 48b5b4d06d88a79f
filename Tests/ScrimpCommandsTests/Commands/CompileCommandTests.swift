import ScrimpCommands
import Testing

@Suite struct CompileCommandTests {
    @Test func writesAPlanThatDumpReads() throws {
        let world = SmallPolicy.world()
        #expect(world.run("compile", "small.scrimp") == .clean, "\(world.errors)")
        let plan = try #require(world.files["small.plan"])
        #expect(world.output.hasPrefix("wrote small.plan: \(plan.count) bytes, 2 rules, 2 models\nrules run as "))
        #expect(world.run("dump", "small.scrimp", "--stage", "plan") == .clean)
        let fromPolicy = world.output
        #expect(fromPolicy.contains("daily") && fromPolicy.contains("large"))
        #expect(world.run("dump", "small.plan", "--stage", "plan") == .clean)
        #expect(world.errors.isEmpty)
        #expect(world.output == fromPolicy)
    }

    @Test func theSamePolicyGivesTheSameBytes() throws {
        let world = SmallPolicy.world()
        #expect(world.run("compile", "small.scrimp", "-o", "first.plan") == .clean)
        #expect(world.run("compile", "small.scrimp", "--output", "second.plan") == .clean)
        let first = try #require(world.files["first.plan"])
        #expect(first == world.files["second.plan"])
        #expect(world.files["small.plan"] == nil)
        world.files["small.scrimp"] = Array(SmallPolicy.text.replacing("$1 per tenant", with: "$2 per tenant").utf8)
        #expect(world.run("compile", "small.scrimp", "-o", "second.plan") == .clean)
        #expect(first != world.files["second.plan"])
    }

    /// The first bytes say that the file is a plan at all; any other that is not as it was written is noticed.
    @Test func aFlippedByteIsRefused() throws {
        let world = SmallPolicy.world()
        world.run("compile", "small.scrimp")
        let plan = try #require(world.files["small.plan"])
        for index in stride(from: 8, to: plan.count, by: 13) {
            var changed = plan
            changed[index] ^= 0x10
            world.files["small.plan"] = changed
            #expect(world.run("dump", "small.plan", "--stage", "plan") == .failure, "byte \(index)")
            #expect(world.output.isEmpty)
            #expect(world.errors.hasPrefix("error: `small.plan` is refused: "))
            #expect(world.errors.hasSuffix("help: compile the policy again: `scrimp compile`\n"))
        }
        for length in [plan.count - 1, plan.count / 2, 8] {
            world.files["small.plan"] = Array(plan[..<length])
            #expect(world.run("dump", "small.plan", "--stage", "plan") == .failure, "\(length) bytes")
        }
    }

    @Test func aPolicyWithAnErrorHasNoPlan() {
        let text = SmallPolicy.text.replacing("    otherwise            -> mini\n", with: "")
        let world = World(files: ["small.scrimp": text])
        #expect(world.run("compile", "small.scrimp") == .findings)
        #expect(world.files["small.plan"] == nil)
        #expect(world.output.isEmpty)
        #expect(world.errors.hasPrefix("error[S502]: "))
    }

    @Test func declarationsForOthersAreNothingToRun() {
        let world = World(files: ["company.scrimp": "budget company { limit: $5 per day, spent: reject(\"no\") }\n"])
        #expect(world.run("compile", "company.scrimp") == .failure)
        #expect(world.errors.contains("`company.scrimp` holds no policy to run"))
        #expect(world.files.count == 1)
    }

    @Test func aPlaceThatCannotBeWritten() {
        let world = SmallPolicy.world()
        #expect(world.run("compile", "small.scrimp", "-o", "/nowhere/small.plan") == .failure)
        #expect(world.errors.hasSuffix("error: cannot write `/nowhere/small.plan`: no such file or directory\n"))
    }
}
