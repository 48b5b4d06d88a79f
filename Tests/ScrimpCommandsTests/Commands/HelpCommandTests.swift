import ScrimpCommands
import Testing

@Suite struct HelpCommandTests {
    @Test func ofNothingIsTheProgram() {
        let world = World()
        #expect(world.run("help") == .clean)
        #expect(world.output == HelpText.text(of: [CommandTable.root]))
    }

    @Test func ofAnUnknownCommand() {
        let world = World()
        #expect(world.run("help", "completion") == .failure)
        #expect(world.errors == "error: unknown command `completion`\nhelp: did you mean `completions`?\n")
        #expect(world.run("help", "init", "more") == .failure)
    }
}
