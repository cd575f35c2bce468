using My.Networks;
using SeNetGen.App;

return SenetApp.Run(args, Architectures.All);
