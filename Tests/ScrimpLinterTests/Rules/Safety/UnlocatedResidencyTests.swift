import ScrimpDiagnostics
import ScrimpLinter
import Testing

@Suite struct UnlocatedResidencyTests {
    @Test(arguments: [
        """
        request { residency: enum { anywhere, eu }, prompt: tokens, max_output: tokens }
        policy p { }
        allow «G015:stays» { when: residency == eu, only: [mini] }
        """,
        """
        request { residency: enum { anywhere, eu }, prompt: tokens, max_output: tokens }
        policy p { }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: on_demand }
        model mini_eu { from: "azure/eu/gpt-4o-mini" }
        allow «G015:stays» { when: residency == eu, only: [local, mini_eu] }
        route {
            when residency == eu -> local, mini_eu
            otherwise -> mini
        }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.unlocatedResidency, text) }

    @Test(arguments: [
        """
        request { residency: enum { anywhere, eu }, prompt: tokens, max_output: tokens }
        policy p { }
        model mini_eu { from: "azure/eu/gpt-4o-mini" }
        allow stays { when: residency == eu, only: [mini_eu] }
        route {
            when residency == eu -> mini_eu
            otherwise -> mini
        }
        """,
        """
        request { residency: enum { anywhere, eu }, prompt: tokens, max_output: tokens }
        policy p { }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        pool h100 { gpu: "h100-sxm-80gb", region: "eu-central-1", replicas: 1..4, market: on_demand }
        allow stays { when: residency == eu, only: [local] }
        route {
            when residency == eu -> local
            otherwise -> mini
        }
        """,
        """
        request { residency: enum { anywhere, eu }, prompt: tokens, max_output: tokens }
        policy p { }
        model near { from: "openai/gpt-4o-mini", region: "eu" }
        allow stays { when: residency == eu, only: [near] }
        route {
            when residency == eu -> near
            otherwise -> mini
        }
        """,
        """
        request { residency: enum { anywhere, eu }, prompt: tokens, max_output: tokens }
        policy p { }
        model mini_eu { from: "azure/eu/gpt-4o-mini" }
        allow stays { when: residency == eu, never: [mini, large, haiku] }
        route {
            when residency == eu -> mini_eu
            otherwise -> mini
        }
        """,
        "allow cheap { when: tier == free, only: [mini] }",
    ])
    func good(text: String) throws { _ = try LintCase(.unlocatedResidency, text) }

    @Test func tellsFigures() throws {
        let found = try LintCase(
            .unlocatedResidency,
            """
            request { residency: enum { anywhere, eu }, prompt: tokens, max_output: tokens }
            policy p { }
            allow «G015:stays» { when: residency == eu, only: [mini] }
            """
        ).diagnostics
        #expect(found.map(\.message) == ["`allow stays` keeps a `residency`, and nothing says where `mini` runs"])
    }
}
