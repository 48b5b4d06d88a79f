import ScrimpPlan
import ScrimpSemantics

/// Why a command ends early; what is wrong has been printed.
struct Stop: Error {
    var code: ExitCode
}

/// A policy without errors, and its plan: what commands begin with that run it.
struct RunnablePolicy {
    let policy: Policy
    let plan: Plan

    /// Reads, checks and compiles a policy, and prints what is wrong with it.
    init(_ path: String, in environment: Environment) throws(Stop) {
        var findings = Findings()
        let loaded: LoadedPolicy
        do throws(FileFailure) {
            loaded = try findings.checkPolicy(path, in: environment)
        } catch {
            throw Stop(code: environment.fail(error))
        }
        guard let policy = loaded.policy, let plan = loaded.plan else {
            guard findings.hasErrors else { throw Stop(code: environment.failNoPolicy(path)) }
            findings.print(as: "full", color: "never", to: environment.errors, in: environment)
            throw Stop(code: .findings)
        }
        (self.policy, self.plan) = (policy, plan)
    }
}
