#compdef scrimp
# zsh completion for scrimp; written by `scrimp completions zsh`

_scrimp() {
    local curcontext="$curcontext" state line
    local -a commands
    commands=(
        'check:Say what is wrong with policies'
        'lint:Say what is wrong with policies, and what will be regretted'
        'rule:Explain a code of a finding'
        'fmt:Put policies into the one layout'
        'convert:Turn a policy into JSON, YAML or text'
        'test:Run the tests and proofs of policies'
        'cost:Say the least and the most that a request can cost'
        'lock:Keep what policies can cost in a file that is reviewed with them'
        'compile:Turn a policy into the plan that runs'
        'decide:Decide requests, one JSON line each'
        'explain:Say why a request is decided as it is, or what a policy leaves unsaid'
        'simulate:Say what a policy would cost, and what it would save'
        'tune:Search the amounts of a policy for the best ones'
        'calibrate:Hold a policy'\''s simulation against what was billed'
        'catalog:Look at prices, and bring in new ones'
        'state:Look at the state that a policy keeps in a file, and correct it'
        'dump:Print what a policy becomes on its way to a plan'
        'schema:Print a JSON Schema, for editors and checkers'
        'init:Write a starter policy'
        'bench:Measure this build on this machine'
        'lsp:Serve an editor over standard input and output'
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
                lint) _scrimp_lint ;;
                rule) _scrimp_rule ;;
                fmt) _scrimp_fmt ;;
                convert) _scrimp_convert ;;
                test) _scrimp_test ;;
                cost) _scrimp_cost ;;
                lock) _scrimp_lock ;;
                compile) _scrimp_compile ;;
                decide) _scrimp_decide ;;
                explain) _scrimp_explain ;;
                simulate) _scrimp_simulate ;;
                tune) _scrimp_tune ;;
                calibrate) _scrimp_calibrate ;;
                catalog) _scrimp_catalog ;;
                state) _scrimp_state ;;
                dump) _scrimp_dump ;;
                schema) _scrimp_schema ;;
                init) _scrimp_init ;;
                bench) _scrimp_bench ;;
                lsp) _scrimp_lsp ;;
                help) _scrimp_help ;;
                completions) _scrimp_completions ;;
            esac ;;
    esac
}

_scrimp_check() {
    _arguments -s -S \
        '(--format)--format=[how to print findings\: with excerpts, one line each, as JSON, or as a build server or a code host reads them]:FORMAT:(full concise json sarif github junit)' \
        '(--color)--color=[colour findings; auto looks at the terminal and at NO_COLOR]:WHEN:(auto always never)' \
        '(--strict)--strict[warnings fail the check too]' \
        '(--fix)--fix[write the files with every fix applied that is sure to be meant]' \
        '(--unsafe)--unsafe[with `--fix`\: apply guesses at what was meant too]' \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        '*:POLICY:_files'
}

_scrimp_lint() {
    _arguments -s -S \
        '(--format)--format=[how to print findings\: with excerpts, one line each, as JSON, or as a build server or a code host reads them]:FORMAT:(full concise json sarif github junit)' \
        '(--color)--color=[colour findings; auto looks at the terminal and at NO_COLOR]:WHEN:(auto always never)' \
        '(--strict)--strict[warnings fail the run too]' \
        '(--fix)--fix[write the files with every fix applied that changes no decision or is sure to be meant]' \
        '(--unsafe)--unsafe[with `--fix` or `--diff`\: apply the other fixes too]' \
        '(--diff)--diff[change nothing, and print what `--fix` would change as a unified diff]' \
        '(--baseline)--baseline=[do not report the findings that this file knows]:FILE:_files' \
        '(--write-baseline)--write-baseline=[write the findings of this run to a file, for `--baseline`]:FILE:_files' \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        '*:PATH:_files'
}

_scrimp_rule() {
    _arguments -s -S \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        '::CODE:(M001 M002 M003 M004 M005 M006 M007 M008 M009 M010 M011 M012 M013 M014 M015 M016 M017 M018 M019 M020 M021 M022 M023 M024 G001 G002 G003 G004 G005 G006 G007 G008 G009 G010 G011 G012 G013 G014 G015 G016 G017 R001 R002 R003 R004 R005 R006 R007 R008 R009 R010 R011 R012 R013 R014 R015 R016 R017 R018 R019 R020 R021 R022 H001 H002 H003 H004 H005 H006 H007 H008 H009 H010 H011 H012 C001 C002 C003 C004 C005 C006 C007 C008 C009 C010 C011 C012 C013 C014 C015 C016 C017 C018 C019 C020 C021 S001 S002 S003 S004 S005 S006 S007 S008 S009 S010 S011 S012 S013 S014 S015 S016 S017 S018 S019 S020 S021 S022 S023 S024 S025 S026 S027 S028 S029 S030 S031 S032 S033 S040 S041 S042 S043 S044 S045 S046 S047 S048 S049 S050 S051 S052 S053 S054 S055 S056 S057 S058 S059 S060 S061 S062 S063 S064 S065 S066 S067 S070 S071 S072 S073 S074 S075 S076 S077 S078 S079 S080 S081 S082 S083 S084 S101 S102 S103 S104 S105 S106 S107 S108 S109 S110 S111 S112 S113 S114 S115 S116 S117 S118 S201 S202 S203 S204 S205 S206 S207 S208 S209 S210 S211 S212 S301 S302 S303 S304 S305 S306 S307 S308 S309 S310 S311 S312 S313 S314 S401 S402 S403 S404 S405 S406 S407 S408 S409 S410 S412 S413 S420 S421 S422 S430 S431 S432 S433 S434 S435 S436 S501 S502 S503 S504 S505 S506 S507 S508 S509 S510 S511 S512 S513 S600 S601 S602 S603 S604 S605 S606 S607 S608 S609 S610 S611 S612 S620 S621 S622 S623 S624 S625 S626 S700 S701 S702 S703 S704 S705 S706 S710 S711 S712 S713 S720 S721 S722 S723 S730 S731 S732 S733 S734 S750 S751 S752 S753 S754 S755 S801 S802 S803 S804 S805 S806 S808 S810 S811 S812)'
}

_scrimp_fmt() {
    _arguments -s -S \
        '(--check)--check[change nothing, name the files that would change, and exit with 1 if there are any]' \
        '(--diff)--diff[change nothing, and print what would change as a unified diff]' \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        '*:FILE:_files'
}

_scrimp_convert() {
    _arguments -s -S \
        '(--from)--from=[what FILE is; needed where its name does not say it]:FORM:(text json yaml)' \
        '(--to)--to=[what it becomes; left out, what the ending of the output says, else text for data and JSON for text]:FORM:(text json yaml)' \
        '(--output -o)--output=[where it goes, instead of standard output]:FILE:_files' \
        '(--output -o)-o[where it goes, instead of standard output]:FILE:_files' \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        ':FILE:_files'
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

_scrimp_cost() {
    _arguments -s -S \
        '(--json)--json[print everything for programs, one object a policy]' \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        '*:POLICY:_files'
}

_scrimp_lock() {
    _arguments -s -S \
        '(--check)--check[fail where the policies and the lock differ]' \
        '(--file)--file=[where the lock lies]:FILE:_files' \
        '(--format)--format=[how to print findings\: with excerpts, one line each, as JSON, or as a build server or a code host reads them]:FORMAT:(full concise json sarif github junit)' \
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

_scrimp_schema() {
    _arguments -s -S \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        ':WHAT:(policy config catalog)'
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
        'lint:Measure how fast policies are linted'
        'editor:Measure how long an editor waits'
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
                lint) _scrimp_bench_lint ;;
                editor) _scrimp_bench_editor ;;
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

_scrimp_bench_lint() {
    _arguments -s -S \
        '(--files)--files=[how many files the tree has]:N: ' \
        '(--only)--only=[what is measured]:PART:(all tree cold keystroke)' \
        '(--write)--write=[write the generated tree to a folder, and measure nothing]:FOLDER:_files -/' \
        '(--seed)--seed=[what the texts are drawn from]:N: ' \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]'
}

_scrimp_bench_editor() {
    _arguments -s -S \
        '(--lines)--lines=[how long the policy is]:N: ' \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]'
}

_scrimp_lsp() {
    _arguments -s -S \
        '(--stdio)--stdio[over standard input and output, which is the only way]' \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]'
}

_scrimp_help() {
    _arguments -s -S \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        '*:COMMAND:(check lint rule fmt convert test cost lock compile decide explain simulate tune calibrate catalog state dump schema init bench lsp help completions)'
}

_scrimp_completions() {
    _arguments -s -S \
        '(--help -h)--help[print this help]' \
        '(--help -h)-h[print this help]' \
        ':SHELL:(bash zsh fish)'
}

if [ "$funcstack[1]" = "_scrimp" ]; then _scrimp "$@"; else compdef _scrimp scrimp; fi
