# fish completion for scrimp; written by `scrimp completions fish`
function __scrimp_at
    set -l path scrimp
    set -l words (commandline -opc)
    for word in $words[2..-1]
        switch "$path $word"
            case 'scrimp init' 'scrimp help' 'scrimp completions'
                set path "$path $word"
        end
    end
    test "$path" = "$argv[1]"
end

complete -c scrimp -f
complete -c scrimp -n "__scrimp_at 'scrimp'" -a init -d 'Write a starter policy'
complete -c scrimp -n "__scrimp_at 'scrimp'" -a help -d 'Say more about a command'
complete -c scrimp -n "__scrimp_at 'scrimp'" -a completions -d 'Print completions for a shell'
complete -c scrimp -n "__scrimp_at 'scrimp'" -l version -d 'print the version'
complete -c scrimp -n "__scrimp_at 'scrimp'" -l help -s h -d 'print this help'
complete -c scrimp -n "__scrimp_at 'scrimp init'" -F
complete -c scrimp -n "__scrimp_at 'scrimp init'" -l force -d 'overwrite the file if there is one'
complete -c scrimp -n "__scrimp_at 'scrimp init'" -l help -s h -d 'print this help'
complete -c scrimp -n "__scrimp_at 'scrimp help'" -a 'init help completions' -d 'the command, and its subcommand'
complete -c scrimp -n "__scrimp_at 'scrimp help'" -l help -s h -d 'print this help'
complete -c scrimp -n "__scrimp_at 'scrimp completions'" -a 'bash zsh fish' -d 'the shell to complete in'
complete -c scrimp -n "__scrimp_at 'scrimp completions'" -l help -s h -d 'print this help'
