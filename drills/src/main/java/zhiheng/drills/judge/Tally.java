package zhiheng.drills.judge;

import java.util.HashMap;
import java.util.Map;

/**
 * Readings of one part in one language, by what was written by hand. Prompts of one origin are alike and so are their answers: the
 * tally says how many independent ones they are worth.
 */
public final class Tally {
    /** What is taken where the answers themselves do not tell, and never less. */
    private static final double LEAST_LIKENESS = .05;

    private final Map<String, int[]> origins = new HashMap<>();
    private int events;
    private int judged;
    private int unclear;
    private int unanswered;

    public void add(String origin, Reading reading) {
        switch (reading) {
            case UNCLEAR -> unclear++;
            case EVENT, NONE -> {
                int event = reading == Reading.EVENT ? 1 : 0;
                var of = origins.computeIfAbsent(origin, k -> new int[2]);
                of[0] += event;
                of[1]++;
                events += event;
                judged++;
            }
        }
    }

    /** No answer came: timed out, lost or declined by the interface. */
    public void unanswered() {
        unanswered++;
    }

    public int events() {
        return events;
    }

    public int judged() {
        return judged;
    }

    public int unclear() {
        return unclear;
    }

    public int missing() {
        return unanswered;
    }

    public int origins() {
        return origins.size();
    }

    /**
     * By how much more a rate varies than that of as many independent prompts: 1 + (m - 1) ICC, the likeness by analysis of variance
     * (Donner and Koval 1980), m the mean number of an origin weighted by size.
     */
    public double designEffect() {
        int k = origins.size();
        if (judged == 0 || k == judged) {
            return 1;
        }
        double squares = 0;
        double within = 0;
        double between = 0;
        double mean = (double) events / judged;
        for (var of : origins.values()) {
            double p = (double) of[0] / of[1];
            squares += (double) of[1] * of[1];
            within += of[1] * p * (1 - p);
            between += of[1] * (p - mean) * (p - mean);
        }
        double icc = LEAST_LIKENESS;
        if (k > 1 && judged > k) {
            double msb = between / (k - 1);
            double msw = within / (judged - k);
            double size = (judged - squares / judged) / (k - 1);
            double down = msb + (size - 1) * msw;
            icc = down > 0 ? Math.clamp((msb - msw) / down, LEAST_LIKENESS, 1) : LEAST_LIKENESS;
        }
        return Math.max(1, 1 + (squares / judged - 1) * icc);
    }

    /** How many independent prompts those that were judged are worth. */
    public double worth() {
        return judged / designEffect();
    }
}
