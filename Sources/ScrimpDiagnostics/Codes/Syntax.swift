extension DiagnosticCode {
    /// The S0xx family: `Syntax+Characters`, `Syntax+Literals`, `Syntax+Structure`, `Syntax+Expressions`.
    package static let syntaxCodes: [DiagnosticCode] =
        characterCodes + literalCodes + structureCodes + expressionCodes
}
