package zhiheng.drills.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import zhiheng.watch.Interval;

/**
 * Rates corrected for an imperfect judge (Rogan and Gladen 1978: (p + Sp - 1) / (Se + Sp - 1)), with an interval that holds the chance
 * in the prompts and in the labelled set: a parametric bootstrap, each count redrawn from its beta distribution with half an event and
 * half a non-event added, so that a count of none does not look like certainty.
 */
public final class Rates {
    private static final int DRAWS = 4_000;
    private static final double LEVEL = .95;
    /** A judge that is hardly better than a coin says nothing: sensitivity + specificity - 1. */
    private static final double LEAST_SKILL = .1;

    /** One language: what was read, by a judge of this quality. */
    public record Stratum(Tally tally, Quality quality) {}

    private Rates() {}

    /** After a run whose end did not hang on its answers. */
    public static Rate of(List<Stratum> strata, long seed) {
        var random = new Random(seed);
        double low = quantile(draws(strata, false, random), (1 - LEVEL) / 2);
        double high = quantile(draws(strata, true, random), (1 + LEVEL) / 2);
        return rate(strata, low, high, false);
    }

    /** At whatever moment: by a confidence sequence and the worst that the labelled set allows. */
    public static Rate anytime(List<Stratum> strata) {
        double low = 0;
        double high = 0;
        double all = total(strata);
        for (var s : strata) {
            double weight = asked(s.tally()) / all;
            if (weight > 0) {
                // An error of 5 per cent: half for the prompts, the rest for the two sides of the judge, shared by the
                // strata.
                var box = Box.of(s.quality(), (1 - LEVEL) / 4 / strata.size());
                var of = sequence(s.tally(), (1 - LEVEL) / 2 / strata.size());
                if (box.seLow() + box.spLow() - 1 < LEAST_SKILL) {
                    high += weight; // a judge that may be no better than a coin bounds nothing
                    continue;
                }
                low += weight
                        * Math.min(
                                corrected(of[0], box.seHigh(), box.spLow()),
                                corrected(of[0], box.seLow(), box.spLow()));
                high += weight
                        * Math.max(
                                corrected(of[1], box.seLow(), box.spHigh()),
                                corrected(of[1], box.seHigh(), box.spHigh()));
            }
        }
        return all == 0 ? rate(strata, 0, 1, true) : rate(strata, low, high, true);
    }

    private static double[] sequence(Tally tally, double error) {
        double worth = tally.worth() / Math.max(1, tally.judged());
        double missing = tally.unclear() + tally.missing();
        double yes = tally.events() * worth;
        double no = (tally.judged() - tally.events()) * worth;
        double other = missing * worth;
        return new double[] {
            ConfidenceSequence.of(yes, no + other, error).low(),
            ConfidenceSequence.of(yes + other, no, error).high()
        };
    }

    private static Rate rate(List<Stratum> strata, double low, double high, boolean sequential) {
        double all = total(strata);
        double observed = 0;
        double estimate = 0;
        double weights = 0;
        int events = 0;
        int judged = 0;
        double worth = 0;
        int unclear = 0;
        int unanswered = 0;
        for (var s : strata) {
            var t = s.tally();
            if (t.judged() > 0) {
                double weight = asked(t) / all;
                double p = (double) t.events() / t.judged();
                observed += weight * p;
                estimate += weight
                        * corrected(p, s.quality().sensitivity(), s.quality().specificity());
                weights += weight;
            }
            events += t.events();
            judged += t.judged();
            worth += t.worth();
            unclear += t.unclear();
            unanswered += t.missing();
        }
        observed = weights > 0 ? observed / weights : 0;
        estimate = weights > 0 ? estimate / weights : 0;
        // A bound lies on the side of nothing or all where nothing speaks against it.
        double l = judged == 0 || events == 0 ? 0 : low;
        double h = judged == 0 || events == judged ? 1 : high;
        return new Rate(
                observed,
                judged == 0 ? .5 : Math.clamp(estimate, l, Math.max(l, h)),
                l,
                h,
                events,
                judged,
                worth,
                unclear,
                unanswered,
                sequential);
    }

    private static double asked(Tally t) {
        return t.judged() + t.unclear() + t.missing();
    }

    private static double total(List<Stratum> strata) {
        return strata.stream().mapToDouble(s -> asked(s.tally())).sum();
    }

    /** @param worse whether what could not be read counts as events */
    private static double[] draws(List<Stratum> strata, boolean worse, Random random) {
        var result = new double[DRAWS];
        double all = Math.max(1, total(strata));
        for (var s : strata) {
            var t = s.tally();
            double asked = asked(t);
            if (asked == 0) {
                continue;
            }
            double worth = t.judged() == 0 ? 1 : t.worth() / t.judged();
            double missing = t.unclear() + t.missing();
            double yes = (t.events() + (worse ? missing : 0)) * worth;
            double no = (t.judged() - t.events() + (worse ? 0 : missing)) * worth;
            var q = s.quality();
            for (int i = 0; i < DRAWS; i++) {
                double p = Numbers.beta(random, yes + .5, no + .5);
                double se = q.byDefinition() ? 1 : Numbers.beta(random, q.found() + .5, q.missed() + .5);
                double sp = q.byDefinition() ? 1 : Numbers.beta(random, q.right() + .5, q.wrong() + .5);
                double one = se + sp - 1 < LEAST_SKILL ? random.nextDouble() : corrected(p, se, sp);
                result[i] += asked / all * one;
            }
        }
        return result;
    }

    static double corrected(double p, double se, double sp) {
        double skill = se + sp - 1;
        return skill < LEAST_SKILL ? p : Math.clamp((p + sp - 1) / skill, 0, 1);
    }

    private static double quantile(double[] values, double at) {
        Arrays.sort(values);
        return values[(int) Math.clamp(Math.round(at * (values.length - 1)), 0, values.length - 1)];
    }

    /** What sensitivity and specificity may be, at an error for each of the four sides. */
    record Box(double seLow, double seHigh, double spLow, double spHigh) {
        static Box of(Quality q, double error) {
            if (q.byDefinition()) {
                return new Box(1, 1, 1, 1);
            }
            return new Box(
                    lower(q.found(), q.found() + q.missed(), error / 2),
                    1 - lower(q.missed(), q.found() + q.missed(), error / 2),
                    lower(q.right(), q.right() + q.wrong(), error / 2),
                    1 - lower(q.wrong(), q.right() + q.wrong(), error / 2));
        }

        /** P(X >= events): term by term from the first, which falls off fast where the tail is small. */
        private static double tail(int events, int of, double p) {
            double term = Numbers.binomial(of, events, p);
            double sum = term;
            double most = of * p;
            for (int k = events; k < of && (term > sum * 1e-12 || k < most); k++) {
                term *= (of - k) / (k + 1.0) * p / (1 - p);
                sum += term;
            }
            return sum;
        }

        /** Clopper and Pearson's lower bound, by halving. */
        static double lower(int events, int of, double error) {
            if (events == 0) {
                return 0;
            }
            double a = 0;
            double b = 1;
            for (int i = 0; i < 50; i++) {
                double p = (a + b) / 2;
                if (tail(events, of, p) < error) {
                    a = p;
                } else {
                    b = p;
                }
            }
            return a;
        }
    }

    /** Clopper and Pearson's interval of 95 per cent, for counts whose judge is not known. */
    public static Interval exact(long events, long of) {
        double error = (1 - LEVEL) / 2;
        int n = (int) Math.min(of, 1_000_000);
        int k = (int) Math.min(events, n);
        double low = n == 0 ? 0 : Box.lower(k, n, error);
        double high = n == 0 ? 1 : 1 - Box.lower(n - k, n, error);
        return new Interval(low, n == 0 ? .5 : (double) k / n, high, LEVEL);
    }

    /** Strata by language, of a judge's qualities. */
    public static List<Stratum> strata(Map<String, Tally> byLanguage, Function<String, Quality> of) {
        var result = new ArrayList<Stratum>();
        byLanguage.forEach((language, tally) -> result.add(new Stratum(tally, of.apply(language))));
        return result;
    }
}
