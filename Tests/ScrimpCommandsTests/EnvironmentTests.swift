import ScrimpCommands
import ScrimpQuantities
import ScrimpTestSupport
import Testing

@Suite struct EnvironmentTests {
    @Test func coloursWhenAsked() {
        var environment = Environment.process()
        environment.outputIsTerminal = true
        environment.variable = { _ in nil }
        #expect(environment.usesColors("auto") && environment.usesColors(nil) && environment.usesColors("always"))
        #expect(!environment.usesColors("never"))
        environment.variable = { $0 == "NO_COLOR" ? "1" : nil }
        #expect(!environment.usesColors("auto") && environment.usesColors("always"))
        environment.variable = { $0 == "TERM" ? "dumb" : nil }
        #expect(!environment.usesColors("auto"))
        environment.outputIsTerminal = false
        environment.variable = { _ in nil }
        #expect(!environment.usesColors("auto"))
    }

    @Test func realFilesAreReadAndReplaced() throws {
        let folder = try TemporaryFolder()
        let files = FileAccess.process
        let path = folder.path("a.scrimp")
        #expect(!files.exists(path))
        try files.write(path, Array("one".utf8))
        try files.write(path, Array("two".utf8))
        #expect(files.exists(path))
        #expect(try files.read(path) == Array("two".utf8))
        #expect(try folder.entries() == ["a.scrimp"], "nothing is left beside the file")
    }

    @Test func foldersAreSearchedForFiles() throws {
        let folder = try TemporaryFolder()
        let files = FileAccess.process
        for name in ["b.scrimp", "a.scrimp", "notes.txt", "deep/er/c.scrimp", ".hidden/d.scrimp"] {
            try folder.write(name, "")
        }
        let found = ["a.scrimp", "b.scrimp", "deep/er/c.scrimp"].map { folder.path($0) }
        #expect(try files.list(folder.root, ".scrimp") == found)
        #expect(files.isFolder(folder.root) && !files.isFolder(folder.path("a.scrimp")))
        #expect(throws: FileFailure.self) { try files.list(folder.path("missing"), ".scrimp") }
    }

    @Test func whatCannotBeReadOrWrittenSaysWhy() throws {
        let folder = try TemporaryFolder()
        let files = FileAccess.process
        func message(_ body: () throws(FileFailure) -> Void) -> String {
            do throws(FileFailure) {
                try body()
                return "no failure"
            } catch {
                return error.message
            }
        }
        let missing = folder.path("missing")
        #expect(
            message { () throws(FileFailure) in _ = try files.read(missing) }
                == "cannot read `\(missing)`: no such file or directory")
        #expect(
            message { () throws(FileFailure) in _ = try files.read(folder.root) }
                == "cannot read `\(folder.root)`: is a directory")
        let nowhere = folder.path("nowhere/file")
        #expect(
            message { () throws(FileFailure) in try files.write(nowhere, []) }
                == "cannot write `\(nowhere)`: no such file or directory")
    }

    @Test func theClockIsTheSystems() {
        let now = Environment.process().now()
        #expect(now.seconds > 1_700_000_000)
    }
}
