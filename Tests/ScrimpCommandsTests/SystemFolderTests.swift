import Foundation
@testable import ScrimpCommands
import ScrimpTestSupport
import Testing

@Suite struct SystemFolderTests {
    /// Links that lead back end nobody's walk, and hidden folders stay outside.
    @Test func whatLiesBelowAFolder() throws {
        let folder = try TemporaryFolder()
        for name in ["b.scrimp", "a/c.scrimp", "a/.hidden/d.scrimp", ".build/e.scrimp", "a/notes.txt"] {
            try folder.write(name, "")
        }
        let files = FileManager.default
        try files.createSymbolicLink(atPath: folder.path("a/loop"), withDestinationPath: folder.root)
        try files.createSymbolicLink(
            atPath: folder.path("self.scrimp"), withDestinationPath: folder.path("self.scrimp"))
        try files.createSymbolicLink(atPath: folder.path("f.scrimp"), withDestinationPath: folder.path("b.scrimp"))
        try files.createDirectory(atPath: folder.path("g.scrimp"), withIntermediateDirectories: true)
        let found = try SystemFolder.files(below: folder.root, suffix: ".scrimp")
        #expect(found == ["a/c.scrimp", "b.scrimp", "f.scrimp"].map { folder.path($0) })
        #expect(try SystemFolder.files(below: folder.root + "/", suffix: ".txt") == [folder.path("a/notes.txt")])
        #expect(SystemFolder.exists(folder.path("a/loop")) && !SystemFolder.exists(folder.path("b.scrimp")))
    }

    @Test func aFolderThatIsNotThere() throws {
        let folder = try TemporaryFolder()
        #expect(throws: FileFailure.self) { try SystemFolder.files(below: folder.path("x"), suffix: "") }
    }

    /// The program itself, in a tree with a loop.
    @Test func lintingATreeWithALoop() throws {
        let folder = try TemporaryFolder()
        try folder.write("policies/p.scrimp", SmallPolicy.text)
        try folder.write(".scrimp.yaml", "lint: { select: [M002] }\n")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path("policies/loop"), withDestinationPath: folder.root)
        let program = try #require(PackageRoot.product("scrimp"))
        let run = try ChildProcess.run(program, ["lint"], in: folder.root)
        #expect(run.exitCode == 0)
        #expect(run.outputText == "linted 1 file: no findings\n", "\(run.outputText)\(run.errorText)")
    }
}
