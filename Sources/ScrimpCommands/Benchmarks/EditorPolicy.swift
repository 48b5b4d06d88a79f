/// A policy of some length, of everything that people write: what the editor is measured on.
enum EditorPolicy {
    /// Without a mistake, so that every keystroke is checked, compiled and linted to the end.
    static func text(lines: Int) -> String {
        // Two kinds of lines: a head, and shares of 46 lines.
        let shares = max(2, (lines - 28) / 46)
        var numbers = BenchmarkNumbers(seed: 2)
        var text = head
        for share in 0..<shares { text += blocks(share, &numbers) }
        text += "route {\n"
        for share in 0..<shares { text += rules(share, shares, &numbers) }
        return text + "    otherwise -> base\n}\n"
    }

    private static let head = """
        /// A policy of many teams.
        policy everything {
            owner:    "platform"
            timezone: "UTC"
            isolate:  tenant
            sticky:   tenant
        }

        request {
            tenant:     string
            run:        string = ""
            tier:       enum { free, plus, premium }
            task:       enum { faq, summary, advice, code, search }
            residency:  enum { anywhere, eu } = anywhere
            complexity: ratio
            prompt:     tokens
            max_output: tokens
            deadline:   duration = 30 s
        }

        model base { from: "openai/gpt-4o-mini" }


        """

    private static let identities = [
        "openai/gpt-4o", "openai/gpt-4o-mini", "anthropic/claude-haiku-4-5", "openai/gpt-4.1", "openai/gpt-4.1-mini",
    ]
    private static let tasks = ["faq", "summary", "advice", "code", "search"]
    private static let tiers = ["free", "plus", "premium"]

    private static func blocks(_ share: Int, _ numbers: inout BenchmarkNumbers) -> String {
        let identity = identities[numbers.below(identities.count)]
        return """
            /// What team \(share) uses.
            let team_\(share) = tenant == "team-\(share)" or starts_with(tenant, "team-\(share)-")
            let large_\(share) = prompt > \(1 + numbers.below(20)) ktok

            model model_\(share) {
                from:           "\(identity)"
                retry:          2
                cooldown:       \(10 + numbers.below(50)) s
                cooldown_after: 4
            }

            budget budget_\(share) {
                limit:   $\(10 + numbers.below(90)) per tenant per day
                when:    team_\(share)
                spent:   reject("the budget of team \(share) is used up")
                alert:   [50%, 80%, 95%]
                notify:  "team-\(share)"
            }

            cache cache_\(share) {
                when:     team_\(share) and task == \(tasks[numbers.below(tasks.count)])
                match:    exact
                key:      [tenant, residency]
                ttl:      \(1 + numbers.below(24)) h from insert
                capacity: 100_000
            }

            limit limit_\(share) {
                on:          model_\(share)
                concurrency: \(10 + numbers.below(50))
                rate:        [\(100 + numbers.below(900)) req/min, 200_000 tok/min]
                wait:        2 s
            }

            shape shape_\(share) {
                when:            team_\(share) and large_\(share)
                compress_prompt: 3%..10%
                max_output:      \(200 + numbers.below(800)) tok
            }

            alert alert_\(share) { when: spend(over: 1 h) > $\(100 + numbers.below(900)), notify: "team-\(share)" }
            prove "team \(share) keeps to its models" { never: team_\(share) and reachable(base) and tier == premium and tier == free }

            """
    }

    private static func rules(_ share: Int, _ shares: Int, _ numbers: inout BenchmarkNumbers) -> String {
        // Another share: a chain names each model once.
        let other = (share + 1 + numbers.below(shares - 1)) % shares
        let task = tasks[numbers.below(tasks.count)]
        let tier = tiers[numbers.below(tiers.count)]
        return """
                when team_\(share) and task == \(task) and large_\(share) -> model_\(share), model_\(other), base
                when team_\(share) and tier == \(tier) and complexity > \(10 + numbers.below(80))% -> model_\(other), base
                when team_\(share) and filled(budget_\(share)) >= 80% -> base
                when team_\(share) -> split(90%: model_\(share), 10%: base), base

            """
    }
}
