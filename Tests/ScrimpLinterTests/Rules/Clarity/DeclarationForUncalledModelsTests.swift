import ScrimpLinter
import Testing

@Suite struct DeclarationForUncalledModelsTests {
    @Test(arguments: [
        #"""
        limit «C020:slow_start» { on: large, concurrency: 4 }
        shape «C020:lean» { on: [large, haiku], max_output: 512 tok }
        route { otherwise -> mini }
        """#,
        #"""
        budget «C020:trials» { limit: $5 per day, on: haiku, spent: reject("spent") }
        rollout «C020:larger» { of: large, key: tenant, stages: [10%, 100%] every 1 d, otherwise: haiku }
        route { otherwise -> mini }
        """#,
    ])
    func bad(text: String) throws { _ = try LintCase(.declarationForUncalledModels, text) }

    @Test(arguments: [
        #"""
        limit slow_start { on: large, concurrency: 4 }
        shape lean { on: [large, haiku], max_output: 512 tok }
        route { when complexity > 80% -> large, mini otherwise -> mini }
        """#,
        #"""
        rollout larger { of: large, key: tenant, stages: [10%, 100%] every 1 d, otherwise: haiku }
        limit slow { on: haiku, concurrency: 4 }
        budget daily { limit: $5 per day, spent: route(mini), ceiling: $6 }
        limit fast { on: mini, concurrency: 40 }
        route { otherwise -> large }
        """#,
        #"""
        limit all { concurrency: 4 }
        route { otherwise -> mini }
        """#,
    ])
    func good(text: String) throws { _ = try LintCase(.declarationForUncalledModels, text) }
}
