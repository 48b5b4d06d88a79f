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
