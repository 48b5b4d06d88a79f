import Foundation
import ScrimpTestSupport
import Testing

/// The built program under a client that others wrote: `pytest-lsp`, from PyPI.
@Suite struct EditorProcessTests {
    private static let hasClient: Bool = {
        let looked = try? ChildProcess.run("python3", ["-c", "import pytest_lsp"], timeout: 60)
        return looked?.exitCode == 0
    }()

    @Test(.enabled(if: hasClient, "pytest-lsp is not installed; python3 -m pip install pytest-lsp"))
    func aRealClientIsServed() throws {
        let program = try #require(PackageRoot.product("scrimp"))
        let run = try ChildProcess.run(
            "python3",
            [
                "-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", PackageRoot.path("Tests/Editor/pytest.ini"),
                PackageRoot.path("Tests/Editor"),
            ],
            environment: ["SCRIMP": program, "PYTHONDONTWRITEBYTECODE": "1"], timeout: 300)
        #expect(run.exitCode == 0, "\(run.outputText)\(run.errorText)")
        #expect(run.outputText.contains("5 passed"))
    }
}
