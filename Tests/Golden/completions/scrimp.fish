# fish completion for scrimp; written by `scrimp completions fish`
function __scrimp_at
    set -l path scrimp
    set -l words (commandline -opc)
    for word in $words[2..-1]
        switch "$path $word"
            case 'scrimp check' 'scrimp compile' 'scrimp decide' 'scrimp explain' 'scrimp simulate' 'scrimp catalog' 'scrimp catalog show' 'scrimp catalog list' 'scrimp catalog import' 'scrimp catalog import litellm' 'scrimp catalog fit' 'scrimp state' 'scrimp state show' 'scrimp state set' 'scrimp state resume' 'scrimp dump' 'scrimp init' 'scrimp bench' 'scrimp bench decide' 'scrimp bench budget' 'scrimp bench gather' 'scrimp bench replay' 'scrimp bench parse' 'scrimp help' 'scrimp completions'
                set path "$path $word"
        end
    end
    test "$path" = "$argv[1]"
end

complete -c scrimp -f
complete -c scrimp -n "__scrimp_at 'scrimp'" -a check -d 'Say what is wrong with policies'
complete -c scrimp -n "__scrimp_at 'scrimp'" -a compile -d 'Turn a policy into the plan that runs'
complete -c scrimp -n "__scrimp_at 'scrimp'" -a decide -d 'Decide requests, one JSON line each'
complete -c scrimp -n "__scrimp_at 'scrimp'" -a explain -d 'Say why a request is decided as it is, or what a policy leaves unsaid'
complete -c scrimp -n "__scrimp_at 'scrimp'" -a simulate -d 'Say what a policy would cost, and what it would save'
complete -c scrimp -n "__scrimp_at 'scrimp'" -a catalog -d 'Look at prices, and bring in new ones'
complete -c scrimp -n "__scrimp_at 'scrimp'" -a state -d 'Look at the state that a policy keeps in a file, and correct it'
complete -c scrimp -n "__scrimp_at 'scrimp'" -a dump -d 'Print what a policy becomes on its way to a plan'
complete -c scrimp -n "__scrimp_at 'scrimp'" -a init -d 'Write a starter policy'
complete -c scrimp -n "__scrimp_at 'scrimp'" -a bench -d 'Measure this build on this machine'
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
complete -c scrimp -n "__scrimp_at 'scrimp compile'" -F
complete -c scrimp -n "__scrimp_at 'scrimp compile'" -l output -s o -r -F -d 'where the plan goes, `-` for standard output; left out, the policy\'s name with `.plan`'
complete -c scrimp -n "__scrimp_at 'scrimp compile'" -l color -x -a 'auto always never' -d 'colour findings; auto looks at the terminal and at NO_COLOR'
complete -c scrimp -n "__scrimp_at 'scrimp compile'" -l help -s h -d 'print this help'
complete -c scrimp -n "__scrimp_at 'scrimp decide'" -F
complete -c scrimp -n "__scrimp_at 'scrimp decide'" -F
complete -c scrimp -n "__scrimp_at 'scrimp decide'" -l help -s h -d 'print this help'
complete -c scrimp -n "__scrimp_at 'scrimp explain'" -F
complete -c scrimp -n "__scrimp_at 'scrimp explain'" -l request -x -d 'the request, as for `scrimp decide`'
complete -c scrimp -n "__scrimp_at 'scrimp explain'" -l at -x -d 'when it comes; left out, now'
complete -c scrimp -n "__scrimp_at 'scrimp explain'" -l help -s h -d 'print this help'
complete -c scrimp -n "__scrimp_at 'scrimp simulate'" -F
complete -c scrimp -n "__scrimp_at 'scrimp simulate'" -l scenario -x -d 'which scenario; needed where there are several'
complete -c scrimp -n "__scrimp_at 'scrimp simulate'" -l compare -x -d 'two scenarios side by side, figure by figure'
complete -c scrimp -n "__scrimp_at 'scrimp simulate'" -l fail-if -x -d 'exit with 1 where a figure is so: `saving < 20%`, `p_loss > 10%`, `payback > 12 months`'
complete -c scrimp -n "__scrimp_at 'scrimp simulate'" -l threads -x -d 'threads for draws; the figures do not depend on it'
complete -c scrimp -n "__scrimp_at 'scrimp simulate'" -l json -d 'print the result for programs'
complete -c scrimp -n "__scrimp_at 'scrimp simulate'" -l output -s o -r -F -d 'write the report to a file instead'
complete -c scrimp -n "__scrimp_at 'scrimp simulate'" -l html -r -F -d 'write the report as one web page too, which opens without a network'
complete -c scrimp -n "__scrimp_at 'scrimp simulate'" -l strict -d 'end at the first row of a trace that cannot be read'
complete -c scrimp -n "__scrimp_at 'scrimp simulate'" -l color -x -a 'auto always never' -d 'colour findings; auto looks at the terminal and at NO_COLOR'
complete -c scrimp -n "__scrimp_at 'scrimp simulate'" -l help -s h -d 'print this help'
complete -c scrimp -n "__scrimp_at 'scrimp catalog'" -a show -d 'Say all that is known of a model'
complete -c scrimp -n "__scrimp_at 'scrimp catalog'" -a list -d 'List the models with their prices'
complete -c scrimp -n "__scrimp_at 'scrimp catalog'" -a import -d 'Turn somebody else\'s price list into a catalog'
complete -c scrimp -n "__scrimp_at 'scrimp catalog'" -a fit -d 'Fit step times of self-hosted models to measurements'
complete -c scrimp -n "__scrimp_at 'scrimp catalog'" -l help -s h -d 'print this help'
complete -c scrimp -n "__scrimp_at 'scrimp catalog show'" -l catalog -r -F -d 'a catalog file that is laid over the built-in one'
complete -c scrimp -n "__scrimp_at 'scrimp catalog show'" -l help -s h -d 'print this help'
complete -c scrimp -n "__scrimp_at 'scrimp catalog list'" -l provider -x -d 'only those of one provider'
complete -c scrimp -n "__scrimp_at 'scrimp catalog list'" -l catalog -r -F -d 'a catalog file that is laid over the built-in one'
complete -c scrimp -n "__scrimp_at 'scrimp catalog list'" -l help -s h -d 'print this help'
complete -c scrimp -n "__scrimp_at 'scrimp catalog import'" -a litellm -d 'Read LiteLLM\'s price file'
complete -c scrimp -n "__scrimp_at 'scrimp catalog import'" -l help -s h -d 'print this help'
complete -c scrimp -n "__scrimp_at 'scrimp catalog import litellm'" -F
complete -c scrimp -n "__scrimp_at 'scrimp catalog import litellm'" -l output -s o -r -F -d 'where the catalog goes; left out, standard output'
complete -c scrimp -n "__scrimp_at 'scrimp catalog import litellm'" -l as-of -x -d 'the day of the prices, as 2026-11-24; left out, today'
complete -c scrimp -n "__scrimp_at 'scrimp catalog import litellm'" -l complete -d 'report every entry that was left out or rounded'
complete -c scrimp -n "__scrimp_at 'scrimp catalog import litellm'" -l help -s h -d 'print this help'
complete -c scrimp -n "__scrimp_at 'scrimp catalog fit'" -F
complete -c scrimp -n "__scrimp_at 'scrimp catalog fit'" -l model -x -d 'only models whose name has this in it, whatever its case'
complete -c scrimp -n "__scrimp_at 'scrimp catalog fit'" -l gpu -x -d 'only GPUs whose name has this in it, whatever its case'
complete -c scrimp -n "__scrimp_at 'scrimp catalog fit'" -l format -x -a 'text yaml json' -d 'a table for people, or a catalog that `use "…"` reads'
complete -c scrimp -n "__scrimp_at 'scrimp catalog fit'" -l output -s o -r -F -d 'where it goes; left out, standard output'
complete -c scrimp -n "__scrimp_at 'scrimp catalog fit'" -l source -x -d 'what the catalog says of where the figures come from'
complete -c scrimp -n "__scrimp_at 'scrimp catalog fit'" -l as-of -x -d 'the day of the measurements, as 2026-11-24; left out, today'
complete -c scrimp -n "__scrimp_at 'scrimp catalog fit'" -l help -s h -d 'print this help'
complete -c scrimp -n "__scrimp_at 'scrimp state'" -a show -d 'Show budgets, limits, switches and rollouts'
complete -c scrimp -n "__scrimp_at 'scrimp state'" -a set -d 'Set what a budget has settled, or turn a switch'
complete -c scrimp -n "__scrimp_at 'scrimp state'" -a resume -d 'Take up a rollout that was taken back'
complete -c scrimp -n "__scrimp_at 'scrimp state'" -l help -s h -d 'print this help'
complete -c scrimp -n "__scrimp_at 'scrimp state show'" -F
complete -c scrimp -n "__scrimp_at 'scrimp state show'" -l store -r -F -d 'the state file; needed'
complete -c scrimp -n "__scrimp_at 'scrimp state show'" -l audit -d 'show the corrections instead, oldest first'
complete -c scrimp -n "__scrimp_at 'scrimp state show'" -l json -d 'as JSON, for programs'
complete -c scrimp -n "__scrimp_at 'scrimp state show'" -l help -s h -d 'print this help'
complete -c scrimp -n "__scrimp_at 'scrimp state set'" -F
complete -c scrimp -n "__scrimp_at 'scrimp state set'" -a 'budget switch' -d 'what is set'
complete -c scrimp -n "__scrimp_at 'scrimp state set'" -l store -r -F -d 'the state file; needed'
complete -c scrimp -n "__scrimp_at 'scrimp state set'" -l reason -x -d 'why; needed, and kept with the correction'
complete -c scrimp -n "__scrimp_at 'scrimp state set'" -l by -x -d 'who makes the correction; left out, the user of the environment'
complete -c scrimp -n "__scrimp_at 'scrimp state set'" -l help -s h -d 'print this help'
complete -c scrimp -n "__scrimp_at 'scrimp state resume'" -F
complete -c scrimp -n "__scrimp_at 'scrimp state resume'" -l store -r -F -d 'the state file; needed'
complete -c scrimp -n "__scrimp_at 'scrimp state resume'" -l reason -x -d 'why; needed, and kept with the correction'
complete -c scrimp -n "__scrimp_at 'scrimp state resume'" -l by -x -d 'who makes the correction; left out, the user of the environment'
complete -c scrimp -n "__scrimp_at 'scrimp state resume'" -l help -s h -d 'print this help'
complete -c scrimp -n "__scrimp_at 'scrimp dump'" -F
complete -c scrimp -n "__scrimp_at 'scrimp dump'" -l stage -x -a 'tokens tree policy diagram plan' -d 'what to print'
complete -c scrimp -n "__scrimp_at 'scrimp dump'" -l help -s h -d 'print this help'
complete -c scrimp -n "__scrimp_at 'scrimp init'" -F
complete -c scrimp -n "__scrimp_at 'scrimp init'" -l force -d 'overwrite the file if there is one'
complete -c scrimp -n "__scrimp_at 'scrimp init'" -l help -s h -d 'print this help'
complete -c scrimp -n "__scrimp_at 'scrimp bench'" -a decide -d 'Measure how long a decision takes'
complete -c scrimp -n "__scrimp_at 'scrimp bench'" -a budget -d 'Try to break hard budgets'
complete -c scrimp -n "__scrimp_at 'scrimp bench'" -a gather -d 'Count what stopping early saves'
complete -c scrimp -n "__scrimp_at 'scrimp bench'" -a replay -d 'Measure how fast traffic is replayed and read'
complete -c scrimp -n "__scrimp_at 'scrimp bench'" -a parse -d 'Measure how fast policies are parsed'
complete -c scrimp -n "__scrimp_at 'scrimp bench'" -l help -s h -d 'print this help'
complete -c scrimp -n "__scrimp_at 'scrimp bench decide'" -l requests -x -d 'how many whole decisions'
complete -c scrimp -n "__scrimp_at 'scrimp bench decide'" -l only -x -a 'all routing whole threads' -d 'what is measured'
complete -c scrimp -n "__scrimp_at 'scrimp bench decide'" -l help -s h -d 'print this help'
complete -c scrimp -n "__scrimp_at 'scrimp bench budget'" -l store -x -a 'memory sqlite' -d 'where the counters are'
complete -c scrimp -n "__scrimp_at 'scrimp bench budget'" -l seeds -x -d 'how many seeds, from 1'
complete -c scrimp -n "__scrimp_at 'scrimp bench budget'" -l requests -x -d 'of the second trial, for each seed; left out, 1,000,000 in memory and 80,000 elsewhere'
complete -c scrimp -n "__scrimp_at 'scrimp bench budget'" -l state -r -F -d 'where `--store sqlite` keeps its files; left out, in a folder that goes at the end'
complete -c scrimp -n "__scrimp_at 'scrimp bench budget'" -l worker -x -d 'internal: be one of the eight processes, with the seed that `--seeds` says'
complete -c scrimp -n "__scrimp_at 'scrimp bench budget'" -l help -s h -d 'print this help'
complete -c scrimp -n "__scrimp_at 'scrimp bench gather'" -F
complete -c scrimp -n "__scrimp_at 'scrimp bench gather'" -l gather -x -d 'which gather; needed where there are several'
complete -c scrimp -n "__scrimp_at 'scrimp bench gather'" -l success -x -d 'how many calls of 100 give what is needed'
complete -c scrimp -n "__scrimp_at 'scrimp bench gather'" -l seed -x -d 'where the made-up calls come from'
complete -c scrimp -n "__scrimp_at 'scrimp bench gather'" -l help -s h -d 'print this help'
complete -c scrimp -n "__scrimp_at 'scrimp bench replay'" -l rows -x -d 'how many requests'
complete -c scrimp -n "__scrimp_at 'scrimp bench replay'" -l repetitions -x -d 'how often each is measured'
complete -c scrimp -n "__scrimp_at 'scrimp bench replay'" -l help -s h -d 'print this help'
complete -c scrimp -n "__scrimp_at 'scrimp bench parse'" -l help -s h -d 'print this help'
complete -c scrimp -n "__scrimp_at 'scrimp help'" -a 'check compile decide explain simulate catalog state dump init bench help completions' -d 'the command, and its subcommand'
complete -c scrimp -n "__scrimp_at 'scrimp help'" -l help -s h -d 'print this help'
complete -c scrimp -n "__scrimp_at 'scrimp completions'" -a 'bash zsh fish' -d 'the shell to complete in'
complete -c scrimp -n "__scrimp_at 'scrimp completions'" -l help -s h -d 'print this help'
