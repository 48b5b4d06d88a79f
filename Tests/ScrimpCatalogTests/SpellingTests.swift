import Testing

@testable import ScrimpCatalog

@Suite("Spelling")
struct SpellingTests {
    static func distance(_ left: String, _ right: String, limit: Int = 9) -> Int {
        Spelling.editDistance(Array(left.utf8), Array(right.utf8), limit: limit)
    }

    @Test(arguments: [
        ("", "", 0), ("", "abc", 3), ("abc", "abc", 0), ("abc", "abd", 1), ("abc", "acb", 1), ("abc", "ab", 1),
        ("kitten", "sitting", 3), ("flaw", "lawn", 2),
    ])
    func editDistances(left: String, right: String, distance: Int) {
        #expect(Self.distance(left, right) == distance)
        #expect(Self.distance(right, left) == distance)
    }

    @Test func distancesBeyondTheLimitAreNotCounted() {
        #expect(Self.distance("abcdef", "uvwxyz", limit: 2) == 3)
        #expect(Self.distance("a", "abcdefgh", limit: 2) == 3)
    }

    @Test func onlyCloseNamesAreOffered() {
        #expect(Spelling.closest(to: "inptu", among: ["output", "input"]) == "input")
        #expect(Spelling.closest(to: "xy", among: ["ab", "input"]) == nil)
        #expect(Spelling.closest(to: "input", among: ["input"]) == nil)
        #expect(Spelling.closest(to: "inpux", among: ["inpua", "inpub"]) == "inpua")
    }
}
