package zhiheng.watch.season;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import zhiheng.watch.State;

/** What {@link JointScore} remembers: a {@link SeasonState} for each metric, and how their steps and their shifts go together. */
public final class JointState implements State {
    private static final byte VERSION = 1;
    /** What one metric finds by itself counts a little less, since there are several to find something by chance. */
    private static final double ALONE = 0.7;

    private static final double LARGEST = 1e75;
    private static final double HALF = 6; // usual distances at which a grade is 1/2

    private final SeasonState[] states;
    private final Relation steps;
    private final Relation shifts;
    private final double[] stepRow;
    private final double[] shiftRow;
    private final double[] stepShares;
    private final double[] shiftShares;
    private double[] shares;
    private Records stepRecords = new Records();
    private Records shiftRecords = new Records();
    private Silence silence = new Silence();
    private long rows;
    private double score;

    JointState(int metrics) {
        states = new SeasonState[metrics];
        Arrays.setAll(states, i -> new SeasonState());
        steps = new Relation(metrics);
        shifts = new Relation(metrics);
        stepRow = new double[metrics];
        shiftRow = new double[metrics];
        stepShares = new double[metrics];
        shiftShares = new double[metrics];
        shares = stepShares;
    }

    /** The last score. */
    @Override
    public double statistic() {
        return score;
    }

    /** Rows taken in. */
    @Override
    public long count() {
        return rows;
    }

    /** Of the last row, by metric. */
    double[] shares() {
        return shares;
    }

    double score(long time, double[] values) {
        rows++;
        double alone = 0;
        int loudest = 0;
        for (int i = 0; i < states.length; i++) {
            stepRow[i] = Double.NaN;
            shiftRow[i] = Double.NaN;
            if (!Double.isFinite(values[i])) {
                continue;
            }
            var state = states[i];
            state.score(time, Math.clamp(values[i], -LARGEST, LARGEST), false);
            if (state.count() > SeasonState.BLIND) {
                stepRow[i] = state.standardStep();
                shiftRow[i] = state.standardShift();
            }
            if (state.surprised() > alone) {
                alone = state.surprised();
                loudest = i;
            }
        }
        double step = steps.of(stepRow, stepShares);
        double shift = shifts.of(shiftRow, shiftShares);
        double apart = SeasonState.APART * Silence.rows(rows);
        double byStep = SeasonState.STEP_WEIGHT * beyond(stepRecords, step, apart);
        double byShift = SeasonState.SHIFT_WEIGHT * beyond(shiftRecords, shift, apart);
        double known = (double) rows / (rows + SeasonState.WARM_UP);
        double together = Math.max(byStep, byShift) * known;
        shares = byShift > byStep ? shiftShares : stepShares;
        if (ALONE * alone > together) {
            Arrays.fill(stepShares, 0);
            stepShares[loudest] = 1;
            shares = stepShares;
        }
        double surprise = silence.damp(Math.max(together, ALONE * alone), rows);
        double part = surprise / (1 + surprise);
        double far = Math.max(step, shift) / Math.sqrt(states.length);
        score = surprise >= 1
                ? part
                : Math.max(SeasonState.NO_ALARM * part, SeasonState.MOST_BY_RANK * far / (far + HALF));
        return score;
    }

    /** Of k sound metrics the distance is about √k; only more than that is unusual. */
    private double beyond(Records records, double distance, double apart) {
        double more = distance - Math.sqrt(states.length);
        double surprise = records.surprise(more, 0, apart);
        return more > 0 ? surprise : 0;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        out.writeByte(states.length);
        for (var state : states) {
            state.write(out);
        }
        steps.write(out);
        shifts.write(out);
        stepRecords.write(out);
        shiftRecords.write(out);
        silence.write(out);
        out.writeLong(rows);
        out.writeDouble(score);
    }

    void read(DataInput in) throws IOException {
        byte version = in.readByte();
        Bytes.require(version == VERSION, version, "version " + VERSION);
        int metrics = in.readUnsignedByte();
        Bytes.require(metrics == states.length, metrics, "the number of metrics, " + states.length + ",");
        for (int i = 0; i < metrics; i++) {
            states[i] = SeasonState.read(in);
        }
        steps.read(in);
        shifts.read(in);
        stepRecords = Records.read(in);
        shiftRecords = Records.read(in);
        silence = Silence.read(in);
        rows = Bytes.count(in);
        score = Bytes.finite(in);
    }
}
