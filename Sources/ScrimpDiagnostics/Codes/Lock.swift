/// Codes of `scrimp.lock`, in the family of data files.
extension DiagnosticCode {
    package static let damagedLock = DiagnosticCode(
        "S720", .error, "a lock file is damaged",
        why: "A lock is what figures are held against: one that was cut off, merged by hand or edited proves nothing.",
        bad: "{\"version\": 1, \"policies\": {", good: "{\"version\": 1, \"policies\": {}}")

    package static let newerLock = DiagnosticCode(
        "S721", .error, "a lock file was written by a later version",
        why: "What an older program does not know of it could not check, and would drop when it writes the file.",
        bad: "{\"version\": 2, \"policies\": {}}", good: "{\"version\": 1, \"policies\": {}}")

    package static let movedFigure = DiagnosticCode(
        "S722", .error, "a figure is not the one that was reviewed",
        why: "A price or a rule has changed what requests can cost since somebody looked at it last.",
        bad: "\"most\": \"$0.0123\", and the policy now allows $0.0246",
        good: "\"most\": \"$0.0246\", written by `scrimp lock` and reviewed with the change")

    package static let changedLock = DiagnosticCode(
        "S723", .error, "a lock file and its policies do not have the same parts",
        why:
            "A policy, a class, a budget or a fact is new, gone or made up differently, so that nobody has seen its figures.",
        bad: "a rule `when tier == premium` that the lock does not know",
        good: "the lock as `scrimp lock` writes it then")
}
