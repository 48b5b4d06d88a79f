# fish completion for scrimp; written by `scrimp completions fish`
function __scrimp_at
    set -l path scrimp
    set -l words (commandline -opc)
    for word in $words[2..-1]
        switch "$path $word"
            case 'scrimp check' 'scrimp simulate' 'scrimp dump' 'scrimp init' 'scrimp help' 'scrimp completions'
                set path "$path $word"
        end
    end
    test "$path" = "$argv[1]"
end

complete -c scrimp -f
complete -c scrimp -n "__scrimp_at 'scrimp'" -a check -d 'Say what is wrong with policies'
complete -c scrimp -n "__scrimp_at 'scrimp'" -a simulate -d 'Say what a policy would cost, and what it would save'
complete -c scrimp -n "__scrimp_at 'scrimp'" -a dump -d 'Print what a policy becomes on its way to a plan'
complete -c scrimp -n "__scrimp_at 'scrimp'" -a init -d 'Write a starter policy'
complete -c scrimp -n "__scrimp_at 'scrimp'" -a help -d 'Say more about a command'
complete -c scrimp -n "__scrimp_at 'scrimp'" -a completions -d 'Print completions for a shell'
complete -c scrimp -n "__scrimp_at 'scrimp'" -l version -d 'print the version'
complete -c scrimp -n "__scrimp_at 'scrimp'" -l help -s h -d 'print this help'
complete -c scrimp -n "__scrimp_at 'scrimp check'" -F
complete -c scrimp -n "__scrimp_at 'scrimp check'" -l format -x -a 'full concise json' -d 'how to print findings: with excerpts, one line each, or as JSON'
complete -c scrimp -n "__scrimp_at 'scrimp check'" -l color -x -a 'auto always never' -d 'colour findings; auto looks at the terminal and at NO_COLOR'
complete -c scrimp -n "__scrimp_at 'scrimp check'" -l strict -d 'warnings fail the check too'
complete -c scrimp -n "__scrimp_at 'scrimp check'" -l fix -d 'write the files with every fix applied that a finding offers'
complete -c scrimp -n "__scrimp_at 'scrimp check'" -l help -s h -d 'print this help'
complete -c scrimp -n "__scrimp_at 'scrimp simulate'" -F
complete -c scrimp -n "__scrimp_at 'scrimp simulate'" -l scenario -x -d 'which scenario; needed where there are several'
complete -c scrimp -n "__scrimp_at 'scrimp simulate'" -l json -d 'print the result for programs'
complete -c scrimp -n "__scrimp_at 'scrimp simulate'" -l output -s o -r -F -d 'write the report to a file instead'
complete -c scrimp -n "__scrimp_at 'scrimp simulate'" -l strict -d 'end at the first row of a trace that cannot be read'
complete -c scrimp -n "__scrimp_at 'scrimp simulate'" -l color -x -a 'auto always never' -d 'colour findings; auto looks at the terminal and at NO_COLOR'
complete -c scrimp -n "__scrimp_at 'scrimp simulate'" -l help -s h -d 'print this help'
complete -c scrimp -n "__scrimp_at 'scrimp dump'" -F
complete -c scrimp -n "__scrimp_at 'scrimp dump'" -l stage -x -a 'tokens tree' -d 'what to print'
complete -c scrimp -n "__scrimp_at 'scrimp dump'" -l help -s h -d 'print this help'
complete -c scrimp -n "__scrimp_at 'scrimp init'" -F
complete -c scrimp -n "__scrimp_at 'scrimp init'" -l force -d 'overwrite the file if there is one'
complete -c scrimp -n "__scrimp_at 'scrimp init'" -l help -s h -d 'print this help'
complete -c scrimp -n "__scrimp_at 'scrimp help'" -a 'check simulate dump init help completions' -d 'the command, and its subcommand'
complete -c scrimp -n "__scrimp_at 'scrimp help'" -l help -s h -d 'print this help'
complete -c scrimp -n "__scrimp_at 'scrimp completions'" -a 'bash zsh fish' -d 'the shell to complete in'
complete -c scrimp -n "__scrimp_at 'scrimp completions'" -l help -s h -d 'print this help'
