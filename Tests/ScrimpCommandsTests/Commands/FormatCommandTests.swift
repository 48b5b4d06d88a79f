import ScrimpCommands
import ScrimpTestSupport
import Testing

@Suite struct FormatCommandTests {
    private static let loose = "let a=1\nlet b = 2\n"
    private static let tidy = "let a = 1\nlet b = 2\n"

    private func text(_ world: World, _ path: String) -> String {
        String(decoding: world.files[path] ?? [], as: UTF8.self)
    }

    @Test func rewritesOnlyWhatChanges() {
        let world = World(files: ["a.scrimp": Self.loose, "b.scrimp": Self.tidy])
        #expect(world.run("fmt", "a.scrimp", "b.scrimp") == .clean)
        #expect(world.output == "formatted a.scrimp\n")
        #expect(text(world, "a.scrimp") == Self.tidy)
        #expect(world.run("fmt", "a.scrimp", "b.scrimp") == .clean)
        #expect(world.output.isEmpty)
    }

    @Test func noPathIsEverythingBelow() {
        let world = World(files: ["a.scrimp": Self.loose, "deep/er/b.scrimp": Self.loose, "c.txt": Self.loose])
        #expect(world.run("fmt") == .clean)
        #expect(world.output == "formatted a.scrimp\nformatted deep/er/b.scrimp\n")
        #expect(text(world, "c.txt") == Self.loose)
    }

    @Test func aFolder() {
        let world = World(files: ["a.scrimp": Self.loose, "deep/b.scrimp": Self.loose])
        #expect(world.run("fmt", "deep") == .clean)
        #expect(world.output == "formatted deep/b.scrimp\n")
    }

    @Test func checkNamesThemAndChangesNothing() {
        let world = World(files: ["a.scrimp": Self.loose, "b.scrimp": Self.tidy])
        #expect(world.run("fmt", "--check") == .findings)
        #expect(world.output == "a.scrimp\n")
        #expect(text(world, "a.scrimp") == Self.loose)
        #expect(world.run("fmt", "--check", "b.scrimp") == .clean)
        #expect(world.output.isEmpty)
    }

    @Test func diffShowsAndChangesNothing() {
        let world = World(files: ["a.scrimp": Self.loose])
        #expect(world.run("fmt", "--diff", "a.scrimp") == .clean)
        #expect(
            world.output == "--- a.scrimp\n+++ a.scrimp\n@@ -1,2 +1,2 @@\n-let a=1\n+let a = 1\n let b = 2\n")
        #expect(text(world, "a.scrimp") == Self.loose)
        #expect(world.run("fmt", "--diff", "--check", "a.scrimp") == .findings)
    }

    @Test func standardInput() {
        let world = World()
        for arguments in [["fmt", "-"], ["fmt"]] {
            world.input = Array(Self.loose.utf8)
            #expect(world.run(arguments) == .clean)
            #expect(world.output == Self.tidy)
        }
        world.input = Array(Self.loose.utf8)
        #expect(world.run("fmt", "--check", "-") == .findings)
        #expect(world.output == "<stdin>\n")
        #expect(world.run("fmt", "-", "-") == .failure)
    }

    @Test func mistakesStayAndAreNoFailure() {
        let world = World(files: ["a.scrimp": "let a=1\nmodel  m{from \"x\"\n"])
        #expect(world.run("fmt", "a.scrimp") == .clean)
        #expect(text(world, "a.scrimp") == "let a = 1\nmodel  m{from \"x\"\n")
    }

    @Test func whatCannotBeRead() {
        let world = World(files: ["a.scrimp": Self.loose])
        world.files["b.scrimp"] = [0x6C, 0xFF, 0x0A]
        #expect(world.run("fmt", "gone.scrimp", "b.scrimp", "a.scrimp") == .failure)
        #expect(
            world.errors == """
                error: cannot read `gone.scrimp`: no such file or directory
                error: cannot read `b.scrimp`: it is not valid UTF-8
                help: save the file as UTF-8

                """)
        #expect(text(world, "a.scrimp") == Self.tidy)
        #expect(world.files["b.scrimp"] == [0x6C, 0xFF, 0x0A])
    }

    @Test func theStarterHasTheLayout() {
        let world = World()
        world.input = Array(StarterPolicy.text.utf8)
        #expect(world.run("fmt", "-") == .clean)
        #expect(world.output == StarterPolicy.text)
    }

    /// Real folders, links and pipes.
    @Test func theProcess() throws {
        let program = try #require(PackageRoot.product("scrimp"), "the program is not built beside the tests")
        let folder = try TemporaryFolder()
        let script = """
            mkdir -p a/b .hidden && printf 'let a=1\\n' | tee a/b/p.scrimp a/q.scrimp .hidden/r.scrimp x.txt >/dev/null
            ln -s .. a/b/up && mkdir a/folder.scrimp
            "$scrimp" fmt --check </dev/null; echo $?
            printf 'let a=1\\n' | "$scrimp" fmt; echo $?
            : | "$scrimp" fmt; echo $?
            cat .hidden/r.scrimp a/q.scrimp
            "$scrimp" fmt gone; echo $?
            """
        let child = try ChildProcess.run(
            "bash", ["-c", script], in: folder.root, environment: ["scrimp": program, "TERM": "dumb"], timeout: 60)
        #expect(
            child.outputText == """
                a/b/p.scrimp
                a/q.scrimp
                1
                let a = 1
                0
                formatted a/b/p.scrimp
                formatted a/q.scrimp
                0
                let a=1
                let a = 1
                2

                """)
        #expect(child.errorText == "error: cannot read `gone`: no such file or directory\n")
    }
}
