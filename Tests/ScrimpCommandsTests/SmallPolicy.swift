/// A policy that needs no file beside it and says its own prices, so that no figure of the catalog shows in what is kept of it.
enum SmallPolicy {
    static let text = """
        policy small { sticky: tenant }
        request {
            tenant:     string
            tier:       enum { free, premium }
            prompt:     tokens
            max_output: tokens
        }
        model mini  { from: "openai/gpt-4o-mini", price: { input: $1/Mtok, output: $1/Mtok, source: "our contract", as_of: "2026-11-01" } }
        model large { from: "openai/gpt-4o", price: { input: $10/Mtok, output: $10/Mtok, source: "our contract", as_of: "2026-11-01" } }
        budget daily {
            limit:  $1 per tenant per day
            spent:  reject("come back tomorrow")
            alert:  [50%]
            notify: "ops"
        }
        route {
            when tier == premium -> large, mini
            otherwise            -> mini
        }

        """

    /// A world in which it is `small.scrimp`.
    static func world(_ files: [String: String] = [:]) -> World {
        World(files: files.merging(["small.scrimp": text]) { given, _ in given })
    }
}
