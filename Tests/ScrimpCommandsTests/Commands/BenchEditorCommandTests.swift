import ScrimpCommands
import Testing

@Suite struct BenchEditorCommandTests {
    /// The policy that is measured has no error: else nothing of it would be compiled.
    @Test(arguments: ["60", "150"])
    func whatIsMeasuredIsWhole(lines: String) {
        let world = World()
        #expect(world.run("bench", "editor", "--lines", lines) == .clean, "\(world.errors)")
        #expect(world.output.contains("keystroke in a name"))
    }
}
