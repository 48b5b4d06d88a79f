import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpJSON
import ScrimpQuantities
import ScrimpSemantics

/// For programs. Amounts are dollars as exact text; what has no bound is null.
extension CostReport {
    func json(in sources: SourceSet) -> String {
        var writer = JSONWriter(.indented)
        writer.beginObject()
        writer.key("policy")
        writer.string(policy.name.value)
        writer.key("classes")
        writer.beginArray()
        for item in bounds.classes { write(item, sources, to: &writer) }
        writer.endArray()
        writer.key("gathers")
        writer.beginArray()
        for item in bounds.gathers { write(item, to: &writer) }
        writer.endArray()
        writer.key("budgets")
        writer.beginArray()
        for item in bounds.budgets { write(item, to: &writer) }
        writer.endArray()
        writer.key("notes")
        writer.strings(notes)
        writer.endObject()
        writer.newLine()
        return writer.text
    }

    private func write(_ item: ClassBound, _ sources: SourceSet, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("class")
        writer.string(item.name)
        writer.key("line")
        writer.number(sources[item.location.source].position(at: item.location.range.start).line)
        writer.key("to")
        writer.string(item.chain)
        writer.key("reachable")
        writer.bool(item.isReachable)
        writer.key("least")
        writer.money(item.bound.least)
        writer.key("most")
        writer.amount(item.bound.most)
        writer.key("dominated_by")
        if let text = item.bound.dominatingText { writer.string(text) } else { writer.null() }
        writer.key("when")
        if let way = wayText(item.way) { writer.string(way) } else { writer.null() }
        writer.key("caches")
        writer.strings(item.caches.map { policy.caches[$0].name })
        writer.key("terms")
        writer.beginArray()
        for term in item.bound.terms { write(term, to: &writer) }
        writer.endArray()
        write(item.bound.unbounded, to: &writer)
        writer.key("calls")
        writer.beginArray()
        for call in item.calls { write(call, to: &writer) }
        writer.endArray()
        writer.endObject()
    }

    private func write(_ call: CallBound, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("model")
        writer.string(call.modelName)
        writer.key("least")
        writer.money(call.bound.least)
        writer.key("most")
        writer.amount(call.bound.most)
        writer.key("tries")
        writer.number(call.tries)
        writer.key("self_hosted")
        writer.bool(call.isSelfHosted)
        writer.key("covered")
        writer.bool(call.isCovered)
        for (name, tokens) in [("prompt", call.prompt), ("output", call.output)] {
            writer.key(name)
            writer.beginObject()
            writer.key("least")
            writer.number(tokens.least)
            writer.key("most")
            if let most = tokens.most { writer.number(most) } else { writer.null() }
            writer.key("bounded_by")
            if let source = sourceText(tokens) { writer.string(source) } else { writer.null() }
            writer.endObject()
        }
        writer.endObject()
    }

    private func sourceText(_ tokens: TokenBound) -> String? {
        guard tokens.most != nil else { return nil }
        return switch tokens.source {
        case .condition: "condition"
        case .shape(let index): "shape \(policy.shapes[index].name)"
        case .contextWindow: "context window"
        case .modelMaximum: "longest answer of the model"
        case .nothing: nil
        }
    }

    private func write(_ term: CostTerm, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("model")
        writer.string(term.modelName)
        writer.key("part")
        writer.string(term.part.rawValue)
        writer.key("count")
        writer.number(term.count)
        writer.key("price")
        writer.money(term.price)
        writer.key("calls")
        writer.number(term.calls)
        writer.key("copy")
        writer.bool(term.isCopy)
        writer.key("amount")
        writer.money(term.amount)
        writer.endObject()
    }

    private func write(_ unbounded: [UnboundedCost], to writer: inout JSONWriter) {
        writer.key("unbounded")
        writer.beginArray()
        for cause in unbounded {
            writer.beginObject()
            writer.key("message")
            writer.string(cause.message)
            writer.key("help")
            writer.string(cause.help)
            writer.endObject()
        }
        writer.endArray()
    }

    private func write(_ item: GatherBound, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("gather")
        writer.string(item.name)
        writer.key("fewest_requests")
        writer.number(item.calls.lowerBound)
        writer.key("most_requests")
        writer.number(item.calls.upperBound)
        writer.key("least")
        writer.money(item.least)
        writer.key("most")
        writer.amount(item.most)
        writer.key("dearest_class")
        if let place = item.dearestClass { writer.string(bounds.classes[place].name) } else { writer.null() }
        writer.endObject()
    }

    private func write(_ item: BudgetBound, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.key("budget")
        writer.string(item.name)
        writer.key("window")
        writer.string(item.window)
        writer.key("most")
        writer.amount(item.most)
        writer.key("bounded_by")
        if item.limiting == .nothing { writer.null() } else { writer.string(limitingText(item.limiting)) }
        writer.key("hard_amount")
        writer.amount(item.hardAmount)
        writer.key("dearest_call")
        if let call = item.dearestCall {
            writer.beginObject()
            writer.key("model")
            writer.string(call.modelName)
            writer.key("class")
            if let place = item.dearestClass { writer.string(bounds.classes[place].name) } else { writer.null() }
            writer.key("most")
            writer.amount(call.bound.most)
            writer.endObject()
        } else {
            writer.null()
        }
        writer.key("fewest_calls")
        if let calls = item.fewestCalls { writer.number(calls) } else { writer.null() }
        write(item.unbounded, to: &writer)
        writer.endObject()
    }
}

extension JSONWriter {
    fileprivate mutating func amount(_ money: Money?) {
        if let money { self.money(money) } else { null() }
    }

    fileprivate mutating func strings(_ texts: [String]) {
        beginArray()
        for text in texts { string(text) }
        endArray()
    }
}
