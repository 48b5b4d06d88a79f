import ScrimpDiagnostics
import ScrimpJSON

/// The published schema of `.scrimp.yaml`, from the table of its keys.
package enum ConfigurationSchema {
    package static var text: String {
        schema(of: ConfigurationKey.all).document(
            title: LintConfiguration.fileName, description: "What Scrimp's tools are told about the files of a folder.")
    }

    private static func schema(of keys: [ConfigurationKey]) -> JSONSchema {
        .object(keys.map { JSONSchema.Property($0.name, schema(of: $0.kind).described($0.help)) })
    }

    private static func schema(of kind: ConfigurationKey.Kind) -> JSONSchema {
        switch kind {
        case .codes: .list(.string(pattern: codePattern))
        case .severities: .mapping(.choice(Diagnostic.Severity.allCases.map(\.rawValue)), names: codePattern)
        case .paths: .list(.string(pattern: "."))
        case .section(let keys): schema(of: keys)
        }
    }

    /// A code, or what codes begin with.
    private static var codePattern: String {
        var families: [Character] = []
        for code in LintSelector.codes {
            if let first = code.id.first, !families.contains(first) { families.append(first) }
        }
        return "^[\(String(families.sorted()))][0-9]{0,3}$"
    }
}
