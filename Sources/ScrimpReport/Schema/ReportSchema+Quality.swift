// Recorded quality, and what thresholds would give.
extension ReportSchema {
    private typealias Field = ReportShape.Field

    private static var point: [ReportShape.Field] {
        [
            Field("quality", .number, "Mean of what is recorded, 0 to 1."), Field("answered", .integer, "Requests."),
            Field("graded", .integer, "Of these, those with a recorded quality."),
            Field("right", .nullable(.money), "Sum of the qualities."), Field("cost", .money, "Of the calls."),
        ]
    }

    private static var cut: [ReportShape.Field] {
        [Field("value", .text, "Of the constant.")] + point + [
            Field("refused_requests", .integer, "Requests that it refuses."),
            Field("today", .bool, "Whether the policy has it."),
        ]
    }

    static var quality: [ReportShape.Field] {
        [
            Field("basis", .choice(["exact", "estimated", "bound"]), "How sure it is."),
            Field("policy", .object(point), "The policy's answers."),
            Field("cached_answers", .integer, "Answers of caches, which nobody has graded."),
            Field(
                "alone",
                .list(
                    .object(
                        [Field("model", .text, "Its name.")] + point + [
                            Field("without_hours", .bool, "Whether its hours are not in the cost."),
                            Field("best_choice_requests", .integer, "Requests that the best choice gives it."),
                        ])), "Everything on one model."),
            Field("best_choice", .object(point), "The best choice for each request."),
            Field("gap_recovered", .number, "Share of the way in quality from the weakest model to the strongest."),
            Field("cost_share", .number, "Share of the way in cost."),
            Field(
                "frontier",
                .object([
                    Field("constant", .text, "What is moved."), Field("attribute", .text, "What it is compared with."),
                    Field("tried", .integer, "Values."),
                    Field("failed", .integer, "Values that could not be replayed."),
                    Field("complete", .bool, "Whether all values that matter were tried."),
                    Field("mean_gap_recovered", .number, "Over all costs between the two models."),
                    Field("cuts", .list(.object(cut)), "Those that no other one beats."),
                    Field("beaten", .nullable(.object(cut)), "Today's, where another one beats it."),
                ]), "What other thresholds would give.", isRequired: false),
        ]
    }
}
