/// The tables of a file, and how it is told apart from other programs' files.
package struct SQLiteSchema: Sendable {
    /// In the header of the file, where `file(1)` and SQLite look for it.
    package let application: Int32
    /// Raised with every change of the tables.
    package let version: Int32
    package let tables: [String]

    package init(application: Int32, version: Int32, tables: [String]) {
        self.application = application
        self.version = version
        self.tables = tables
    }
}

extension SQLiteSchema {
    /// What a policy's state is kept in. Everything goes by names and texts, never by places in a plan, so that a deploy with
    /// another plan finds what was spent; several policies may share a file.
    package static let state = SQLiteSchema(
        // "SCRP"
        application: 0x5343_5250,
        version: 1,
        tables: [
            // A counter that begins anew gets another `generation`: calls of the window before do not count any more.
            // `record` is what counts; `settled` and `reserved`, in dollars, are for people.
            """
            CREATE TABLE counters (
                policy TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, scope BLOB NOT NULL,
                generation INTEGER NOT NULL, record BLOB NOT NULL, settled TEXT, reserved TEXT,
                PRIMARY KEY (policy, kind, name, scope)
            ) WITHOUT ROWID
            """,
            """
            CREATE TABLE calls (
                id INTEGER PRIMARY KEY, policy TEXT NOT NULL, process INTEGER NOT NULL, number INTEGER NOT NULL,
                lapses INTEGER, target TEXT NOT NULL, amount TEXT NOT NULL, holds BLOB NOT NULL,
                UNIQUE (process, number)
            )
            """,
            "CREATE INDEX calls_by_lapse ON calls (policy, lapses) WHERE lapses IS NOT NULL",
            "CREATE INDEX lapsed_calls ON calls (policy, id) WHERE lapses IS NULL",
            """
            CREATE TABLE audit (
                id INTEGER PRIMARY KEY, policy TEXT NOT NULL, time INTEGER NOT NULL, author TEXT NOT NULL,
                subject TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, reason TEXT NOT NULL
            )
            """,
            "CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID",
        ])
}
