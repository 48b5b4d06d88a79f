// Generated from the documentation comments of `Rules/`: `SCRIMP_RECORD=1 swift test --filter LintRulePageTests`.
// swift-format-ignore-file

extension LintRulePages {
    static let reliabilityPages: [(String, LintRulePage)] = [
        (
            "R001",
            LintRulePage(
                title: "spot hardware with nothing behind it",
                why: """
                    Spot capacity is taken away at short notice, and for as long as others pay more. Where neither \
                    the pool nor the chain has anything else, every request is refused in that time.
                    """,
                bad: #"""
                    model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
                    pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: spot(fallback: none, interruptions: 5%/h) }
                    route { otherwise -> local }
                    """#,
                good: #"""
                    model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
                    pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: spot(fallback: none, interruptions: 5%/h) }
                    route { otherwise -> local, mini }
                    """#)
        ),
        (
            "R002",
            LintRulePage(
                title: "a fallback that fails together with what it replaces",
                why: """
                    Outages, rate limits and suspended accounts hit a provider as a whole. A chain whose candidates \
                    all come from one helps against none of them. This speaks only where the policy has another \
                    model that could stand there.
                    """,
                bad: #"""
                    model haiku { from: "anthropic/claude-haiku-4-5" }
                    route { otherwise -> large, mini }
                    """#,
                good: #"""
                    model haiku { from: "anthropic/claude-haiku-4-5" }
                    route { otherwise -> large, haiku }
                    """#)
        ),
        (
            "R003",
            LintRulePage(
                title: "requests that have nowhere to go while a pool rests",
                why: """
                    A suspended pool takes no new calls. A chain that has only such candidates refuses every request \
                    in that time, each night or each weekend.
                    """,
                bad: #"""
                    model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
                    pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: on_demand, suspend: 22:00..06:00 }
                    route { otherwise -> local }
                    """#,
                good: #"""
                    model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
                    pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: on_demand, suspend: 22:00..06:00 }
                    route { otherwise -> local, mini }
                    """#)
        ),
        (
            "R004",
            LintRulePage(
                title: "a rollout that nothing takes back",
                why: """
                    Stages are there so that a bad model is noticed while few are on it. Without `revert_when` the \
                    next stage comes by the clock, however bad the answers are.
                    """,
                bad: #"""
                    rollout smaller { of: haiku, key: tenant, stages: [5%, 25%, 100%] every 2 d, otherwise: mini }
                    """#,
                good: #"""
                    rollout smaller {
                        of:          haiku
                        key:         tenant
                        stages:      [5%, 25%, 100%] every 2 d
                        revert_when: quality(haiku, over: 24 h, at_least: 200 req) < 95%
                        otherwise:   mini
                    }
                    """#)
        ),
        (
            "R005",
            LintRulePage(
                title: "a rollout whose first stage is too large to be one",
                why: """
                    What goes wrong in the first stage goes wrong for all who are in it. A quarter of the keys is \
                    more than a trial; 1 to 10 % shows the same mistakes to fewer.
                    """,
                bad: #"""
                    rollout smaller {
                        of:          haiku
                        key:         tenant
                        stages:      [50%, 100%] every 2 d
                        revert_when: quality(haiku, over: 24 h, at_least: 200 req) < 95%
                        otherwise:   mini
                    }
                    """#,
                good: #"""
                    rollout smaller {
                        of:          haiku
                        key:         tenant
                        stages:      [5%, 25%, 100%] every 2 d
                        revert_when: quality(haiku, over: 24 h, at_least: 200 req) < 95%
                        otherwise:   mini
                    }
                    """#)
        ),
        (
            "R006",
            LintRulePage(
                title: "a stage that ends before it is measured",
                why: """
                    Quality is a mean over a window. Where a stage is shorter than that window, most of what the \
                    next stage is decided on was measured in the ones before it, on fewer and other keys.
                    """,
                bad: #"""
                    rollout smaller {
                        of:          haiku
                        key:         tenant
                        stages:      [5%, 25%, 100%] every 1 h
                        revert_when: quality(haiku, over: 24 h, at_least: 200 req) < 95%
                        otherwise:   mini
                    }
                    """#,
                good: #"""
                    rollout smaller {
                        of:          haiku
                        key:         tenant
                        stages:      [5%, 25%, 100%] every 2 d
                        revert_when: quality(haiku, over: 24 h, at_least: 200 req) < 95%
                        otherwise:   mini
                    }
                    """#)
        ),
        (
            "R007",
            LintRulePage(
                title: "a rollout that watches another model than its own",
                why: """
                    A reversion takes the new model back when it is bad. A condition that asks about other models \
                    only reverts when those fail, and then sends everyone to them.
                    """,
                bad: #"""
                    rollout smaller {
                        of:          haiku
                        key:         tenant
                        stages:      [5%, 25%, 100%] every 2 d
                        revert_when: quality(mini, over: 24 h, at_least: 200 req) < 95%
                        otherwise:   mini
                    }
                    """#,
                good: #"""
                    rollout smaller {
                        of:          haiku
                        key:         tenant
                        stages:      [5%, 25%, 100%] every 2 d
                        revert_when: quality(haiku, over: 24 h, at_least: 200 req) < 95%
                        otherwise:   mini
                    }
                    """#)
        ),
        (
            "R008",
            LintRulePage(
                title: "a rest after which nobody knows why",
                why: """
                    A model that rests gets no calls. Once its rest is longer than the window of a measurement, \
                    nothing is left in the window: `health` looks back 5 minutes and is 100 % where there were no \
                    calls, `quality` has no value below its minimum of reports. Conditions on them then let go while \
                    the model is still out of use.
                    """,
                bad: #"""
                    model sonnet { from: "anthropic/claude-haiku-4-5", cooldown: 30 min }
                    alert broken { when: health(sonnet) < 50%, notify: "ml-oncall" }
                    """#,
                good: #"""
                    model sonnet { from: "anthropic/claude-haiku-4-5", cooldown: 1 min }
                    alert broken { when: health(sonnet) < 50%, notify: "ml-oncall" }
                    """#)
        ),
        (
            "R009",
            LintRulePage(
                title: "a rest in which nothing else answers",
                why: """
                    A cooldown passes a failing model over, so that the next candidate answers at once. Where there \
                    is no next one, it turns a few failures into refusals of everything until it is over.
                    """,
                bad: #"""
                    model sonnet { from: "anthropic/claude-haiku-4-5", cooldown: 2 min }
                    route { otherwise -> sonnet }
                    """#,
                good: #"""
                    model sonnet { from: "anthropic/claude-haiku-4-5", cooldown: 2 min }
                    route { otherwise -> sonnet, mini }
                    """#)
        ),
        (
            "R010",
            LintRulePage(
                title: "a model that its provider is about to retire",
                why: """
                    From that day on its calls fail, or silently go to a successor with other prices and other \
                    answers. A quarter of a year is what it takes to evaluate another model and to roll it out.
                    """,
                bad: #"""
                    model sonnet { from: "anthropic/claude-sonnet-4-5" }
                    route { otherwise -> sonnet, mini }
                    """#,
                good: #"""
                    model haiku { from: "anthropic/claude-haiku-4-5" }
                    route { otherwise -> haiku, mini }
                    """#)
        ),
        (
            "R011",
            LintRulePage(
                title: "retries that multiply what one request can cost",
                why: """
                    A failed try stays charged, and each candidate of a chain has tries of its own: three retries on \
                    two models are eight paid calls. In an outage that happens to every request at once.
                    """,
                bad: #"""
                    model first  { from: "openai/gpt-4o", retry: 3 }
                    model second { from: "openai/gpt-4o-mini", retry: 3 }
                    route { otherwise -> first, second }
                    """#,
                good: #"""
                    model first  { from: "openai/gpt-4o", retry: 1 }
                    model second { from: "openai/gpt-4o-mini" }
                    route { otherwise -> first, second }
                    """#)
        ),
        (
            "R012",
            LintRulePage(
                title: "a wait that leaves no time for the next candidate",
                why: """
                    A call waits for its limit until there is just time for itself. Where `wait` is as long as the \
                    deadline, that moment is the last one, and the candidates behind it are tried too late to \
                    answer.
                    """,
                bad: #"""
                    limit openai { on: provider("openai"), concurrency: 30, wait: 60 s }
                    """#,
                good: #"""
                    limit openai { on: provider("openai"), concurrency: 30, wait: 2 s }
                    """#)
        ),
        (
            "R013",
            LintRulePage(
                title: "a wait that is too short for the rate",
                why: """
                    A rate of ten requests a minute lets one start every six seconds. Who waits two of them for it \
                    is mostly turned away after all, two seconds later than without.
                    """,
                bad: #"""
                    limit openai { on: provider("openai"), rate: 10 req/min, wait: 2 s }
                    """#,
                good: #"""
                    limit openai { on: provider("openai"), rate: 10 req/min, wait: 10 s }
                    """#)
        ),
        (
            "R014",
            LintRulePage(
                title: "a limit above the one around it",
                why: """
                    Every limit that bears on a call has to let it pass. What allows more than the provider's own \
                    limit, or than the one for all models, never holds anything back, and whoever reads it is wrong \
                    about what may run.
                    """,
                bad: #"""
                    limit openai { on: provider("openai"), concurrency: 30, rate: 500 req/min }
                    limit mini   { on: mini, concurrency: 50 }
                    """#,
                good: #"""
                    limit openai { on: provider("openai"), concurrency: 30, rate: 500 req/min }
                    limit mini   { on: mini, concurrency: 20 }
                    """#)
        ),
        (
            "R015",
            LintRulePage(
                title: "a gather that starts more calls than a limit lets run",
                why: """
                    The calls of a gather beyond the limit do not run sooner for being started: they wait, or are \
                    passed on to the next candidate, and take the places of everyone else in the meantime.
                    """,
                bad: #"""
                    limit all { concurrency: 20, wait: 2 s }
                    gather search { when: task == advice, stop_after: 20 of 100, concurrency: 30 }
                    """#,
                good: #"""
                    limit all { concurrency: 60, wait: 2 s }
                    gather search { when: task == advice, stop_after: 20 of 100, concurrency: 30 }
                    """#)
        ),
        (
            "R016",
            LintRulePage(
                title: "an answer that never grows old while somebody asks for it",
                why: """
                    A `ttl` that counts from the last hit starts again with each one. The most common questions keep \
                    their first answer for as long as they are common, however the facts change in the meantime.
                    """,
                bad: #"""
                    cache answers { match: exact, key: [tenant], ttl: 24 h from last hit, capacity: 10_000 }
                    """#,
                good: #"""
                    cache answers { match: exact, key: [tenant], ttl: 24 h from insert, capacity: 10_000 }
                    """#, mending: .unsafe)
        ),
        (
            "R017",
            LintRulePage(
                title: "an anomaly that its own history hides",
                why: """
                    What is usual contains the time that is compared with it. Even if all money of two hours was \
                    spent in the last one, that hour is twice the usual one and never more: a factor of the longer \
                    time over the shorter, or above, is never reached. With a usual time below the one that is \
                    compared, the comparison speaks of spending that falls.
                    """,
                bad: #"""
                    alert runaway { when: spend(over: 1 h) > 3 * usual(over: 2 h), notify: "ml-oncall" }
                    """#,
                good: #"""
                    alert runaway { when: spend(over: 1 h) > 3 * usual(over: 7 d), notify: "ml-oncall" }
                    """#)
        ),
        (
            "R018",
            LintRulePage(
                title: "the health of a model that is never called",
                why: """
                    Health is the share of a model's calls that went well, and 100 % where there were none. Of a \
                    model that nothing routes to it stays there, and what depends on it never happens.
                    """,
                bad: #"""
                    alert broken { when: health(large) < 50%, notify: "ml-oncall" }
                    route { otherwise -> mini }
                    """#,
                good: #"""
                    alert broken { when: health(large) < 50%, notify: "ml-oncall" }
                    route { otherwise -> large, mini }
                    """#)
        ),
        (
            "R019",
            LintRulePage(
                title: "a batch that joins nothing",
                why: """
                    A batch goes out when it is full, or when its first call has waited long enough. With a size of \
                    one, or no wait at all, each call goes alone.
                    """,
                bad: #"""
                    batch summaries { on: mini, size: 1, wait: 50 ms }
                    """#,
                good: #"""
                    batch summaries { on: mini, size: 32, wait: 50 ms }
                    """#)
        ),
        (
            "R020",
            LintRulePage(
                title: "a pool that starts from nothing, in time that nobody has",
                why: """
                    A pool of `0..4` replicas is empty after a quiet time, and the next request waits until a \
                    replica has loaded its weights, which takes minutes. Unsaid, nobody has reckoned with it; above \
                    the deadline, those requests fail.
                    """,
                bad: #"""
                    model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
                    pool h100 { gpu: "h100-sxm-80gb", replicas: 0..4, market: on_demand }
                    route { otherwise -> local, mini }
                    """#,
                good: #"""
                    model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
                    pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: on_demand }
                    route { otherwise -> local, mini }
                    """#)
        ),
        (
            "R021",
            LintRulePage(
                title: "one machine, and nothing behind it",
                why: """
                    A pool of one replica is away whenever that replica restarts, is updated or fails. A chain with \
                    no other candidate refuses every request in that time.
                    """,
                bad: #"""
                    model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
                    pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
                    route { otherwise -> local }
                    """#,
                good: #"""
                    model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
                    pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
                    route { otherwise -> local, mini }
                    """#)
        ),
        (
            "R022",
            LintRulePage(
                title: "a batch for calls that cannot wait for it",
                why: """
                    A call that would miss its deadline in a batch goes alone. Where the batch is only for requests \
                    with less time than it waits, all of them do.
                    """,
                bad: #"""
                    batch quick { when: deadline <= 1 s, on: mini, size: 32, wait: 2 s }
                    """#,
                good: #"""
                    batch quick { when: deadline <= 10 s, on: mini, size: 32, wait: 50 ms }
                    """#)
        ),
    ]
}
