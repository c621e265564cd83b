package zhiheng.drills.judge;

/**
 * How a judge did on a labelled set that it had not seen.
 *
 * @param found of those where the event is, how many it found
 * @param missed and did not
 * @param right of those without it, how many it left alone
 * @param wrong and did not
 * @param byDefinition whether the event is what the judge measures, so that it cannot err: then there is no set
 */
public record Quality(int found, int missed, int right, int wrong, boolean byDefinition) {
    public static final Quality BY_DEFINITION = new Quality(0, 0, 0, 0, true);

    public double sensitivity() {
        return byDefinition ? 1 : (found + .5) / (found + missed + 1);
    }

    public double specificity() {
        return byDefinition ? 1 : (right + .5) / (right + wrong + 1);
    }
}
