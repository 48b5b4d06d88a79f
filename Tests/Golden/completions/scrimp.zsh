#compdef scrimp
# zsh completion for scrimp; written by `scrimp completions zsh`

_scrimp() {
    local curcontext="$curcontext" state line
    local -a commands
    commands=(
        'check:Say what is wrong with policies'
        'simulate:Say what a policy would cost, and what it would save'
        'dump:Print what a policy becomes on its way to a plan'
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
                check) _scrimp_check ;;
                simulate) _scrimp_simulate ;;
                dump) _scrimp_dump ;;
                init) _scrimp_init ;;
                help) _scrimp_help ;;
                completions) _scrimp_completions ;;
            esac ;;
    esac
}

_scrimp_check() {
    _arguments -s -S \
        '(--format)--format=[how to print findings\: with excerpts, one line each, or as JSON]:FORMAT:(full concise json)' \
        '(--color)--color=[colour findings; auto looks at the terminal and at NO_COLOR]:WHEN:(auto always never)' \
        '(--strict)--strict[warnings fail the check too]' \
        '(--fix)--fix[write the files with every fix applied that a finding offers]' \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        '*:POLICY:_files'
}

_scrimp_simulate() {
    _arguments -s -S \
        '(--scenario)--scenario=[which scenario; needed where there are several]:NAME: ' \
        '(--json)--json[print the result for programs]' \
        '(--output -o)--output=[write the report to a file instead]:FILE:_files' \
        '(--output -o)-o[write the report to a file instead]:FILE:_files' \
        '(--strict)--strict[end at the first row of a trace that cannot be read]' \
        '(--color)--color=[colour findings; auto looks at the terminal and at NO_COLOR]:WHEN:(auto always never)' \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        ':POLICY:_files'
}

_scrimp_dump() {
    _arguments -s -S \
        '(--stage)--stage=[what to print]:STAGE:(tokens tree)' \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        ':POLICY:_files'
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
        '*:COMMAND:(check simulate dump init help completions)'
}

_scrimp_completions() {
    _arguments -s -S \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        ':SHELL:(bash zsh fish)'
}

if [ "$funcstack[1]" = "_scrimp" ]; then _scrimp "$@"; else compdef _scrimp scrimp; fi
