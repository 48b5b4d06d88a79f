import ScrimpJSON
import ScrimpQuantities
import ScrimpTestSupport
import Testing

@Suite("JSON writer")
struct JSONWriterTests {
    @Test func layouts() {
        func write(_ layout: JSONWriter.Layout) -> String {
            var writer = JSONWriter(layout)
            writer.beginObject()
            writer.key("a")
            writer.beginArray()
            writer.number(1)
            writer.null()
            writer.endArray()
            writer.key("b")
            writer.beginObject()
            writer.endObject()
            writer.key("c")
            writer.bool(false)
            writer.endObject()
            return writer.text
        }
        #expect(write(.compact) == #"{"a":[1,null],"b":{},"c":false}"#)
        #expect(write(.indented) == "{\n  \"a\": [\n    1,\n    null\n  ],\n  \"b\": {},\n  \"c\": false\n}")
    }

    @Test func numbersAreExact() {
        var writer = JSONWriter()
        writer.beginArray()
        writer.number(Int64.min)
        writer.number(Int128.max)
        writer.number(0.1)
        writer.number(Double.infinity)
        writer.number(JSONNumber(uncheckedText: "0.10000000000000000000001"))
        writer.money(Money(pico: 150_000))
        writer.money(Money(pico: -1_234_500_000_000_000))
        writer.endArray()
        let expected =
            "[-9223372036854775808,170141183460469231731687303715884105727,0.1,null,0.10000000000000000000001,"
            + "\"0.00000015\",\"-1234.50\"]"
        #expect(writer.text == expected)
    }

    @Test func escapes() {
        #expect(
            JSONWriter.text(.string("\"\\\u{8}\t\n\u{C}\r\u{0}\u{1F}/é😀\u{7F}")) == #""\"\\\b\t\n\f\r\u0000\u001F/é😀"#
                + "\u{7F}\"")
    }

    @Test func jsonLines() {
        var writer = JSONWriter()
        for value in [1, 2] {
            writer.beginObject()
            writer.key("n")
            writer.number(value)
            writer.endObject()
            writer.newLine()
        }
        #expect(writer.text == "{\"n\":1}\n{\"n\":2}\n")
    }

    @Test(arguments: 0..<200)
    func generatedDocumentsComeBack(seed: UInt64) throws {
        var generator = DocumentGenerator(seed: seed)
        let value = generator.value(depth: 5)
        for layout in [JSONWriter.Layout.compact, .indented] {
            let text = JSONWriter.text(value, layout)
            let node = try JSONReader.read(Array(text.utf8))
            #expect(node.value == value)
            #expect(JSONWriter.text(node.value, layout) == text)
        }
    }
}
