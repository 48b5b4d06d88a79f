# bash completion for scrimp; written by `scrimp completions bash`
_scrimp() {
    local current="${COMP_WORDS[COMP_CWORD]}" previous="" path=scrimp words="" files="" index
    if (( COMP_CWORD > 0 )); then previous="${COMP_WORDS[COMP_CWORD-1]}"; fi
    # bash splits `--name=value` at the sign
    if [[ "$current" == "=" ]]; then current=""
    elif [[ "$previous" == "=" ]] && (( COMP_CWORD > 1 )); then previous="${COMP_WORDS[COMP_CWORD-2]}"; fi
    for (( index = 1; index < COMP_CWORD; index++ )); do
        case "$path ${COMP_WORDS[index]}" in
            "scrimp init"|"scrimp help"|"scrimp completions") path="$path ${COMP_WORDS[index]}" ;;
        esac
    done
    COMPREPLY=()
    case "$path $previous" in
    esac
    case "$path" in
        "scrimp")
            if [[ "$current" == -* ]]; then words="--version --help -h"
            else words="init help completions"; files=""; fi ;;
        "scrimp init")
            if [[ "$current" == -* ]]; then words="--force --help -h"
            else words=""; files="yes"; fi ;;
        "scrimp help")
            if [[ "$current" == -* ]]; then words="--help -h"
            else words="init help completions"; files=""; fi ;;
        "scrimp completions")
            if [[ "$current" == -* ]]; then words="--help -h"
            else words="bash zsh fish"; files=""; fi ;;
    esac
    if [[ -n "$files" && -z "$words" ]]; then compopt -o filenames 2>/dev/null; local IFS=$'\n'; COMPREPLY=( $(compgen -f -- "$current") ); return; fi
    COMPREPLY=( $(compgen -W "$words" -- "$current") )
}
complete -F _scrimp scrimp
