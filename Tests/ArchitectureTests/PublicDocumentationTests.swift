import Foundation
import ScrimpTestSupport
import Testing

/// What others embed is documented, every member of it.
@Suite struct PublicDocumentationTests {
    private static let modules = ["ScrimpRuntime", "ScrimpHost", "ScrimpPlan", "ScrimpStores", "ScrimpQuantities"]

    @Test func everyPublicDeclarationSaysWhatItIs() throws {
        let texts = try Self.modules.flatMap { module in
            try PackageRoot.files(below: "Sources/\(module)", suffix: ".swift").map {
                (file: "Sources/\(module)/\($0)", text: try PackageRoot.text("Sources/\(module)/\($0)"))
            }
        }
        #expect(texts.count > 100)
        let required = texts.reduce(into: Self.knownRequirements) { $0.formUnion(PublicLines($1.text).requirements) }
        for (file, text) in texts {
            for (number, line) in PublicLines(text).undocumented(witnesses: required) {
                Issue.record("\(file):\(number) has no documentation: \(line)")
            }
        }
    }

    /// Of protocols of the standard library.
    private static let knownRequirements: Set<String> = [
        "<", "==", "description", "Failure", "makeAsyncIterator", "next",
    ]

    @Test func theScannerSeesWhatLacksIt() {
        let text = """
            public struct Bare {
                public var bare: Int
                /// Said.
                public var said: Int
                /// Said.
                @inline(__always)
                public mutating func attributed() {}
                public func bareFunction() -> Int { 1 }
                public init(bare: Int) { self.bare = bare }
                public func asked() -> Int { 1 }
                package var internalOnly: Int
                /// Some constants.
                public static let first = 1
                public static let second = 2

                public static let third = 3
                public private(set) var kept: Int
            }
            /// Said.
            public protocol Asking {
                func asked() -> Int
            }
            extension Bare: Equatable {
                public static func == (left: Bare, right: Bare) -> Bool { true }
            }
            """
        let lines = PublicLines(text)
        #expect(lines.requirements == ["asked"])
        #expect(
            lines.undocumented(witnesses: lines.requirements.union(Self.knownRequirements)).map(\.number)
                == [1, 2, 8, 16, 17])
    }
}

/// The lines of a source file that declare something public. Reads lines, not Swift: the formatter sees to it that a
/// declaration begins one.
private struct PublicLines {
    private let lines: [Substring]

    init(_ text: String) { lines = text.split(separator: "\n", omittingEmptySubsequences: false) }

    /// Names that public protocols ask for, and describe.
    var requirements: Set<String> {
        var names: Set<String> = []
        var isInside = false
        for line in lines {
            if line.hasPrefix("public protocol ") { isInside = true }
            if line.hasPrefix("}") { isInside = false }
            if isInside, let name = Self.name(line) { names.insert(name) }
        }
        return names
    }

    /// Declarations without a comment above them. Exempt are initialisers that only store what the documented members say (those
    /// that neither throw nor fail), what a protocol describes, and constants below a documented one without a gap.
    func undocumented(witnesses: Set<String>) -> [(number: Int, line: String)] {
        lines.indices.compactMap { index in
            let line = lines[index].trimmingCharacters(in: .whitespaces)
            guard Self.isPublic(line), !isDocumented(index), !Self.storesOnly(line) else { return nil }
            if let name = Self.name(lines[index]), witnesses.contains(name) { return nil }
            if Self.isConstant(line), let first = firstConstant(upTo: index), isDocumented(first) { return nil }
            return (index + 1, line)
        }
    }

    private func isDocumented(_ index: Int) -> Bool {
        var above = index - 1
        while above >= 0, lines[above].trimmingCharacters(in: .whitespaces).hasPrefix("@") { above -= 1 }
        return above >= 0 && lines[above].trimmingCharacters(in: .whitespaces).hasPrefix("///")
    }

    private func firstConstant(upTo index: Int) -> Int? {
        var first = index
        while first > 0, Self.isConstant(lines[first - 1].trimmingCharacters(in: .whitespaces)) { first -= 1 }
        return first < index ? first : nil
    }

    private static func isPublic(_ line: String) -> Bool {
        let words = line.split(separator: " ").drop { $0.hasPrefix("@") }
        return words.first == "public"
            && words.dropFirst().first.map { !["import", "extension"].contains($0) } ?? false
    }

    private static func isConstant(_ line: String) -> Bool {
        line.hasPrefix("public static let ") || line.hasPrefix("public static var ")
    }

    private static func storesOnly(_ line: String) -> Bool {
        line.hasPrefix("public init(") && !line.contains(" throws")
    }

    /// Of a function, a property or another type's name in it.
    private static func name(_ line: Substring) -> String? {
        let words = line.split { $0 == " " }
        guard let place = words.firstIndex(where: { ["func", "var", "let", "typealias"].contains($0) }),
            words.indices.contains(place + 1)
        else { return nil }
        return String(words[place + 1].prefix { $0 != "(" && $0 != ":" })
    }
}
