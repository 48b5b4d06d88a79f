import ScrimpLanguageServer
import Testing

@Suite struct DocumentAddressTests {
    @Test func filesHavePaths() {
        #expect(DocumentAddress.path(of: "file:///a%20b/c.scrimp") == "/a b/c.scrimp")
        #expect(DocumentAddress.path(of: "file://host/a%C3%A9") == "/aé")
        #expect(DocumentAddress.path(of: "file:///100%") == "/100%")
        #expect(DocumentAddress.path(of: "file:///%zz") == "/%zz")
        #expect(DocumentAddress.uri(ofPath: "/a b/é%.scrimp") == "file:///a%20b/%C3%A9%25.scrimp")
    }

    @Test func otherAddressesAreNoFiles() {
        let path = DocumentAddress.path(of: "untitled:Untitled-1")
        #expect(path.hasPrefix("/:/"))
        #expect(DocumentAddress.path(of: "untitled:Untitled-2") != path)
    }

    @Test(arguments: ["/a/b.scrimp", "/a b/ü.scrimp", "/%/:?#[]@!$&'()*+,;="])
    func pathsGoThereAndBack(path: String) {
        #expect(DocumentAddress.path(of: DocumentAddress.uri(ofPath: path)) == path)
    }
}
