/// One counter of a limit, as it is kept outside of the process.
package struct LimitRecord: Hashable, Sendable {
    package struct Level: Hashable, Sendable {
        /// Nanoseconds of the rate, which are the parts in which its level counts one request or token.
        package var per: Int64
        package var level: Int128

        package init(per: Int64, level: Int128) {
            self.per = per
            self.level = level
        }
    }

    /// Calls that have begun and not ended.
    package var running: Int64
    /// Calls made, where the limit counts them.
    package var calls: Int64
    /// When a call last began or ended; `Int64.min` for never.
    package var lastCall: Int64
    /// Up to when the levels are right.
    package var moment: Int64
    /// By rate.
    package var levels: [Level]

    package init(running: Int64, calls: Int64, lastCall: Int64, moment: Int64, levels: [Level]) {
        self.running = running
        self.calls = calls
        self.lastCall = lastCall
        self.moment = moment
        self.levels = levels
    }
}

extension LimitRecord {
    private static let version: UInt8 = 1

    /// Rates beyond 65,535 are left out.
    package func encode() -> [UInt8] {
        var writer = RecordWriter(version: Self.version)
        writer.write(running)
        writer.write(calls)
        writer.write(lastCall)
        writer.write(moment)
        let count = UInt16(clamping: levels.count)
        writer.write(count)
        for level in levels.prefix(Int(count)) {
            writer.write(level.per)
            writer.write(level.level)
        }
        return writer.finish()
    }

    /// Nil where the bytes are damaged, or of another version.
    package init?(decoding bytes: [UInt8]) {
        guard var reader = RecordReader(bytes, version: Self.version),
            let running = reader.read(Int64.self), let calls = reader.read(Int64.self), running >= 0, calls >= 0,
            let lastCall = reader.read(Int64.self), let moment = reader.read(Int64.self),
            let count = reader.read(UInt16.self)
        else { return nil }
        self.init(running: running, calls: calls, lastCall: lastCall, moment: moment, levels: [])
        for _ in 0..<count {
            guard let per = reader.read(Int64.self), per > 0, let level = reader.read(Int128.self) else { return nil }
            levels.append(Level(per: per, level: level))
        }
        guard reader.isAtEnd else { return nil }
    }
}
