import ScrimpJSON
import ScrimpQuantities
import ScrimpReport
import ScrimpSimulator
import ScrimpTestSupport
import Testing

@Suite struct PageReportTests {
    typealias Size = GoldenReportTests.Size

    @Test(arguments: Size.allCases) func isAsExpected(_ size: Size) throws {
        expectGolden(try page(size), at: "Tests/Golden/reports/\(size).html")
    }

    @Test(arguments: Size.allCases) func isWellFormed(_ size: Size) throws {
        let markup = try StrictMarkup(try page(size))
        #expect(markup.nodes.count { $0.name == "h1" } == 1)
        let ids = markup.nodes.compactMap { $0.attributes["id"] }
        #expect(Set(ids).count == ids.count)
        for link in markup.nodes.compactMap({ $0.attributes["href"] }) {
            #expect(link.hasPrefix("#") && ids.contains(String(link.dropFirst())), "\(link)")
        }
        for reference in markup.nodes.compactMap({ $0.attributes["aria-labelledby"] }) {
            #expect(ids.contains(reference))
        }
    }

    /// Every drawing says in words what it shows, and every figure has a table of its numbers.
    @Test func drawingsHaveTextAlternatives() throws {
        let markup = try StrictMarkup(try page(.small))
        let drawings = markup.nodes.filter { $0.name == "svg" && $0.attributes["role"] == "img" }
        #expect(drawings.count == markup.nodes.count { $0.name == "figure" && $0.attributes["class"] == nil })
        #expect(drawings.count >= 7)
        for drawing in drawings { #expect((drawing.attributes["aria-label"] ?? "").count > 30) }
        let hidden = markup.nodes.filter { $0.name == "svg" && $0.attributes["role"] == nil }
        #expect(hidden.allSatisfy { $0.attributes["aria-hidden"] == "true" || $0.attributes["viewBox"] != nil })
        #expect(markup.nodes.count { $0.name == "details" } == drawings.count)
    }

    @Test(arguments: Size.allCases) func loadsNothingAndRunsNothing(_ size: Size) throws {
        let page = try page(size)
        let markup = try StrictMarkup(page)
        let names = Set(markup.nodes.map(\.name))
        #expect(
            names.isDisjoint(with: [
                "script", "link", "img", "iframe", "object", "embed", "base", "form", "use", "image",
            ]))
        for node in markup.nodes {
            #expect(Set(node.attributes.keys).isDisjoint(with: ["src", "srcset", "style", "xlink"]))
            #expect(!node.attributes.keys.contains { $0.hasPrefix("on") })
        }
        let style = try #require(markup.nodes.first { $0.name == "style" }?.text)
        #expect(!style.contains("@import") && !style.contains("http"))
        #expect(style.components(of: "url(") == style.components(of: "url(#"))
    }

    /// A name is text wherever it stands, and cannot reorder what stands around it.
    @Test func hostileNamesAreText() throws {
        let page = try page(.hostile)
        #expect(!page.contains("<script"))
        #expect(
            page.contains("&lt;/script&gt;&lt;script&gt;alert(&#39;help&#39;)&lt;/script&gt;&amp;amp;&quot;\u{fffd}"))
    }

    @Test func saysWhatTheJSONSays() throws {
        let result = try GoldenReportTests.result(.small)
        let node = try JSONReader.read(Array(JSONReport(result).text.utf8))
        let cells = Set(
            try StrictMarkup(PageReport(result).html).nodes.filter { ["td", "dd", "th"].contains($0.name) }.map(\.text))
        func expect(_ money: JSONNode?, decimals: Int = 4) throws {
            let text = try #require(money?.text)
            let digits = try #require(Self.money(text)).formatted(decimals: decimals)
            #expect(cells.contains(digits), "\(digits) is not on the page")
        }
        for name in ["cost", "saved"] { try expect(node[name]) }
        try expect(node["baseline"]?["cost"])
        for list in ["models", "rules", "alternatives", "capacity"] {
            for part in try #require(node[list]?.elements) { try expect(part["cost"]) }
        }
        for cell in try #require(node["attribution"]?.elements?.first?["cells"]?.elements) { try expect(cell["cost"]) }
        for month in try #require(node["projection"]?["months"]?.elements) {
            for name in ["cost", "baseline", "cumulative", "discounted"] { try expect(month[name], decimals: 0) }
            for name in ["p10", "p50", "p90"] { try expect(month["cost_band"]?[name], decimals: 0) }
        }
        for figure in try #require(node["figures"]?.elements) {
            #expect(cells.contains(figure["figure"]?.text ?? "?"))
        }
        for assumption in try #require(node["assumptions"]?.elements) {
            #expect(cells.contains(assumption["value"]?.text ?? "?"))
        }
    }

    // MARK: Cases at the edge

    /// Nothing was asked for, nothing was paid.
    @Test func zeroTrafficHasAPage() throws {
        var result = try GoldenReportTests.result(.small)
        result.traffic.requests = 0
        result.policy.byTarget = result.policy.byTarget.map { _ in .init(0, prompt: 0, output: 0, cost: .zero) }
        result.policy.byRule = result.policy.byRule.map { _ in .init(0, prompt: 0, output: 0, cost: .zero) }
        result.policy.attributions = []
        result.baseline = nil
        result.waterfall = nil
        result.projection = nil
        result.breakEvens = []
        result.alternatives = []
        result.policy.latency = nil
        let page = PageReport(result).html
        _ = try StrictMarkup(page)
        #expect(page.contains("Costs $0.00"))
        #expect(!page.contains("NaN") && !page.contains("inf%"))
    }

    @Test func aDearerPolicySaysSo() throws {
        var result = try GoldenReportTests.result(.small)
        result.baseline?.cost = Money(pico: 1_000_000)
        result.waterfall?.parts = [.init(.caches, Money(pico: -9_000_000_000)), .init(.routing, Money(pico: -7))]
        let page = PageReport(result).html
        _ = try StrictMarkup(page)
        #expect(page.contains("class=\"loss\">Costs"))
        #expect(page.contains("dearer by"))
    }

    @Test func oneMonthHasADrawing() throws {
        var result = try GoldenReportTests.result(.small)
        result.projection?.months.removeLast()
        result.projection?.uncertainty?.cost.removeLast()
        result.projection?.uncertainty?.cumulative.removeLast()
        let page = PageReport(result).html
        _ = try StrictMarkup(page)
        #expect(page.contains("class=\"band\" x=\"47%\""))
    }

    @Test func infiniteAndMissingFiguresDrawNothingWrong() throws {
        var result = try GoldenReportTests.result(.small)
        result.projection?.months[0].discounted = .nan
        result.projection?.uncertainty?.cost[1].high = .infinity
        result.projection?.uncertainty?.inputs[0].presentValue.low = .nan
        let page = PageReport(result).html
        _ = try StrictMarkup(page)
        #expect(!page.lowercased().contains("nan%") && !page.contains("inf%"))
    }

    @Test func theSameResultGivesTheSameBytes() throws {
        #expect(try page(.huge) == page(.huge))
    }

    private func page(_ size: Size) throws -> String { try PageReport(GoldenReportTests.result(size)).html }

    private static func money(_ text: String) -> Money? {
        let isNegative = text.hasPrefix("-")
        let parts = text.drop { $0 == "-" }.split(separator: ".")
        guard let first = parts.first, let whole = Int128(String(first)) else { return nil }
        let decimals = parts.count > 1 ? String(parts[1]) : ""
        guard let fraction = Int128(decimals + String(repeating: "0", count: 12 - decimals.count)) else { return nil }
        let pico = whole * Money.picoPerDollar + fraction
        return Money(pico: isNegative ? -pico : pico)
    }
}

extension String {
    /// How often a text stands in it.
    fileprivate func components(of part: String) -> Int {
        var count = 0
        var rest = self[...]
        while let range = rest.firstRange(of: part) {
            count += 1
            rest = rest[range.upperBound...]
        }
        return count
    }
}
