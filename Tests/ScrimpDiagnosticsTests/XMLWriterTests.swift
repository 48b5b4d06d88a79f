import ScrimpDiagnostics
import Testing

@Suite struct XMLWriterTests {
    @Test func elementsStandOnTheirLines() {
        var writer = XMLWriter()
        writer.begin("a", [("name", "x")])
        writer.element("b", [("n", "1"), ("m", "2")])
        writer.begin("c")
        writer.element("d", text: "text")
        writer.end()
        writer.end()
        writer.end()
        #expect(
            writer.text == """
                <?xml version="1.0" encoding="UTF-8"?>
                <a name="x">
                  <b n="1" m="2"/>
                  <c>
                    <d>text</d>
                  </c>
                </a>

                """)
    }

    @Test func whatXMLDoesNotHoldIsEscaped() {
        var writer = XMLWriter()
        writer.element("a", [("v", "<\"&'>\n\t\r")], text: "<\"&'>\n\r\u{1}\u{FFFF}é🙂")
        #expect(
            writer.text.hasSuffix(
                "<a v=\"&lt;&quot;&amp;'&gt;&#10;&#9;&#13;\">&lt;\"&amp;'&gt;\n&#13;\u{FFFD}\u{FFFD}é🙂</a>\n"))
    }
}
