# bash completion for scrimp; written by `scrimp completions bash`
_scrimp() {
    local current="${COMP_WORDS[COMP_CWORD]}" previous="" path=scrimp words="" files="" index
    if (( COMP_CWORD > 0 )); then previous="${COMP_WORDS[COMP_CWORD-1]}"; fi
    # bash splits `--name=value` at the sign
    if [[ "$current" == "=" ]]; then current=""
    elif [[ "$previous" == "=" ]] && (( COMP_CWORD > 1 )); then previous="${COMP_WORDS[COMP_CWORD-2]}"; fi
    for (( index = 1; index < COMP_CWORD; index++ )); do
        case "$path ${COMP_WORDS[index]}" in
            "scrimp check"|"scrimp simulate"|"scrimp dump"|"scrimp init"|"scrimp help"|"scrimp completions") path="$path ${COMP_WORDS[index]}" ;;
        esac
    done
    COMPREPLY=()
    case "$path $previous" in
        "scrimp check --format") COMPREPLY=( $(compgen -W "full concise json" -- "$current") ); return ;;
        "scrimp check --color") COMPREPLY=( $(compgen -W "auto always never" -- "$current") ); return ;;
        "scrimp simulate --scenario") COMPREPLY=( $(compgen -W "" -- "$current") ); return ;;
        "scrimp simulate --output"|"scrimp simulate -o") compopt -o filenames 2>/dev/null; local IFS=$'\n'; COMPREPLY=( $(compgen -f -- "$current") ); return ;;
        "scrimp simulate --color") COMPREPLY=( $(compgen -W "auto always never" -- "$current") ); return ;;
        "scrimp dump --stage") COMPREPLY=( $(compgen -W "tokens tree" -- "$current") ); return ;;
    esac
    case "$path" in
        "scrimp")
            if [[ "$current" == -* ]]; then words="--version --help -h"
            else words="check simulate dump init help completions"; files=""; fi ;;
        "scrimp check")
            if [[ "$current" == -* ]]; then words="--format --color --strict --fix --help -h"
            else words=""; files="yes"; fi ;;
        "scrimp simulate")
            if [[ "$current" == -* ]]; then words="--scenario --json --output -o --strict --color --help -h"
            else words=""; files="yes"; fi ;;
        "scrimp dump")
            if [[ "$current" == -* ]]; then words="--stage --help -h"
            else words=""; files="yes"; fi ;;
        "scrimp init")
            if [[ "$current" == -* ]]; then words="--force --help -h"
            else words=""; files="yes"; fi ;;
        "scrimp help")
            if [[ "$current" == -* ]]; then words="--help -h"
            else words="check simulate dump init help completions"; files=""; fi ;;
        "scrimp completions")
            if [[ "$current" == -* ]]; then words="--help -h"
            else words="bash zsh fish"; files=""; fi ;;
    esac
    if [[ -n "$files" && -z "$words" ]]; then compopt -o filenames 2>/dev/null; local IFS=$'\n'; COMPREPLY=( $(compgen -f -- "$current") ); return; fi
    COMPREPLY=( $(compgen -W "$words" -- "$current") )
}
complete -F _scrimp scrimp
