// swift-tools-version: 6.3
import PackageDescription

let strict: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

/// One folder of `Sources/` and the modules that it may import; `Docs/Architecture.md` explains the arrows.
func module(_ name: String, imports: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: imports, swiftSettings: strict)
}

/// Code that only tests use, in a folder of `Tests/Support/`.
func support(_ name: String, imports: [Target.Dependency]) -> Target {
    .target(name: name, dependencies: imports, path: "Tests/Support/\(name)", swiftSettings: strict)
}

/// The tests of one module, in the folder of `Tests/` that mirrors it.
func tests(_ name: String, imports: [Target.Dependency]) -> Target {
    .testTarget(name: name, dependencies: imports, swiftSettings: strict)
}

let package = Package(
    name: "scrimp",
    products: [
        .executable(name: "scrimp", targets: ["scrimp"]),
        .library(name: "ScrimpHost", targets: ["ScrimpHost", "ScrimpRuntime", "ScrimpPlan", "ScrimpQuantities"]),
        .library(name: "ScrimpStores", targets: ["ScrimpStores"]),
        .library(name: "ScrimpRedis", targets: ["ScrimpRedis"]),
    ],
    traits: [
        .trait(name: "Redis", description: "State that many machines share, in Redis. Needs hiredis.")
    ],
    targets: [
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "CHiredis", providers: [.apt(["libhiredis-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        module("ScrimpQuantities"),
        module("ScrimpEconomics", imports: ["ScrimpQuantities"]),
        module("ScrimpDiagnostics"),
        module("ScrimpJSON", imports: ["ScrimpDiagnostics", "ScrimpQuantities"]),
        module("ScrimpYAML", imports: ["ScrimpDiagnostics", "ScrimpJSON", "CYAML"]),
        module("ScrimpSyntax", imports: ["ScrimpDiagnostics", "ScrimpQuantities"]),
        module("ScrimpSchema", imports: ["ScrimpQuantities"]),
        module("ScrimpFormatter", imports: ["ScrimpSyntax", "ScrimpDiagnostics"]),
        module(
            "ScrimpDataForm",
            imports: [
                "ScrimpSyntax", "ScrimpSchema", "ScrimpFormatter", "ScrimpYAML", "ScrimpJSON", "ScrimpDiagnostics",
                "ScrimpQuantities",
            ]),
        module("ScrimpCatalog", imports: ["ScrimpQuantities", "ScrimpDiagnostics", "ScrimpJSON", "ScrimpYAML"]),
        module(
            "ScrimpSemantics",
            imports: ["ScrimpSyntax", "ScrimpSchema", "ScrimpCatalog", "ScrimpDiagnostics", "ScrimpQuantities"]),
        module("ScrimpPlan", imports: ["ScrimpQuantities"]),
        module(
            "ScrimpCompiler",
            imports: [
                "ScrimpSemantics", "ScrimpSchema", "ScrimpPlan", "ScrimpCatalog", "ScrimpDiagnostics",
                "ScrimpQuantities",
            ]),
        module("ScrimpRuntime", imports: ["ScrimpPlan", "ScrimpQuantities"]),
        module("ScrimpStores", imports: ["ScrimpRuntime", "ScrimpPlan", "ScrimpQuantities", "CSQLite"]),
        module("ScrimpHost", imports: ["ScrimpRuntime", "ScrimpPlan", "ScrimpQuantities"]),
        module(
            "ScrimpRedis",
            imports: [
                "ScrimpRuntime", "ScrimpPlan", "ScrimpQuantities",
                .target(name: "CHiredis", condition: .when(traits: ["Redis"])),
            ]),
        module(
            "ScrimpSimulator",
            imports: [
                "ScrimpCompiler", "ScrimpSemantics", "ScrimpCatalog", "ScrimpRuntime", "ScrimpPlan",
                "ScrimpDiagnostics", "ScrimpEconomics",
                "ScrimpQuantities", "CZlib",
            ]),
        module(
            "ScrimpVerification",
            imports: [
                "ScrimpCompiler", "ScrimpSemantics", "ScrimpHost", "ScrimpRuntime", "ScrimpPlan", "ScrimpDiagnostics",
                "ScrimpQuantities",
            ]),
        module(
            "ScrimpLinter",
            imports: [
                "ScrimpCompiler", "ScrimpSemantics", "ScrimpSyntax", "ScrimpSchema", "ScrimpCatalog", "ScrimpPlan",
                "ScrimpEconomics", "ScrimpYAML", "ScrimpJSON", "ScrimpDiagnostics", "ScrimpQuantities",
            ]),
        module(
            "ScrimpLanguageServer",
            imports: [
                "ScrimpLinter", "ScrimpFormatter", "ScrimpCompiler", "ScrimpSemantics", "ScrimpSyntax", "ScrimpSchema",
                "ScrimpCatalog",
                "ScrimpJSON", "ScrimpDiagnostics", "ScrimpQuantities",
            ]),
        module("ScrimpReport", imports: ["ScrimpSimulator", "ScrimpEconomics", "ScrimpJSON", "ScrimpQuantities"]),
        module(
            "ScrimpCommands",
            imports: [
                .target(name: "ScrimpRedis", condition: .when(traits: ["Redis"])),
                "ScrimpLanguageServer", "ScrimpDataForm", "ScrimpFormatter", "ScrimpVerification", "ScrimpLinter",
                "ScrimpReport",
                "ScrimpSimulator", "ScrimpEconomics", "ScrimpHost", "ScrimpStores", "ScrimpRuntime",
                "ScrimpCompiler", "ScrimpPlan", "ScrimpSemantics", "ScrimpCatalog", "ScrimpSchema", "ScrimpSyntax",
                "ScrimpYAML",
                "ScrimpJSON",
                "ScrimpDiagnostics", "ScrimpQuantities",
            ]),
        .executableTarget(name: "scrimp", dependencies: ["ScrimpCommands"], swiftSettings: strict),

        .target(name: "CAllocationCounter", path: "Tests/Support/CAllocationCounter"),
        support("ScrimpTestSupport", imports: ["ScrimpDiagnostics", "ScrimpJSON"]),
        support("ScrimpGenerators", imports: ["ScrimpPlan", "ScrimpQuantities", "ScrimpTestSupport"]),
        support(
            "ScrimpStateSupport",
            imports: ["ScrimpStores", "ScrimpRuntime", "ScrimpPlan", "ScrimpQuantities", "ScrimpTestSupport"]),
        .executableTarget(
            name: "StateWorker", dependencies: ["ScrimpStateSupport", "ScrimpStores"],
            path: "Tests/Support/StateWorker",
            swiftSettings: strict),
        support(
            "ScrimpRedisSupport",
            imports: ["ScrimpRedis", "ScrimpRuntime", "ScrimpPlan", "ScrimpQuantities", "ScrimpTestSupport"]),
        .executableTarget(
            name: "RedisWorker",
            dependencies: ["ScrimpRedisSupport", "ScrimpRedis", "ScrimpRuntime", "ScrimpPlan", "ScrimpQuantities"],
            path: "Tests/Support/RedisWorker", swiftSettings: strict),
        support(
            "ScrimpNaive",
            imports: ["ScrimpSemantics", "ScrimpCatalog", "ScrimpPlan", "ScrimpQuantities", "ScrimpTestSupport"]),

        .testTarget(
            name: "ExamplesTests",
            dependencies: ["ScrimpCommands", "ScrimpJSON", "ScrimpQuantities", "ScrimpTestSupport"],
            exclude: ["azure"], swiftSettings: strict),
        tests("ArchitectureTests", imports: ["ScrimpTestSupport"]),
        tests("ScrimpQuantitiesTests", imports: ["ScrimpQuantities", "ScrimpTestSupport"]),
        tests("ScrimpEconomicsTests", imports: ["ScrimpEconomics", "ScrimpTestSupport"]),
        tests("ScrimpDiagnosticsTests", imports: ["ScrimpDiagnostics", "ScrimpTestSupport"]),
        tests(
            "ScrimpJSONTests", imports: ["ScrimpJSON", "ScrimpDiagnostics", "ScrimpQuantities", "ScrimpTestSupport"]),
        tests("ScrimpYAMLTests", imports: ["ScrimpYAML", "ScrimpJSON", "ScrimpDiagnostics", "ScrimpTestSupport"]),
        tests(
            "ScrimpSyntaxTests",
            imports: [
                "ScrimpSyntax", "ScrimpDiagnostics", "ScrimpQuantities", "ScrimpGenerators", "ScrimpTestSupport",
            ]),
        tests(
            "ScrimpFormatterTests",
            imports: [
                "ScrimpFormatter", "ScrimpCompiler", "ScrimpSemantics", "ScrimpCatalog", "ScrimpPlan", "ScrimpSyntax",
                "ScrimpDiagnostics", "ScrimpQuantities", "ScrimpGenerators", "ScrimpTestSupport",
            ]),
        tests(
            "ScrimpDataFormTests",
            imports: [
                "ScrimpDataForm", "ScrimpFormatter", "ScrimpCompiler", "ScrimpSemantics", "ScrimpCatalog",
                "ScrimpPlan", "ScrimpLinter", "ScrimpSyntax", "ScrimpSchema", "ScrimpYAML", "ScrimpJSON",
                "ScrimpDiagnostics", "ScrimpQuantities", "ScrimpGenerators", "ScrimpTestSupport",
            ]),
        tests("ScrimpSchemaTests", imports: ["ScrimpSchema", "ScrimpQuantities", "ScrimpTestSupport"]),
        tests(
            "ScrimpCatalogTests",
            imports: [
                "ScrimpCatalog", "ScrimpJSON", "ScrimpYAML", "ScrimpDiagnostics", "ScrimpQuantities",
                "ScrimpTestSupport",
            ]),
        tests(
            "ScrimpSemanticsTests",
            imports: [
                "ScrimpSemantics", "ScrimpSyntax", "ScrimpSchema", "ScrimpCatalog", "ScrimpDiagnostics",
                "ScrimpQuantities",
                "ScrimpTestSupport",
            ]),
        tests(
            "ScrimpLinterTests",
            imports: [
                "ScrimpLinter", "ScrimpCompiler", "ScrimpSemantics", "ScrimpPlan", "ScrimpSyntax", "ScrimpCatalog",
                "ScrimpJSON", "ScrimpDiagnostics", "ScrimpQuantities", "ScrimpTestSupport",
            ]),
        tests(
            "ScrimpVerificationTests",
            imports: [
                "ScrimpVerification", "ScrimpCompiler", "ScrimpSemantics", "ScrimpCatalog", "ScrimpPlan",
                "ScrimpDiagnostics", "ScrimpQuantities", "ScrimpNaive", "ScrimpTestSupport",
            ]),
        tests(
            "ScrimpLanguageServerTests",
            imports: [
                "ScrimpLanguageServer", "ScrimpFormatter", "ScrimpLinter", "ScrimpCompiler", "ScrimpSemantics",
                "ScrimpSyntax",
                "ScrimpSchema", "ScrimpCatalog", "ScrimpJSON", "ScrimpDiagnostics", "ScrimpQuantities",
                "ScrimpTestSupport",
            ]),
        tests("ScrimpPlanTests", imports: ["ScrimpPlan", "ScrimpQuantities", "ScrimpTestSupport"]),
        tests(
            "ScrimpCompilerTests",
            imports: [
                "ScrimpVerification", "ScrimpCompiler", "ScrimpSemantics", "ScrimpSyntax", "ScrimpCatalog",
                "ScrimpRuntime",
                "ScrimpPlan", "ScrimpDiagnostics", "ScrimpQuantities", "ScrimpNaive", "ScrimpGenerators",
                "ScrimpTestSupport",
            ]),
        tests(
            "ScrimpRuntimeTests",
            imports: [
                "ScrimpRuntime", "ScrimpPlan", "ScrimpQuantities", "CAllocationCounter", "ScrimpTestSupport",
            ]),
        tests(
            "ScrimpStoresTests",
            imports: [
                "ScrimpStores", "ScrimpRuntime", "ScrimpPlan", "ScrimpQuantities", "ScrimpStateSupport",
                "ScrimpTestSupport",
            ]),
        tests(
            "ScrimpHostTests",
            imports: [
                "ScrimpHost", "ScrimpRuntime", "ScrimpCompiler", "ScrimpSemantics", "ScrimpCatalog", "ScrimpPlan",
                "ScrimpDiagnostics", "ScrimpQuantities", "ScrimpTestSupport",
            ]),
        tests(
            "ScrimpRedisTests",
            imports: [
                "ScrimpRedis", "ScrimpRuntime", "ScrimpPlan", "ScrimpQuantities", "ScrimpRedisSupport", "RedisWorker",
                "ScrimpTestSupport",
            ]),
        tests(
            "ScrimpSimulatorTests",
            imports: [
                "ScrimpSimulator", "ScrimpCompiler", "ScrimpSemantics", "ScrimpCatalog", "ScrimpRuntime", "ScrimpPlan",
                "ScrimpDiagnostics",
                "ScrimpQuantities", "ScrimpTestSupport",
            ]),
        tests(
            "ScrimpReportTests",
            imports: [
                "ScrimpReport", "ScrimpSimulator", "ScrimpEconomics", "ScrimpPlan", "ScrimpJSON", "ScrimpQuantities",
                "ScrimpTestSupport",
            ]),
        tests(
            "ScrimpCommandsTests",
            imports: [
                "ScrimpCommands", "ScrimpStores", "ScrimpRuntime", "ScrimpPlan", "ScrimpSyntax", "ScrimpJSON",
                "ScrimpDiagnostics", "ScrimpQuantities",
                "ScrimpTestSupport",
            ]),
    ]
)

// `SCRIMP_TESTS=ScrimpRuntimeTests,ExamplesTests` leaves all other tests out: an optimised build of them takes minutes, and only
// few need one.
if let names = Context.environment["SCRIMP_TESTS"] {
    let kept = Set(names.split(separator: ",").map(String.init))
    package.targets.removeAll { $0.type == .test && !kept.contains($0.name) }
}
