import ScrimpCommands

CommandLineTool.main()
