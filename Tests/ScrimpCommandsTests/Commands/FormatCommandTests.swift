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
        world.input = Array(Self.loose.utf8)
        #expect(world.run("fmt", "-") == .clean)
        #expect(world.output == Self.tidy)
        world.input = Array(Self.loose.utf8)
        #expect(world.run("fmt", "--check", "-") == .findings)
        #expect(world.output == "<stdin>\n")
        #expect(world.run("fmt", "-", "-") == .failure)
    }

    /// The rest is formatted; what is said of the mistake points into the file as it is then.
    @Test func mistakesStayAndAreSaid() {
        let damaged = "\n\nlet a=1\nmodel  m{from \"x\"\n"
        let world = World(files: ["a.scrimp": damaged])
        #expect(world.run("fmt", "--check", "a.scrimp") == .findings)
        #expect(world.output == "a.scrimp\n")
        #expect(world.errors.contains("--> a.scrimp:4:"))
        #expect(text(world, "a.scrimp") == damaged)
        #expect(world.run("fmt", "a.scrimp") == .findings)
        #expect(text(world, "a.scrimp") == "let a = 1\nmodel  m{from \"x\"\n")
        #expect(world.output == "formatted a.scrimp\n")
        #expect(world.errors.contains("--> a.scrimp:2:"))
        world.input = Array(damaged.utf8)
        #expect(world.run("fmt", "-") == .findings)
        #expect(world.output == "let a = 1\nmodel  m{from \"x\"\n")
        #expect(world.errors.contains("--> <stdin>:4:"))
    }

    @Test func whatIsNamedTwiceIsFormattedOnce() {
        let world = World(files: ["a.scrimp": Self.loose])
        #expect(world.run("fmt", "--check", "a.scrimp", ".") == .findings)
        #expect(world.output == "a.scrimp\n")
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
            printf 'let a=1\\n' | "$scrimp" fmt -; echo $?
            chmod 640 a/q.scrimp && ln -s ../x.txt a/link.scrimp
            "$scrimp" fmt; echo $?
            [ -L a/link.scrimp ] && cat x.txt && ls -l a/q.scrimp | cut -c1-10
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
                formatted a/link.scrimp
                formatted a/q.scrimp
                0
                let a = 1
                -rw-r-----
                let a=1
                let a = 1
                2

                """)
        #expect(child.errorText == "error: cannot read `gone`: no such file or directory\n")
    }
}
