extension DiagnosticCode {
    /// Every code, in order of its id. Codes are never reused: a retired one stays out of the table for good.
    package static let all: [DiagnosticCode] =
        syntaxCodes + typeCodes + nameCodes + fieldCodes + moneyCodes + pricingCodes + operationCodes + routingCodes
        + catalogCodes
        + catalogUseCodes + dataCodes + configurationCodes
        + scenarioCodes

    package static func named(_ id: String) -> DiagnosticCode? { all.first { $0.id == id } }
}
