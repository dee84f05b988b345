import IGMPScopeCommand

Program.main()
