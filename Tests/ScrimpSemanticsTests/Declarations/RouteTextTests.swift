@testable import ScrimpSemantics
import Testing

/// A rule as reports and explanations show it.
@Suite struct RouteTextTests {
    @Test(arguments: [
        ("when a -> b", "when a -> b"), ("when a\n    and b\n    -> c", "when a and b -> c"),
        ("when a   // because\r\n\t-> b // and so\n", "when a -> b"), ("when a//\n-> b", "when a -> b"),
        ("when a == \"x//y  z\" -> b // \"c", "when a == \"x//y  z\" -> b"),
        ("when a == \"\\\"//\" -> b", "when a == \"\\\"//\" -> b"),
        ("// only", ""), ("when a / b > 1 -> c /", "when a / b > 1 -> c /"), ("otherwise -> „ä“", "otherwise -> „ä“"),
        ("", ""),
    ])
    func onOneLine(text: String, expected: String) { #expect(Checker.oneLine(text) == expected) }
}
