import ScrimpTestSupport
import Testing

/// Quantities, Plan and Runtime compile as Embedded Swift: no run-time library, no reflection, no existentials, and
/// nothing that pulls in the Unicode tables.
@Suite struct EmbeddedTests {
    private static let modules = ["ScrimpQuantities", "ScrimpPlan", "ScrimpRuntime"]

    @Test(arguments: ["x86_64-unknown-linux-gnu", "wasm32-unknown-none-wasm"])
    func compiles(target: String) throws {
        let compiler = try #require(ChildProcess.find("swiftc"), "the Swift compiler is not on PATH")
        let folder = try TemporaryFolder()
        for module in Self.modules {
            let sources = PackageRoot.files(below: "Sources/\(module)", suffix: ".swift")
                .map { PackageRoot.path("Sources/\(module)/\($0)") }
            #expect(!sources.isEmpty, "\(module) has no files")
            let object = folder.path("\(module).o")
            let child = try ChildProcess.run(
                compiler,
                [
                    "-target", target, "-enable-experimental-feature", "Embedded", "-wmo", "-O", "-parse-as-library",
                    "-swift-version", "6", "-package-name", "scrimp", "-module-name", module, "-I", folder.root,
                    "-enable-upcoming-feature", "ExistentialAny", "-enable-upcoming-feature", "MemberImportVisibility",
                    "-enable-upcoming-feature", "InternalImportsByDefault", "-strict-memory-safety",
                    "-warnings-as-errors", "-emit-module", "-emit-module-path", folder.path("\(module).swiftmodule"),
                    "-c", "-o", object,
                ] + sources,
                timeout: 300)
            try #require(child.exitCode == 0, "\(module) for \(target):\n\(child.errorText)\(child.outputText)")
            try expectNoUnicodeTables(in: object, of: module)
        }
    }

    /// `String` comparison and hashing call into tables of some hundred kilobytes by these names.
    private func expectNoUnicodeTables(in object: String, of module: String) throws {
        guard let lister = ChildProcess.find("llvm-nm") ?? ChildProcess.find("nm") else { return }
        let child = try ChildProcess.run(lister, ["-u", object], timeout: 60)
        guard child.exitCode == 0 else { return }
        let names = child.outputText.split(whereSeparator: \.isWhitespace)
        let tables = names.filter { $0.contains("swift_stdlib_") }
        #expect(tables.isEmpty, "\(module) needs the Unicode tables: \(tables)")
    }
}
