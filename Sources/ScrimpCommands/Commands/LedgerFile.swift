import ScrimpPlan
import ScrimpSimulator

/// A ledger that is written while a replay goes on.
///
/// A class because the replay writes through it, row by row.
final class LedgerFile {
    private let path: String
    private let format: LedgerFormat
    private let output: Output
    /// Rows know their columns only when the first has come.
    private var encoder: LedgerEncoder?
    private let plan: Plan

    init(_ path: String, _ plan: Plan, in environment: Environment) throws(FileFailure) {
        self.path = path
        self.plan = plan
        format = LedgerFormat(fileName: path)
        output = try environment.files.create(path)
    }

    var tap: LedgerTap {
        LedgerTap(
            format: format, willReplay: { _, source in self.begin(source.layout) },
            record: { entry, request in
                guard let encoder = self.encoder else { return }
                self.output.write(encoder.row(entry, request))
            })
    }

    private func begin(_ layout: TraceLayout) {
        guard encoder == nil else { return }
        let encoder = LedgerEncoder(plan: plan, layout: layout, format: format)
        output.write(encoder.header)
        self.encoder = encoder
    }

    /// What went wrong, if anything did.
    func finish() -> FileFailure? {
        output.flush()
        return output.failure.map { FileFailure(.write, path, reason: $0) }
    }
}
