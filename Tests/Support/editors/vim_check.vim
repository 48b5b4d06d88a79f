" Opens a policy with the files for Vim and writes the colours of a few places, one a line, to the file $SCRIMP_OUT.
set nocompatible
execute 'set runtimepath^=' . fnameescape($SCRIMP_VIM)
filetype plugin on
syntax on
let s:lines = []
try
    execute 'edit ' . fnameescape($SCRIMP_POLICY)
    call add(s:lines, 'filetype ' . &filetype)
    call add(s:lines, 'comments ' . &commentstring)
    for s:word in split($SCRIMP_WORDS, ' ')
        call cursor(1, 1)
        let s:place = searchpos('\V' . s:word, 'c')
        call add(s:lines, s:word . ' ' . synIDattr(synID(s:place[0], s:place[1], 1), 'name'))
    endfor
catch
    call add(s:lines, v:exception . ' at ' . v:throwpoint)
endtry
if !empty(v:errmsg)
    call add(s:lines, v:errmsg)
endif
call writefile(s:lines, $SCRIMP_OUT)
qall!
