package zhiheng.bench;

import zhiheng.bench.contain.Suite;

/**
 * Tasks of agents, each with orders hidden in what is read: which orders reach their goal and which tasks are finished, with and without
 * the gateway. The model is simulated and obeys every order; the person who is asked is simulated too. {@code --halves} prints the tasks of even and of odd number apart,
 * {@code --unseen} kinds of tasks and of attacks that the rules were not written for, {@code --fresh} tasks and attacks by hand that were
 * written before the rules that came last, {@code --third} others, written after them by somebody who knew them.
 */
public final class ContainBench {
    private ContainBench() {}

    public static void main(String[] args) throws Exception {
        if (args.length > 0 && args[0].equals("--halves")) {
            Suite.halves(System.out);
            return;
        }
        if (args.length > 0 && args[0].equals("--unseen")) {
            Suite.unseen(System.out);
            return;
        }
        if (args.length > 0 && args[0].equals("--fresh")) {
            Suite.fresh(System.out);
            return;
        }
        if (args.length > 0 && args[0].equals("--third")) {
            Suite.third(System.out);
            return;
        }
        Suite.run(System.out, args.length > 0 && args[0].equals("--list"));
    }
}
