package zhiheng.watch.pace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A made-up system going through the stages of a {@link Pace}, to see what its promises are worth.
 *
 * @param rates the true rate of harm in each stage
 * @param daily calls of a user in a day
 * @param inspected share of calls drawn by lot and inspected at once and rightly
 * @param reported true share of the harm in other calls that is ever complained of
 * @param delay mean days until a complaint is there and confirmed, exponential
 * @param declared share of harm that is said to be reported within {@code window} days
 * @param look calls between two looks
 * @param most calls after which the trial is over
 */
public record Trial(
        Pace pace,
        List<Double> rates,
        double daily,
        double inspected,
        double reported,
        double delay,
        double declared,
        double window,
        long look,
        long most) {
    /**
     * How it went.
     *
     * @param wrong whether it was ever made wider where harm was not below the bound
     * @param judged calls that counted towards promotions until the last stage was reached, −1 if it was not
     * @param days until then
     */
    public record Outcome(boolean wrong, int backs, long judged, double days) {}

    /** The share of harm that is truly reported within the window. */
    public double withinWindow() {
        return delay == 0 ? reported : reported * -Math.expm1(-window / delay);
    }

    public Outcome run(SplittableRandom random) {
        int[] visits = new int[pace.stages().size()];
        int stage = 0;
        long calls = 0;
        long judged = 0;
        double days = 0;
        int backs = 0;
        boolean wrong = false;
        var visit = new Visiting(stage, random);
        visits[0] = 1;
        while (calls < most && stage < visits.length - 1) {
            visit.go();
            calls += look;
            days += visit.step;
            var findings = visit.findings();
            int verdict = pace.verdict(stage, visits[stage], findings);
            if (verdict == 0 || (verdict < 0 && stage == 0)) {
                if (verdict < 0) {
                    return new Outcome(wrong, backs + 1, -1, days);
                }
                continue;
            }
            wrong |= verdict > 0 && rates.get(stage) >= pace.stages().get(stage).bound();
            backs += verdict < 0 ? 1 : 0;
            judged += findings.judged();
            stage += verdict;
            visits[stage]++;
            visit = new Visiting(stage, random);
        }
        return new Outcome(wrong, backs, stage == visits.length - 1 ? judged : -1, days);
    }

    private record Young(double since, long calls) {}

    /** One visit to a stage, look by look. */
    private final class Visiting {
        private final SplittableRandom random;
        private final double rate;
        private final double step;
        private double now;
        private long calls;
        private long checked;
        private long checkedHarm;
        private long old;
        private long oldHarm;
        private long heard;
        private final ArrayDeque<Young> young = new ArrayDeque<>();
        private final PriorityQueue<Double> toHear = new PriorityQueue<>();
        private final PriorityQueue<Double> toCount = new PriorityQueue<>();

        Visiting(int stage, SplittableRandom random) {
            this.random = random;
            rate = rates.get(stage);
            step = look / (pace.stages().get(stage).users() * daily);
        }

        void go() {
            now += step;
            calls += look;
            long some = binomial(look, inspected);
            checked += some;
            checkedHarm += binomial(some, rate);
            young.add(new Young(now, look - some));
            long complaints = binomial(binomial(look - some, rate), reported);
            for (int i = 0; i < complaints; i++) {
                double at = now - delay * Math.log1p(-random.nextDouble());
                toHear.add(at);
                toCount.add(Math.max(at, now + window));
            }
            while (!young.isEmpty() && young.getFirst().since <= now - window) {
                old += young.removeFirst().calls;
            }
            while (!toHear.isEmpty() && toHear.peek() <= now) {
                toHear.remove();
                heard++;
            }
            while (!toCount.isEmpty() && toCount.peek() <= now) {
                toCount.remove();
                oldHarm++;
            }
        }

        Findings findings() {
            var sources = new ArrayList<Source>(2);
            sources.add(new Source(1, checked, checkedHarm));
            if (declared > 0) {
                sources.add(new Source(declared, old, Math.min(old, oldHarm)));
            }
            return new Findings(sources, calls, Math.min(calls, checkedHarm + heard));
        }

        /** By the gaps between hits, which are geometric. */
        private long binomial(long n, double p) {
            if (p <= 0 || n == 0) {
                return 0;
            }
            if (p >= 1) {
                return n;
            }
            long hits = 0;
            double log = Math.log1p(-p);
            for (double i = Math.floor(Math.log1p(-random.nextDouble()) / log); i < n; hits++) {
                i += 1 + Math.floor(Math.log1p(-random.nextDouble()) / log);
            }
            return hits;
        }
    }
}
