package zhiheng.server.rooms.watch;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import zhiheng.server.ground.shell.Speech;
import zhiheng.watch.fairness.Criterion;
import zhiheng.watch.fairness.Fairness;
import zhiheng.watch.fairness.Power;
import zhiheng.watch.simulate.Level;
import zhiheng.watch.simulate.Meter;
import zhiheng.watch.simulate.Probe;
import zhiheng.watch.simulate.Sources;

@Command(
        name = "power",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "某一群体受到不公时，约需多少个决定才能发现：按公式，并以模拟核对。",
            "About how many decisions it takes to find that a group is treated unfairly: by formula, and by simulation."
        },
        footer = {"", "例 / for example:  ./zhiheng watch power --share 3% --rate 30% --ratio .5"})
final class WatchPowerCommand implements Callable<Integer> {
    /** What one call may draw: some minutes' work. */
    private static final double MOST_EVENTS = 2e9;

    /** Streams are given up after so many times what the formula says. */
    private static final int TIMES = 4;

    @Option(
            names = "--share",
            required = true,
            paramLabel = "P",
            description = "群体占决定的比例 / the group's share of decisions")
    String share = "";

    @Option(names = "--rate", required = true, paramLabel = "P", description = "参照群体的有利率 / the reference's rate")
    String rate = "";

    @Option(names = "--ratio", required = true, paramLabel = "X", description = "群体与参照之比 / the group's rate to it")
    String ratio = "";

    @Option(names = "--limit", paramLabel = "X", defaultValue = ".8", description = "准许的最小之比 / the least allowed (.8)")
    double least;

    @Option(
            names = "--alpha",
            paramLabel = "P",
            defaultValue = ".05",
            description = "误报概率 / of a false alarm, ever (.05)")
    double alpha;

    @Option(
            names = "--place",
            paramLabel = "K",
            defaultValue = "1",
            description = "第几个出现的群体 / which of the compared groups it is, in the order in which they appear (1)")
    int place;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "100",
            description = "模拟的流，0 为不模拟 / streams (100; 0: none)")
    int runs;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "随机种子 / seed (1)")
    long seed;

    @Mixin
    Speech speech = new Speech();

    @Override
    public Integer call() {
        try {
            double of = share(share, "--share");
            double usual = share(rate, "--rate");
            double times = share(ratio, "--ratio");
            var criterion = new Criterion.SelectionRatio("a", least);
            if (place < 1 || runs < 0 || runs == 1 || !(alpha > 0 && alpha < 1)) {
                throw new IllegalArgumentException(speech.say(
                        "--place 至少为 1，--runs 为 0 或至少为 2，--alpha 在 0 与 1 之间",
                        "--place is at least 1, --runs 0 or at least 2, --alpha between 0 and 1"));
            }
            double stated = Power.decisions(criterion, alpha, 1 - of, usual, of, usual * times, place);
            if (Double.isInfinite(stated)) {
                System.out.println(
                        speech.say("不低于所准许的比：不应告警。", "not below what is allowed: there should be no alarm."));
                return 0;
            }
            System.out.println(speech.say("约需决定数：%,.0f（其中该群体 %,.0f）", "decisions, about: %,.0f (%,.0f of the group)")
                    .formatted(stated, stated * of));
            if (runs > 0) {
                simulate(criterion, of, usual, times, (long) (TIMES * stated));
            }
            return 0;
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return 2;
        }
    }

    private void simulate(Criterion criterion, double of, double usual, double times, long longest) {
        if ((double) longest * runs > MOST_EVENTS) {
            throw new IllegalArgumentException(
                    speech.say("模拟过大；请减小 --runs，或用 --runs 0。", "too much to simulate; lower --runs, or give --runs 0"));
        }
        var people = Sources.decisions(List.of(
                new Sources.Group("a", 1 - of, Level.constant(usual)),
                new Sources.Group("b", of, Level.constant(usual * times))));
        var found = new Meter(runs, seed).runLength(Probe.of(new Fairness(criterion, alpha)), people, longest);
        var median = found.median();
        System.out.println(speech.say(
                        "模拟：中位数 %,.0f [%,.0f, %,.0f]；%d 条流中 %d 条未发现",
                        "simulated: median %,.0f [%,.0f, %,.0f]; of %d streams %d found nothing")
                .formatted(median.estimate(), median.low(), median.high(), found.runs(), found.censored()));
    }

    private static double share(String text, String option) {
        var share = Quantity.POINT.of(text);
        if (share == null || !(share > 0 && share <= 1)) {
            throw new IllegalArgumentException(option + ": 须在 0 与 1 之间; must lie between 0 and 1");
        }
        return share;
    }
}
