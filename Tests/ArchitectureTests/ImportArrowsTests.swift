import ScrimpTestSupport
import Testing

/// Data flows from left to right and never back: what each module of `Sources/` may import, and nothing else.
@Suite struct ImportArrowsTests {
    /// A module may name only modules above it here. What the system provides stands in the second list.
    private static let arrows: [(module: String, imports: [String], system: [String])] = [
        ("CSQLite", [], []),
        ("CYAML", [], []),
        ("CHiredis", [], []),
        ("CZlib", [], []),
        ("ScrimpQuantities", [], ["Synchronization"]),
        ("ScrimpEconomics", ["ScrimpQuantities"], ["Glibc"]),
        ("ScrimpDiagnostics", [], []),
        ("ScrimpJSON", ["ScrimpDiagnostics", "ScrimpQuantities"], []),
        ("ScrimpYAML", ["ScrimpDiagnostics", "ScrimpJSON", "CYAML"], []),
        ("ScrimpSyntax", ["ScrimpDiagnostics", "ScrimpQuantities"], []),
        ("ScrimpFormatter", ["ScrimpSyntax", "ScrimpDiagnostics"], []),
        ("ScrimpSchema", ["ScrimpQuantities"], []),
        (
            "ScrimpDataForm",
            [
                "ScrimpSyntax", "ScrimpSchema", "ScrimpFormatter", "ScrimpYAML", "ScrimpJSON", "ScrimpDiagnostics",
                "ScrimpQuantities",
            ], []
        ),
        ("ScrimpPlan", ["ScrimpQuantities"], ["Synchronization"]),
        // The plan holds the digest (SHA-256) of the catalog that it was made with.
        ("ScrimpCatalog", ["ScrimpQuantities", "ScrimpDiagnostics", "ScrimpJSON", "ScrimpYAML", "ScrimpPlan"], []),
        (
            "ScrimpSemantics",
            ["ScrimpSyntax", "ScrimpSchema", "ScrimpCatalog", "ScrimpDiagnostics", "ScrimpQuantities"], []
        ),
        (
            "ScrimpCompiler",
            [
                "ScrimpSemantics", "ScrimpPlan", "ScrimpCatalog", "ScrimpSchema", "ScrimpDiagnostics",
                "ScrimpQuantities",
            ], []
        ),
        ("ScrimpRuntime", ["ScrimpPlan", "ScrimpQuantities"], ["Synchronization"]),
        (
            "ScrimpStores", ["ScrimpRuntime", "ScrimpPlan", "ScrimpQuantities", "CSQLite"],
            ["Glibc", "Musl", "Darwin", "Synchronization"]
        ),
        ("ScrimpHost", ["ScrimpRuntime", "ScrimpPlan", "ScrimpQuantities"], ["Synchronization"]),
        (
            "ScrimpRedis", ["ScrimpRuntime", "ScrimpPlan", "ScrimpQuantities", "CHiredis"],
            ["Glibc", "Synchronization"]
        ),
        (
            "ScrimpSimulator",
            [
                "ScrimpCompiler", "ScrimpSemantics", "ScrimpCatalog", "ScrimpRuntime", "ScrimpPlan",
                "ScrimpDiagnostics", "ScrimpEconomics", "ScrimpQuantities", "CZlib",
            ], ["Glibc", "Musl", "Darwin", "Synchronization"]
        ),
        (
            "ScrimpVerification",
            [
                "ScrimpCompiler", "ScrimpSemantics", "ScrimpHost", "ScrimpRuntime", "ScrimpPlan", "ScrimpDiagnostics",
                "ScrimpQuantities",
            ], []
        ),
        (
            "ScrimpLinter",
            [
                "ScrimpCompiler", "ScrimpSemantics", "ScrimpSyntax", "ScrimpSchema", "ScrimpCatalog", "ScrimpPlan",
                "ScrimpEconomics", "ScrimpYAML", "ScrimpJSON", "ScrimpDiagnostics", "ScrimpQuantities",
            ], []
        ),
        (
            "ScrimpLanguageServer",
            [
                "ScrimpLinter", "ScrimpFormatter", "ScrimpCompiler", "ScrimpSemantics", "ScrimpSyntax", "ScrimpSchema",
                "ScrimpCatalog",
                "ScrimpJSON", "ScrimpDiagnostics", "ScrimpQuantities",
            ], []
        ),
        ("ScrimpReport", ["ScrimpSimulator", "ScrimpEconomics", "ScrimpJSON", "ScrimpQuantities"], []),
        (
            "ScrimpCommands",
            [
                "ScrimpLanguageServer", "ScrimpDataForm", "ScrimpFormatter", "ScrimpVerification", "ScrimpLinter",
                "ScrimpReport",
                "ScrimpSimulator", "ScrimpEconomics", "ScrimpStores", "ScrimpRedis", "ScrimpHost",
                "ScrimpRuntime",
                "ScrimpCompiler", "ScrimpPlan", "ScrimpSemantics", "ScrimpCatalog", "ScrimpSchema", "ScrimpSyntax",
                "ScrimpYAML", "ScrimpJSON",
                "ScrimpDiagnostics", "ScrimpQuantities",
            ], ["Dispatch", "Foundation", "Glibc", "Musl", "Darwin", "Synchronization"]
        ),
        ("scrimp", ["ScrimpCommands"], []),
    ]

    @Test func everyModuleIsInTheTable() {
        let folders = Set(PackageRoot.entries("Sources"))
        let listed = Self.arrows.map(\.module)
        #expect(Set(listed).count == listed.count)
        #expect(folders.subtracting(listed).isEmpty, "modules without arrows: \(folders.subtracting(listed))")
        #expect(Set(listed).subtracting(folders).isEmpty, "arrows without modules")
    }

    @Test func arrowsPointOneWay() {
        var above: Set<String> = []
        for (module, imports, _) in Self.arrows {
            #expect(Set(imports).subtracting(above).isEmpty, "\(module) looks forward")
            above.insert(module)
        }
    }

    @Test(arguments: Self.arrows.map(\.module))
    func importsKeepToTheArrows(module: String) throws {
        let arrow = try #require(Self.arrows.first { $0.module == module })
        for file in PackageRoot.files(below: "Sources/\(module)", suffix: ".swift") {
            let text = try PackageRoot.text("Sources/\(module)/\(file)")
            for imported in imports(of: text) {
                #expect(
                    arrow.imports.contains(imported) || arrow.system.contains(imported),
                    "Sources/\(module)/\(file) imports \(imported)")
            }
        }
    }

    @Test func importLinesAreRead() {
        let text = """
            package import A
            @preconcurrency import B
            #if canImport(C)
            import struct C.D
            #endif
            // import E
            let x = "import F"
            public import func G.h
            """
        #expect(imports(of: text) == ["A", "B", "C", "G"])
    }

    /// Names of the modules that a file imports, in order.
    private func imports(of text: String) -> [String] {
        let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
        let modifiers: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
        var result: [String] = []
        for line in text.split(whereSeparator: \.isNewline) {
            var words = line.split(separator: " ")[...]
            while let first = words.first, modifiers.contains(first) || first.hasPrefix("@") { words.removeFirst() }
            guard words.popFirst() == "import" else { continue }
            if let first = words.first, kinds.contains(first) { words.removeFirst() }
            // An example of a policy within a text imports a file.
            guard let name = words.first?.split(separator: ".").first, !name.contains("\"") else { continue }
            result.append(String(name))
        }
        return result
    }
}
