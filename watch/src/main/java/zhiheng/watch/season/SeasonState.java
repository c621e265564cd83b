package zhiheng.watch.season;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import zhiheng.watch.State;

/**
 * What the seasonal score remembers of one series, of a fixed size whatever its length. Four statistics are watched: how far a
 * value is off what the value before it made likely; how far the values of late are off the season; how much rougher or
 * smoother than usual they are; how new their shape is. The constants were found by search on generated streams, around a flat optimum: most of
 * those tried could change by a third for less than one point of the benchmark's score; what counts as notable, as high and as calm not.
 */
public final class SeasonState implements State {
    private static final byte VERSION = 4;
    private static final byte WITHOUT_RARITY = 3; // nor wandering periods, nor shapes apart from their level
    private static final byte WITHOUT_NOVELTY = 2; // learnt anew
    private static final byte WITHOUT_CYCLE = 1; // neither period nor grade was known then; they are learnt anew
    static final double STEP_WEIGHT = 0.8;
    static final double SHIFT_WEIGHT = 2.2;
    private static final double ROUGHER_WEIGHT = 1.2;
    private static final double SMOOTHER_WEIGHT = 0.6;
    private static final double SECOND = 0.22; // of the second largest surprise is added
    static final double WARM_UP = 156; // rows after which surprises count half
    static final int BLIND = 40; // rows at the start that are not scored
    // How many rows the running means reach back.
    private static final int SHIFT_ROWS = 38;
    private static final double ROUGH_ROWS = 8.5;
    private static final int USUAL_ROWS = 3300;
    private static final int OFF_ROWS = 1000;
    private static final int LINK_ROWS = 190;
    private static final int DEVIATION_ROWS = 10_000;

    private static final double CUT = 4.15; // multiple of the usual size beyond which a value teaches no more
    private static final double CHANCE = 3; // deviations of a Poisson count that are nothing to note
    private static final double SHIFT_STEADIER = Math.sqrt(2 * SHIFT_ROWS); // than a single value
    private static final double NEGLIGIBLE = 0.05; // of the deviation of the series
    private static final double ROUGH_CUT = 6;
    private static final double NOTABLY_ROUGH = 0.1;
    private static final int STILL = 12; // rows
    private static final double STUCK = 2;
    static final double APART = 0.33; // of the silence
    // How a score is made of surprise and grade: half a score or more is for surprises of 1 or more alone.
    static final double NO_ALARM = 0.6;
    static final double MOST_BY_RANK = 0.49;
    private static final double NOVEL_WEIGHT = 0.6;
    // Alarms are in order of the grade, and a little of the surprise.
    private static final double BY_SURPRISE = 0.025;
    private static final double BY_GRADE = 0.25;
    private static final double LEAST_LEFT = 1e-9;
    private static final double FAR_OUT = 1.1; // a rank below which steps and roughness count less

    private final Rhythm rhythm;
    private final Seasons seasons;
    private final Records steps;
    private final Records shifts;
    private final Records roughness;
    private final Silence silence;
    private long rows;
    private long bad;
    private long back;
    private double mean;
    private double deviation;
    private double offSize; // usual distance from the season
    private double lastOff;
    private double linkProduct; // of a distance and the one before
    private double linkSquare;
    private double shift; // mean distance from the season of late
    private double rough; // mean step of late
    private double usualRough;
    private double lastValue;
    private long still; // rows for which the value has not changed
    private long longestStill;
    private double score;
    // Of the row at hand, for a score over several metrics: not stored.
    private double graded;
    private double surprised; // before silence
    private double standardStep; // in usual distances, with its sign
    private double standardShift;
    private Grade grade = new Grade();
    private Novelty novelty = new Novelty();
    private Records novels = new Records();
    private Rarity rarity = new Rarity();

    SeasonState() {
        this(new Rhythm(), new Seasons(), new Records(), new Records(), new Records(), new Silence());
    }

    private SeasonState(
            Rhythm rhythm, Seasons seasons, Records steps, Records shifts, Records roughness, Silence silence) {
        this.rhythm = rhythm;
        this.seasons = seasons;
        this.steps = steps;
        this.shifts = shifts;
        this.roughness = roughness;
        this.silence = silence;
    }

    /** The last score. */
    @Override
    public double statistic() {
        return score;
    }

    /** Values taken in. */
    @Override
    public long count() {
        return rows;
    }

    /** Values that were NaN or infinite, or counts below 0; they were given the score 0 and taught nothing. */
    public long bad() {
        return bad;
    }

    /** Values whose time lay before that of the value before them. */
    public long back() {
        return back;
    }

    double surprised() {
        return surprised;
    }

    double standardStep() {
        return standardStep;
    }

    double standardShift() {
        return standardShift;
    }

    void skip() {
        bad++;
        score = 0;
    }

    double score(long time, double value, boolean count) {
        surprised = surprise(time, value, count);
        double surprise = silence.damp(surprised, rows);
        if (surprise < 1) {
            score = Math.max(NO_ALARM * surprise / (1 + surprise), MOST_BY_RANK * graded);
            return score;
        }
        double beyond = BY_SURPRISE * (surprise - 1) + BY_GRADE * graded / (1 - graded + LEAST_LEFT);
        score = (1 + beyond) / (2 + beyond);
        return score;
    }

    private double surprise(long time, double value, boolean count) {
        rows++;
        switch (rhythm.next(time, rows)) {
            case USUAL -> {}
            case BACK -> back++;
            case PAUSE -> forgetLately();
        }
        if (rows == 1) {
            seasons.begin(value);
            grade.begin(value);
            mean = value;
            return 0;
        }
        int part = rhythm.partOfDay(time);
        int hour = Rhythm.hourOfWeek(time);
        double least = Math.max(NEGLIGIBLE * deviation, 1e-9 * Math.abs(value) + 1e-12);
        double apart = APART * Silence.rows(rows);
        double expected = seasons.predict(part, hour, least, value);
        double chance = count ? CHANCE * Math.sqrt(Math.max(1, expected)) : 0;
        double off = value - expected;
        double step = off - link() * lastOff;
        shift += (off - shift) / SHIFT_ROWS;
        double ratio = roughness(Math.max(Math.abs(step), least), least);
        novelty.period(seasons.period());
        double novel = novelty.add(value);
        double predictable = novelty.predictable(deviation);
        double shapePredictable = novelty.predictableShape(deviation);
        double newShape = shapePredictable * novelty.shape();
        double isNew = Math.max(predictable * novel, newShape);
        predictable = Math.max(predictable, shapePredictable);
        standardStep = step / (usualRough + least);
        standardShift = shift * SHIFT_STEADIER / (offSize + least);
        double rare = rarity.add((value - mean) / (deviation + 1e-12));
        graded = grade.of(
                value,
                Math.abs(off) / (offSize + least),
                Math.abs(standardStep),
                Math.abs(standardShift),
                ratio,
                isNew,
                Math.max(0, rare) + Math.max(0, rarity.now()),
                predictable,
                least,
                rows,
                BLIND);
        learn(part, hour, value, off, least);
        boolean stuck = stuck(value);
        if (rows <= BLIND) {
            return 0;
        }
        double far = Math.min(1, grade.rank() / FAR_OUT);
        double stepSurprise = STEP_WEIGHT * far * far * steps.surprise(step, Math.max(least, chance), apart);
        double shiftSurprise = SHIFT_WEIGHT * shifts.surprise(shift, Math.max(least, chance / SHIFT_STEADIER), apart);
        double roughSurprise = (ratio > 0 ? ROUGHER_WEIGHT : SMOOTHER_WEIGHT)
                * far
                * far
                * roughness.surprise(ratio, NOTABLY_ROUGH, apart);
        double novelSurprise = NOVEL_WEIGHT * novels.surprise(isNew, 1, apart);
        double surprise =
                Math.max(novelSurprise, together(stepSurprise, shiftSurprise, roughSurprise)) + (stuck ? STUCK : 0);
        return surprise * rows / (rows + WARM_UP);
    }

    /** Whether the value has just stood still for longer than any known standstill would explain. */
    private boolean stuck(double value) {
        if (value != lastValue) {
            longestStill = Math.max(longestStill, still);
            lastValue = value;
            still = 0;
        }
        return ++still == Math.max(STILL, 2 * longestStill);
    }

    /** How much of a distance from the season stays on to the next value. */
    private double link() {
        return linkSquare > 0 ? Math.clamp(linkProduct / linkSquare, 0, 0.99) : 0;
    }

    /** Logarithm of how much larger the steps of late are than usual. */
    private double roughness(double step, double least) {
        double cut = usualRough > 0 ? Math.min(step, ROUGH_CUT * usualRough) : step;
        rough += (cut - rough) / Math.min(rows, ROUGH_ROWS);
        usualRough += (cut - usualRough) / Math.min(rows, USUAL_ROWS);
        return Math.log((rough + least) / (usualRough + least));
    }

    private void learn(int part, int hour, double value, double off, double least) {
        double limit = rows > 20 ? CUT * (offSize + least) : Double.MAX_VALUE;
        offSize += (Math.min(Math.abs(off), limit) - offSize) / Math.min(rows, OFF_ROWS);
        double cut = Math.clamp(off, -limit, limit);
        double cutLast = Math.clamp(lastOff, -limit, limit);
        linkProduct += (cut * cutLast - linkProduct) / Math.min(rows, LINK_ROWS);
        linkSquare += (cut * cut - linkSquare) / Math.min(rows, LINK_ROWS);
        lastOff = off;
        deviation += (Math.abs(value - mean) - deviation) / Math.min(rows, DEVIATION_ROWS);
        mean += (value - mean) / Math.min(rows, DEVIATION_ROWS);
        seasons.learn(part, hour, value, limit, rows, rhythm);
    }

    private static double together(double a, double b, double c) {
        double largest = Math.max(a, Math.max(b, c));
        double smallest = Math.min(a, Math.min(b, c));
        return largest + SECOND * (a + b + c - largest - smallest);
    }

    /** After a pause the series may stand anywhere. */
    private void forgetLately() {
        lastOff = 0;
        shift = 0;
        rough = usualRough;
    }

    @Override
    public void write(DataOutput out) throws IOException {
        out.writeByte(VERSION);
        rhythm.write(out);
        seasons.write(out);
        steps.write(out);
        shifts.write(out);
        roughness.write(out);
        silence.write(out);
        out.writeLong(rows);
        out.writeLong(bad);
        out.writeLong(back);
        out.writeLong(still);
        out.writeLong(longestStill);
        double[] all = {
            mean, deviation, offSize, lastOff, linkProduct, linkSquare, shift, rough, usualRough, lastValue, score
        };
        for (double value : all) {
            out.writeDouble(value);
        }
        seasons.writeCycle(out);
        grade.write(out);
        novelty.write(out);
        novels.write(out);
        seasons.writeWandering(out);
        grade.writeHigh(out);
        novelty.writeShapes(out);
        rarity.write(out);
    }

    static SeasonState read(DataInput in) throws IOException {
        byte version = in.readByte();
        Bytes.require(version >= WITHOUT_CYCLE && version <= VERSION, version, "version " + VERSION);
        var state = new SeasonState(
                Rhythm.read(in),
                Seasons.read(in),
                Records.read(in),
                Records.read(in),
                Records.read(in),
                Silence.read(in));
        state.rows = Bytes.count(in);
        state.bad = Bytes.count(in);
        state.back = Bytes.count(in);
        state.still = Bytes.count(in);
        state.longestStill = Bytes.count(in);
        state.mean = Bytes.finite(in);
        state.deviation = Bytes.magnitude(in);
        state.offSize = Bytes.magnitude(in);
        state.lastOff = Bytes.finite(in);
        state.linkProduct = Bytes.finite(in);
        state.linkSquare = Bytes.magnitude(in);
        state.shift = Bytes.finite(in);
        state.rough = Bytes.magnitude(in);
        state.usualRough = Bytes.magnitude(in);
        state.lastValue = Bytes.finite(in);
        state.score = Bytes.finite(in);
        if (version >= WITHOUT_NOVELTY) {
            state.seasons.readCycle(in);
            state.grade = Grade.read(in);
        }
        if (version >= WITHOUT_RARITY) {
            state.novelty = Novelty.read(in);
            state.novels = Records.read(in);
        }
        if (version == VERSION) {
            state.seasons.readWandering(in);
            state.grade.readHigh(in);
            state.novelty.readShapes(in);
            state.rarity = Rarity.read(in);
        }
        return state;
    }
}
