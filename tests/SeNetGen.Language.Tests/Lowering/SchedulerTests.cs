using CsCheck;
using SeNetGen.Language.Lowering;

namespace SeNetGen.Language.Tests.Lowering;

public class SchedulerTests
{
    // Each step: which earlier values it reads, whether it is optional, and what kind of operation it is.
    private static readonly Gen<(int First, int Second, int Flag, int Kind)[]> Bodies =
        Gen.Select(Gen.Int[0, 99], Gen.Int[0, 99], Gen.Int[0, 5], Gen.Int[0, 6], (first, second, flag, kind) => (first, second, flag, kind)).Array[1, 9];

    [Fact]
    public void Schedules_are_safe_for_every_choice_of_optional_steps() => Bodies.Sample(
        body =>
        {
            var steps = body.Select((step, i) => Step(step, i)).ToArray();
            var schedule = Scheduler.Run(steps, [steps.Length]);
            for (var flags = 0; flags < 8; flags++)
            {
                new Interpreter(steps, flag => (flags & (1 << (flag[0] - 'a'))) != 0).Run(schedule);
            }
        },
        iter: 20_000);

    [Fact]
    public void An_activation_overwrites_what_the_body_made()
    {
        ScheduledStep[] steps = [new([0], 1, SavesInputs: true), new([1], 2, SavesOutput: true, CanRunInPlace: true)];

        Assert.Contains(Scheduler.Run(steps, [2]).Statements, statement => statement is Overwrite);
    }

    [Fact]
    public void An_activation_never_overwrites_the_input_or_what_a_backward_pass_reads()
    {
        ScheduledStep[] onInput = [new([0], 1, SavesOutput: true, CanRunInPlace: true)];
        ScheduledStep[] onSaved = [new([0], 1, SavesOutput: true), new([1], 2, CanRunInPlace: true)];

        Assert.DoesNotContain(Scheduler.Run(onInput, [1]).Statements, statement => statement is Overwrite);
        Assert.DoesNotContain(Scheduler.Run(onSaved, [2]).Statements, statement => statement is Overwrite);
    }

    private static ScheduledStep Step((int First, int Second, int Flag, int Kind) step, int i)
    {
        var condition = step.Flag < 3 ? $"{(char)('a' + step.Flag)}" : null;
        var (first, second) = (step.First % (i + 1), step.Second % (i + 1));
        return step.Kind switch
        {
            0 => new([first], i + 1, condition, SavesInputs: true),
            1 => new([first], i + 1, condition, SavesOutput: true, CanRunInPlace: true),
            2 => new([first, second], i + 1, condition, CanRunInPlace: true),
            3 => new([first, second], i + 1, condition, SavesInputs: true),
            4 => new([first], i + 1, condition, Aliasing: Aliasing.View),
            5 when condition is null => new([first], i + 1, Aliasing: Aliasing.Same),
            _ => new([first], i + 1, condition, CanRunInPlace: true),
        };
    }

    /// <summary>Runs a schedule on handles and memory, and fails on the first thing that a tensor library would not forgive.</summary>
    private sealed class Interpreter(ScheduledStep[] steps, Func<string, bool> isSet)
    {
        private readonly Dictionary<int, Handle> _variables = [];
        private readonly List<(Memory Memory, int Version)> _saved = [];
        private readonly List<Handle> _handles = [];

        public void Run(Schedule schedule)
        {
            var input = New(new Memory { IsForeign = true });
            _variables[0] = input;
            Handle? result = null;
            foreach (var statement in schedule.Statements)
            {
                switch (statement)
                {
                    case Evaluate evaluate:
                        Evaluate(evaluate);
                        break;
                    case Overwrite overwrite when !overwrite.IsOptional || isSet(steps[overwrite.Step].Condition!):
                        Overwrite(overwrite);
                        break;
                    case Release release when Holds(release.When):
                        Dispose(_variables[release.Variable]);
                        break;
                    case Give give:
                        var given = Read(give.Variable);
                        result = Holds(give.Own) ? given : New(given.Memory);
                        break;
                }
            }

            Assert.False(input.IsDisposed, "the caller's input was disposed");
            Assert.NotSame(input, result);
            Assert.All(_handles, handle => Assert.True(handle.IsDisposed || handle == result || handle == input, "a handle leaks"));
            Assert.All(_saved, saved => Assert.Equal(saved.Version, saved.Memory.Version));
        }

        private void Evaluate(Evaluate evaluate)
        {
            var step = steps[evaluate.Step];
            var first = Read(evaluate.Inputs[0]);
            if (step.Condition is { } flag && !isSet(flag))
            {
                _variables[evaluate.Target] = evaluate.Form == OptionalForm.Aliases ? New(first.Memory) : first;
                return;
            }

            Save(step, evaluate.Inputs);
            var output = New(step.Aliasing == Aliasing.View ? first.Memory : new Memory());
            if (step.SavesOutput)
            {
                _saved.Add((output.Memory, output.Memory.Version));
            }

            _variables[evaluate.Target] = output;
            if (evaluate.Form == OptionalForm.Takes && Holds(evaluate.Source))
            {
                Dispose(first);
            }
        }

        private void Overwrite(Overwrite overwrite)
        {
            var step = steps[overwrite.Step];
            Save(step, overwrite.Inputs);
            var memory = Read(overwrite.Inputs[0]).Memory;
            Assert.False(memory.IsForeign, "the caller's memory was written");
            memory.Version++;
            if (step.SavesOutput)
            {
                _saved.Add((memory, memory.Version));
            }
        }

        private void Save(ScheduledStep step, IEnumerable<int> inputs)
        {
            foreach (var memory in inputs.Select(variable => Read(variable).Memory).ToArray())
            {
                if (step.SavesInputs)
                {
                    _saved.Add((memory, memory.Version));
                }
            }
        }

        private Handle Read(int variable)
        {
            Assert.False(_variables[variable].IsDisposed, "used after it was disposed");
            return _variables[variable];
        }

        private static void Dispose(Handle handle)
        {
            Assert.False(handle.IsDisposed, "disposed twice");
            handle.IsDisposed = true;
        }

        private bool Holds(Ownership own) => own.IsAlways || own.Flags.Any(isSet);

        private Handle New(Memory memory)
        {
            var handle = new Handle(memory);
            _handles.Add(handle);
            return handle;
        }
    }

    private sealed class Handle(Memory memory)
    {
        public Memory Memory { get; } = memory;

        public bool IsDisposed { get; set; }
    }

    private sealed class Memory
    {
        public bool IsForeign { get; init; }

        public int Version { get; set; }
    }
}
