import ScrimpLinter
import Testing

@Suite struct PoolDearerAtTrafficTests {
    @Test(arguments: [
        // Too few requests.
        """
        pool «M008:h100» { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        scenario month for p { traffic: workload(requests: 100_000 req, duration: 30 d, prompt: 1 ktok, output: 200 tok) }
        route { otherwise -> local, mini }
        """,
        // A share of the requests.
        """
        pool «M008:h100» { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        scenario month for p { traffic: workload(requests: 30_000_000 req, duration: 30 d, prompt: 1 ktok, output: 200 tok, task: choice(faq: 10%, summary: 60%, advice: 30%)) }
        route {
            when task == faq -> local, mini
            otherwise        -> mini
        }
        """,
        // Lengths that vary.
        """
        pool «M008:h100» { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        scenario month for p { traffic: workload(arrivals: poisson(10 req/min), duration: 7 d, prompt: lognormal(1 ktok, 300 tok), output: uniform(100 tok, 300 tok)) }
        route { otherwise -> local, mini }
        """,
        // Reserved, and paid for at night.
        """
        pool «M008:h100» { gpu: "h100-sxm-80gb", replicas: 1, market: reserved(term: 12 months, price: $4/h), suspend: 20:00..08:00, cold_start: 5 min }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        scenario month for p { traffic: workload(requests: 6_000_000 req, duration: 30 d, prompt: 1 ktok, output: 200 tok) }
        route { otherwise -> local, mini }
        """,
        // At the lowest spot price.
        """
        pool «M008:h100» { gpu: "h100-sxm-80gb", replicas: 2..4, market: spot(fallback: on_demand, interruptions: 5%/h) }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        scenario month for p { traffic: workload(requests: 1_000_000 req, duration: 30 d, prompt: 1 ktok, output: 200 tok) }
        route { otherwise -> mini, local }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.poolDearerAtTraffic, text) }

    @Test(arguments: [
        // Enough requests.
        """
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        scenario month for p { traffic: workload(requests: 60_000_000 req, duration: 30 d, prompt: 1 ktok, output: 200 tok) }
        route { otherwise -> local, mini }
        """,
        // No replica stands without work.
        """
        pool h100 { gpu: "h100-sxm-80gb", replicas: 0..4, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        scenario month for p { traffic: workload(requests: 100_000 req, duration: 30 d, prompt: 1 ktok, output: 200 tok) }
        route { otherwise -> local, mini }
        """,
        // Suspended most of the day.
        """
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand, suspend: 08:00..06:00, cold_start: 5 min }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        scenario month for p { traffic: workload(requests: 6_000_000 req, duration: 30 d, prompt: 1 ktok, output: 200 tok) }
        route { otherwise -> local, mini }
        """,
        // Nothing hosted stands beside it.
        """
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        scenario month for p { traffic: workload(requests: 100_000 req, duration: 30 d, prompt: 1 ktok, output: 200 tok) }
        route { otherwise -> local }
        """,
        // Growth makes it enough.
        """
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        scenario month for p { traffic: workload(requests: 15_000_000 req, duration: 30 d, prompt: 1 ktok, output: 200 tok), horizon: 24 months, growth: 6%/month }
        route { otherwise -> local, mini }
        """,
        // A trace says nothing before it is read.
        """
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        scenario month for p { traffic: trace("t.csv", time: "time", output: "output") }
        route { otherwise -> local, mini }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.poolDearerAtTraffic, text) }
}
