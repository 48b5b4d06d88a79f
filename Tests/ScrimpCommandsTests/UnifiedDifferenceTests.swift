import ScrimpCommands
import ScrimpTestSupport
import Testing

@Suite struct UnifiedDifferenceTests {
    private func difference(_ old: String, _ new: String) -> String {
        String(decoding: UnifiedDifference(from: Array(old.utf8), to: Array(new.utf8), name: "f").text, as: UTF8.self)
    }

    @Test func nothing() { #expect(difference("a\n", "a\n").isEmpty) }

    @Test func farApartAreTwoHunks() {
        let old = (1...20).map { "\($0)\n" }
        var new = old
        new[1] = "x\n"
        new.remove(at: 15)
        #expect(
            difference(old.joined(), new.joined()) == """
                --- f
                +++ f
                @@ -1,5 +1,5 @@
                 1
                -2
                +x
                 3
                 4
                 5
                @@ -13,7 +13,6 @@
                 13
                 14
                 15
                -16
                 17
                 18
                 19

                """)
    }

    @Test func lastLineWithoutEnd() {
        #expect(difference("a", "a\n") == "--- f\n+++ f\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n")
        #expect(difference("", "a\n") == "--- f\n+++ f\n@@ -0,0 +1 @@\n+a\n")
        #expect(difference("a\n", "") == "--- f\n+++ f\n@@ -1 +0,0 @@\n-a\n")
    }

    /// `patch` makes the new text of the old one.
    @Test func patchAppliesIt() throws {
        guard ChildProcess.find("patch") != nil else { return }
        var random = SeededGenerator(seed: 11)
        for _ in 0..<40 {
            let old = (0..<Int.random(in: 0..<40, using: &random)).map { _ in
                "\(Int.random(in: 0..<6, using: &random))\n"
            }
            var new = old
            for _ in 0..<Int.random(in: 1..<6, using: &random) {
                let place = Int.random(in: 0...new.count, using: &random)
                if Bool.random(using: &random), place < new.count {
                    new.remove(at: place)
                } else {
                    new.insert("x\n", at: place)
                }
            }
            if new.isEmpty || old.isEmpty || new == old { continue }
            let folder = try TemporaryFolder()
            try folder.write("f", old.joined())
            try folder.write("d", difference(old.joined(), new.joined()))
            let child = try ChildProcess.run("patch", ["-s", "f", "d"], in: folder.root, timeout: 20)
            #expect(child.exitCode == 0, "\(child.outputText)")
            #expect(try folder.text("f") == new.joined())
        }
    }
}
