package zhiheng.watch.fairness;

/** What is meant by fair. Each is a statement about means that a stream can refute. */
public sealed interface Criterion {
    /**
     * Of any group and the reference group, the one selected less often is selected at least {@code least} times as often as the
     * other: the four-fifths rule at 0.8 (29 CFR 1607.4 D). Reads {@code decision}, or the value where there is none.
     */
    record SelectionRatio(String reference, double least) implements Criterion {
        public SelectionRatio {
            if (!(least > 0 && least <= 1)) {
                throw new IllegalArgumentException("least ratio of two selection rates: in (0,1], not " + least);
            }
        }
    }

    /**
     * Of those whose {@code label} is 1, every group's rate of positive decisions is within {@code atMost} of the reference
     * group's (equal opportunity: Hardt, Price and Srebro 2016). Reads {@code decision}, or the value where there is none.
     */
    record EqualOpportunity(String reference, double atMost) implements Criterion {
        public EqualOpportunity {
            difference(atMost);
        }
    }

    /**
     * Every group's mean of a value in [low, high], such as a rating or a waiting time, is within {@code atMost} of the reference
     * group's. Reads the value.
     */
    record EqualMeans(String reference, double low, double high, double atMost) implements Criterion {
        public EqualMeans {
            if (!(low < high) || Double.isInfinite(high - low) || !(atMost >= 0 && atMost < high - low)) {
                throw new IllegalArgumentException("low < high and a difference inside that range are wanted, not "
                        + low + ", " + high + ", " + atMost);
            }
        }
    }

    /**
     * In every group and every one of {@code bins} equal ranges of the {@code score} (or of the value where there is none), the
     * score is within {@code atMost} of the chance that the {@code label} is 1.
     */
    record Calibration(int bins, double atMost) implements Criterion {
        public Calibration {
            if (bins < 1 || bins > 20) {
                throw new IllegalArgumentException("ranges of the score: from 1 to 20, not " + bins);
            }
            difference(atMost);
        }
    }

    private static void difference(double atMost) {
        if (!(atMost >= 0 && atMost < 1)) {
            throw new IllegalArgumentException("largest difference allowed: in [0,1), not " + atMost);
        }
    }
}
