import ScrimpDiagnostics
import ScrimpSyntax
import ScrimpTestSupport
import Testing

/// Whatever the text: the tree covers all of it, and its nodes lie inside each other.
@Suite struct SyntaxTreeTests {
    @Test(arguments: 0..<400)
    func randomBytes(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let bytes = (0..<Int.random(in: 0..<300, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        check(bytes)
    }

    /// Bytes that mean something to the lexer reach more of it.
    @Test(arguments: 0..<1500)
    func randomFragments(seed: UInt64) {
        let fragments = [
            "{", "}", "(", ")", "[", "]", ",", ":", ".", "..", "->", "=>", "=", "==", "<", "-", "+", "*", "/", "\n",
            "\n", " ",
            " ", "when ", "otherwise ", "not ", "and ", "in ", "let ", "use ", "route {", "request {", "model m {", "a",
            "b.c: ",
            "f(", "split(", "enum {", "90%", "90%: ", "$4", "$40,000", "5 min", "12:30", "7", "1..4 ktok", "\"s\"",
            "\"", "'", "\\",
            "//", "/*", "*/", "///", "\r", "\r\n", "\t", "é", "\u{202E}", "\u{FEFF}", "\0", "per ", "from ", "last ",
            "of ", "for ",
            "&&", "|", "!", ";", "#", "€", "“", "→", "1e6", ".5", "5.", "my-name", "yes? ", "6pm", "3 sec",
        ]
        var random = SeededGenerator(seed: seed)
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 1..<60, using: &random) {
            bytes += Array((fragments.randomElement(using: &random) ?? "").utf8)
        }
        check(bytes)
    }

    @Test(arguments: [Samples.support, Samples.twoYears])
    func truncations(sample: [UInt8]) {
        for end in sample.indices { check(Array(sample[..<end])) }
    }

    @Test(arguments: [Samples.support, Samples.twoYears])
    func deletions(sample: [UInt8]) {
        let tree = parse(sample).tree
        for index in tree.tokens.indices {
            let range = tree.range(ofToken: index)
            check(Array(sample[..<Int(range.start)] + sample[Int(range.end)...]))
        }
    }

    /// One token deleted anywhere is one mistake, or at worst a few.
    @Test func deletionsDoNotCascade() {
        let tree = parse(Samples.support).tree
        var counts: [Int: Int] = [:]
        for index in tree.tokens.indices where !tree.tokens[index].kind.isTrivia {
            let range = tree.range(ofToken: index)
            let parsed = parse(Array(Samples.support[..<Int(range.start)] + Samples.support[Int(range.end)...]))
            counts[parsed.diagnostics.count, default: 0] += 1
            #expect(parsed.diagnostics.count <= 2, "without `\(tree.text(ofToken: index))`: \(parsed.summary)")
        }
        #expect(counts[2, default: 0] * 20 < tree.tokens.count { !$0.kind.isTrivia }, "\(counts)")
    }

    private func check(_ bytes: [UInt8]) {
        let parsed = parse(bytes)
        let tree = parsed.tree
        #expect(tree.bytes == bytes)
        #expect(isNested(tree))
        #expect(zip(tree.tokens, tree.tokens.dropFirst()).allSatisfy { $0.start < $1.start || $1.kind == .endOfText })
        for diagnostic in parsed.diagnostics {
            let ranges =
                [diagnostic.location.range] + diagnostic.labels.map(\.location.range)
                + diagnostic.fixes.flatMap { $0.edits.map(\.range) }
            #expect(ranges.allSatisfy { Int($0.end) <= bytes.count }, "\(parsed.summary)")
        }
        walk(parsed.file)
        #expect(!dumpTree(tree).isEmpty && !dumpTokens(tree).isEmpty)
    }

    private func isNested(_ tree: SyntaxTree) -> Bool {
        guard Int(tree.nodes[tree.root].size) == tree.nodes.count else { return false }
        for node in tree.nodes.indices {
            let outer = tree.nodes[node]
            if outer.first > outer.end || Int(outer.end) >= tree.tokens.count { return false }
            var start = outer.first
            for child in tree.children(of: node) {
                let inner = tree.nodes[child]
                if inner.first < start || inner.end > outer.end { return false }
                start = inner.end
            }
        }
        return true
    }
}

/// Asks every view for everything it has.
func walk(_ file: FileView) {
    for item in file.items {
        _ = (item.range, item.documentation)
        switch item {
        case .use(let view): _ = (view.isImport, view.path)
        case .constant(let view):
            _ = view.name
            view.value.map(walk)
        case .request(let view):
            for attribute in view.attributes {
                _ = (attribute.name, attribute.type, attribute.comment, attribute.range)
                attribute.defaultValue.map(walk)
            }
        case .route(let view):
            for rule in view.rules {
                _ = rule.isOtherwise
                rule.condition.map(walk)
                switch rule.targets {
                case .chain(let targets): for target in targets { walk(target) }
                case .split(let arms): for arm in arms { walk(arm.target) }
                case nil: break
                }
            }
        case .declaration(let view):
            _ = (view.kind, view.name, view.title, view.subject)
            view.block.map(walk)
        }
    }
}

private func walk(_ target: TargetView) {
    switch target.kind {
    case .name: break
    case .call(let call): walk(call)
    case .split(let arms): for arm in arms { walk(arm.target) }
    }
}

private func walk(_ block: BlockView) {
    for field in block.fields {
        _ = (field.path, field.range)
        field.value.map(walk)
    }
}

private func walk(_ value: ValueView) {
    switch value {
    case .block(let block): walk(block)
    case .amount(let amount): walk(amount)
    }
}

private func walk(_ amount: AmountView) {
    walk(amount.expression)
    for suffix in amount.suffixes {
        if case .of(let expression) = suffix.kind { walk(expression) }
    }
}

private func walk(_ call: CallView) {
    for argument in call.arguments {
        _ = argument.name
        walk(argument.value)
    }
}

private func walk(_ expression: ExpressionView) {
    _ = expression.range
    switch expression.kind {
    case .or(let left, let right), .and(let left, let right), .comparison(let left, _, _, let right),
        .membership(let left, let right), .range(let left, let right), .arithmetic(let left, _, _, let right):
        walk(left)
        walk(right)
    case .not(let inner), .negated(let inner), .parenthesized(let inner): walk(inner)
    case .call(let call): walk(call)
    case .list(let amounts): for amount in amounts { walk(amount) }
    case .money, .quantity, .number, .time, .string, .boolean, .path, .missing: break
    }
}
