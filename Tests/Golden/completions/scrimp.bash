# bash completion for scrimp; written by `scrimp completions bash`
_scrimp() {
    local current="${COMP_WORDS[COMP_CWORD]}" previous="" path=scrimp words="" files="" index
    if (( COMP_CWORD > 0 )); then previous="${COMP_WORDS[COMP_CWORD-1]}"; fi
    # bash splits `--name=value` at the sign
    if [[ "$current" == "=" ]]; then current=""
    elif [[ "$previous" == "=" ]] && (( COMP_CWORD > 1 )); then previous="${COMP_WORDS[COMP_CWORD-2]}"; fi
    for (( index = 1; index < COMP_CWORD; index++ )); do
        case "$path ${COMP_WORDS[index]}" in
            "scrimp check"|"scrimp test"|"scrimp compile"|"scrimp decide"|"scrimp explain"|"scrimp simulate"|"scrimp tune"|"scrimp calibrate"|"scrimp catalog"|"scrimp catalog show"|"scrimp catalog list"|"scrimp catalog import"|"scrimp catalog import litellm"|"scrimp catalog fit"|"scrimp state"|"scrimp state show"|"scrimp state set"|"scrimp state resume"|"scrimp dump"|"scrimp init"|"scrimp bench"|"scrimp bench decide"|"scrimp bench budget"|"scrimp bench gather"|"scrimp bench replay"|"scrimp bench parse"|"scrimp help"|"scrimp completions") path="$path ${COMP_WORDS[index]}" ;;
        esac
    done
    COMPREPLY=()
    case "$path $previous" in
        "scrimp check --format") COMPREPLY=( $(compgen -W "full concise json" -- "$current") ); return ;;
        "scrimp check --color") COMPREPLY=( $(compgen -W "auto always never" -- "$current") ); return ;;
        "scrimp test --format") COMPREPLY=( $(compgen -W "full concise json junit" -- "$current") ); return ;;
        "scrimp test --filter") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp test --color") COMPREPLY=( $(compgen -W "auto always never" -- "$current") ); return ;;
        "scrimp compile --output"|"scrimp compile -o") compopt -o filenames 2>/dev/null; local IFS=$'\n'; COMPREPLY=( $(compgen -f -- "$current") ); return ;;
        "scrimp compile --color") COMPREPLY=( $(compgen -W "auto always never" -- "$current") ); return ;;
        "scrimp explain --request") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp explain --at") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp simulate --scenario") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp simulate --compare") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp simulate --fail-if") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp simulate --threads") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp simulate --output"|"scrimp simulate -o") compopt -o filenames 2>/dev/null; local IFS=$'\n'; COMPREPLY=( $(compgen -f -- "$current") ); return ;;
        "scrimp simulate --html") compopt -o filenames 2>/dev/null; local IFS=$'\n'; COMPREPLY=( $(compgen -f -- "$current") ); return ;;
        "scrimp simulate --ledger") compopt -o filenames 2>/dev/null; local IFS=$'\n'; COMPREPLY=( $(compgen -f -- "$current") ); return ;;
        "scrimp simulate --calibration") compopt -o filenames 2>/dev/null; local IFS=$'\n'; COMPREPLY=( $(compgen -f -- "$current") ); return ;;
        "scrimp simulate --color") COMPREPLY=( $(compgen -W "auto always never" -- "$current") ); return ;;
        "scrimp tune --scenario") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp tune --vary") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp tune --minimize") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp tune --maximize") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp tune --subject-to") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp tune --steps") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp tune --format") COMPREPLY=( $(compgen -W "text json" -- "$current") ); return ;;
        "scrimp tune --color") COMPREPLY=( $(compgen -W "auto always never" -- "$current") ); return ;;
        "scrimp calibrate --ledger") compopt -o filenames 2>/dev/null; local IFS=$'\n'; COMPREPLY=( $(compgen -f -- "$current") ); return ;;
        "scrimp calibrate --scenario") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp calibrate --gate-bias") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp calibrate --gate-error") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp calibrate --format") COMPREPLY=( $(compgen -W "text json" -- "$current") ); return ;;
        "scrimp calibrate --write") compopt -o filenames 2>/dev/null; local IFS=$'\n'; COMPREPLY=( $(compgen -f -- "$current") ); return ;;
        "scrimp catalog show --catalog") compopt -o filenames 2>/dev/null; local IFS=$'\n'; COMPREPLY=( $(compgen -f -- "$current") ); return ;;
        "scrimp catalog list --provider") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp catalog list --catalog") compopt -o filenames 2>/dev/null; local IFS=$'\n'; COMPREPLY=( $(compgen -f -- "$current") ); return ;;
        "scrimp catalog import litellm --output"|"scrimp catalog import litellm -o") compopt -o filenames 2>/dev/null; local IFS=$'\n'; COMPREPLY=( $(compgen -f -- "$current") ); return ;;
        "scrimp catalog import litellm --as-of") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp catalog fit --model") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp catalog fit --gpu") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp catalog fit --format") COMPREPLY=( $(compgen -W "text yaml json" -- "$current") ); return ;;
        "scrimp catalog fit --output"|"scrimp catalog fit -o") compopt -o filenames 2>/dev/null; local IFS=$'\n'; COMPREPLY=( $(compgen -f -- "$current") ); return ;;
        "scrimp catalog fit --source") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp catalog fit --as-of") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp state show --store") compopt -o filenames 2>/dev/null; local IFS=$'\n'; COMPREPLY=( $(compgen -f -- "$current") ); return ;;
        "scrimp state set --store") compopt -o filenames 2>/dev/null; local IFS=$'\n'; COMPREPLY=( $(compgen -f -- "$current") ); return ;;
        "scrimp state set --reason") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp state set --by") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp state resume --store") compopt -o filenames 2>/dev/null; local IFS=$'\n'; COMPREPLY=( $(compgen -f -- "$current") ); return ;;
        "scrimp state resume --reason") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp state resume --by") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp dump --stage") COMPREPLY=( $(compgen -W "tokens tree policy diagram plan" -- "$current") ); return ;;
        "scrimp bench decide --requests") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp bench decide --only") COMPREPLY=( $(compgen -W "all routing whole threads" -- "$current") ); return ;;
        "scrimp bench budget --store") COMPREPLY=( $(compgen -W "memory sqlite redis" -- "$current") ); return ;;
        "scrimp bench budget --seeds") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp bench budget --requests") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp bench budget --state") compopt -o filenames 2>/dev/null; local IFS=$'\n'; COMPREPLY=( $(compgen -f -- "$current") ); return ;;
        "scrimp bench budget --redis") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp bench budget --worker") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp bench gather --gather") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp bench gather --success") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp bench gather --seed") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp bench replay --rows") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp bench replay --repetitions") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp bench replay --only") COMPREPLY=( $(compgen -W "all replay caches draws" -- "$current") ); return ;;
        "scrimp bench replay --keys") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
    esac
    case "$path" in
        "scrimp")
            if [[ "$current" == -* ]]; then words="--version --help -h"
            else words="check test compile decide explain simulate tune calibrate catalog state dump init bench help completions"; files=""; fi ;;
        "scrimp check")
            if [[ "$current" == -* ]]; then words="--format --color --strict --fix --help -h"
            else words=""; files="yes"; fi ;;
        "scrimp test")
            if [[ "$current" == -* ]]; then words="--format --filter --coverage --watch --color --help -h"
            else words=""; files="yes"; fi ;;
        "scrimp compile")
            if [[ "$current" == -* ]]; then words="--output -o --color --help -h"
            else words=""; files="yes"; fi ;;
        "scrimp decide")
            if [[ "$current" == -* ]]; then words="--help -h"
            else words=""; files="yes"; fi ;;
        "scrimp explain")
            if [[ "$current" == -* ]]; then words="--request --at --help -h"
            else words=""; files="yes"; fi ;;
        "scrimp simulate")
            if [[ "$current" == -* ]]; then words="--scenario --compare --fail-if --threads --json --output -o --html --ledger --calibration --strict --color --help -h"
            else words=""; files="yes"; fi ;;
        "scrimp tune")
            if [[ "$current" == -* ]]; then words="--scenario --vary --minimize --maximize --subject-to --steps --format --strict --color --help -h"
            else words=""; files="yes"; fi ;;
        "scrimp calibrate")
            if [[ "$current" == -* ]]; then words="--ledger --scenario --gate-bias --gate-error --format --write --strict --help -h"
            else words=""; files="yes"; fi ;;
        "scrimp catalog")
            if [[ "$current" == -* ]]; then words="--help -h"
            else words="show list import fit"; files=""; fi ;;
        "scrimp catalog show")
            if [[ "$current" == -* ]]; then words="--catalog --help -h"
            else words=""; files=""; fi ;;
        "scrimp catalog list")
            if [[ "$current" == -* ]]; then words="--provider --catalog --help -h"
            else words=""; files=""; fi ;;
        "scrimp catalog import")
            if [[ "$current" == -* ]]; then words="--help -h"
            else words="litellm"; files=""; fi ;;
        "scrimp catalog import litellm")
            if [[ "$current" == -* ]]; then words="--output -o --as-of --complete --help -h"
            else words=""; files="yes"; fi ;;
        "scrimp catalog fit")
            if [[ "$current" == -* ]]; then words="--model --gpu --format --output -o --source --as-of --help -h"
            else words=""; files="yes"; fi ;;
        "scrimp state")
            if [[ "$current" == -* ]]; then words="--help -h"
            else words="show set resume"; files=""; fi ;;
        "scrimp state show")
            if [[ "$current" == -* ]]; then words="--store --audit --json --help -h"
            else words=""; files="yes"; fi ;;
        "scrimp state set")
            if [[ "$current" == -* ]]; then words="--store --reason --by --help -h"
            else words="budget switch"; files="yes"; fi ;;
        "scrimp state resume")
            if [[ "$current" == -* ]]; then words="--store --reason --by --help -h"
            else words=""; files="yes"; fi ;;
        "scrimp dump")
            if [[ "$current" == -* ]]; then words="--stage --help -h"
            else words=""; files="yes"; fi ;;
        "scrimp init")
            if [[ "$current" == -* ]]; then words="--force --help -h"
            else words=""; files="yes"; fi ;;
        "scrimp bench")
            if [[ "$current" == -* ]]; then words="--help -h"
            else words="decide budget gather replay parse"; files=""; fi ;;
        "scrimp bench decide")
            if [[ "$current" == -* ]]; then words="--requests --only --help -h"
            else words=""; files=""; fi ;;
        "scrimp bench budget")
            if [[ "$current" == -* ]]; then words="--store --seeds --requests --state --redis --worker --help -h"
            else words=""; files=""; fi ;;
        "scrimp bench gather")
            if [[ "$current" == -* ]]; then words="--gather --success --seed --help -h"
            else words=""; files="yes"; fi ;;
        "scrimp bench replay")
            if [[ "$current" == -* ]]; then words="--rows --repetitions --only --keys --peers --help -h"
            else words=""; files=""; fi ;;
        "scrimp bench parse")
            if [[ "$current" == -* ]]; then words="--help -h"
            else words=""; files=""; fi ;;
        "scrimp help")
            if [[ "$current" == -* ]]; then words="--help -h"
            else words="check test compile decide explain simulate tune calibrate catalog state dump init bench help completions"; files=""; fi ;;
        "scrimp completions")
            if [[ "$current" == -* ]]; then words="--help -h"
            else words="bash zsh fish"; files=""; fi ;;
    esac
    if [[ -n "$files" && -z "$words" ]]; then compopt -o filenames 2>/dev/null; local IFS=$'\n'; COMPREPLY=( $(compgen -f -- "$current") ); return; fi
    COMPREPLY=( $(compgen -W "$words" -- "$current") )
}
complete -F _scrimp scrimp
