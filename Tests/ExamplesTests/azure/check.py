"""An independent reading of policy.scrimp: the same trace, rules, cache and budget in a few lines, in whole pico-dollars."""
import collections, csv, datetime, json, re, sys

trace, page = sys.argv[1], sys.argv[2]
exec(re.search(r"```python\n(.*?)```", open(page).read(), re.S).group(1))  # the documented generator

PRICES = {"mini": (150_000, 600_000), "large": (2_500_000, 10_000_000)}
LIMIT, HOUR, TTL, CAPACITY, MAX_OUTPUT, SEED = 750_000_000_000, 3600 * 10**9, 600 * 10**9, 300, 800, 7
tenants, contents = zipf(20, 0.9), zipf(2_000, 0.8)
tenant_key, content_key = stream(SEED, "tenant"), stream(SEED, "content")

def nanoseconds(text):
    day, clock = text.split(" ")
    hours, minutes, seconds = clock.split(":")
    whole, _, fraction = seconds.partition(".")
    days = (datetime.date.fromisoformat(day) - datetime.date(1970, 1, 1)).days
    return (days * 86400 + int(hours) * 3600 + int(minutes) * 60 + int(whole)) * 10**9 + int(fraction.ljust(9, "0")[:9])

cost, baseline, requests = 0, 0, 0
models, hits, refused, spent = collections.Counter(), 0, 0, collections.Counter()
cache = collections.OrderedDict()  # least recently used first: key -> time of insertion
now = 0
for index, row in enumerate(csv.DictReader(open(trace))):
    now = max(now, nanoseconds(row["TIMESTAMP"]))
    prompt, output = int(row["ContextTokens"]), min(int(row["GeneratedTokens"]), MAX_OUTPUT)
    tenant = pick(unit(tenant_key, index), tenants)
    key = (tenant, pick(unit(content_key, index), contents))
    requests += 1
    baseline += prompt * PRICES["large"][0] + output * PRICES["large"][1]
    for old in [entry for entry, inserted in cache.items() if inserted + TTL <= now]:
        del cache[old]
    if key in cache:
        hits += 1
        cache.move_to_end(key)
        continue
    window = (tenant, now // HOUR)
    for model in (["large", "mini"] if prompt > 4_000 else ["mini"]):
        price = PRICES[model]
        if spent[window] + prompt * price[0] + MAX_OUTPUT * price[1] <= LIMIT:
            used = prompt * price[0] + output * price[1]
            spent[window] += used
            cost += used
            models[model] += 1
            if len(cache) == CAPACITY:
                cache.popitem(last=False)
            cache[key] = now
            break
    else:
        refused += 1
print(json.dumps({"cost": cost, "baseline": baseline, "requests": requests, "mini": models["mini"], "large": models["large"],
                  "hits": hits, "refused": refused}))
