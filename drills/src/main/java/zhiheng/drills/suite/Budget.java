package zhiheng.drills.suite;

import java.time.Duration;

/**
 * How much a run may ask of an upstream.
 *
 * @param perSecond prompts a second
 * @param atOnce prompts under way at the same time
 * @param calls all calls, repeats included
 * @param tokens of prompts and answers together
 * @param cost in the currency of the price
 * @param perThousand price of a thousand tokens; 0 where none is known, and then cost bounds nothing
 * @param time from the first call to the last
 */
public record Budget(
        double perSecond, int atOnce, long calls, long tokens, double cost, double perThousand, Duration time) {
    public static final Budget POLITE =
            new Budget(20, 8, 10_000, Long.MAX_VALUE, Double.MAX_VALUE, 0, Duration.ofHours(2));

    public Budget {
        if (!(perSecond > 0) || atOnce < 1 || calls < 1 || tokens < 1 || cost < 0 || perThousand < 0) {
            throw new IllegalArgumentException("a budget below zero");
        }
    }
}
