#compdef scrimp
# zsh completion for scrimp; written by `scrimp completions zsh`

_scrimp() {
    local curcontext="$curcontext" state line
    local -a commands
    commands=(
        'init:Write a starter policy'
        'help:Say more about a command'
        'completions:Print completions for a shell'
    )
    _arguments -C \
        '(--version)--version[print the version]' \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        '1: :->command' \
        '*:: :->argument'
    case "$state" in
        command) _describe -t commands command commands ;;
        argument)
            case "$words[1]" in
                init) _scrimp_init ;;
                help) _scrimp_help ;;
                completions) _scrimp_completions ;;
            esac ;;
    esac
}

_scrimp_init() {
    _arguments -s -S \
        '(--force)--force[overwrite the file if there is one]' \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        '::FILE:_files'
}

_scrimp_help() {
    _arguments -s -S \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        '*:COMMAND:(init help completions)'
}

_scrimp_completions() {
    _arguments -s -S \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        ':SHELL:(bash zsh fish)'
}

if [ "$funcstack[1]" = "_scrimp" ]; then _scrimp "$@"; else compdef _scrimp scrimp; fi
