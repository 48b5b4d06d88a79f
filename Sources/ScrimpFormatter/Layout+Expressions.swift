import ScrimpSyntax

/// Expressions: on one line where they fit, else broken before `or` and `and`, or inside brackets.
extension Layout {
    mutating func layOutExpression(_ node: Int, indentation: Int, column: Int) {
        let range = words(of: node)
        guard !range.isEmpty, isBroken(range) || !fits(range, at: column) else { return }
        switch tree.nodes[node].kind {
        case .block: layOutBlock(node, indentation: indentation, column: column)
        case .call, .list, .enumeration, .targetSplit, .parenthesized:
            layOutBracket(node, indentation: indentation, column: column)
        case .or, .and:
            if fits(range, at: column) { fallthrough }
            layOutOperands(of: node, indentation: indentation, column: column)
        default: layOutSequence(children(of: node), range, indentation: indentation, column: column)
        }
    }

    /// Parts of a line one behind the other.
    private mutating func layOutSequence(_ nodes: [Int], _ range: Range<Int>, indentation: Int, column: Int) {
        for node in nodes {
            let first = words(of: node).lowerBound
            guard first >= range.lowerBound else { continue }
            let before = first == range.lowerBound ? 0 : width(of: range.lowerBound..<first) + words[first].gap
            layOutExpression(node, indentation: indentation, column: column + before)
        }
    }

    /// `a or b or c`, each but the first with its operator on a line of its own.
    private mutating func layOutOperands(of node: Int, indentation: Int, column: Int) {
        let kind = tree.nodes[node].kind
        var operands: [Int] = []
        var left = node
        while tree.nodes[left].kind == kind {
            let sides = children(of: left)
            guard sides.count == 2 else { break }
            operands.append(sides[1])
            left = sides[0]
        }
        layOutExpression(left, indentation: indentation, column: column)
        let inner = indentation + FormattingRules.indentation
        for operand in operands.reversed() {
            let first = words(of: operand).lowerBound
            guard first > 0 else { continue }
            breakLine(before: first - 1, inner)
            layOutExpression(operand, indentation: inner, column: inner + words[first - 1].width + 1)
        }
    }
}

// MARK: - Brackets

extension Layout {
    /// The word of the opening bracket.
    private func bracket(of node: Int) -> Int {
        let first = words(of: node).lowerBound
        switch tree.nodes[node].kind {
        case .call, .targetSplit, .enumeration: return first + 1
        default: return first
        }
    }

    /// Elements in lines as their author grouped them: below the line with the bracket, or behind the bracket where the first
    /// element stands there. Where a line would be too wide each element has one for itself.
    mutating func layOutBracket(_ node: Int, indentation: Int, column: Int) {
        let range = words(of: node)
        let elements = elements(of: node).filter { !words(of: $0).isEmpty }
        let opening = bracket(of: node)
        guard let first = elements.first, opening < range.upperBound - 1 else { return }
        let hangs = !words[words(of: first).lowerBound].beginsLine
        let inside = column + width(of: range.lowerBound..<opening + 1) + words[opening + 1].gap
        let starts = elements.map { words[words(of: $0).lowerBound].beginsLine }
        if hangs, areNarrow(elements, starts, at: inside) {
            layOutElements(elements, starts, indentation: inside, lineIndentation: indentation)
            return
        }
        let inner = indentation + FormattingRules.indentation
        let isExploded = hangs || !areNarrow(elements, starts, at: inner)
        let lines = isExploded ? elements.map { _ in true } : starts
        breakLine(before: words(of: first).lowerBound, inner)
        breakLine(before: range.upperBound - 1, indentation)
        layOutElements(elements, lines, indentation: inner, lineIndentation: inner)
    }

    /// Whether every line of several elements fits.
    private func areNarrow(_ elements: [Int], _ starts: [Bool], at column: Int) -> Bool {
        var index = 0
        while index < elements.count {
            var end = index + 1
            while end < elements.count, !starts[end] { end += 1 }
            let range = words(of: elements[index]).lowerBound..<words(of: elements[end - 1]).upperBound
            if !isBroken(range), !fits(range, at: column), end - index > 1 || index == 0 && !starts[0] { return false }
            index = end
        }
        return true
    }

    private mutating func layOutElements(
        _ elements: [Int], _ starts: [Bool], indentation: Int, lineIndentation: Int
    ) {
        var lone: [Entry] = []
        var lineStart = words(of: elements[0]).lowerBound
        func endLone(_ layout: inout Layout) {
            layout.layOutEntries(lone, indentation: indentation)
            lone = []
        }
        for (index, element) in elements.enumerated() {
            let first = words(of: element).lowerBound
            let isStart = index == 0 || starts[index]
            if isStart {
                lineStart = first
                if index > 0 { breakLine(before: first, indentation, keepsBlankLine: true) }
            }
            let isLone = isStart && starts[index] && (index + 1 == elements.count || starts[index + 1])
            if isLone, indentation == lineIndentation, let entry = entry(element) {
                lone.append(entry)
                continue
            }
            endLone(&self)
            let column = indentation + (first == lineStart ? 0 : width(of: lineStart..<first) + words[first].gap)
            layOutElement(element, indentation: lineIndentation, column: column)
        }
        endLone(&self)
    }

    private mutating func layOutElement(_ element: Int, indentation: Int, column: Int) {
        let range = words(of: element)
        guard isBroken(range) || !fits(range, at: column) else { return }
        switch tree.nodes[element].kind {
        case .argument, .arm:
            layOutSequence(children(of: element), range, indentation: indentation, column: column)
        default: layOutExpression(element, indentation: indentation, column: column)
        }
    }
}
