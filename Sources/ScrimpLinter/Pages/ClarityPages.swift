// Generated from the documentation comments of `Rules/`: `SCRIMP_RECORD=1 swift test --filter LintRulePageTests`.
// swift-format-ignore-file

extension LintRulePages {
    static let clarityPages: [(String, LintRulePage)] = [
        (
            "C001",
            LintRulePage(
                title: "a rule that changes nothing",
                why: """
                    Without it, the rules after it would send the same requests the same way. Who reads it looks for \
                    the difference that it makes, and who changes the later rule believes to have changed these \
                    requests too.
                    """,
                bad: #"""
                    route {
                        when tier == premium -> large, mini
                        when tier == free    -> mini
                        otherwise            -> mini
                    }
                    """#,
                good: #"""
                    route {
                        when tier == premium -> large, mini
                        otherwise            -> mini
                    }
                    """#, mending: .unsafe)
        ),
        (
            "C002",
            LintRulePage(
                title: "a part of a condition that changes nothing",
                why: """
                    What earlier rules have excluded, or another part says already, need not be said again. A reader \
                    takes every part for a distinction that somebody wanted.
                    """,
                bad: #"""
                    route {
                        when tier == premium                      -> large, mini
                        when tier != premium and prompt > 10 ktok -> haiku, mini
                        otherwise                                 -> mini
                    }
                    """#,
                good: #"""
                    route {
                        when tier == premium  -> large, mini
                        when prompt > 10 ktok -> haiku, mini
                        otherwise             -> mini
                    }
                    """#)
        ),
        (
            "C003",
            LintRulePage(
                title: "a condition that always holds",
                why: """
                    It looks like a restriction and is none: the cache, the budget or the rule is for every request. \
                    Mostly something else was meant.
                    """,
                bad: #"""
                    cache answers { when: task != faq or task != advice, match: exact, key: [tenant], ttl: 1 h from insert, capacity: 1_000 }
                    """#,
                good: #"""
                    cache answers { when: task != faq and task != advice, match: exact, key: [tenant], ttl: 1 h from insert, capacity: 1_000 }
                    """#)
        ),
        (
            "C004",
            LintRulePage(
                title: "two `let`s that say the same",
                why: """
                    A condition that has two names is changed under one of them and not under the other.
                    """,
                bad: #"""
                    let simple = task == faq or task == summary
                    let easy   = task != advice
                    """#,
                good: #"""
                    let easy = task != advice
                    """#)
        ),
        (
            "C005",
            LintRulePage(
                title: "a `let` that only renames something",
                why: """
                    One thing with two names has to be looked up twice, and says nothing that the first name did not \
                    say.
                    """,
                bad: #"""
                    let easy   = task == faq or complexity < 35%
                    let simple = easy
                    """#,
                good: #"""
                    let easy = task == faq or complexity < 35%
                    """#)
        ),
        (
            "C006",
            LintRulePage(
                title: "a `let` that nothing uses",
                why: """
                    It looks like a decision of the policy, and changing it changes nothing.
                    """,
                bad: #"""
                    let easy = complexity < 35%
                    route { otherwise -> mini }
                    """#,
                good: #"""
                    let easy = complexity < 35%
                    route {
                        when easy -> haiku, mini
                        otherwise -> mini
                    }
                    """#, mending: .safe)
        ),
        (
            "C007",
            LintRulePage(
                title: "a model that nothing names",
                why: """
                    It never answers. Somebody meant to route to it and forgot, or stopped and left it behind.
                    """,
                bad: #"""
                    model mini  { from: "openai/gpt-4o-mini" }
                    model large { from: "openai/gpt-4o" }
                    model haiku { from: "anthropic/claude-haiku-4-5" }
                    route {
                        when complexity > 80% -> large, mini
                        otherwise             -> mini
                    }
                    """#,
                good: #"""
                    model mini  { from: "openai/gpt-4o-mini" }
                    model large { from: "openai/gpt-4o" }
                    model haiku { from: "anthropic/claude-haiku-4-5" }
                    route {
                        when complexity > 80% -> large, mini
                        otherwise             -> mini, haiku
                    }
                    """#, mending: .unsafe)
        ),
        (
            "C008",
            LintRulePage(
                title: "a pool that no model runs on",
                why: """
                    Its GPUs are declared, priced and suspended for nobody.
                    """,
                bad: #"""
                    pool spare { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
                    """#,
                good: #"""
                    pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
                    model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
                    """#, mending: .unsafe)
        ),
        (
            "C009",
            LintRulePage(
                title: "an attribute that nothing asks about",
                why: """
                    Every host must send it, and nothing depends on it. What prices calls, and the deadline, count \
                    without being named.
                    """,
                bad: #"""
                    request { tenant: string, colour: string, prompt: tokens, max_output: tokens }
                    attribute { by: [tenant] }
                    """#,
                good: #"""
                    request { tenant: string, prompt: tokens, max_output: tokens }
                    attribute { by: [tenant] }
                    """#)
        ),
        (
            "C010",
            LintRulePage(
                title: "an import that gives nothing that is used",
                why: """
                    A file that is read is a file that has to be kept right, reviewed and shipped. Budgets, limits, \
                    caches and all else that acts by itself is used by being imported.
                    """,
                bad: #"""
                    import "thresholds.scrimp"   // only `let short = 2 ktok`, which nothing names
                    """#,
                good: #"""
                    import "thresholds.scrimp"
                    route {
                        when prompt < short -> mini
                        otherwise           -> large
                    }
                    """#, mending: .safe)
        ),
        (
            "C011",
            LintRulePage(
                title: "an amount that is written out again and again",
                why: """
                    An amount that stands in three places is changed in two of them. A `let` gives it a name, and \
                    says what it is.
                    """,
                bad: #"""
                    route {
                        when task == faq and prompt > 12 ktok     -> large
                        when task == summary and prompt > 12 ktok -> haiku
                        when tier == premium and prompt > 12 ktok -> haiku, large
                        otherwise                                 -> mini
                    }
                    """#,
                good: #"""
                    let long = prompt > 12 ktok
                    route {
                        when task == faq and long     -> large
                        when task == summary and long -> haiku
                        when tier == premium and long -> haiku, large
                        otherwise                     -> mini
                    }
                    """#)
        ),
        (
            "C012",
            LintRulePage(
                title: "one quantity in two units",
                why: """
                    `60 min` here and `1 h` there look like two decisions. Written alike, equal amounts are seen to \
                    be equal, and found together.
                    """,
                bad: #"""
                    cache answers { match: exact, key: [tenant], ttl: 60 min from insert, capacity: 1_000 }
                    cache again   { match: exact, key: [tenant, tier], ttl: 1 h from insert, capacity: 1_000 }
                    """#,
                good: #"""
                    cache answers { match: exact, key: [tenant], ttl: 1 h from insert, capacity: 1_000 }
                    cache again   { match: exact, key: [tenant, tier], ttl: 1 h from insert, capacity: 1_000 }
                    """#, mending: .safe)
        ),
        (
            "C013",
            LintRulePage(
                title: "a name that is not in `snake_case`",
                why: """
                    Fields, functions and units of the language are written so. One way of writing names is one \
                    thing less to remember when a budget is asked for by its name.
                    """,
                bad: #"""
                    model gptMini { from: "openai/gpt-4o-mini" }
                    route { otherwise -> gptMini }
                    """#,
                good: #"""
                    model gpt_mini { from: "openai/gpt-4o-mini" }
                    route { otherwise -> gpt_mini }
                    """#, mending: .unsafe)
        ),
        (
            "C014",
            LintRulePage(
                title: "a policy that nobody answers for",
                why: """
                    When calls are refused at night, or a bill is too high, somebody has to be asked. The policy is \
                    where everyone looks.
                    """,
                bad: #"""
                    policy support_chat { timezone: "Europe/Berlin" }
                    """#,
                good: #"""
                    policy support_chat { owner: "ml-platform", timezone: "Europe/Berlin" }
                    """#)
        ),
        (
            "C015",
            LintRulePage(
                title: "a policy that does not say what it is for",
                why: """
                    One sentence above the policy tells a reviewer what it is about, and what it is not. Reports and \
                    the editor show it.
                    """,
                bad: #"""
                    policy support_chat { owner: "ml-platform" }
                    """#,
                good: #"""
                    /// Support chat: cheap models for easy questions, our own GPUs for bulk summaries.
                    policy support_chat { owner: "ml-platform" }
                    """#)
        ),
        (
            "C016",
            LintRulePage(
                title: "a comparison with `true` or `false`",
                why: """
                    What is true or false is a condition already: `vip` says as much as `vip == true`, and `not vip` \
                    reads as it is meant.
                    """,
                bad: #"""
                    request { tenant: string, vip: bool, trial: bool, prompt: tokens, max_output: tokens }
                    let fast = vip == true and trial == false
                    """#,
                good: #"""
                    request { tenant: string, vip: bool, trial: bool, prompt: tokens, max_output: tokens }
                    let fast = vip and not trial
                    """#, mending: .safe)
        ),
        (
            "C017",
            LintRulePage(
                title: "a negation that can be said directly",
                why: """
                    `not tier != free` has to be turned around twice before it can be understood, and is turned \
                    around wrongly.
                    """,
                bad: #"""
                    let small = not tier != free and not prompt > 2 ktok
                    """#,
                good: #"""
                    let small = tier == free and prompt <= 2 ktok
                    """#, mending: .safe)
        ),
        (
            "C018",
            LintRulePage(
                title: "a percentage that is never reached",
                why: """
                    A share of a whole is at most 100 %, and a budget is filled up to its limit, or to its ceiling. \
                    Compared with more than that, the condition says nothing, and mostly a digit is wrong.
                    """,
                bad: #"""
                    let hopeless = complexity > 350% or task == advice
                    """#,
                good: #"""
                    let hopeless = complexity > 35% or task == advice
                    """#)
        ),
        (
            "C019",
            LintRulePage(
                title: "one team in two spellings",
                why: """
                    Alerts are sent to the name that stands here, letter by letter. `ML-Oncall` is nobody where the \
                    team is called `ml-oncall`.
                    """,
                bad: #"""
                    budget daily  { limit: $25 per day, spent: reject("spent"), alert: [80%], notify: "ml-oncall" }
                    budget hourly { limit: $5 per hour, spent: reject("spent"), alert: [80%], notify: "ML Oncall" }
                    """#,
                good: #"""
                    budget daily  { limit: $25 per day, spent: reject("spent"), alert: [80%], notify: "ml-oncall" }
                    budget hourly { limit: $5 per hour, spent: reject("spent"), alert: [80%], notify: "ml-oncall" }
                    """#, mending: .unsafe)
        ),
        (
            "C020",
            LintRulePage(
                title: "a declaration about models that are never called",
                why: """
                    It looks like a limit, a batch or a rollout that protects something, and bears on no call: no \
                    chain leads to its models.
                    """,
                bad: #"""
                    limit slow_start { on: large, concurrency: 4 }
                    route { otherwise -> mini }
                    """#,
                good: #"""
                    limit slow_start { on: large, concurrency: 4 }
                    route {
                        when complexity > 80% -> large, mini
                        otherwise             -> mini
                    }
                    """#)
        ),
        (
            "C021",
            LintRulePage(
                title: "a block that says nothing",
                why: """
                    A shape that shapes nothing, or an empty block of a scenario, looks like something that was \
                    decided. It is something that was forgotten.
                    """,
                bad: #"""
                    shape lean { when: prompt > 2 ktok }
                    """#,
                good: #"""
                    shape lean { when: prompt > 2 ktok, max_output: 512 tok }
                    """#)
        ),
    ]
}
