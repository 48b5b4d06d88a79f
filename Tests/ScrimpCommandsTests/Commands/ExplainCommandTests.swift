import ScrimpCommands
import ScrimpTestSupport
import Testing

@Suite struct ExplainCommandTests {
    private static let request = #"{"tenant":"acme","tier":"premium","prompt":40000,"max_output":10000}"#

    @Test func aRequest() {
        let world = SmallPolicy.world()
        #expect(
            world.run("explain", "small.scrimp", "--request", Self.request, "--at", "2026-11-24T12:00:00Z") == .clean,
            "\(world.errors)")
        #expect(world.errors.isEmpty)
        expectGolden(world.output, at: "Tests/Golden/commands/explain.request.txt")
    }

    @Test func aRequestThatIsRejected() {
        let world = SmallPolicy.world()
        #expect(
            world.run(
                "explain", "small.scrimp", "--request", Self.request.replacing("40000", with: "4000000"),
                "--at", "2026-11-24T12:00:00Z") == .clean, "\(world.errors)")
        expectGolden(world.output, at: "Tests/Golden/commands/explain.rejected.txt")
    }

    @Test(arguments: [
        ("{", "this is no JSON: "), ("7", "a request is an object: "),
        (#"{"tenant":"acme"}"#, "the request has no `tier`, and it has no default"),
        (#"{"tenat":"acme"}"#, "`tenat` is no attribute of the request: did you mean `tenant`?"),
        (#"{"tier":"gold"}"#, "`tier` is one of `free`, `premium`"),
    ])
    func aTextThatIsNoRequest(text: String, message: String) {
        let world = SmallPolicy.world()
        #expect(world.run("explain", "small.scrimp", "--request", text) == .failure)
        #expect(world.output.isEmpty)
        #expect(world.errors.hasPrefix("error: " + message), "\(world.errors)")
    }

    @Test func aTimeThatIsNone() {
        let world = SmallPolicy.world()
        #expect(world.run("explain", "small.scrimp", "--request", Self.request, "--at", "noon") == .failure)
        #expect(world.errors.hasPrefix("error: `at` is a time like \"2026-11-24T12:00:00Z\""))
    }
}
