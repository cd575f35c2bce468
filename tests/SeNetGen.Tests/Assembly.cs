// LibTorch's random numbers and threads belong to the process: tests that share them run one after the other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
