#compdef scrimp
# zsh completion for scrimp; written by `scrimp completions zsh`

_scrimp() {
    local curcontext="$curcontext" state line
    local -a commands
    commands=(
        'check:Say what is wrong with policies'
        'test:Run the tests and proofs of policies'
        'compile:Turn a policy into the plan that runs'
        'decide:Decide requests, one JSON line each'
        'explain:Say why a request is decided as it is, or what a policy leaves unsaid'
        'simulate:Say what a policy would cost, and what it would save'
        'tune:Search the amounts of a policy for the best ones'
        'calibrate:Hold a policy'\''s simulation against what was billed'
        'catalog:Look at prices, and bring in new ones'
        'state:Look at the state that a policy keeps in a file, and correct it'
        'dump:Print what a policy becomes on its way to a plan'
        'init:Write a starter policy'
        'bench:Measure this build on this machine'
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
                test) _scrimp_test ;;
                compile) _scrimp_compile ;;
                decide) _scrimp_decide ;;
                explain) _scrimp_explain ;;
                simulate) _scrimp_simulate ;;
                tune) _scrimp_tune ;;
                calibrate) _scrimp_calibrate ;;
                catalog) _scrimp_catalog ;;
                state) _scrimp_state ;;
                dump) _scrimp_dump ;;
                init) _scrimp_init ;;
                bench) _scrimp_bench ;;
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

_scrimp_test() {
    _arguments -s -S \
        '(--format)--format=[how to print results\: for people, one line each, as JSON, or as JUnit XML]:FORMAT:(full concise json junit)' \
        '(--filter)--filter=[only tests and proofs with this in their title]:TEXT: ' \
        '(--coverage)--coverage[say which rules and branches the tests come to]' \
        '(--watch)--watch[run again whenever a policy, or a file that it reads, changes]' \
        '(--color)--color=[colour findings; auto looks at the terminal and at NO_COLOR]:WHEN:(auto always never)' \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        '*:POLICY:_files'
}

_scrimp_compile() {
    _arguments -s -S \
        '(--output -o)--output=[where the plan goes, `-` for standard output; left out, the policy'\''s name with `.plan`]:FILE:_files' \
        '(--output -o)-o[where the plan goes, `-` for standard output; left out, the policy'\''s name with `.plan`]:FILE:_files' \
        '(--color)--color=[colour findings; auto looks at the terminal and at NO_COLOR]:WHEN:(auto always never)' \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        ':POLICY:_files'
}

_scrimp_decide() {
    _arguments -s -S \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        ':POLICY:_files' \
        '::REQUESTS:_files'
}

_scrimp_explain() {
    _arguments -s -S \
        '(--request)--request=[the request, as for `scrimp decide`]:JSON: ' \
        '(--at)--at=[when it comes; left out, now]:TIME: ' \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        ':POLICY:_files'
}

_scrimp_simulate() {
    _arguments -s -S \
        '(--scenario)--scenario=[which scenario; needed where there are several]:NAME: ' \
        '(--compare)--compare=[two scenarios side by side, figure by figure]:A B: ' \
        '*--fail-if=[exit with 1 where a figure is so\: `saving < 20%`, `p_loss > 10%`, `payback > 12 months`]:CONDITION: ' \
        '(--threads)--threads=[threads for draws; the figures do not depend on it]:N: ' \
        '(--json)--json[print the result for programs]' \
        '(--output -o)--output=[write the report to a file instead]:FILE:_files' \
        '(--output -o)-o[write the report to a file instead]:FILE:_files' \
        '(--html)--html=[write the report as one web page too, which opens without a network]:FILE:_files' \
        '(--ledger)--ledger=[write what each request came to\: JSON lines where the name ends in `.jsonl`, else CSV]:FILE:_files' \
        '(--calibration)--calibration=[what `scrimp calibrate` has kept; left out, `POLICY.calibration.json` where it is]:FILE:_files' \
        '(--strict)--strict[end at the first row of a trace that cannot be read]' \
        '(--color)--color=[colour findings; auto looks at the terminal and at NO_COLOR]:WHEN:(auto always never)' \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        ':POLICY:_files'
}

_scrimp_tune() {
    _arguments -s -S \
        '(--scenario)--scenario=[which scenario; needed where there are several]:NAME: ' \
        '*--vary=[a constant, and from where to where, as in the policy; left out, all that are tunable]:NAME=LO..HI: ' \
        '(--minimize)--minimize=[what should be low; left out, `cost`]:FIGURE: ' \
        '(--maximize)--maximize=[what should be high instead, such as `quality` or `saving`]:FIGURE: ' \
        '*--subject-to=[what has to hold\: `quality >= 78%`, `refused <= 1%`; figures as for `simulate --fail-if`]:CONDITION: ' \
        '(--steps)--steps=[replays at the most, beside that of the policy as it is]:N: ' \
        '(--format)--format=[a table for people, or one object for programs]:FORMAT:(text json)' \
        '(--strict)--strict[end at the first row of a trace that cannot be read]' \
        '(--color)--color=[colour findings; auto looks at the terminal and at NO_COLOR]:WHEN:(auto always never)' \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        ':POLICY:_files'
}

_scrimp_calibrate() {
    _arguments -s -S \
        '(--ledger)--ledger=[what was billed\: CSV or JSON lines, plain or gzip]:FILE:_files' \
        '(--scenario)--scenario=[whose `fill`, `seed` and `outages` stand for what the ledger does not say; needed where there are several]:NAME: ' \
        '(--gate-bias)--gate-bias=[the largest mean bias, either way]:PERCENT: ' \
        '(--gate-error)--gate-error=[the largest CV(RMSE)]:PERCENT: ' \
        '(--format)--format=[how to print the result]:FORMAT:(text json)' \
        '(--write)--write=[where the result is kept; left out, `POLICY.calibration.json`]:FILE:_files' \
        '(--strict)--strict[end at the first row of the ledger that cannot be read]' \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        ':POLICY:_files'
}

_scrimp_catalog() {
    local curcontext="$curcontext" state line
    local -a commands
    commands=(
        'show:Say all that is known of a model'
        'list:List the models with their prices'
        'import:Turn somebody else'\''s price list into a catalog'
        'fit:Fit step times of self-hosted models to measurements'
    )
    _arguments -C \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        '1: :->command' \
        '*:: :->argument'
    case "$state" in
        command) _describe -t commands command commands ;;
        argument)
            case "$words[1]" in
                show) _scrimp_catalog_show ;;
                list) _scrimp_catalog_list ;;
                import) _scrimp_catalog_import ;;
                fit) _scrimp_catalog_fit ;;
            esac ;;
    esac
}

_scrimp_catalog_show() {
    _arguments -s -S \
        '*--catalog=[a catalog file that is laid over the built-in one]:FILE:_files' \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        ':MODEL: '
}

_scrimp_catalog_list() {
    _arguments -s -S \
        '(--provider)--provider=[only those of one provider]:NAME: ' \
        '*--catalog=[a catalog file that is laid over the built-in one]:FILE:_files' \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]'
}

_scrimp_catalog_import() {
    local curcontext="$curcontext" state line
    local -a commands
    commands=(
        'litellm:Read LiteLLM'\''s price file'
    )
    _arguments -C \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        '1: :->command' \
        '*:: :->argument'
    case "$state" in
        command) _describe -t commands command commands ;;
        argument)
            case "$words[1]" in
                litellm) _scrimp_catalog_import_litellm ;;
            esac ;;
    esac
}

_scrimp_catalog_import_litellm() {
    _arguments -s -S \
        '(--output -o)--output=[where the catalog goes; left out, standard output]:FILE:_files' \
        '(--output -o)-o[where the catalog goes; left out, standard output]:FILE:_files' \
        '(--as-of)--as-of=[the day of the prices, as 2026-11-24; left out, today]:DATE: ' \
        '(--complete)--complete[report every entry that was left out or rounded]' \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        ':FILE:_files'
}

_scrimp_catalog_fit() {
    _arguments -s -S \
        '*--model=[only models whose name has this in it, whatever its case]:NAME: ' \
        '*--gpu=[only GPUs whose name has this in it, whatever its case]:NAME: ' \
        '(--format)--format=[a table for people, or a catalog that `use "…"` reads]:FORMAT:(text yaml json)' \
        '(--output -o)--output=[where it goes; left out, standard output]:FILE:_files' \
        '(--output -o)-o[where it goes; left out, standard output]:FILE:_files' \
        '(--source)--source=[what the catalog says of where the figures come from]:TEXT: ' \
        '(--as-of)--as-of=[the day of the measurements, as 2026-11-24; left out, today]:DATE: ' \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        ':FILE:_files'
}

_scrimp_state() {
    local curcontext="$curcontext" state line
    local -a commands
    commands=(
        'show:Show budgets, limits, switches and rollouts'
        'set:Set what a budget has settled, or turn a switch'
        'resume:Take up a rollout that was taken back'
    )
    _arguments -C \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        '1: :->command' \
        '*:: :->argument'
    case "$state" in
        command) _describe -t commands command commands ;;
        argument)
            case "$words[1]" in
                show) _scrimp_state_show ;;
                set) _scrimp_state_set ;;
                resume) _scrimp_state_resume ;;
            esac ;;
    esac
}

_scrimp_state_show() {
    _arguments -s -S \
        '(--store)--store=[the state file; needed]:FILE:_files' \
        '(--audit)--audit[show the corrections instead, oldest first]' \
        '(--json)--json[as JSON, for programs]' \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        ':POLICY:_files'
}

_scrimp_state_set() {
    _arguments -s -S \
        '(--store)--store=[the state file; needed]:FILE:_files' \
        '(--reason)--reason=[why; needed, and kept with the correction]:TEXT: ' \
        '(--by)--by=[who makes the correction; left out, the user of the environment]:NAME: ' \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        ':POLICY:_files' \
        ':KIND:(budget switch)' \
        ':NAME: ' \
        ':VALUE: '
}

_scrimp_state_resume() {
    _arguments -s -S \
        '(--store)--store=[the state file; needed]:FILE:_files' \
        '(--reason)--reason=[why; needed, and kept with the correction]:TEXT: ' \
        '(--by)--by=[who makes the correction; left out, the user of the environment]:NAME: ' \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        ':POLICY:_files' \
        ':ROLLOUT: '
}

_scrimp_dump() {
    _arguments -s -S \
        '(--stage)--stage=[what to print]:STAGE:(tokens tree policy diagram plan)' \
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

_scrimp_bench() {
    local curcontext="$curcontext" state line
    local -a commands
    commands=(
        'decide:Measure how long a decision takes'
        'budget:Try to break hard budgets'
        'gather:Count what stopping early saves'
        'replay:Measure how fast traffic is replayed and read'
        'parse:Measure how fast policies are parsed'
    )
    _arguments -C \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        '1: :->command' \
        '*:: :->argument'
    case "$state" in
        command) _describe -t commands command commands ;;
        argument)
            case "$words[1]" in
                decide) _scrimp_bench_decide ;;
                budget) _scrimp_bench_budget ;;
                gather) _scrimp_bench_gather ;;
                replay) _scrimp_bench_replay ;;
                parse) _scrimp_bench_parse ;;
            esac ;;
    esac
}

_scrimp_bench_decide() {
    _arguments -s -S \
        '(--requests)--requests=[how many whole decisions]:N: ' \
        '(--only)--only=[what is measured]:PART:(all routing whole threads)' \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]'
}

_scrimp_bench_budget() {
    _arguments -s -S \
        '(--store)--store=[where the counters are]:STORE:(memory sqlite redis)' \
        '(--seeds)--seeds=[how many seeds, from 1]:N: ' \
        '(--requests)--requests=[of the second trial, for each seed; left out, 1,000,000 in memory and 80,000 elsewhere]:N: ' \
        '(--state)--state=[where `--store sqlite` keeps its files; left out, in a folder that goes at the end]:FILE:_files' \
        '(--redis)--redis=[an empty server for `--store redis`, as `HOST\:PORT` or the path of its socket; it is emptied at the end]:SERVER: ' \
        '(--worker)--worker=[internal\: be one of the eight processes, with the seed that `--seeds` says]:N: ' \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]'
}

_scrimp_bench_gather() {
    _arguments -s -S \
        '(--gather)--gather=[which gather; needed where there are several]:NAME: ' \
        '(--success)--success=[how many calls of 100 give what is needed]:PERCENT: ' \
        '(--seed)--seed=[where the made-up calls come from]:N: ' \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        ':POLICY:_files'
}

_scrimp_bench_replay() {
    _arguments -s -S \
        '(--rows)--rows=[how many requests]:N: ' \
        '(--repetitions)--repetitions=[how often each is measured]:N: ' \
        '(--only)--only=[what is measured]:PART:(all replay caches draws)' \
        '(--keys)--keys=[different contents that the caches are asked for; left out, a fifth of the requests]:N: ' \
        '(--peers)--peers[read a CSV file beside others that are installed]' \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]'
}

_scrimp_bench_parse() {
    _arguments -s -S \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]'
}

_scrimp_help() {
    _arguments -s -S \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        '*:COMMAND:(check test compile decide explain simulate tune calibrate catalog state dump init bench help completions)'
}

_scrimp_completions() {
    _arguments -s -S \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        ':SHELL:(bash zsh fish)'
}

if [ "$funcstack[1]" = "_scrimp" ]; then _scrimp "$@"; else compdef _scrimp scrimp; fi
