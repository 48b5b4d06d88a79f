import ScrimpCommands
import Testing

@Suite struct InitCommandTests {
    @Test func writesTheStarter() {
        let world = World()
        #expect(world.run("init") == .clean)
        #expect(world.files["policy.scrimp"] == Array(StarterPolicy.text.utf8))
        #expect(world.output == "wrote policy.scrimp; next: scrimp check policy.scrimp\n")
    }

    @Test func refusesToOverwrite() {
        let world = World(files: ["mine.scrimp": "mine"])
        #expect(world.run("init", "mine.scrimp") == .failure)
        #expect(world.errors == "error: `mine.scrimp` exists\nhelp: `--force` overwrites it\n")
        #expect(world.files["mine.scrimp"] == Array("mine".utf8))
        #expect(world.run("init", "mine.scrimp", "--force") == .clean)
        #expect(world.files["mine.scrimp"] == Array(StarterPolicy.text.utf8))
    }

    @Test func printsIt() {
        let world = World()
        #expect(world.run("init", "-") == .clean)
        #expect(world.output == StarterPolicy.text)
        #expect(world.files.isEmpty)
    }

    @Test func saysWhyItCannotWrite() {
        let world = World()
        #expect(world.run("init", "/nowhere/policy.scrimp") == .failure)
        #expect(world.errors == "error: cannot write `/nowhere/policy.scrimp`: no such file or directory\n")
    }
}
