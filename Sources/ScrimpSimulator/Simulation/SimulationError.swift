package import ScrimpDiagnostics

/// Why a scenario cannot be simulated, as a diagnostic at the part of the scenario that is at fault.
package struct SimulationError: Error {
    package var diagnostic: Diagnostic

    package init(_ diagnostic: Diagnostic) { self.diagnostic = diagnostic }

    package init(
        _ code: DiagnosticCode, _ message: String, at location: SourceLocation, notes: [String] = [],
        help: String? = nil
    ) {
        diagnostic = Diagnostic(code, message, at: location, notes: notes, help: help)
        diagnostic.severity = .error
    }

    package init(_ error: TraceError, at location: SourceLocation) {
        self.init(error.code, error.message, at: location, help: error.help.isEmpty ? nil : error.help)
    }
}
