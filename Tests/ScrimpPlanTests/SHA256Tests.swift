import ScrimpPlan
import Testing

struct SHA256Tests {
    private func hexadecimal(_ message: [UInt8]) -> String {
        SHA256.digest(message).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    /// Examples of FIPS 180-4 as NIST publishes them.
    @Test func publishedExamples() {
        #expect(hexadecimal([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(
            hexadecimal(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(
            hexadecimal(Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8))
                == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
        #expect(
            hexadecimal([UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000))
                == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    /// Lengths on both sides of where a block is full.
    @Test func everyLengthHasItsOwnDigest() {
        let digests = (0...130).map { hexadecimal([UInt8](repeating: 0, count: $0)) }
        #expect(Set(digests).count == digests.count)
    }
}
