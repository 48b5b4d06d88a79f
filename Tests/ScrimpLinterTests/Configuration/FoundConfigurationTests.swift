import ScrimpDiagnostics
import ScrimpLinter
import Testing

@Suite struct FoundConfigurationTests {
    private static func nearest(to folder: String, upTo root: String, _ files: [String: String]) -> FoundConfiguration {
        FoundConfiguration.nearest(to: folder, upTo: root, display: { String($0.dropFirst(3)) }) { path in
            files[path].map { Array($0.utf8) }
        }
    }

    @Test func theNearestFileWins() {
        let files = [
            "/r/.scrimp.yaml": "lint: { ignore: [M] }", "/r/a/.scrimp.yaml": "lint: { select: [M] }",
            "/.scrimp.yaml": "lint: { select: [S] }",
        ]
        #expect(Self.nearest(to: "/r/a/b/", upTo: "/r/", files).folder == "/r/a/")
        #expect(Self.nearest(to: "/r/a/", upTo: "/r/", files).folder == "/r/a/")
        #expect(Self.nearest(to: "/r/c/", upTo: "/r/", files).configuration.ignore.count == 1)
        #expect(Self.nearest(to: "/r/", upTo: "/r/", files).source?.file == ".scrimp.yaml")
        #expect(Self.nearest(to: "/r/c/", upTo: "/r/c/", files).folder == nil)
        #expect(Self.nearest(to: "/s/", upTo: "/r/", files).folder == nil)
        #expect(Self.nearest(to: "/", upTo: "/", files).folder == "/")
    }

    @Test func whatIsWrongIsSaidAtItsPlace() {
        let found = Self.nearest(to: "/r/a/", upTo: "/r/", ["/r/a/.scrimp.yaml": "lint: { ignore: [Q1] }"])
        #expect(found.source?.file == "a/.scrimp.yaml")
        #expect(found.diagnostics.map(\.location.source) == [0])
        #expect(found.diagnostics.map(\.code.id) == ["S752"])
    }

    @Test func pathsCountFromItsFolder() {
        let found = Self.nearest(to: "/r/a/", upTo: "/r/", ["/r/a/.scrimp.yaml": "lint: { exclude: [old] }"])
        #expect(found.excludes("/r/a/old/x.scrimp"))
        #expect(!found.excludes("/r/old/x.scrimp"))
        #expect(!FoundConfiguration.none.excludes("/r/a/old/x.scrimp"))
    }
}
