"""Colours lines with the TextMate grammar: the earliest match wins, of several at one place the first of the grammar.

Expressions are compiled by Oniguruma, which editors use, where `onigurumacffi` is installed, else by Python.
Arguments: the grammar, then files, each line of which must be coloured without an end.
"""

import json
import re
import sys

try:
    import onigurumacffi

    class Pattern:
        def __init__(self, text):
            self.pattern = onigurumacffi.compile(text)

        def search(self, line, start):
            return self.pattern.search(line, start)

except ImportError:

    class Pattern:
        def __init__(self, text):
            self.pattern = re.compile(text)

        def search(self, line, start):
            return self.pattern.search(line, start)


with open(sys.argv[1], encoding="utf-8") as file:
    grammar = json.load(file)
assert grammar["scopeName"] == "source.scrimp" and grammar["fileTypes"] == ["scrimp"]
for rule in grammar["patterns"]:
    rule["start"] = Pattern(rule["match"] if "match" in rule else rule["begin"])
    if "end" in rule:
        rule["stop"] = Pattern(rule["end"])
        for inner in rule["patterns"]:
            inner["start"] = Pattern(inner["match"])


def first(rules, line, position):
    best = None
    for rule in rules:
        match = rule["start"].search(line, position)
        if match and (best is None or match.start() < best[1].start()):
            best = (rule, match)
    return best


def colours(line):
    """The scopes of a line by text; of a text that stands twice the first."""
    found, position = {}, 0
    for _ in range(10_000):
        best = first(grammar["patterns"], line, position)
        if best is None:
            return found
        rule, match = best
        if "stop" in rule:
            position = match.end()
            while True:
                inner = first(rule["patterns"], line, position)
                stop = rule["stop"].search(line, position)
                if inner and inner[1].start() < stop.start():
                    found.setdefault(inner[1].group(), inner[0]["name"])
                    position = inner[1].end()
                    continue
                found.setdefault(line[match.start() : stop.end()], rule["name"])
                position = stop.end()
                break
            continue
        if "name" in rule:
            found.setdefault(match.group().strip(), rule["name"])
        for number, capture in rule.get("captures", {}).items():
            text = match.group(int(number))
            if text:
                found.setdefault(text, capture["name"])
        assert match.end() > position, f"{rule} matches nothing in {line!r}"
        position = match.end()
    raise AssertionError(f"no end in {line!r}")


expected = {
    "budget route {": {"budget": "keyword.declaration", "route": "entity.name.type"},
    "    limit:   $25 per tenant per day": {
        "limit": "entity.other.attribute-name", "$25": "constant.numeric.money", "per": "keyword.other",
        "day": "support.type.window",
    },
    "scenario two_years for support {": {"scenario": "keyword.declaration", "support": "entity.name.type"},
    'prove "a \\n b" {': {"prove": "keyword.declaration", "\\n": "constant.character.escape"},
    "    when prompt > 2 ktok and easy -> mini, large": {
        "when": "keyword.control", "2": "constant.numeric", "ktok": "keyword.other.unit",
        "and": "keyword.operator.logical", "->": "keyword.operator.arrow", ">": "keyword.operator.comparison",
    },
    "    suspend: 22:00..06:00   // at night": {
        "22:00": "constant.numeric.time", "..": "keyword.operator.range", "// at night": "comment.line.double-slash",
    },
    "    when: filled(daily) >= 80%, replicas: 1..4": {
        "when": "entity.other.attribute-name", "filled": "support.function", "%": "keyword.other.unit",
    },
    "    tenant: string = \"\"": {"string": "storage.type", '""': "string.quoted.double"},
    "let easy = task == faq": {"let": "keyword.declaration", "easy": "variable.other.constant"},
    "/// What it is for.": {"/// What it is for.": "comment.line.documentation"},
    'import "company.scrimp"': {"import": "keyword.control.import"},
}
problems = []
for line, scopes in expected.items():
    found = colours(line)
    for text, scope in scopes.items():
        if found.get(text) != scope + ".scrimp":
            problems.append(f"{text!r} in {line!r} is {found.get(text)}, not {scope}.scrimp")
lines = 0
for path in sys.argv[2:]:
    with open(path, encoding="utf-8") as file:
        for line in file:
            colours(line.rstrip("\n"))
            lines += 1
print("\n".join(problems) or f"coloured {lines} lines")
sys.exit(1 if problems else 0)
