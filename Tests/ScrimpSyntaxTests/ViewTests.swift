import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSyntax
import Testing

@Suite struct ViewTests {
    private func expression(_ text: String) throws -> ExpressionView {
        let parsed = parse("let x = \(text)")
        guard case .constant(let view)? = parsed.file.items.first else { throw Absent() }
        return try #require(view.value)
    }

    private func declaration(_ text: String) throws -> DeclarationView {
        guard case .declaration(let view)? = parse(text).file.items.first else { throw Absent() }
        return view
    }

    private func amount(_ text: String) throws -> AmountView {
        let field = try #require(try declaration("b x { f: \(text) }").block?.fields.first)
        guard case .amount(let amount)? = field.value else { throw Absent() }
        return amount
    }

    private struct Absent: Error {}

    /// An expression with all its parentheses, operators in words.
    private func spelled(_ view: ExpressionView) -> String {
        switch view.kind {
        case .or(let left, let right): "(\(spelled(left)) or \(spelled(right)))"
        case .and(let left, let right): "(\(spelled(left)) and \(spelled(right)))"
        case .not(let inner): "(not \(spelled(inner)))"
        case .comparison(let left, let comparison, _, let right): "(\(spelled(left)) \(comparison) \(spelled(right)))"
        case .membership(let left, let right): "(\(spelled(left)) in \(spelled(right)))"
        case .range(let left, let right): "(\(spelled(left)) to \(spelled(right)))"
        case .arithmetic(let left, let arithmetic, _, let right): "(\(spelled(left)) \(arithmetic) \(spelled(right)))"
        case .negated(let inner): "(minus \(spelled(inner)))"
        case .money(let money): "$\(money.decimal.digits)e\(money.decimal.exponent)\(money.per)"
        case .quantity(let quantity):
            "\(quantity.decimal.digits)e\(quantity.decimal.exponent) \(quantity.unit)\(quantity.per)"
        case .number(let number): "\(number.decimal.digits)"
        case .time(let time): "\(time.minutes) min"
        case .string(let string): "'\(string.value)'"
        case .boolean(let value): "\(value)"
        case .path(let names): names.map(\.text).joined(separator: "/")
        case .call(let call): "\(call.name.text){\(call.arguments.map { $0.name?.text ?? "-" }.joined(separator: ","))}"
        case .list(let amounts): "[\(amounts.map { spelled($0.expression) }.joined(separator: ","))]"
        case .parenthesized(let inner): "<\(spelled(inner))>"
        case .missing: "?"
        }
    }

    @Test(
        arguments: [
            ("a or b and not c == d", "(a or (b and (not (c equal d))))"),
            ("a or b or c", "((a or b) or c)"),
            ("not not a", "(not (not a))"),
            ("1 - 2 - 3 * -x", "((1 subtract 2) subtract (3 multiply (minus x)))"),
            ("1 + 2..3 + 4", "((1 add 2) to (3 add 4))"),
            ("a != 1..2", "(a notEqual (1 to 2))"),
            ("a <= b and c >= d", "((a lessOrEqual b) and (c greaterOrEqual d))"),
            ("a > b / c", "(a greater (b divide c))"),
            ("task in [faq, 5%/h]", "(task in [faq,5e0 %[\"h\"]])"),
            ("$1_200.50/d", "$120050e-2[\"d\"]"),
            ("500 req/min", "500e0 req[\"min\"]"),
            ("22:05", "1325 min"),
            ("24:00", "1440 min"),
            ("(a.b.c)", "<a/b/c>"),
            ("f(1, x: 2, y.z: {a: 1})", "f{-,x,y.z}"),
            ("true == false", "(true equal false)"),
            (#""a\"\\\n\t\u{e9}\u{1F600}z""#, "'a\"\\\n\té😀z'"),
            ("5.", "?"), ("3 sec", "?"), ("a *", "(a multiply ?)"), ("25:00", "?"),
        ])
    func expressions(text: String, expected: String) throws {
        #expect(spelled(try expression(text)) == expected)
    }

    @Test func suffixes() throws {
        let limit = try amount("$25 per tenant per day")
        let names = limit.suffixes.map { suffix -> String in
            if case .per(let name) = suffix.kind { return name.text }
            return "?"
        }
        #expect(names == ["tenant", "day"])
        #expect(limit.tree.source.text(in: limit.range) == "$25 per tenant per day")
        for (text, expected) in [
            ("24 h from last hit", "from(ScrimpSyntax.SuffixView.Anchor.lastHit)"),
            ("24 h from insert", "from(ScrimpSyntax.SuffixView.Anchor.insert)"),
        ] {
            let suffix = try #require(try amount(text).suffixes.first)
            #expect("\(suffix.kind)" == expected)
        }
        guard case .over(let span)? = try amount("x over 24 h").suffixes.first?.kind else { throw Absent() }
        #expect(span.unit == "h")
        guard case .every(let step)? = try amount("[5%] every 2 d").suffixes.first?.kind else { throw Absent() }
        #expect(step.decimal.digits == 2)
        guard case .by(let key)? = try amount("[a, b] by tier").suffixes.first?.kind else { throw Absent() }
        #expect(key.text == "tier")
        guard case .of(let total)? = try amount("20 of 100").suffixes.first?.kind else { throw Absent() }
        #expect(spelled(total) == "100")
        #expect(try amount("$5 per").suffixes.isEmpty)
    }

    @Test func declarations() throws {
        let scenario = try declaration("/// One.\n/// Two.\nscenario two_years for chat { a.b: 1, c: { d: 2 } }")
        #expect(scenario.kind.text == "scenario")
        #expect(scenario.name?.text == "two_years")
        #expect(scenario.subject?.text == "chat")
        #expect(scenario.title == nil)
        #expect(scenario.documentation == "One.\nTwo.")
        #expect(scenario.block?.fields.map { $0.path.map(\.text) } == [["a", "b"], ["c"]])
        guard case .block(let inner)? = scenario.block?.fields.last?.value else { throw Absent() }
        #expect(inner.fields.map { $0.path.map(\.text) } == [["d"]])

        let test = try declaration("// no documentation\ntest \"it works\" { }")
        #expect(test.title?.value == "it works")
        #expect(test.name == nil && test.documentation == nil)
        #expect(try declaration("scenario for chat { }").subject?.text == "chat")
        #expect(try declaration("/// far away\n\npolicy p { }").documentation == nil)
        #expect(try declaration("policy p").block == nil)
        #expect(try declaration("policy p { a: }").block?.fields.first?.value == nil)
    }

    @Test func uses() throws {
        let items = parse("use \"a.yaml\"\nimport \"b.scrimp\"\nuse c").file.items
        let uses = items.compactMap { item -> UseView? in if case .use(let view) = item { view } else { nil } }
        #expect(uses.map(\.isImport) == [false, true, false])
        #expect(uses.map { $0.path?.value } == ["a.yaml", "b.scrimp", nil])
    }

    @Test func requests() throws {
        let text = """
            request {
                tenant: string   // who pays
                /// which plan
                tier: enum { free, plus } = free,
                bad:
                deadline: duration = 30 s
            }
            """
        guard case .request(let request)? = parse(text).file.items.first else { throw Absent() }
        let attributes = request.attributes
        #expect(attributes.map(\.name.text) == ["tenant", "tier", "bad", "deadline"])
        #expect(attributes.map(\.comment) == ["who pays", "which plan", nil, nil])
        guard case .named(let type)? = attributes[0].type, case .enumeration(let cases, _)? = attributes[1].type
        else { throw Absent() }
        #expect(type.text == "string")
        #expect(cases.map(\.text) == ["free", "plus"])
        #expect(attributes[2].type == nil)
        #expect(attributes.map { $0.defaultValue.map(spelled) } == [nil, "free", nil, "30e0 s[]"])
    }

    @Test func routes() throws {
        let text = """
            route {
                when easy -> split(90%: mini, 10%: haiku), reject("no"), wait
                when tier == free -> 60%: a, 40%: b
                when bad -> a, 10%: b, 90%: c
                otherwise -> mini
            }
            """
        guard case .route(let route)? = parse(text).file.items.first else { throw Absent() }
        let rules = route.rules
        #expect(rules.map(\.isOtherwise) == [false, false, false, true])
        #expect(rules.map { $0.condition.map(spelled) } == ["easy", "(tier equal free)", "bad", nil])
        guard case .chain(let chain)? = rules[0].targets, case .split(let arms)? = rules[1].targets else {
            throw Absent()
        }
        #expect(chain.count == 3)
        guard case .split(let inner) = chain[0].kind, case .call(let call) = chain[1].kind,
            case .name(let name) = chain[2].kind
        else { throw Absent() }
        #expect(inner.map { $0.share.decimal.digits } == [90, 10])
        #expect(call.name.text == "reject" && name.text == "wait")
        #expect(arms.map { $0.share.decimal.digits } == [60, 40])
        #expect(rules[2].targets == nil)
    }

    @Test func rangesLeaveTriviaOut() throws {
        let source = "// c\n\n  policy p { owner :  \"ml\" }  // d\n"
        let policy = try declaration(source)
        let text = policy.tree.source
        #expect(text.text(in: policy.range) == "policy p { owner :  \"ml\" }")
        let field = try #require(policy.block?.fields.first)
        #expect(text.text(in: field.range) == "owner :  \"ml\"")
        #expect(field.value.map { text.text(in: $0.range) } == "\"ml\"")
        let comparison = try expression("a  <=  b")
        guard case .comparison(_, _, let place, _) = comparison.kind else { throw Absent() }
        #expect(comparison.tree.source.text(in: place) == "<=")
    }
}
