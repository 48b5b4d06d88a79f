// Generated from the documentation comments of `Rules/`: `SCRIMP_RECORD=1 swift test --filter LintRulePageTests`.
// swift-format-ignore-file

extension LintRulePages {
    static let moneyPages: [(String, LintRulePage)] = [
        (
            "M001",
            LintRulePage(
                title: "a budget that holds less than one call",
                why: """
                    Before a call is made, the most that it can cost is held in the budget. Where that is more than \
                    the budget has, an untouched budget refuses the request, whatever was spent before.
                    """,
                bad: #"""
                    budget tenant_daily { limit: $0.02 per tenant per day, spent: reject("spent"), alert: [80%] }
                    """#,
                good: #"""
                    budget tenant_daily { limit: $1 per tenant per day, spent: reject("spent"), alert: [80%] }
                    """#)
        ),
        (
            "M002",
            LintRulePage(
                title: "a budget that tells nobody before it is spent",
                why: """
                    One script can burn a day's budget in minutes. Who hears of it only when calls are refused can \
                    no longer do anything about it.
                    """,
                bad: #"""
                    budget daily { limit: $25 per day, spent: reject("spent") }
                    """#,
                good: #"""
                    budget daily { limit: $25 per day, spent: reject("spent"), alert: [80%], notify: "ml-oncall" }
                    """#)
        ),
        (
            "M003",
            LintRulePage(
                title: "a fallback that costs at least twice as much as the first choice",
                why: """
                    Fallbacks are taken for hours when a provider fails, and nobody decides on the money at that \
                    moment. One that no rule chooses for its own sake and that costs a multiple is a bill which \
                    nobody has planned.
                    """,
                bad: #"""
                    route { otherwise -> mini, large }
                    """#,
                good: #"""
                    model mini_eu { from: "azure/eu/gpt-4o-mini" }
                    route { otherwise -> mini, mini_eu }
                    """#)
        ),
        (
            "M004",
            LintRulePage(
                title: "a rule that costs more than what the scenario compares with",
                why: """
                    A scenario shows what a policy saves against one model that answers everything. A rule that \
                    leads to a model which asks more for prompts and for answers can only lower that saving: it is \
                    paid for something else, or a mistake.
                    """,
                bad: #"""
                    scenario month for p {
                        traffic:  trace("march.csv", time: "time", output: "output")
                        baseline: everything(on: mini)
                    }
                    route {
                        when task == faq -> haiku, mini
                        otherwise        -> mini
                    }
                    """#,
                good: #"""
                    scenario month for p {
                        traffic:  trace("march.csv", time: "time", output: "output")
                        baseline: everything(on: large)
                    }
                    route {
                        when task == faq -> haiku, mini
                        otherwise        -> mini
                    }
                    """#)
        ),
        (
            "M005",
            LintRulePage(
                title: "a price that calls will need and that nobody has given",
                why: """
                    What has no price is counted as nothing: it is missing in every budget, alert and report. Under \
                    a hard amount it is an error; without one nobody notices until the bill comes.
                    """,
                bad: #"""
                    model contract {
                        from:  "house/large"
                        price: { input: $1/Mtok, source: "contract 12", as_of: "2026-11-01" }
                    }
                    route { otherwise -> contract }
                    """#,
                good: #"""
                    model contract {
                        from:  "house/large"
                        price: { input: $1/Mtok, output: $4/Mtok, source: "contract 12", as_of: "2026-11-01" }
                    }
                    route { otherwise -> contract }
                    """#)
        ),
        (
            "M006",
            LintRulePage(
                title: "an attribute that should price calls and prices none",
                why: """
                    `images`, `audio`, `tool_calls` and `cached_prefix` are counted so that they are paid. Where no \
                    model has a price for them, hosts send the number and every figure leaves it out.
                    """,
                bad: #"""
                    request { tenant: string, prompt: tokens, max_output: tokens, images: count }
                    model mini { from: "openai/gpt-4o-mini" }
                    route { otherwise -> mini }
                    """#,
                good: #"""
                    request { tenant: string, prompt: tokens, max_output: tokens, images: count }
                    model house {
                        from:  "house/vision"
                        price: {
                            input: $0.15/Mtok, output: $0.60/Mtok, per_image: $0.002, source: "contract 12", as_of: "2026-11-01"
                        }
                    }
                    route { otherwise -> house }
                    """#)
        ),
        (
            "M007",
            LintRulePage(
                title: "a prompt that may become so long that every token costs more",
                why: """
                    Beyond a length, some providers ask a multiple for the whole call, not for the tokens beyond it. \
                    One token too many then doubles the price, and nothing in the policy keeps prompts below.
                    """,
                bad: #"""
                    model haiku { from: "anthropic/claude-haiku-5-5" }
                    route { otherwise -> haiku }
                    """#,
                good: #"""
                    model haiku { from: "anthropic/claude-haiku-5-5", context: 100 ktok }
                    route { otherwise -> haiku }
                    """#)
        ),
        (
            "M008",
            LintRulePage(
                title: "a pool that costs more than an API would for the declared traffic",
                why: """
                    A pool is paid for the hours in which it stands, not for the hours in which it works. With \
                    little traffic its fewest replicas cost more than a provider asks for the same requests.
                    """,
                bad: #"""
                    pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
                    model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
                    route { otherwise -> local, mini }
                    scenario month for p {
                        traffic: workload(requests: 100_000 req, duration: 30 d, prompt: 1 ktok, output: 200 tok)
                    }
                    """#,
                good: #"""
                    pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
                    model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
                    route { otherwise -> local, mini }
                    scenario month for p {
                        traffic: workload(requests: 60_000_000 req, duration: 30 d, prompt: 1 ktok, output: 200 tok)
                    }
                    """#)
        ),
        (
            "M009",
            LintRulePage(
                title: "a pool that costs more per token than its fallback, however busy it is",
                why: """
                    Hours, throughput and planned utilization give a price per token. Where that is above what a \
                    provider asks for prompts and for answers, no amount of traffic makes the pool pay.
                    """,
                bad: #"""
                    pool big { gpu: "h100-sxm-80gb", per_replica: 8, replicas: 1, market: on_demand, utilization: 30% }
                    model local { weights: "meta-llama/Llama-3.1-70B-Instruct", pool: big }
                    route { otherwise -> local, mini }
                    """#,
                good: #"""
                    pool small { gpu: "h100-sxm-80gb", replicas: 1, market: spot(fallback: on_demand, interruptions: 5%/h) }
                    model local { weights: "meta-llama/Llama-3.1-8B-Instruct", pool: small }
                    route { otherwise -> local, mini }
                    """#)
        ),
        (
            "M010",
            LintRulePage(
                title: "a commitment whose tokens can never be used",
                why: """
                    What was committed to is paid whether it is used or not. A limit that lets fewer tokens through \
                    than are included, or a route that leads nowhere near, leaves a part of it unused for certain.
                    """,
                bad: #"""
                    commit provisioned { on: large, units: 50, price: $1/h, then: on_demand, included: 900 Mtok per day }
                    limit calls { on: large, rate: 200_000 tok/min }
                    route { otherwise -> large }
                    """#,
                good: #"""
                    commit provisioned { on: large, units: 50, price: $1/h, then: on_demand, included: 900 Mtok per day }
                    limit calls { on: large, rate: 2_000_000 tok/min }
                    route { otherwise -> large }
                    """#)
        ),
        (
            "M011",
            LintRulePage(
                title: "a commitment that costs more than the list price of all it includes",
                why: """
                    A commitment is a discount for a promise. Where its hours cost more than its tokens would at \
                    list price, all of them taken as the dearer kind, it is a surcharge, however much is used.
                    """,
                bad: #"""
                    commit provisioned { on: mini, units: 50, price: $1/h, then: on_demand, included: 900 Mtok per day }
                    """#,
                good: #"""
                    commit provisioned { on: mini, units: 5, price: $1/h, then: on_demand, included: 900 Mtok per day }
                    """#)
        ),
        (
            "M012",
            LintRulePage(
                title: "requests that could wait for the batch price and do not",
                why: """
                    Providers answer within a day at about half the price. A rule whose requests can all wait that \
                    long pays twice as much for nothing.
                    """,
                bad: #"""
                    route {
                        when deadline >= 24 h -> mini
                        otherwise             -> mini
                    }
                    """#,
                good: #"""
                    model mini_batch { from: "openai/gpt-4o-mini", service: batch(within: 24 h) }
                    route {
                        when deadline >= 24 h -> mini_batch, mini
                        otherwise             -> mini
                    }
                    """#)
        ),
        (
            "M013",
            LintRulePage(
                title: "a soft budget whose ceiling is twice its limit or more",
                why: """
                    Between limit and ceiling a budget goes on spending. Who reads the limit and plans with it is \
                    told half the truth or less.
                    """,
                bad: #"""
                    budget daily { limit: $25 per day, spent: route(mini), ceiling: $200, alert: [80%] }
                    """#,
                good: #"""
                    budget daily { limit: $25 per day, spent: route(mini), ceiling: $30, alert: [80%] }
                    """#)
        ),
        (
            "M014",
            LintRulePage(
                title: "a reasoning model that may think as long as it likes",
                why: """
                    Reasoning is billed as output and nobody sees it. Without a cap on output or reasoning, a \
                    question of ten tokens can cost as much as the longest answer that the model gives.
                    """,
                bad: #"""
                    request { tenant: string, prompt: tokens }
                    model thinker { from: "openai/o3" }
                    route { otherwise -> thinker }
                    """#,
                good: #"""
                    request { tenant: string, prompt: tokens }
                    model thinker { from: "openai/o3" }
                    shape lean { reasoning_cap: 2 ktok }
                    route { otherwise -> thinker }
                    """#)
        ),
        (
            "M015",
            LintRulePage(
                title: "two models that are the same call",
                why: """
                    A fallback, a split or a rollout between two names of one call changes nothing but the figures: \
                    each name has its own budget entries, health and quality, and a failure of one is a failure of \
                    the other.
                    """,
                bad: #"""
                    model mini  { from: "openai/gpt-4o-mini" }
                    model small { from: "openai/gpt-4o-mini" }
                    route { otherwise -> mini, small }
                    """#,
                good: #"""
                    model mini    { from: "openai/gpt-4o-mini" }
                    model mini_eu { from: "azure/eu/gpt-4o-mini" }
                    route { otherwise -> mini, mini_eu }
                    """#)
        ),
        (
            "M016",
            LintRulePage(
                title: "a budget that tells somebody only when it is spent",
                why: """
                    At 100 % there is nothing left to decide: calls are refused, or go elsewhere. An alert before \
                    that leaves time to look.
                    """,
                bad: #"""
                    budget daily { limit: $25 per day, spent: reject("spent"), alert: [100%], notify: "ml-oncall" }
                    """#,
                good: #"""
                    budget daily { limit: $25 per day, spent: reject("spent"), alert: [80%, 100%], notify: "ml-oncall" }
                    """#, mending: .unsafe)
        ),
        (
            "M017",
            LintRulePage(
                title: "runs that have a budget each and none together",
                why: """
                    A budget `per run` bounds one run. How many there are is up to whoever starts them: a loop that \
                    starts a thousand spends a thousand times the limit, and no window ends it.
                    """,
                bad: #"""
                    budget agent_run { limit: $2 per run, spent: reject("spent"), alert: [80%] }
                    """#,
                good: #"""
                    budget agent_run { limit: $2 per run, spent: reject("spent"), alert: [80%] }
                    budget daily     { limit: $200 per day, spent: reject("spent"), alert: [80%] }
                    """#)
        ),
        (
            "M018",
            LintRulePage(
                title: "a provider's prefix cache that is paid in full",
                why: """
                    The request says how much of a prompt the provider may have kept, and the model asks a fraction \
                    for it. Without `prefix_cache` every token of it is counted at the full price.
                    """,
                bad: #"""
                    request { tenant: string, prompt: tokens, cached_prefix: tokens, max_output: tokens }
                    model large { from: "openai/gpt-4o" }
                    route { otherwise -> large }
                    """#,
                good: #"""
                    request { tenant: string, prompt: tokens, cached_prefix: tokens, max_output: tokens }
                    model large { from: "openai/gpt-4o", prefix_cache: 5 min }
                    route { otherwise -> large }
                    """#, mending: .unsafe)
        ),
        (
            "M019",
            LintRulePage(
                title: "a spent budget that routes to the dearest model",
                why: """
                    A soft budget goes on with less money a call. Where what it routes to costs more than everything \
                    that the rules choose, being over the limit is what makes calls dear.
                    """,
                bad: #"""
                    budget daily { limit: $25 per day, spent: route(large), ceiling: $30, alert: [80%] }
                    route { otherwise -> mini }
                    """#,
                good: #"""
                    budget daily { limit: $25 per day, spent: route(mini), ceiling: $30, alert: [80%] }
                    route { otherwise -> large, mini }
                    """#)
        ),
        (
            "M020",
            LintRulePage(
                title: "a budget that another one always ends first",
                why: """
                    Of two budgets over the same calls, the same window and the same counters, the larger one is \
                    never spent. Whoever raises it wonders why nothing changes.
                    """,
                bad: #"""
                    budget daily { limit: $25 per day, spent: reject("spent"), alert: [80%] }
                    budget large { limit: $50 per day, on: large, spent: reject("spent"), alert: [80%] }
                    """#,
                good: #"""
                    budget daily { limit: $25 per day, spent: reject("spent"), alert: [80%] }
                    budget large { limit: $10 per day, on: large, spent: reject("spent"), alert: [80%] }
                    """#)
        ),
        (
            "M021",
            LintRulePage(
                title: "spot or reserved hardware at the on-demand price or above",
                why: """
                    Spot hardware can be taken away and reserved hardware is paid for all of its term. Both are \
                    worth it only below the price of hardware that comes and goes as one likes.
                    """,
                bad: #"""
                    pool h100 {
                        gpu:      "h100-sxm-80gb"
                        replicas: 1..4
                        market:   spot(fallback: on_demand, interruptions: 5%/h, price: $7/h)
                    }
                    """#,
                good: #"""
                    pool h100 {
                        gpu:      "h100-sxm-80gb"
                        replicas: 1..4
                        market:   spot(fallback: on_demand, interruptions: 5%/h, price: $2/h)
                    }
                    """#)
        ),
        (
            "M022",
            LintRulePage(
                title: "a cap on output that no model of the shape reaches",
                why: """
                    A cap above the longest answer that a model gives caps nothing, and makes every call reserve as \
                    if it did: budgets fill with money that cannot be spent.
                    """,
                bad: #"""
                    shape capped { on: mini, max_output: 32 ktok }
                    """#,
                good: #"""
                    shape capped { on: mini, max_output: 4 ktok }
                    """#)
        ),
        (
            "M023",
            LintRulePage(
                title: "a shadow that copies every request",
                why: """
                    A copy answers nobody and is paid in full. A tenth of the traffic tells as much about a model's \
                    quality; all of it pays for every request twice.
                    """,
                bad: #"""
                    budget trial { limit: $50 per day, on: large, spent: reject("spent"), alert: [80%] }
                    shadow trial { of: large, sample: 100%, budget: trial }
                    """#,
                good: #"""
                    budget trial { limit: $50 per day, on: large, spent: reject("spent"), alert: [80%] }
                    shadow trial { of: large, sample: 5%, budget: trial }
                    """#)
        ),
        (
            "M024",
            LintRulePage(
                title: "a priority price for requests that can wait",
                why: """
                    Priority service is dearer and answers a second or two earlier. A rule whose requests can all \
                    wait for minutes pays for speed that nobody notices.
                    """,
                bad: #"""
                    model fast { from: "openai/gpt-4o", service: priority }
                    route {
                        when deadline >= 1 h -> fast
                        otherwise            -> mini
                    }
                    """#,
                good: #"""
                    model fast { from: "openai/gpt-4o", service: priority }
                    route {
                        when deadline >= 1 h -> large
                        otherwise            -> fast
                    }
                    """#)
        ),
    ]
}
