import Glibc

/// The most memory that this process has had since somebody asked last.
enum PeakMemory {
    /// Begins anew, where the system can (Linux: `clear_refs`).
    static func reset() {
        guard let file = unsafe fopen("/proc/self/clear_refs", "w") else { return }
        _ = unsafe fputs("5", file)
        _ = unsafe fclose(file)
    }

    static var megabytes: Double {
        guard let file = unsafe fopen("/proc/self/status", "r") else { return 0 }
        defer { _ = unsafe fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while unsafe fgets(&line, Int32(line.count), file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            guard text.hasPrefix("VmHWM:") else { continue }
            let digits = text.filter { $0 >= "0" && $0 <= "9" }
            return (Double(digits) ?? 0) / 1_000 * 1.024
        }
        return 0
    }
}
