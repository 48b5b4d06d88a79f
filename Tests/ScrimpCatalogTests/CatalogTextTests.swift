import ScrimpQuantities
import Testing

@testable import ScrimpCatalog

@Suite("Catalog text")
struct CatalogTextTests {
    @Test func aModel() throws {
        let model = try #require(Catalog.builtIn.model("azure/eu/gpt-4o-mini"))
        let expected = """
            azure/eu/gpt-4o-mini
              kind            chat
              provider        azure
              context window  128,000 tokens
              largest output  16,384 tokens
              served until    2027-04-14
              as of           2026-11-24
              source          LiteLLM price list 1.106.2, entry azure/eu/gpt-4o-mini
              features        function_calling, parallel_function_calling, prompt_caching,
                              response_schema, tool_choice, vision

            $ per Mtok      standard  batch
              input            0.165  0.083
              output            0.66      -
              cached input     0.083      -

            """
        #expect(model.text == expected)
    }

    @Test func longContextAndOtherUnits() throws {
        var prices = TierPrices(input: UnitPrice(pico: 1_000_000))
        prices.perRequest = UnitPrice(pico: 2_000_000_000)
        prices.longContext = [LongContext(above: 200_000, input: UnitPrice(pico: 2_500_000))]
        let model = CatalogModel(
            id: "p/m", provider: "p", kind: .other("ocr"), tiers: [.standard: prices],
            tokenizerAllowance: Rational(21, 20),
            cancelStopsBilling: false, source: "s", asOf: CivilDate(year: 2026, month: 1, day: 2))
        let expected = """
            p/m
              kind            ocr
              provider        p
              context window  not stated
              largest output  not stated
              tokens counted  times 1.05
              cancelling      does not stop the bill
              as of           2026-01-02
              source          s

            $ per Mtok              standard
              input                     1.00
              per request ($ each)     0.002
            above 200,000 tokens
              input                     2.50

            """
        #expect(model.text == expected)
    }

    @Test func lists() throws {
        let text = try #require(Catalog.builtIn.listText(provider: "cohere"))
        let expected = """
            model               kind       context      input  cached  output
            cohere/embed-v4.0   embedding  128,000       0.12       -    0.00
            cohere/rerank-v3.5  rerank       4,096  0.002/req       -    0.00

            2 models, prices in $ per Mtok, from: built-in catalog (LiteLLM price list
            1.106.2, 2026-11-24)

            """
        #expect(text == expected)
        #expect(Catalog.builtIn.listText(provider: "acme") == nil)
        let all = try #require(Catalog.builtIn.listText())
        #expect(all.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test func reports() {
        var report = LiteLLMReport()
        report.entries = 9
        report.read = 2
        report.leftOut = [.init(reason: "priced per second", names: ["a", "b", "c", "d", "e", "f", "g"])]
        report.fieldsNotUnderstood = [
            .init(name: "x_cost", count: 12, isPrice: true), .init(name: "rpm", count: 3, isPrice: false),
        ]
        report.rounded = [.init(entry: "m", field: "f", before: "1.23e-13", after: "$0.00")]
        let expected = """
            9 entries: 2 read, 7 left out

            left out
              7 priced per second
                a, b, c, d, e and 2 more

            prices of entries that were read which the catalog has no place for
              12  x_cost

            other fields of entries that were read which the catalog has no place for
              3  rpm

            1 price rounded to twelve decimals of a dollar
              m
                f: 1.23e-13 became $0.00

            """
        #expect(report.isComplete)
        #expect(report.text() == expected)
        #expect(report.text(complete: true).contains("e, f, g\n"))
    }

    @Test func rationalsAsDecimals() {
        #expect(Rational(1, 8)?.decimalText == "0.125")
        #expect(Rational(-5, 2)?.decimalText == "-2.5")
        #expect(Rational(whole: 12).decimalText == "12")
        #expect(Rational(1, 3)?.decimalText == nil)
    }
}
