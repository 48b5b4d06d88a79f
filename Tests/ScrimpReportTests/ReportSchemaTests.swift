import ScrimpJSON
import ScrimpReport
import ScrimpTestSupport
import Testing

@Suite struct ReportSchemaTests {
    private static let path = "Docs/simulate-report.schema.json"

    @Test func thePublishedSchemaIsTheTable() { expectGolden(ReportSchema.text, at: Self.path) }

    /// Each report that is kept anywhere in the project, and those with names and figures of every length.
    @Test func everyReportFitsTheSchema() throws {
        let schema = try JSONReader.read(Array(ReportSchema.text.utf8))
        var reports = [try PackageRoot.text("examples/quickstart/expected.json")]
        reports += try GoldenReportTests.Size.allCases.map { try JSONReport(GoldenReportTests.result($0)).text }
        for report in reports {
            let problems = SchemaCheck.problems(in: try JSONReader.read(Array(report.utf8)), schema)
            #expect(problems.isEmpty, "\(problems.prefix(5))")
        }
    }

    /// The check finds what does not fit.
    @Test func whatDoesNotFitIsFound() throws {
        let schema = try JSONReader.read(Array(ReportSchema.text.utf8))
        let report = try JSONReport(GoldenReportTests.result(.small)).text
        for (old, new) in [
            ("\"format\": 1", "\"format\": \"1\""), ("\"policy\":", "\"policies\":"), ("\"exact\"", "\"sure\""),
            ("\"cost\": \"0.0045", "\"cost\": \"$0.0045"),
        ] {
            let changed = try #require(report.firstRange(of: old)).lowerBound
            let text = report[..<changed] + new + report[changed...].dropFirst(old.count)
            #expect(!SchemaCheck.problems(in: try JSONReader.read(Array(text.utf8)), schema).isEmpty, "\(old)")
        }
    }
}

/// The part of JSON Schema that the published schema uses.
enum SchemaCheck {
    static func problems(in node: JSONNode, _ schema: JSONNode, at path: String = "") -> [String] {
        if let choices = schema["anyOf"]?.elements {
            let all = choices.map { problems(in: node, $0, at: path) }
            return all.contains { $0.isEmpty } ? [] : all[0]
        }
        var found: [String] = []
        let types = schema["type"]?.elements?.compactMap(\.text) ?? schema["type"]?.text.map { [$0] } ?? []
        if !types.contains(type(of: node)) { found.append("\(path) is \(type(of: node)), not \(types)") }
        if let words = schema["enum"]?.elements, let text = node.text, !words.contains(where: { $0.text == text }) {
            found.append("\(path) is `\(text)`")
        }
        if schema["pattern"] != nil, let text = node.text, !isDecimal(text) { found.append("\(path) is `\(text)`") }
        for (index, element) in (node.elements ?? []).enumerated() {
            if let items = schema["items"] { found += problems(in: element, items, at: "\(path)[\(index)]") }
        }
        guard let members = node.members else { return found }
        for name in schema["required"]?.elements?.compactMap(\.text) ?? [] where node[name] == nil {
            found.append("\(path) has no \(name)")
        }
        for member in members {
            if let property = schema["properties"]?[member.key] {
                found += problems(in: member.value, property, at: path + "." + member.key)
            } else if let others = schema["additionalProperties"], others.members != nil {
                found += problems(in: member.value, others, at: path + "." + member.key)
            } else {
                found.append("\(path) has \(member.key)")
            }
        }
        return found
    }

    private static func type(of node: JSONNode) -> String {
        switch node.value {
        case .null: "null"
        case .bool: "boolean"
        case .number(let number): number.int64 == nil ? "number" : "integer"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }

    /// `^-?[0-9]+(\.[0-9]{1,12})?$`
    private static func isDecimal(_ text: String) -> Bool {
        let parts = (text.hasPrefix("-") ? text.dropFirst() : text[...]).split(
            separator: ".", omittingEmptySubsequences: false)
        return (1...2).contains(parts.count)
            && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { ("0"..."9").contains($0) } }
            && (parts.count == 1 || parts[1].count <= 12)
    }
}
