"""Colours Scrimp policies with Pygments. `pip install` of this folder makes the language known as `scrimp`."""

from pygments.lexer import RegexLexer, bygroups, words
from pygments.token import (
    Comment,
    Error,
    Keyword,
    Name,
    Number,
    Operator,
    Punctuation,
    String,
    Whitespace,
)

__all__ = ["ScrimpLexer"]

# Words: from the tables, do not edit.
CONDITIONAL = (
    "when",
    "otherwise",
)
INCLUDE = (
    "use",
    "import",
)
DECLARATION = (
    "let",
)
LOGICAL = (
    "and",
    "or",
    "not",
    "in",
)
BOOLEAN = (
    "true",
    "false",
)
KIND = (
    "policy",
    "request",
    "model",
    "pool",
    "allow",
    "budget",
    "limit",
    "gather",
    "cache",
    "batch",
    "shape",
    "route",
    "rollout",
    "shadow",
    "affinity",
    "switch",
    "alert",
    "attribute",
    "commit",
    "prove",
    "test",
    "scenario",
)
ATTRIBUTE_TYPE = (
    "string",
    "bool",
    "int",
    "ratio",
    "money",
    "tokens",
    "count",
    "duration",
    "bytes",
    "enum",
)
SUFFIX = (
    "per",
    "by",
    "over",
    "every",
    "of",
    "from",
)
WINDOW = (
    "minute",
    "hour",
    "day",
    "week",
    "month",
    "quarter",
    "year",
    "run",
)
FUNCTION = (
    "filled",
    "spend",
    "usual",
    "quality",
    "health",
    "first",
    "reachable",
    "rejected",
    "waiting",
    "local_time",
    "weekday",
    "contains",
    "starts_with",
    "ends_with",
    "matches",
    "min",
    "max",
    "abs",
)
UNIT = (
    "months",
    "kgCO2",
    "month",
    "years",
    "Mtok",
    "gCO2",
    "ktok",
    "year",
    "GiB",
    "KiB",
    "MiB",
    "TiB",
    "kWh",
    "min",
    "req",
    "tok",
    "GB",
    "MB",
    "TB",
    "Wh",
    "kB",
    "kW",
    "ms",
    "B",
    "W",
    "d",
    "h",
    "s",
)
# End of the words.

NAME = r"[A-Za-z_][A-Za-z0-9_]*"
AMOUNT = r"[0-9]+(?:_[0-9]{3})*(?:\.[0-9]+)?"
END = r"(?![A-Za-z0-9_])"
UNITS = "(?:" + "|".join(UNIT) + ")" + END
KINDS = "(?:" + "|".join(KIND) + ")"


class ScrimpLexer(RegexLexer):
    """Policies that say how a team spends on large language models."""

    name = "Scrimp"
    aliases = ["scrimp"]
    filenames = ["*.scrimp"]

    tokens = {
        "root": [
            (r"\s+", Whitespace),
            (r"///(?!/).*", Comment.Special),
            (r"//.*", Comment.Single),
            (r'"', String.Double, "string"),
            (
                rf"({KINDS})(\s+)(?!for\s+{NAME}\s*\{{)({NAME})(?=(?:\s+for\s+{NAME})?\s*\{{)",
                bygroups(Keyword.Declaration, Whitespace, Name.Class),
            ),
            (rf'{KINDS}\b(?=(?:\s*"[^"\n]*")?(?:\s+for\s+{NAME})?\s*\{{)', Keyword.Declaration),
            (rf"({NAME}(?:\.{NAME})*)([ \t]*)(:)", bygroups(Name.Attribute, Whitespace, Punctuation)),
            (rf"\${AMOUNT}(?:/{UNITS})*", Number),
            (r"[0-9]{2}:[0-9]{2}\b", Number),
            (rf"({AMOUNT})([ \t]*)((?:%|{UNITS})(?:/{UNITS})*)", bygroups(Number, Whitespace, Keyword.Type)),
            (AMOUNT + END, Number),
            (r"->|\.\.|==|!=|<=|>=|[-+*/<>=]", Operator),
            (r"[{}()\[\],:.]", Punctuation),
            (words(DECLARATION, suffix=r"\b"), Keyword.Declaration),
            (words(INCLUDE, suffix=r"\b"), Keyword.Namespace),
            (words(CONDITIONAL, suffix=r"\b"), Keyword),
            (words(LOGICAL, suffix=r"\b"), Operator.Word),
            (words(BOOLEAN, suffix=r"\b"), Keyword.Constant),
            (
                rf"(per)(\s+)({'|'.join(WINDOW)})\b",
                bygroups(Keyword, Whitespace, Keyword.Type),
            ),
            (words(SUFFIX, suffix=r"\b"), Keyword),
            (words(FUNCTION, suffix=r"\b"), Name.Builtin),
            (rf"{NAME}(?=\()", Name.Function),
            (words(ATTRIBUTE_TYPE, suffix=r"\b"), Keyword.Type),
            (NAME, Name),
        ],
        "string": [
            (r'\\(?:["\\nt]|u\{[0-9A-Fa-f]{1,6}\})', String.Escape),
            (r"\\.", Error),
            (r'[^"\\\n]+', String.Double),
            (r'"', String.Double, "#pop"),
            (r"\n", Error, "#pop"),
        ],
    }
