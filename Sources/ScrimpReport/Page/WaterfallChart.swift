import ScrimpQuantities
import ScrimpSimulator

/// From the baseline down to what is paid with the policy, a step for each lever.
struct WaterfallChart {
    var waterfall: Waterfall
    var baseline: String
    var title: String
    var money: (Int128) -> String

    private static let pitch = 46.0

    private struct Step {
        var name: String
        var mark: String
        var from: Int128
        var to: Int128
        /// What the step adds; a total is shown as it is.
        var isTotal: Bool
    }

    private var steps: [Step] {
        var level = waterfall.baseline.pico
        var steps = [Step(name: baseline, mark: "base", from: 0, to: level, isTotal: true)]
        func add(_ name: String, _ change: Int128) {
            steps.append(
                .init(name: name, mark: change <= 0 ? "gain" : "loss", from: level, to: level + change, isTotal: false))
            level += change
        }
        if waterfall.unexplained != .zero {
            add("beyond everything on \(waterfall.reference)", -waterfall.unexplained.pico)
        }
        for part in waterfall.parts { add(part.lever.title, -part.saved.pico) }
        if waterfall.running != .zero { add("running it", waterfall.running.pico) }
        steps.append(
            .init(
                name: "with the policy", mark: "policy", from: 0,
                to: waterfall.cost.pico + waterfall.running.pico, isTotal: true))
        return steps
    }

    var chart: Chart {
        let steps = steps
        let scale = Scale(steps.flatMap { [Money(pico: $0.from).dollars, Money(pico: $0.to).dollars] })
        func x(_ pico: Int128) -> Double { scale.share(Money(pico: pico).dollars) }
        var table = PageTable(title, [("step", .text), ("changes the cost by", .figure), ("cost then", .figure)])
        var drawing: [Element] = []
        if scale.low < 0 {
            let zero = scale.share(0)
            drawing.append(Chart.line("zero", x1: zero, y1: 0, x2: zero, y2: Double(steps.count) * Self.pitch))
        }
        for (index, step) in steps.enumerated() {
            let y = Double(index) * Self.pitch
            let change = step.to - step.from
            let figure = step.isTotal ? money(step.to) : (change > 0 ? "+" : "") + money(change)
            drawing.append(Chart.text(Chart.short(step.name, 30), x: 0, y: y + 15))
            drawing.append(Chart.text(figure, "label value", x: 1, y: y + 15, .end))
            drawing.append(Chart.bar(step.mark, from: x(step.from), to: x(step.to), y: y + 21, height: 14))
            if index + 1 < steps.count {
                drawing.append(
                    Chart.line("link", x1: x(step.to), y1: y + 35, x2: x(step.to), y2: y + Self.pitch + 21))
            }
            table.add(step.name, step.isTotal ? "" : figure, money(step.to))
        }
        var keys = [Chart.Key(mark: "gain", text: "saves"), .init(mark: "loss", text: "costs")]
        if !steps.contains(where: { $0.mark == "loss" }) { keys.removeLast() }
        return Chart(
            title: title, summary: summary, keys: keys, height: Int(Double(steps.count) * Self.pitch) + 2,
            drawing: drawing, table: table)
    }

    private var summary: String {
        let most = waterfall.parts.max { $0.saved < $1.saved }
        var text = "From \(money(waterfall.baseline.pico)) to \(money(waterfall.cost.pico + waterfall.running.pico))."
        if let most, most.saved > .zero {
            text += " Most of the saving is \(most.lever.title): \(money(most.saved.pico))."
        }
        return text
    }
}
