package zhiheng.watch.drift;

/** What of an observation is watched, and into how many bins it is cut. The bins are learned from the first observations. */
public sealed interface Feature {
    /** The most bins, so that a state stays small. */
    int MOST_BINS = 256;

    /** The value, cut at the quantiles of the first values into about equally full bins. */
    record Number(int bins) implements Feature {
        public Number {
            within(bins);
        }
    }

    /** An attribute: its most frequent texts, and one bin for all others. */
    record Category(String attribute, int bins) implements Feature {
        public Category {
            within(bins);
        }
    }

    private static void within(int bins) {
        if (bins < 2 || bins > MOST_BINS) {
            throw new IllegalArgumentException("bins: from 2 to " + MOST_BINS + ", not " + bins);
        }
    }
}
