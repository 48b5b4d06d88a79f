"""Lexes policies with the Pygments lexer: no error tokens, nothing lost, and the colours of a few places.

Arguments: the folder of the lexer, then files.
"""

import sys

sys.path.insert(0, sys.argv[1])

from pygments.token import Comment, Error, Keyword, Name, Number, Operator, String
from scrimp_lexer import ScrimpLexer

lexer = ScrimpLexer(stripnl=False, ensurenl=False)
problems = []
for path in sys.argv[2:]:
    with open(path, encoding="utf-8") as file:
        text = file.read()
    tokens = list(lexer.get_tokens(text))
    if "".join(value for _, value in tokens) != text:
        problems.append(f"{path}: text was lost")
    problems += [f"{path}: error at {value!r}" for kind, value in tokens if kind in Error]

sample = 'budget route { limit: $2_000 per tenant per day, when: prompt > 2 ktok and not easy, on: "a\\n" } // c\n/// d\n'
kinds = dict((value, kind) for kind, value in lexer.get_tokens(sample))
for value, kind in [
    ("budget", Keyword.Declaration), ("route", Name.Class), ("limit", Name.Attribute), ("when", Name.Attribute),
    ("$2_000", Number), ("per", Keyword), ("day", Keyword.Type), ("2", Number), ("ktok", Keyword.Type),
    ("and", Operator.Word), ("easy", Name), ("\\n", String.Escape), ("// c", Comment.Single),
    ("/// d", Comment.Special),
]:
    if kinds.get(value) is not kind:
        problems.append(f"{value!r} is {kinds.get(value)}, not {kind}")
if lexer.name != "Scrimp" or "scrimp" not in lexer.aliases:
    problems.append("the lexer has another name")
print("\n".join(problems) or f"lexed {len(sys.argv) - 2} files")
sys.exit(1 if problems else 0)
