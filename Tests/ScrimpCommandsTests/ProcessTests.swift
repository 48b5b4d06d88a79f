import ScrimpCommands
import ScrimpTestSupport
import Testing

/// The program itself, as a process: what only the process around the library can get wrong.
@Suite struct ProcessTests {
    private func shell(_ line: String, in folder: TemporaryFolder) throws -> ChildProcess {
        let program = try #require(PackageRoot.product("scrimp"), "the program is not built beside the tests")
        return try ChildProcess.run(
            "bash", ["-c", line], in: folder.root, environment: ["scrimp": program, "TERM": "dumb"], timeout: 60)
    }

    @Test func exitCodesReachTheShell() throws {
        let folder = try TemporaryFolder()
        let first = try shell("\"$scrimp\" init && \"$scrimp\" --version", in: folder)
        #expect(first.exitCode == 0, "\(first.errorText)")
        #expect(first.outputText.hasSuffix("scrimp \(CommandLineTool.version)\n"))
        #expect(try folder.text("policy.scrimp") == StarterPolicy.text)
        #expect(try shell("\"$scrimp\" init", in: folder).exitCode == 2)
        #expect(try shell("\"$scrimp\"", in: folder).exitCode == 2)
        #expect(try folder.entries() == ["policy.scrimp"])
    }

    @Test func aBrokenPipeIsNoCrash() throws {
        let child = try shell(
            "\"$scrimp\" completions bash | true; echo ${PIPESTATUS[0]}", in: TemporaryFolder())
        #expect(child.outputText == "0\n")
        #expect(child.errors.isEmpty, "\(child.errorText)")
    }

    @Test func aFullDiskIsAFailure() throws {
        let child = try shell("\"$scrimp\" completions bash >/dev/full", in: TemporaryFolder())
        #expect(child.exitCode == 2)
        #expect(child.errorText == "error: cannot write the output: no space left on device\n")
    }

    @Test func aClosedOutputIsNoCrash() throws {
        #expect(try shell("\"$scrimp\" --help >&-", in: TemporaryFolder()).exitCode == 2)
        #expect(try shell("\"$scrimp\" --nonsense 2>&-", in: TemporaryFolder()).exitCode == 2)
    }

    @Test func theStarterGoesToStandardOutput() throws {
        let folder = try TemporaryFolder()
        let child = try shell("\"$scrimp\" init - >/dev/stdout", in: folder)
        #expect(child.outputText == StarterPolicy.text)
        #expect(try folder.entries().isEmpty)
    }
}
