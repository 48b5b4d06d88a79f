import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpPlan
import ScrimpQuantities
import ScrimpReport
import ScrimpSemantics
package import ScrimpSimulator

extension LoadedPolicy {
    /// The policy with other amounts in the place of constants; nil where there is none, or its files can no longer be read.
    package func retuned(_ values: [RetunedConstant], in environment: Environment) -> LoadedPolicy? {
        guard let policy else { return nil }
        var texts: [Int: [UInt8]] = [:]
        let edits = values.map { (policy.constants[$0.constant].expression.location, $0.text) }
        // From the end on, so that places further up stay what they are.
        for (location, text) in edits.sorted(by: { $0.0.range.start > $1.0.range.start }) {
            var bytes = texts[location.source] ?? checked.sources[location.source].bytes
            bytes.replaceSubrange(Int(location.range.start)..<Int(location.range.end), with: text.utf8)
            texts[location.source] = bytes
        }
        var imported: [String: [UInt8]] = [:]
        for (source, bytes) in texts where source != 0 { imported[checked.sources[source].file] = bytes }
        return try? LoadedPolicy(
            path, bytes: texts[0] ?? checked.sources[0].bytes, imported: imported, in: environment)
    }

    /// The same for a simulation.
    func retune(in environment: Environment) -> Retune {
        { values throws(SimulationError) in
            guard let other = retuned(values, in: environment), let policy = other.policy, let plan = other.plan else {
                return nil
            }
            return (policy, plan)
        }
    }

    /// The amount that a text would be in the place of a constant; nil where it cannot stand there.
    func amount(_ text: String, for constant: Int, in environment: Environment) -> Quantity? {
        let other = retuned([.init(constant: constant, text: text)], in: environment)
        guard let before = policy, let after = other?.policy, after.constants.count == before.constants.count else {
            return nil
        }
        return after.value(ofConstant: constant)
    }

    /// The lines that change where constants get other amounts, in order of position.
    func changes(_ values: [RetunedConstant], in environment: Environment) -> [TuningReport.Change] {
        guard let policy, let other = retuned(values, in: environment) else { return [] }
        let places = values.map { policy.constants[$0.constant].expression.location }
            .sorted { ($0.source, $0.range.start) < ($1.source, $1.range.start) }
        var changes: [TuningReport.Change] = []
        for place in places where place.source < other.checked.sources.texts.count {
            let (old, new) = (checked.sources[place.source], other.checked.sources[place.source])
            let line = old.lineIndex(at: place.range.start)
            guard line < new.lineStarts.count else { continue }
            let change = TuningReport.Change(
                file: old.file, line: line + 1, old: String(decoding: old.line(line), as: UTF8.self),
                new: String(decoding: new.line(line), as: UTF8.self))
            let isShown = changes.contains { $0.file == change.file && $0.line == change.line }
            if !isShown, change.old != change.new { changes.append(change) }
        }
        return changes
    }
}
