return SeNetGen.App.SenetApp.Run(args, Networks.Architectures.All);
