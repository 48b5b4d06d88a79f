// What a policy promises about itself.

extension Schema {
    static let prove = BlockSpec(
        .prove, .title, phase: .none,
        help: "States what must hold for every request in every state; exactly one of its fields is given.",
        example: """
            prove "free users never reach large" { never: tier == free and reachable(large) }
            """,
        fields: [
            FieldSpec("never", .claim, .optional, help: "What must not be true of any request."),
            FieldSpec("always", .claim, .optional, help: "What must be true of every request."),
            FieldSpec(
                "implies", .tuple([.claim, .claim]), .optional,
                help: "Two conditions: wherever the first is true, so is the second."),
        ])

    static let test = BlockSpec(
        .test, .title, phase: .none,
        help: "States what the policy does with an example request, and what that may cost.",
        example: """
            test "summaries run on our own GPUs" {
                given:  { task: summary, deadline: 30 s }
                expect: first(local)
            }
            """,
        fields: [
            FieldSpec(
                "given", .attributeValues, .required,
                help: "Attributes of the request; the test must hold for every value of those left out."),
            FieldSpec(
                "state", .state, .optional,
                help: "What the engine has seen; left out, all is fresh, healthy and fully rolled out, at any time."),
            FieldSpec("expect", .claim, .required, help: "What must be true of the decision."),
            FieldSpec(
                "cost", .span(.money), .optional,
                help: "The least and the most that each such request may cost, as it is reserved."),
            FieldSpec(
                "reason", .text, .optional,
                help: "Why it is rejected, or a model passed over: the code of the reason, or a part of its sentence."),
        ])
}
