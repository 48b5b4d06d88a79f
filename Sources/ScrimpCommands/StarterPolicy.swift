/// The policy that `scrimp init` writes.
package enum StarterPolicy {
    package static let text = """
        /// Support chat: a small model for most questions, a large one where it matters.
        policy support_chat {
            language: 1
            owner:    "ml-platform"                // who is asked about this file
            timezone: "UTC"                        // budgets start at midnight here
            isolate:  tenant                       // every cache key must contain it
            sticky:   tenant                       // what splits hash on
        }

        // What the program that asks for a decision tells about each request.
        request {
            tenant:     string
            tier:       enum { free, premium }
            task:       enum { faq, advice }
            complexity: ratio                      // 0% easy .. 100% hard
            prompt:     tokens
            max_output: tokens                     // visible and reasoning tokens together
            deadline:   duration = 30 s
        }

        // Conditions that are used more than once get a name.
        let easy = task == faq or complexity < 35%

        // Prices and context windows come from the catalog: `scrimp catalog show openai/gpt-4o-mini`.
        model small { from: "openai/gpt-4o-mini" }
        model large { from: "openai/gpt-4o" }

        // Up to the limit all is as usual; then the small model answers; at the ceiling nobody does.
        budget tenant_daily {
            limit:   $25 per tenant per day
            spent:   route(small)
            ceiling: $30
            alert:   [50%, 80%, 95%]
            notify:  "ml-oncall"
        }

        // The same question of the same tenant is answered once a day.
        cache answers {
            when:     task == faq
            match:    exact
            key:      [tenant]
            ttl:      24 h from insert
            capacity: 100_000
        }

        // The first rule that matches wins. After the arrow: who answers, then who answers when that fails.
        route {
            when filled(tenant_daily) >= 80% -> small
            when easy                        -> small, large
            when tier == premium             -> large, small
            otherwise                        -> small, large
        }

        // What is spent is counted by these.
        attribute { by: [tenant, tier, task] }

        // Two promises, proved when the policy is checked.
        prove "a nearly spent tenant never starts on the large model" {
            never: filled(tenant_daily) >= 80% and first(large)
        }

        prove "hard questions of premium users start on the large model" {
            implies: [tier == premium and not easy and filled(tenant_daily) < 80%, first(large)]
        }

        // What would a month cost? Made-up traffic until there is a trace: `scrimp simulate policy.scrimp`.
        scenario month for support_chat {
            traffic:  workload(
                requests: 100_000 req, duration: 30 d, start: "2026-09-01",
                tenant: zipf(50, 0.9), tier: choice(free: 70%, premium: 30%), task: choice(faq: 60%, advice: 40%),
                complexity: uniform(0%, 100%), prompt: lognormal(900 tok, 700 tok), max_output: 800 tok,
                output: lognormal(250 tok, 200 tok)
            )
            baseline: everything(on: large)
        }

        """
}
