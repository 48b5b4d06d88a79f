" Editing of Scrimp policies. Neovim starts `scrimp lsp` where it is installed; from 0.11 on, `vim.lsp.enable` does.
if exists('b:did_ftplugin')
    finish
endif
let b:did_ftplugin = 1

setlocal comments=:///,://
setlocal commentstring=//\ %s
setlocal expandtab shiftwidth=4 softtabstop=4 textwidth=120
setlocal formatoptions-=t formatoptions+=croql
let b:undo_ftplugin = 'setlocal comments< commentstring< expandtab< shiftwidth< softtabstop< textwidth< formatoptions<'

if has('nvim-0.8') && !has('nvim-0.11') && executable('scrimp')
    lua vim.lsp.start({
        \ name = 'scrimp', cmd = { 'scrimp', 'lsp' },
        \ root_dir = vim.fs.dirname(vim.fs.find({ '.git' }, { upward = true })[1]) })
elseif !has('nvim') && executable('scrimp')
    setlocal formatprg=scrimp\ fmt\ -
    let b:undo_ftplugin .= ' formatprg<'
endif
