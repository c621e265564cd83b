package zhiheng.office.offers;

import java.util.Arrays;
import zhiheng.base.Refusal;

/**
 * Which needs an offer may serve, and how well. Only eligible pairs are in it: eligibility is decided before, by rule, and no score
 * makes up for it.
 */
public final class Market {
    /** The best score of a pair. */
    public static final int MAX_SCORE = 10_000;

    /** So that sums of scores stay exact whole numbers. */
    static final int MAX_NEEDS = 10_000_000;

    private final int[] capacity;
    private final int[] start;
    private final int[] offers;
    private final int[] scores;

    private Market(int[] capacity, int[] start, int[] offers, int[] scores) {
        this.capacity = capacity;
        this.start = start;
        this.offers = offers;
        this.scores = scores;
    }

    /** Collects pairs, need by need. */
    public static final class Builder {
        private final int[] capacity;
        private final int[] pairedWith;
        private int[] start = new int[16];
        private int[] offers = new int[64];
        private int[] scores = new int[64];
        private int needs;
        private int pairs;

        /** @param capacity places of each offer, none negative */
        public Builder(int... capacity) {
            for (int places : capacity) {
                if (places < 0) {
                    throw Refusal.invalid("容量不能为负数：" + places, "A capacity cannot be negative: " + places);
                }
            }
            this.capacity = capacity.clone();
            pairedWith = new int[capacity.length];
        }

        /** Begins the next need; its pairs follow. */
        public Builder need() {
            if (needs == MAX_NEEDS) {
                throw Refusal.invalid("需求超过 " + MAX_NEEDS + " 项", "More than " + MAX_NEEDS + " needs");
            }
            if (++needs == start.length) {
                start = Arrays.copyOf(start, start.length * 2);
            }
            start[needs] = pairs;
            return this;
        }

        /** The need begun last may have a place of this offer, which would do it this much good, 1 to {@link #MAX_SCORE}. */
        public Builder pair(int offer, int score) {
            if (needs == 0 || offer < 0 || offer >= capacity.length || score < 1 || score > MAX_SCORE) {
                throw Refusal.invalid(
                        "供给 " + offer + " 的评分须为 1 至 " + MAX_SCORE + "，现为 " + score,
                        "The score of offer " + offer + " must be from 1 to " + MAX_SCORE + ", not " + score);
            }
            if (pairedWith[offer] == needs) {
                throw Refusal.invalid("同一需求与供给 " + offer + " 重复配对", "A need is paired with offer " + offer + " twice");
            }
            pairedWith[offer] = needs;
            if (pairs == offers.length) {
                offers = Arrays.copyOf(offers, pairs * 2);
                scores = Arrays.copyOf(scores, pairs * 2);
            }
            offers[pairs] = offer;
            scores[pairs++] = score;
            start[needs] = pairs;
            return this;
        }

        public Market build() {
            return new Market(
                    capacity,
                    Arrays.copyOf(start, needs + 1),
                    Arrays.copyOf(offers, pairs),
                    Arrays.copyOf(scores, pairs));
        }
    }

    public int needs() {
        return start.length - 1;
    }

    public int offers() {
        return capacity.length;
    }

    public int pairs() {
        return offers.length;
    }

    public int capacity(int offer) {
        return capacity[offer];
    }

    /** The score of a pair; 0 where the need is not eligible. */
    public int score(int need, int offer) {
        for (int at = start[need]; at < start[need + 1]; at++) {
            if (offers[at] == offer) {
                return scores[at];
            }
        }
        return 0;
    }

    int from(int need) {
        return start[need];
    }

    int to(int need) {
        return start[need + 1];
    }

    int offerAt(int pair) {
        return offers[pair];
    }

    int scoreAt(int pair) {
        return scores[pair];
    }
}
