import ScrimpCommands
import ScrimpTestSupport
import Testing

@Suite struct CompletionsTests {
    private static let root = CommandLineParserTests.root

    /// What bash offers at the end of a line.
    private func offers(_ line: [String], root: Command = root) throws -> [String] {
        let words = line.map { "'" + $0 + "'" }.joined(separator: " ")
        let script =
            Shell.bash.script(for: root)
            + "\nCOMP_WORDS=(\(words)); COMP_CWORD=\(line.count - 1); _\(root.name); printf '%s\\n' \"${COMPREPLY[@]}\"\n"
        let child = try ChildProcess.run("bash", ["--norc"], input: Array(script.utf8), timeout: 20)
        #expect(child.exitCode == 0 && child.errors.isEmpty, "\(child.errorText)")
        return child.outputText.split(separator: "\n").map(String.init)
    }

    @Test func everyScriptIsKept() {
        for shell in Shell.allCases {
            let world = World()
            #expect(world.run("completions", shell.rawValue) == .clean)
            expectGolden(world.output, at: "Tests/Golden/completions/scrimp.\(shell.rawValue)")
        }
    }

    @Test func theShellsAcceptTheirScripts() throws {
        for shell in Shell.allCases {
            guard shell == .bash || ChildProcess.find(shell.rawValue) != nil else { continue }
            for root in [CommandTable.root, Self.root] {
                let folder = try TemporaryFolder()
                let path = try folder.write("script", shell.script(for: root))
                let child = try ChildProcess.run(
                    shell.rawValue, [shell == .fish ? "--no-execute" : "-n", path], timeout: 20)
                #expect(child.exitCode == 0, "\(shell): \(child.errorText)")
                #expect(child.errors.isEmpty, "\(shell): \(child.errorText)")
            }
        }
    }

    @Test func bashOffersCommandsOptionsAndValues() throws {
        #expect(try offers(["tool", ""]) == ["build", "store"])
        #expect(try offers(["tool", "st"]) == ["store"])
        #expect(try offers(["tool", "store", ""]) == ["move"])
        #expect(try offers(["tool", "build", "--m"]) == ["--mode"])
        #expect(try offers(["tool", "build", "--mode", ""]) == ["fast", "small"])
        #expect(try offers(["tool", "build", "--mode", "=", "s"]) == ["small"])
        #expect(try offers(["tool", "build", "--mode", "="]) == ["fast", "small"])
        #expect(try offers(["tool", "build", "a", "-"]).contains("--define"))
        #expect(try offers(["tool", "build", "--jobs", ""]).isEmpty)
        #expect(try offers(["tool", "--v"]) == ["--version"])
        #expect(try offers(["scrimp", "completions", ""], root: CommandTable.root) == ["bash", "zsh", "fish"])
        #expect(try offers(["scrimp", "help", "in"], root: CommandTable.root) == ["init"])
    }

    @Test func bashOffersFiles() throws {
        let folder = try TemporaryFolder()
        try folder.write("a policy.scrimp", "")
        try folder.write("another.scrimp", "")
        let found = try offers(["tool", "build", folder.path("a")])
        #expect(found.sorted() == [folder.path("a policy.scrimp"), folder.path("another.scrimp")])
        #expect(try offers(["tool", "build", "-o", folder.path("an")]) == [folder.path("another.scrimp")])
    }

    @Test(.enabled(if: ChildProcess.find("fish") != nil)) func fishOffersTheSame() throws {
        func offers(_ line: String) throws -> [String] {
            let script = Shell.fish.script(for: Self.root) + "\ncomplete -C '\(line)'\n"
            let folder = try TemporaryFolder()
            let child = try ChildProcess.run(
                "fish", ["--no-config", folder.write("s.fish", script)], in: folder.root, timeout: 20)
            #expect(child.exitCode == 0, "\(child.errorText)")
            return child.outputText.split(separator: "\n").compactMap {
                $0.split(separator: "\t").first.map(String.init)
            }
        }
        #expect(try offers("tool ").sorted() == ["build", "store"])
        #expect(try offers("tool store ") == ["move"])
        #expect(try offers("tool build --mode ").sorted() == ["fast", "small"])
        #expect(try offers("tool build --m") == ["--mode"])
    }
}
