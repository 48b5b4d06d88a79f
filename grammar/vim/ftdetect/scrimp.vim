autocmd BufRead,BufNewFile *.scrimp setfiletype scrimp
