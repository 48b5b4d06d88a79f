/// A key of `.scrimp.yaml`. Reader, messages and the published schema are fed from the table.
package struct ConfigurationKey: Sendable {
    package enum Kind: Sendable {
        /// A list of codes, or of what codes begin with.
        case codes
        /// A severity for each code, or for what codes begin with.
        case severities
        /// A list of paths from the folder of the file.
        case paths
        /// A mapping of further keys.
        case section([ConfigurationKey])
    }

    package let name: String
    package let kind: Kind
    /// A sentence.
    package let help: String

    /// The keys at the top of the file.
    package static let all: [ConfigurationKey] = [
        ConfigurationKey(name: "lint", kind: .section(lint), help: "What `scrimp lint` and the editor speak of.")
    ]

    package static let lint: [ConfigurationKey] = [
        ConfigurationKey(
            name: "select", kind: .codes,
            help: "The lint rules that are asked, by code or by what codes begin with; left out, all of them."),
        ConfigurationKey(
            name: "ignore", kind: .codes,
            help: "Findings that are not spoken of. Of `select` and `ignore` the longer code wins."),
        ConfigurationKey(
            name: "severity", kind: .severities,
            help: "How much a finding counts: `error`, `warning` or `note`. The longest code wins."),
        ConfigurationKey(
            name: "exclude", kind: .paths,
            help: "Files and folders that are passed over; `*` stands for any part of a name, `**` for any folders."),
    ]
}
