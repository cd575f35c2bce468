using SeNetGen.App;

return SenetApp.Run(args, My.Networks.Architectures.All);
