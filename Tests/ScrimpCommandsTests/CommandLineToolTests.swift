import ScrimpCommands
import Testing

@Suite struct CommandLineToolTests {
    @Test func theVersion() {
        let world = World()
        #expect(world.run("--version") == .clean)
        #expect(world.output == "scrimp \(CommandLineTool.version)\n")
    }

    @Test func nothingAsked() {
        let world = World()
        #expect(world.run() == .failure)
        #expect(world.output.isEmpty)
        #expect(world.errors.contains("usage: scrimp COMMAND"))
    }

    @Test func usageErrorsGoToStandardError() {
        let world = World()
        #expect(world.run("inti") == .failure)
        #expect(world.output.isEmpty)
        #expect(world.errors.hasPrefix("error: unknown command `inti`\nhelp: did you mean `scrimp init`?\n"))
    }

    @Test func aReaderThatWentAwayIsNoError() {
        let world = World()
        world.delivery = .closed
        #expect(world.run("--help") == .clean)
        #expect(world.errors.isEmpty)
    }

    @Test func outputThatIsLostIsAFailure() {
        let world = World()
        world.delivery = .failed(reason: "no space left on device")
        #expect(world.run("--help") == .failure)
        #expect(world.errors == "error: cannot write the output: no space left on device\n")
    }
}
