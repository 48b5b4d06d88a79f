import ScrimpPlan

/// The plan's texts while they are collected. Equal texts are kept once; equal means byte for byte.
struct StringPool {
    private(set) var table = StringTable()
    private var known: [[UInt8]: StringID] = [[]: .empty]

    mutating func intern(_ text: String) -> StringID { intern(Array(text.utf8)) }

    mutating func intern(_ bytes: [UInt8]) -> StringID {
        if let id = known[bytes] { return id }
        let id = table.append(bytes)
        known[bytes] = id
        return id
    }
}
