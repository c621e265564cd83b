package zhiheng.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import zhiheng.watch.pace.FixedSample;
import zhiheng.watch.pace.Pace;
import zhiheng.watch.pace.Stage;
import zhiheng.watch.pace.Trial;

/** What the pace of a sandbox promises, by simulation: wrong promotions, and the calls that a safe system needs. */
public final class PaceBench {
    private static final double ERROR = 0.05;
    private static final double FIRST = 0.05;
    private static final double SECOND = 0.01;
    private static final Pace PACE = new Pace(
            List.of(
                    new Stage("100", 100, FIRST),
                    new Stage("1,000", 1_000, SECOND),
                    new Stage("10,000", 10_000, SECOND)),
            ERROR);

    private PaceBench() {}

    public static void main(String[] args) {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 1_000;
        needed(Math.max(1, runs / 2));
        System.out.println();
        wrong(runs);
    }

    /**
     * How complaints come.
     *
     * @param holds whether what is declared is true
     */
    private record Case(
            String name,
            double inspected,
            double reported,
            double delay,
            double declared,
            double window,
            boolean holds) {}

    private static void wrong(int runs) {
        System.out.printf(
                Locale.ROOT,
                "Ever promoted above its bound (stated: at most %.3f), %,d runs each, 100 users: harm < %.2f, 1,000: <"
                        + " %.2f%n",
                ERROR,
                runs,
                FIRST,
                SECOND);
        System.out.println("| complaints | true share in the window | declared | rate of harm | wrong | 95% |");
        System.out.println("|---|---|---|---|---|---|");
        var cases = List.of(
                new Case("every call inspected", 1, 0, 0, 0, 0, true),
                new Case("a tenth inspected, no complaints used", 0.1, 0.5, 5, 0, 14, true),
                new Case("none inspected, at once, all", 0, 1, 0, 1, 0, true),
                new Case("none inspected, 5 days late, 70 %", 0, 0.7, 5, 0.6, 14, true),
                new Case("a tenth inspected, 5 days late, 70 %", 0.1, 0.7, 5, 0.6, 14, true),
                new Case("a tenth inspected, 20 days late, 90 %", 0.1, 0.9, 20, 0.45, 14, true),
                new Case("a tenth inspected, 5 days late, 20 %", 0.1, 0.2, 5, 0.18, 14, true),
                new Case("declared too high: 20 % said to be 60 %", 0.1, 0.2, 5, 0.6, 14, false));
        for (var c : cases) {
            for (double[] rates :
                    new double[][] {{FIRST, FIRST, FIRST}, {SECOND, SECOND, SECOND}, {0.002, 0.02, 0.02}}) {
                var trial = new Trial(
                        PACE,
                        Arrays.stream(rates).boxed().toList(),
                        5,
                        c.inspected,
                        c.reported,
                        c.delay,
                        c.declared,
                        c.window,
                        100,
                        150_000);
                long wrong = 0;
                for (int i = 0; i < runs; i++) {
                    wrong += trial.run(new SplittableRandom(31L * i + 7)).wrong() ? 1 : 0;
                }
                System.out.printf(
                        Locale.ROOT,
                        "| %s%s | %.2f | %.2f | %.3f, %.3f | %.4f | %s |%n",
                        c.name,
                        c.holds ? "" : " (the promise does not hold)",
                        c.declared > 0 ? trial.withinWindow() : 0,
                        c.declared,
                        rates[0],
                        rates[1],
                        (double) wrong / runs,
                        Wilson.of((int) wrong, runs).range());
            }
        }
    }

    private static void needed(int runs) {
        System.out.printf(
                Locale.ROOT,
                "Calls until full scale, all inspected, mean of %,d runs, beside the best test of a fixed sample (both"
                        + " errors %.2f)%n",
                runs,
                ERROR);
        System.out.println(
                "| rate of harm at 100, at 1,000 users | fixed sample | ours, mean | 9 of 10 within | ratio |");
        System.out.println("|---|---|---|---|---|");
        for (double part : new double[] {0, 0.02, 0.05, 0.1, 0.2, 0.33, 0.5}) {
            long fixed = FixedSample.least(FIRST, part * FIRST, ERROR, ERROR).calls()
                    + FixedSample.least(SECOND, part * SECOND, ERROR, ERROR).calls();
            var trial = new Trial(
                    PACE, List.of(part * FIRST, part * SECOND, part * SECOND), 5, 1, 0, 0, 0, 0, 5, 1_000_000);
            var judged = new double[runs];
            for (int i = 0; i < runs; i++) {
                judged[i] = trial.run(new SplittableRandom(17L * i + 3)).judged();
            }
            Arrays.sort(judged);
            double mean = Arrays.stream(judged).average().orElseThrow();
            System.out.printf(
                    Locale.ROOT,
                    "| %.4f, %.4f | %,d | %,.0f | %,.0f | %.2f |%n",
                    part * FIRST,
                    part * SECOND,
                    fixed,
                    mean,
                    judged[(int) (0.9 * (runs - 1))],
                    mean / fixed);
        }
    }
}
