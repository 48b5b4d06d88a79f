// Generated from the documentation comments of `Rules/`: `SCRIMP_RECORD=1 swift test --filter LintRulePageTests`.
// swift-format-ignore-file

extension LintRulePages {
    static let safetyPages: [(String, LintRulePage)] = [
        (
            "G001",
            LintRulePage(
                title: "a cache that answers one customer with what another was told",
                why: """
                    An answer is served to every request with the same key. Where the key does not tell customers \
                    apart, one of them reads what was written for another. `isolate` in the policy makes the \
                    compiler watch over it for every cache to come.
                    """,
                bad: #"""
                    cache answers { match: exact, key: [tier], ttl: 1 h from insert, capacity: 10_000 }
                    """#,
                good: #"""
                    cache answers { match: exact, key: [tier, tenant], ttl: 1 h from insert, capacity: 10_000 }
                    """#, mending: .unsafe)
        ),
        (
            "G002",
            LintRulePage(
                title: "a similarity at which a cache mixes up questions",
                why: """
                    Embeddings of different questions about one subject lie close together. In a bank's published \
                    case a question for the nearest cash machine was answered, at a similarity of 80.9 %, with how \
                    to look up a loan, and at a threshold of 70 % up to 99 % of the hits were wrong (okoone.com, \
                    "How smarter caching is fixing AI retrieval mistakes in banking", read 2026-11-24). A wrong \
                    answer from a cache looks like any other. Below 85 % for answers, and 70 % for the documents of \
                    a retrieval, which the model still reads, this is to be expected.
                    """,
                bad: #"""
                    cache answers { match: semantic(similarity: 75%), key: [tenant], ttl: 1 h from insert, capacity: 10_000 }
                    """#,
                good: #"""
                    cache answers { match: semantic(similarity: 93%), key: [tenant], ttl: 1 h from insert, capacity: 10_000 }
                    """#)
        ),
        (
            "G003",
            LintRulePage(
                title: "a cache that repeats one answer where variety was asked for",
                why: """
                    A request with a temperature above zero asks for an answer that may differ each time. A cache \
                    that does not look at it gives everyone the first one: ten ideas become one idea ten times.
                    """,
                bad: #"""
                    request { tenant: string, creativity: ratio, prompt: tokens, max_output: tokens }
                    cache answers { match: exact, key: [tenant], ttl: 1 h from insert, capacity: 10_000 }
                    """#,
                good: #"""
                    request { tenant: string, creativity: ratio, prompt: tokens, max_output: tokens }
                    cache answers { when: creativity == 0%, match: exact, key: [tenant], ttl: 1 h from insert, capacity: 10_000 }
                    """#)
        ),
        (
            "G004",
            LintRulePage(
                title: "an isolating attribute that may be left out",
                why: """
                    Requests that do not say whose they are all get the default, and with it each other's cached \
                    answers. Without a default, such a request is refused with the name of what is missing.
                    """,
                bad: #"""
                    policy desk { isolate: tenant }
                    request { tenant: string = "", prompt: tokens, max_output: tokens }
                    cache answers { match: exact, key: [tenant], ttl: 1 h from insert, capacity: 10_000 }
                    """#,
                good: #"""
                    policy desk { isolate: tenant }
                    request { tenant: string, prompt: tokens, max_output: tokens }
                    cache answers { match: exact, key: [tenant], ttl: 1 h from insert, capacity: 10_000 }
                    """#)
        ),
        (
            "G005",
            LintRulePage(
                title: "a limit that a request escapes by not saying whose it is",
                why: """
                    A request whose attribute is `""` is outside of what counts per value of that attribute. That is \
                    meant for runs, of which a request may have none. A customer with `""` as its default is a way \
                    around the budget.
                    """,
                bad: #"""
                    request { tenant: string = "", prompt: tokens, max_output: tokens }
                    budget daily { limit: $5 per tenant per day, spent: reject("today's budget is used up") }
                    """#,
                good: #"""
                    request { tenant: string, prompt: tokens, max_output: tokens }
                    budget daily { limit: $5 per tenant per day, spent: reject("today's budget is used up") }
                    """#)
        ),
        (
            "G006",
            LintRulePage(
                title: "a counter for something that never comes twice",
                why: """
                    What counts per request starts at nothing each time: the limit is never reached, and every \
                    request leaves a counter behind until all of them are taken.
                    """,
                bad: #"""
                    request { tenant: string, request_id: string, prompt: tokens, max_output: tokens }
                    budget daily { limit: $5 per request_id per day, spent: reject("today's budget is used up") }
                    """#,
                good: #"""
                    request { tenant: string, request_id: string, prompt: tokens, max_output: tokens }
                    budget daily { limit: $5 per tenant per day, spent: reject("today's budget is used up") }
                    """#)
        ),
        (
            "G007",
            LintRulePage(
                title: "a counter that is kept long after its run has ended",
                why: """
                    There are new runs every day, and a counter for each is kept until the window ends. Once all \
                    counters are taken, the runs that follow share one, and with it one amount: then they are \
                    refused although they have spent nothing.
                    """,
                bad: #"""
                    budget agent_run { limit: $2 per run per month, spent: reject("this run has used its $2") }
                    """#,
                good: #"""
                    budget agent_run { limit: $2 per run, spent: reject("this run has used its $2") }
                    """#)
        ),
        (
            "G008",
            LintRulePage(
                title: "money broken down by something of which there are always more",
                why: """
                    Each combination of values has a cell, and cells are kept. Runs and requests are new every day: \
                    once all cells are taken, everything that follows lands in one, customers and tasks included, \
                    and the breakdown is worth nothing.
                    """,
                bad: #"""
                    attribute { by: [tenant, task, run] }
                    """#,
                good: #"""
                    attribute { by: [tenant, task] }
                    """#)
        ),
        (
            "G009",
            LintRulePage(
                title: "an alarm without a switch to throw",
                why: """
                    Whoever is woken by runaway money has to stop it at once. Without a switch the only way is to \
                    change the policy, have it reviewed and deployed, while the money runs on. A switch costs \
                    nothing until an operator throws it.
                    """,
                bad: #"""
                    alert runaway { when: spend(over: 1 h) > 3 * usual(over: 7 d), notify: "ml-oncall" }
                    """#,
                good: #"""
                    alert runaway { when: spend(over: 1 h) > 3 * usual(over: 7 d), notify: "ml-oncall" }
                    switch paused { on: reject("paused by an operator") }
                    """#, mending: .unsafe)
        ),
        (
            "G010",
            LintRulePage(
                title: "a switch that a single request can throw for everyone",
                why: """
                    `throw_when` is asked for each request, and once it was true the switch stays thrown, for all, \
                    until a person lifts it. A condition that one request fulfils by itself lets any caller stop the \
                    service.
                    """,
                bad: #"""
                    switch flooded { on: reject("stopped by an operator"), throw_when: prompt > 100 ktok }
                    """#,
                good: #"""
                    switch flooded { on: reject("stopped by an operator"), throw_when: spend(over: 1 h) > $500 }
                    """#)
        ),
        (
            "G011",
            LintRulePage(
                title: "a switch that throws itself and tells nobody",
                why: """
                    A thrown switch stays thrown until a person lifts it. Where the policy names nobody who hears of \
                    it, customers are the first to say that the service has stopped. An alert throws the switch and \
                    tells somebody at once.
                    """,
                bad: #"""
                    switch paused { on: reject("paused, we are looking at it"), throw_when: spend(over: 1 h) > $500 }
                    """#,
                good: #"""
                    switch paused { on: reject("paused, we are looking at it") }
                    alert runaway { when: spend(over: 1 h) > $500, notify: "ml-oncall", throw: paused }
                    """#)
        ),
        (
            "G012",
            LintRulePage(
                title: "a budget that counts nothing while its store is away",
                why: """
                    `store_lost: open` lets calls through uncounted while the shared store cannot be reached. \
                    Neither the limit nor the ceiling holds then, on any host, for as long as it takes. Somebody \
                    should have decided that.
                    """,
                bad: #"""
                    budget daily { limit: $25 per day, spent: route(mini), ceiling: $30, store_lost: open }
                    """#,
                good: #"""
                    budget daily { limit: $25 per day, spent: route(mini), ceiling: $30, store_lost: closed }
                    """#, mending: .unsafe)
        ),
        (
            "G013",
            LintRulePage(
                title: "a refusal of everything that explains nothing",
                why: """
                    The message is what the refused caller reads, and often all that support has to go by. Where a \
                    refusal may hit every request, an empty text or a single word leaves all of them guessing what \
                    happened and when to try again.
                    """,
                bad: #"""
                    budget daily { limit: $25 per day, spent: reject("no") }
                    """#,
                good: #"""
                    budget daily { limit: $25 per day, spent: reject("today's budget is used up, try again tomorrow") }
                    """#)
        ),
        (
            "G014",
            LintRulePage(
                title: "a budget whose alerts have no addressee",
                why: """
                    The host sends an alert to the name in `notify`. Without one it is part of a decision that \
                    nobody reads.
                    """,
                bad: #"""
                    budget daily { limit: $25 per day, spent: reject("today's budget is used up"), alert: [80%] }
                    """#,
                good: #"""
                    budget daily { limit: $25 per day, spent: reject("today's budget is used up"), alert: [80%], notify: "ml-oncall" }
                    """#)
        ),
        (
            "G015",
            LintRulePage(
                title: "residency that is kept by models of which nobody says where they run",
                why: """
                    An `allow` about residency is as good as what is known of its models. `openai/gpt-4o-mini` says \
                    nothing of a place: the provider decides, and may decide otherwise tomorrow. A `region`, or a \
                    regional path such as `azure/eu/…`, puts it on record.
                    """,
                bad: #"""
                    request { residency: enum { anywhere, eu }, prompt: tokens, max_output: tokens }
                    policy desk { }
                    allow stays { when: residency == eu, only: [mini] }
                    """#,
                good: #"""
                    request { residency: enum { anywhere, eu }, prompt: tokens, max_output: tokens }
                    policy desk { }
                    model mini_eu { from: "azure/eu/gpt-4o-mini" }
                    allow stays { when: residency == eu, only: [mini_eu] }
                    route {
                        when residency == eu -> mini_eu
                        otherwise            -> mini
                    }
                    """#)
        ),
        (
            "G016",
            LintRulePage(
                title: "a secret in a policy",
                why: """
                    A policy is read by everyone who reviews it, and git keeps it for good: a key that was committed \
                    once has to be replaced. Hosts hold the keys of providers; a policy needs none.
                    """,
                bad: #"""
                    policy desk { owner: "ml-platform" }   // key: AKIAIOSFODNN7EXAMPLE
                    """#,
                good: #"""
                    policy desk { owner: "ml-platform" }   // the host holds the key
                    """#)
        ),
        (
            "G017",
            LintRulePage(
                title: "residency that every new model breaks",
                why: """
                    `never` names what is forbidden, and allows all that is declared later: the next model that \
                    somebody adds may answer these requests at once, wherever it runs. `only` has to be extended by \
                    a person who thinks of it.
                    """,
                bad: #"""
                    policy desk { }
                    request { residency: enum { anywhere, eu }, prompt: tokens, max_output: tokens }
                    model mini_eu { from: "azure/eu/gpt-4o-mini" }
                    allow stays { when: residency == eu, never: [mini, large, haiku] }
                    route { otherwise -> mini, mini_eu }
                    """#,
                good: #"""
                    policy desk { }
                    request { residency: enum { anywhere, eu }, prompt: tokens, max_output: tokens }
                    model mini_eu { from: "azure/eu/gpt-4o-mini" }
                    allow stays { when: residency == eu, only: [mini_eu] }
                    route { otherwise -> mini, mini_eu }
                    """#, mending: .safe)
        ),
    ]
}
