# bash completion for scrimp; written by `scrimp completions bash`
_scrimp() {
    local current="${COMP_WORDS[COMP_CWORD]}" previous="" path=scrimp words="" files="" index
    if (( COMP_CWORD > 0 )); then previous="${COMP_WORDS[COMP_CWORD-1]}"; fi
    # bash splits `--name=value` at the sign
    if [[ "$current" == "=" ]]; then current=""
    elif [[ "$previous" == "=" ]] && (( COMP_CWORD > 1 )); then previous="${COMP_WORDS[COMP_CWORD-2]}"; fi
    for (( index = 1; index < COMP_CWORD; index++ )); do
        case "$path ${COMP_WORDS[index]}" in
            "scrimp check"|"scrimp lint"|"scrimp rule"|"scrimp fmt"|"scrimp convert"|"scrimp test"|"scrimp cost"|"scrimp lock"|"scrimp compile"|"scrimp decide"|"scrimp explain"|"scrimp simulate"|"scrimp tune"|"scrimp calibrate"|"scrimp catalog"|"scrimp catalog show"|"scrimp catalog list"|"scrimp catalog import"|"scrimp catalog import litellm"|"scrimp catalog fit"|"scrimp state"|"scrimp state show"|"scrimp state set"|"scrimp state resume"|"scrimp dump"|"scrimp schema"|"scrimp init"|"scrimp bench"|"scrimp bench decide"|"scrimp bench budget"|"scrimp bench gather"|"scrimp bench replay"|"scrimp bench parse"|"scrimp bench lint"|"scrimp bench editor"|"scrimp lsp"|"scrimp help"|"scrimp completions") path="$path ${COMP_WORDS[index]}" ;;
        esac
    done
    COMPREPLY=()
    case "$path $previous" in
        "scrimp check --format") COMPREPLY=( $(compgen -W "full concise json sarif github junit" -- "$current") ); return ;;
        "scrimp check --color") COMPREPLY=( $(compgen -W "auto always never" -- "$current") ); return ;;
        "scrimp lint --format") COMPREPLY=( $(compgen -W "full concise json sarif github junit" -- "$current") ); return ;;
        "scrimp lint --color") COMPREPLY=( $(compgen -W "auto always never" -- "$current") ); return ;;
        "scrimp lint --baseline") compopt -o filenames 2>/dev/null; local IFS=$'\n'; COMPREPLY=( $(compgen -f -- "$current") ); return ;;
        "scrimp lint --write-baseline") compopt -o filenames 2>/dev/null; local IFS=$'\n'; COMPREPLY=( $(compgen -f -- "$current") ); return ;;
        "scrimp convert --from") COMPREPLY=( $(compgen -W "text json yaml" -- "$current") ); return ;;
        "scrimp convert --to") COMPREPLY=( $(compgen -W "text json yaml" -- "$current") ); return ;;
        "scrimp convert --output"|"scrimp convert -o") compopt -o filenames 2>/dev/null; local IFS=$'\n'; COMPREPLY=( $(compgen -f -- "$current") ); return ;;
        "scrimp test --format") COMPREPLY=( $(compgen -W "full concise json junit" -- "$current") ); return ;;
        "scrimp test --filter") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp test --color") COMPREPLY=( $(compgen -W "auto always never" -- "$current") ); return ;;
        "scrimp lock --file") compopt -o filenames 2>/dev/null; local IFS=$'\n'; COMPREPLY=( $(compgen -f -- "$current") ); return ;;
        "scrimp lock --format") COMPREPLY=( $(compgen -W "full concise json sarif github junit" -- "$current") ); return ;;
        "scrimp lock --color") COMPREPLY=( $(compgen -W "auto always never" -- "$current") ); return ;;
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
        "scrimp bench lint --files") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp bench lint --only") COMPREPLY=( $(compgen -W "all tree cold keystroke" -- "$current") ); return ;;
        "scrimp bench lint --write") compopt -o filenames 2>/dev/null; local IFS=$'\n'; COMPREPLY=( $(compgen -f -- "$current") ); return ;;
        "scrimp bench lint --seed") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp bench editor --lines") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
    esac
    case "$path" in
        "scrimp")
            if [[ "$current" == -* ]]; then words="--version --help -h"
            else words="check lint rule fmt convert test cost lock compile decide explain simulate tune calibrate catalog state dump schema init bench lsp help completions"; files=""; fi ;;
        "scrimp check")
            if [[ "$current" == -* ]]; then words="--format --color --strict --fix --unsafe --help -h"
            else words=""; files="yes"; fi ;;
        "scrimp lint")
            if [[ "$current" == -* ]]; then words="--format --color --strict --fix --unsafe --diff --baseline --write-baseline --help -h"
            else words=""; files="yes"; fi ;;
        "scrimp rule")
            if [[ "$current" == -* ]]; then words="--help -h"
            else words="M001 M002 M003 M004 M005 M006 M007 M008 M009 M010 M011 M012 M013 M014 M015 M016 M017 M018 M019 M020 M021 M022 M023 M024 G001 G002 G003 G004 G005 G006 G007 G008 G009 G010 G011 G012 G013 G014 G015 G016 G017 R001 R002 R003 R004 R005 R006 R007 R008 R009 R010 R011 R012 R013 R014 R015 R016 R017 R018 R019 R020 R021 R022 H001 H002 H003 H004 H005 H006 H007 H008 H009 H010 H011 H012 C001 C002 C003 C004 C005 C006 C007 C008 C009 C010 C011 C012 C013 C014 C015 C016 C017 C018 C019 C020 C021 S001 S002 S003 S004 S005 S006 S007 S008 S009 S010 S011 S012 S013 S014 S015 S016 S017 S018 S019 S020 S021 S022 S023 S024 S025 S026 S027 S028 S029 S030 S031 S032 S033 S040 S041 S042 S043 S044 S045 S046 S047 S048 S049 S050 S051 S052 S053 S054 S055 S056 S057 S058 S059 S060 S061 S062 S063 S064 S065 S066 S067 S070 S071 S072 S073 S074 S075 S076 S077 S078 S079 S080 S081 S082 S083 S084 S101 S102 S103 S104 S105 S106 S107 S108 S109 S110 S111 S112 S113 S114 S115 S116 S117 S118 S201 S202 S203 S204 S205 S206 S207 S208 S209 S210 S211 S212 S301 S302 S303 S304 S305 S306 S307 S308 S309 S310 S311 S312 S313 S314 S401 S402 S403 S404 S405 S406 S407 S408 S409 S410 S412 S413 S420 S421 S422 S430 S431 S432 S433 S434 S435 S436 S501 S502 S503 S504 S505 S506 S507 S508 S509 S510 S511 S512 S513 S600 S601 S602 S603 S604 S605 S606 S607 S608 S609 S610 S611 S612 S620 S621 S622 S623 S624 S625 S626 S700 S701 S702 S703 S704 S705 S706 S710 S711 S712 S713 S720 S721 S722 S723 S730 S731 S732 S733 S734 S750 S751 S752 S753 S754 S755 S801 S802 S803 S804 S805 S806 S808 S810 S811 S812"; files=""; fi ;;
        "scrimp fmt")
            if [[ "$current" == -* ]]; then words="--check --diff --help -h"
            else words=""; files="yes"; fi ;;
        "scrimp convert")
            if [[ "$current" == -* ]]; then words="--from --to --output -o --help -h"
            else words=""; files="yes"; fi ;;
        "scrimp test")
            if [[ "$current" == -* ]]; then words="--format --filter --coverage --watch --color --help -h"
            else words=""; files="yes"; fi ;;
        "scrimp cost")
            if [[ "$current" == -* ]]; then words="--json --help -h"
            else words=""; files="yes"; fi ;;
        "scrimp lock")
            if [[ "$current" == -* ]]; then words="--check --file --format --color --help -h"
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
        "scrimp schema")
            if [[ "$current" == -* ]]; then words="--help -h"
            else words="policy config catalog"; files=""; fi ;;
        "scrimp init")
            if [[ "$current" == -* ]]; then words="--force --help -h"
            else words=""; files="yes"; fi ;;
        "scrimp bench")
            if [[ "$current" == -* ]]; then words="--help -h"
            else words="decide budget gather replay parse lint editor"; files=""; fi ;;
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
        "scrimp bench lint")
            if [[ "$current" == -* ]]; then words="--files --only --write --seed --help -h"
            else words=""; files=""; fi ;;
        "scrimp bench editor")
            if [[ "$current" == -* ]]; then words="--lines --help -h"
            else words=""; files=""; fi ;;
        "scrimp lsp")
            if [[ "$current" == -* ]]; then words="--stdio --help -h"
            else words=""; files=""; fi ;;
        "scrimp help")
            if [[ "$current" == -* ]]; then words="--help -h"
            else words="check lint rule fmt convert test cost lock compile decide explain simulate tune calibrate catalog state dump schema init bench lsp help completions"; files=""; fi ;;
        "scrimp completions")
            if [[ "$current" == -* ]]; then words="--help -h"
            else words="bash zsh fish"; files=""; fi ;;
    esac
    if [[ -n "$files" && -z "$words" ]]; then compopt -o filenames 2>/dev/null; local IFS=$'\n'; COMPREPLY=( $(compgen -f -- "$current") ); return; fi
    COMPREPLY=( $(compgen -W "$words" -- "$current") )
}
complete -F _scrimp scrimp
