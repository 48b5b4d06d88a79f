import ScrimpLanguageServer
import Testing

@Suite struct Placeholder {
    @Test func roots() { #expect(DocumentAddress.path(of: "file:///a%20b/c.scrimp") == "/a b/c.scrimp") }
}
