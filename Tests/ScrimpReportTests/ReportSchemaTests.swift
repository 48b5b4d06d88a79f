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

    /// `--compare`, of reports of every length, and of two that lack each other's parts.
    @Test func everyComparisonFitsTheSchema() throws {
        let schema = try JSONReader.read(Array(ReportSchema.text.utf8))
        for left in GoldenReportTests.Size.allCases {
            for right in GoldenReportTests.Size.allCases {
                let text = try ComparisonReport(GoldenReportTests.result(left), GoldenReportTests.result(right))
                    .jsonText
                let node = try JSONReader.read(Array(text.utf8))
                let problems = SchemaCheck.problems(in: node, schema)
                #expect(problems.isEmpty, "\(problems.prefix(5))")
                #expect(node["scenarios"]?.elements?.count == 2)
                #expect(node["differences"]?.elements?.isEmpty == false)
            }
        }
    }

    @Test func whatDoesNotFitAComparisonIsFound() throws {
        let schema = try JSONReader.read(Array(ReportSchema.text.utf8))
        let text = try ComparisonReport(GoldenReportTests.result(.small), GoldenReportTests.result(.small)).jsonText
        for (old, new) in [
            ("\"scenarios\"", "\"reports\""), ("\"difference\":", "\"delta\":"), ("\"rules\":", "\"rule\":"),
            ("\"unit\": \"", "\"unit\": \"un"),
        ] {
            let changed = try #require(text.firstRange(of: old)).lowerBound
            let other = text[..<changed] + new + text[changed...].dropFirst(old.count)
            #expect(!SchemaCheck.problems(in: try JSONReader.read(Array(other.utf8)), schema).isEmpty, "\(old)")
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
    static func problems(in node: JSONNode, _ schema: JSONNode) -> [String] {
        problems(in: node, schema, schema["$defs"], at: "")
    }

    private static func problems(
        in node: JSONNode, _ schema: JSONNode, _ definitions: JSONNode?, at path: String
    ) -> [String] {
        if let name = schema["$ref"]?.text {
            guard name.hasPrefix("#/$defs/"), let definition = definitions?[String(name.dropFirst(8))] else {
                return ["nothing defines \(name)"]
            }
            return problems(in: node, definition, definitions, at: path)
        }
        if let choices = schema["anyOf"]?.elements {
            let all = choices.map { problems(in: node, $0, definitions, at: path) }
            return all.min { $0.count < $1.count } ?? ["nothing fits \(path)"]
        }
        var found: [String] = []
        let types = schema["type"]?.elements?.compactMap(\.text) ?? schema["type"]?.text.map { [$0] } ?? []
        if !types.contains(type(of: node)) { found.append("\(path) is \(type(of: node)), not \(types)") }
        if let words = schema["enum"]?.elements, let text = node.text, !words.contains(where: { $0.text == text }) {
            found.append("\(path) is `\(text)`")
        }
        if schema["pattern"] != nil, let text = node.text, !isDecimal(text) { found.append("\(path) is `\(text)`") }
        for (index, element) in (node.elements ?? []).enumerated() {
            if let items = schema["items"] {
                found += problems(in: element, items, definitions, at: "\(path)[\(index)]")
            }
        }
        guard let members = node.members else { return found }
        for name in schema["required"]?.elements?.compactMap(\.text) ?? [] where node[name] == nil {
            found.append("\(path) has no \(name)")
        }
        for member in members {
            if let property = schema["properties"]?[member.key] {
                found += problems(in: member.value, property, definitions, at: path + "." + member.key)
            } else if let others = schema["additionalProperties"], others.members != nil {
                found += problems(in: member.value, others, definitions, at: path + "." + member.key)
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
