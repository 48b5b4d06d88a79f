" Colours of Scrimp policies.
if exists('b:current_syntax')
    finish
endif

" Words: from the tables, do not edit.
let s:conditional = '\%(when\|otherwise\)'
let s:include = '\%(use\|import\)'
let s:declaration = '\%(let\)'
let s:logical = '\%(and\|or\|not\|in\)'
let s:boolean = '\%(true\|false\)'
let s:kind = '\%(policy\|request\|model\|pool\|allow\|budget\|limit\|gather\|cache\|batch\|shape\|route\|rollout\|shadow\|affinity\|switch\|alert\|attribute\|commit\|prove\|test\|scenario\)'
let s:attributeType = '\%(string\|bool\|int\|ratio\|money\|tokens\|count\|duration\|bytes\|enum\)'
let s:suffix = '\%(per\|by\|over\|every\|of\|from\)'
let s:window = '\%(minute\|hour\|day\|week\|month\|quarter\|year\|run\)'
let s:function = '\%(filled\|spend\|usual\|quality\|health\|first\|reachable\|rejected\|waiting\|local_time\|weekday\|contains\|starts_with\|ends_with\|matches\|min\|max\|abs\)'
let s:unit = '\%(months\|kgCO2\|month\|years\|Mtok\|gCO2\|ktok\|year\|GiB\|KiB\|MiB\|TiB\|kWh\|min\|req\|tok\|GB\|MB\|TB\|Wh\|kB\|kW\|ms\|B\|W\|d\|h\|s\)'
" End of the words.

syntax case match

" Of several matches at one place the one that is defined last wins.
function! s:word(group, words, after) abort
    execute 'syntax match ' . a:group . ' /\<' . a:words . '\>' . a:after . '/'
endfunction

syntax match scrimpOperator /[-+*\/<>=]\|==\|!=\|<=\|>=\|\.\./
syntax match scrimpArrow /->/
call s:word('scrimpSuffix', s:suffix, '')
call s:word('scrimpConditional', s:conditional, '')
call s:word('scrimpLogical', s:logical, '')
call s:word('scrimpBoolean', s:boolean, '')
call s:word('scrimpInclude', s:include, '\ze\s*"')
call s:word('scrimpLet', s:declaration, '')
call s:word('scrimpFunction', '\h\w*', '\ze(')
call s:word('scrimpFunction', s:function, '')
execute 'syntax match scrimpWindow /\%(\<per\s\+\)\@<=' . s:window . '\>/'
execute 'syntax match scrimpType /\%(:\s*\)\@<=' . s:attributeType . '\>/'

syntax match scrimpNumber /\<\d\+\%(_\d\{3}\)*\%(\.\d\+\)\?\>/
execute 'syntax match scrimpQuantity /\<\d\+\%(_\d\{3}\)*\%(\.\d\+\)\?\s*\%(%\|' . s:unit . '\>\)\%(\/' . s:unit . '\>\)*/'
execute 'syntax match scrimpMoney /\$\d\+\%(_\d\{3}\)*\%(\.\d\+\)\?\%(\/' . s:unit . '\>\)*/'
syntax match scrimpTime /\<\d\d:\d\d\>/

syntax match scrimpField /\<\h\w*\%(\.\h\w*\)*\ze\s*:/
execute 'syntax match scrimpKind /\%(^\s*\)\@<=' . s:kind . '\>\ze\%(\s\+\h\w*\|\s*"[^"]*"\)\?\%(\s\+for\s\+\h\w*\)\?\s*{/'

syntax match scrimpEscape /\\\%(["\\nt]\|u{\x\{1,6}}\)/ contained
syntax region scrimpString start=/"/ skip=/\\./ end=/"\|$/ contains=scrimpEscape oneline
syntax match scrimpComment /\/\/.*$/ contains=@Spell
syntax match scrimpDocumentation /\/\/\/\%(\/\)\@!.*$/ contains=@Spell

highlight default link scrimpOperator Operator
highlight default link scrimpArrow Operator
highlight default link scrimpSuffix Keyword
highlight default link scrimpConditional Conditional
highlight default link scrimpLogical Operator
highlight default link scrimpBoolean Boolean
highlight default link scrimpInclude Include
highlight default link scrimpLet Keyword
highlight default link scrimpFunction Function
highlight default link scrimpWindow Type
highlight default link scrimpType Type
highlight default link scrimpNumber Number
highlight default link scrimpQuantity Number
highlight default link scrimpMoney Number
highlight default link scrimpTime Number
highlight default link scrimpField Identifier
highlight default link scrimpKind Structure
highlight default link scrimpEscape SpecialChar
highlight default link scrimpString String
highlight default link scrimpComment Comment
highlight default link scrimpDocumentation SpecialComment

let b:current_syntax = 'scrimp'
