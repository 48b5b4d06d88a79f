import ScrimpCommands
import ScrimpTestSupport
import Testing

@Suite struct LspCommandTests {
    private func run(_ messages: [String]) -> (code: ExitCode, output: String) {
        let input = messages.map { "Content-Length: \($0.utf8.count)\r\n\r\n\($0)" }.joined()
        let world = World()
        world.input = Array(input.utf8)
        world.pieceSize = 64
        let code = world.run("lsp", "--stdio")
        return (code, world.output)
    }

    private static let start = #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"capabilities":{}}}"#
    private static let stop = #"{"jsonrpc":"2.0","id":2,"method":"shutdown"}"#
    private static let leave = #"{"jsonrpc":"2.0","method":"exit"}"#

    @Test func exitCodes() {
        #expect(run([Self.start, Self.stop, Self.leave]).code == .clean)
        #expect(run([Self.start, Self.leave]).code == .findings)
        #expect(run([Self.start]).code == .findings)
    }

    @Test func filesOfTheDiskAreRead() {
        let text = #"import \"company.scrimp\"\n"#
        let open =
            #"{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"file:///work/policy.scrimp","#
            + #""languageId":"scrimp","version":1,"text":"\#(text)"}}}"#
        let answer = run([Self.start, open, Self.stop, Self.leave]).output
        #expect(answer.contains("cannot import `company.scrimp`: there is no such file"))
    }
}
