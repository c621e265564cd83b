package zhiheng.watch.pace;

import zhiheng.watch.Interval;
import zhiheng.watch.rate.RateBounds;

/**
 * What findings prove about the rate of harm, however often one looks (Ville 1939): a bettor whose bets are spread over rates below
 * a stage's bound plays against "harm is at least as frequent as m". Where that is so, its wealth ever reaches 1/α with probability
 * at most α. Half its skill is in knowing where to bet: the spread stands at fixed shares of the bound, and a tenth is kept for any
 * rate (Krichevsky and Trofimov 1981), so that bounds are good far from it too.
 *
 * <p>The two sides take different calls. Against "frequent", only judged calls count, and a source that shows a share s of harm is
 * played at s·m; harm that comes later only lowers that wealth. Against "rare", all calls and all known harm count: what is not yet
 * known could only raise that wealth. So both promises survive late and missing complaints, as long as the declared shares hold.
 */
final class HarmBounds {
    private static final double[] PLACES = {0.02, 0.2, 0.4, 0.6, 0.8};
    private static final double[] STAKES = {0.42, 0.16, 0.13, 0.11, 0.08};
    private static final double ANY = 0.1;
    private static final int STEPS = 50;

    private HarmBounds() {}

    /** ln of the wealth against "harm is at least as frequent as {@code rate}", bet around {@code bound}. */
    static double against(Findings f, double bound, double rate) {
        return wealth(f, bound) - likeliest(f, rate);
    }

    private static double wealth(Findings f, double bound) {
        double any = Math.log(ANY);
        for (var s : f.sources()) {
            any += RateBounds.excess(s.harmful(), s.judged(), 0.5) + s.likelihood(0.5);
        }
        double sum = any;
        for (int i = 0; i < PLACES.length; i++) {
            double bet = Math.log(STAKES[i]);
            for (var s : f.sources()) {
                bet += s.likelihood(s.share() * PLACES[i] * bound);
            }
            sum = Math.max(sum, bet) + Math.log1p(Math.exp(-Math.abs(sum - bet)));
        }
        return sum;
    }

    /** The best that any rate from this one upwards, and any share from the declared one upwards, makes of the findings. */
    private static double likeliest(Findings f, double rate) {
        double sum = 0;
        for (var s : f.sources()) {
            sum += s.likelihood(Math.max(s.share() * rate, s.rate()));
        }
        return sum;
    }

    /** ln of the wealth against "harm is at most as frequent as {@code rate}". */
    static double beyond(Findings f, double rate) {
        return f.harmful() > f.calls() * rate ? Math.max(0, RateBounds.excess(f.harmful(), f.calls(), rate)) : 0;
    }

    /** Each of its two ends is wrong, ever, with a probability of at most {@code error}. */
    static Interval interval(Findings f, double bound, double error) {
        double need = -Math.log(error);
        double low = f.calls() == 0
                ? 0
                : RateBounds.of(f.harmful(), f.calls(), (1 - RateBounds.LEVEL) / error)
                        .low();
        double seen = 0;
        for (var s : f.sources()) {
            seen += s.share() * s.judged();
        }
        double found = f.sources().stream().mapToLong(Source::harmful).sum();
        double estimate = seen > 0 ? Math.min(1, found / seen) : low;
        double high = upper(f, bound, need, estimate);
        return new Interval(Math.min(low, high), Math.clamp(estimate, Math.min(low, high), high), high, 1 - 2 * error);
    }

    private static double upper(Findings f, double bound, double need, double estimate) {
        double kept = Math.min(1, estimate);
        double rejected = 1;
        if (against(f, bound, 1) < need) {
            return 1;
        }
        for (int i = 0; i < STEPS; i++) {
            double middle = (kept + rejected) / 2;
            if (against(f, bound, middle) >= need) {
                rejected = middle;
            } else {
                kept = middle;
            }
        }
        return rejected;
    }
}
