import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// an isolating attribute that may be left out
    ///
    /// Why: Requests that do not say whose they are all get the default, and with it each other's cached answers. Without a
    /// default, such a request is refused with the name of what is missing.
    ///
    /// Bad:
    /// ```scrimp
    /// policy desk { isolate: tenant }
    /// request { tenant: string = "", prompt: tokens, max_output: tokens }
    /// cache answers { match: exact, key: [tenant], ttl: 1 h from insert, capacity: 10_000 }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// policy desk { isolate: tenant }
    /// request { tenant: string, prompt: tokens, max_output: tokens }
    /// cache answers { match: exact, key: [tenant], ttl: 1 h from insert, capacity: 10_000 }
    /// ```
    package static let isolationByDefault = LintRule(
        "G004",
        .policy { linted, findings in
            let policy = linted.policy
            guard !policy.caches.isEmpty, let isolate = policy.settings.isolate else { return }
            let attribute = policy.attributes[isolate.value]
            guard attribute.defaultValue != nil else { return }
            findings.report(
                "requests that leave `\(attribute.name)` out share their cached answers", at: attribute.location,
                labels: [.init(isolate.origin, "what keeps answers apart")],
                help: "remove the default, so that a request without it is refused")
        })
}
