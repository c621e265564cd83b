package zhiheng.bench;

import zhiheng.bench.contain.Suite;

/**
 * Tasks of agents, each with orders hidden in what is read: which orders reach their goal and which tasks are finished, with and without
 * the gateway. The model is simulated and obeys every order; the person who is asked is simulated too. {@code --halves} prints the tasks of even and of odd number apart,
 * {@code --unseen} kinds of tasks and of attacks that the rules were not written for, {@code --fresh} tasks and attacks by hand that were
 * written before the rules that came last, {@code --third} others, written after
 * them by somebody who knew them, {@code --fourth} others again, {@code --fifth} some by a stranger to the rules. The figures of the first runs, before rules were added in view of each, are in docs/gateway.md.
 */
public final class ContainBench {
    private ContainBench() {}

    public static void main(String[] args) throws Exception {
        switch (args.length > 0 ? args[0] : "") {
            case "--halves" -> Suite.halves(System.out);
            case "--unseen" -> Suite.unseen(System.out);
            case "--fresh" -> Suite.fresh(System.out);
            case "--third" -> Suite.third(System.out);
            case "--fourth" -> Suite.fourth(System.out);
            case "--fifth" -> Suite.fifth(System.out);
            default -> Suite.run(System.out, args.length > 0 && args[0].equals("--list"));
        }
    }
}
