// How a value is drawn.

extension Schema {
    /// What an uncertain value may be, besides a constant and a range (which is uniform). The bounds have the type of
    /// the value that is uncertain.
    package static let distributions = [
        uniform, triangular, pert, normal,
        Alternative(
            "empirical", [FieldSpec("file", .text, .required, help: "File with one observed value per line.")],
            positional: 1, help: "Drawn from observed values."),
    ]

    /// What an attribute may be filled with, besides a constant.
    package static let fills = [
        Alternative(
            "choice", open: .amount(.ratio),
            help: "Each case with its share, which add up to 100%: `choice(eu: 70%, us: 30%)`."),
        zipf, uniform, triangular, pert, normal,
        Alternative(
            "lognormal", [mean, deviation], positional: 2,
            help: "Long-tailed above zero, with this mean and standard deviation."),
    ]

    static let zipf = Alternative(
        "zipf",
        [
            FieldSpec("keys", .amount(.positiveCount), .required, help: "How many different values there are."),
            FieldSpec("exponent", .amount(.factor), .required, help: "How unequal they are: 0 for all alike."),
        ], positional: 2, help: "Values of which the n-th is drawn in proportion to 1 / n to the power of the exponent."
    )

    private static let low = FieldSpec("low", .constant, .required, help: "The least value.")
    private static let mode = FieldSpec("mode", .constant, .required, help: "The most likely value.")
    private static let high = FieldSpec("high", .constant, .required, help: "The greatest value.")
    private static let mean = FieldSpec("mean", .constant, .required, help: "The mean.")
    private static let deviation = FieldSpec("deviation", .constant, .required, help: "The standard deviation.")

    private static let uniform = Alternative(
        "uniform", [low, high], positional: 2, help: "Everything from the least to the greatest value alike.")
    private static let triangular = Alternative(
        "triangular", [low, mode, high], positional: 3, help: "Rising to the most likely value and falling from it.")
    private static let pert = Alternative(
        "pert", [low, mode, high], positional: 3,
        help: "Like triangular, but smooth and closer to the most likely value.")
    private static let normal = Alternative(
        "normal", [mean, deviation], positional: 2, help: "The bell curve of this mean and standard deviation.")
}
