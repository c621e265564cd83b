package zhiheng.watch.fairness;

/** What is meant by fair. Each is a statement about means that a stream can refute. */
public sealed interface Criterion {
    /**
     * Every group is selected at least {@code least} times as often as the reference group: the four-fifths rule at 0.8
     * (29 CFR 1607.4 D). Reads {@code decision}, or the value where there is none.
     */
    record SelectionRatio(String reference, double least) implements Criterion {
        public SelectionRatio {
            Checks.share("least ratio", least);
        }
    }

    /**
     * Of those whose {@code label} is 1, every group's rate of positive decisions is within {@code atMost} of the reference
     * group's (equal opportunity: Hardt, Price and Srebro 2016).
     */
    record EqualOpportunity(String reference, double atMost) implements Criterion {
        public EqualOpportunity {
            Checks.share("largest difference", atMost);
        }
    }

    /**
     * In every group and every one of {@code bins} equal ranges of the {@code score} (or of the value where there is none), the
     * score is within {@code atMost} of the chance that the {@code label} is 1.
     */
    record Calibration(int bins, double atMost) implements Criterion {
        public Calibration {
            if (bins < 1 || bins > 20) {
                throw new IllegalArgumentException("bins of the score: from 1 to 20, not " + bins);
            }
            Checks.share("largest difference", atMost);
        }
    }
}
