package zhiheng.server.rooms.watch;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.server.rooms.watch.Reading.Order;
import zhiheng.server.rooms.watch.ReplaySettings.Metric;
import zhiheng.watch.Breaches;
import zhiheng.watch.Breaches.Breach;
import zhiheng.watch.Limits;
import zhiheng.watch.Monitor;
import zhiheng.watch.Observation;
import zhiheng.watch.Watch;
import zhiheng.watch.season.JointScore;
import zhiheng.watch.season.JointState;
import zhiheng.watch.season.SeasonScore;
import zhiheng.watch.unit.ByUnit;

/** Watches a CSV file in one pass; memory does not grow with its length, but where it is to be sorted. */
public final class Replay {
    /** What is told while it runs. */
    public interface Listener {
        /** A row of a score: the moment as it was written. */
        void row(String timestamp, long time, double value, double score);

        /** A row of a score over several metrics. */
        default void row(String timestamp, long time, double[] values, JointScore.Scored scored) {
            row(timestamp, time, values[0], scored.score());
        }

        /** Another row that was taken. */
        void taken(long time, double value);

        /** A breach that has ended, or that lasted to the end of the file. */
        void breach(Breach breach);
    }

    /** Rows that can be sorted; each takes some 200 bytes. */
    private static final int MOST_SORTED = 5_000_000;

    private static final int LONGEST_FIELD = 10_000;
    /** The first row must lie within so many characters for its separator to be seen. */
    private static final int LOOK = 1 << 16;

    /** @param values of several metrics, null where there is one */
    private record Row(String written, Observation observation, double @Nullable [] values) {}

    private final ReplaySettings settings;
    private final Reading reading;
    private final Listener listener;
    private final @Nullable Watch watch;
    private final SeasonScore score;
    private final zhiheng.watch.season.SeasonState state;
    private final @Nullable JointScore joint;
    private final @Nullable JointState jointState;
    private final List<Row> unsorted = new ArrayList<>();
    private final Breaches breaches = new Breaches();
    private final Outcome.Tally tally = new Outcome.Tally();
    private long newest = Long.MIN_VALUE;

    public Replay(ReplaySettings settings, Reading reading, Listener listener) {
        this.settings = settings;
        this.reading = reading;
        this.listener = listener;
        score = settings.metric() == Metric.COUNT ? SeasonScore.ofCounts() : SeasonScore.ofValues();
        state = score.start();
        joint = reading.values().size() > 1 ? joint(settings, reading.values()) : null;
        jointState = joint == null ? null : joint.start();
        watch = settings.metric() == Metric.COUNT || settings.metric() == Metric.SCORE
                ? null
                : new Watch(
                        List.of(new Monitor<>(
                                "replay",
                                "replay",
                                Detectors.of(settings, reading.columns().containsKey(ByUnit.UNIT), reading.zone()),
                                Monitor.Counts.EVENTS)),
                        Limits.DEFAULT);
    }

    private static JointScore joint(ReplaySettings settings, List<String> metrics) {
        if (settings.metric() != Metric.SCORE) {
            throw Refusal.invalid("多列数值只用于 --metric score。", "several columns of values go with --metric score only.")
                    .at("--value");
        }
        try {
            return new JointScore(metrics);
        } catch (IllegalArgumentException e) {
            var named = String.join("|", metrics);
            throw Refusal.invalid(
                            "须为 2 至 " + JointScore.MOST + " 个不同的列：" + named + "。",
                            "2 to " + JointScore.MOST + " different columns are wanted: " + named + ".")
                    .at("--value");
        }
    }

    /** @throws Refusal when the file is no CSV of observations */
    public Outcome run(Reader file) throws IOException {
        var in = new BufferedReader(file, LOOK);
        char separator = reading.separator() == Reading.ANY ? separator(in) : reading.separator();
        try (var csv = CsvReader.builder()
                .fieldSeparator(separator)
                .maxBufferSize(1 << 20)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(in)) {
            Columns columns = null;
            for (CsvRecord row : csv) {
                var fields = row.getFields();
                if (fields.size() == 1 && fields.getFirst().isBlank()) {
                    continue;
                }
                if (columns == null) {
                    columns = Columns.of(fields, reading, separator);
                    if (columns.isHeading()) {
                        continue;
                    }
                }
                read(columns, row.getStartingLineNumber(), fields);
            }
        } catch (CsvParseException e) {
            throw Refusal.invalid("CSV 格式有误：" + e.getMessage(), "the CSV is malformed: " + e.getMessage());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        unsorted.sort(Comparator.comparingLong(row -> row.observation().time()));
        unsorted.forEach(this::take);
        tell(breaches.end());
        return tally.outcome();
    }

    /** The one of comma, semicolon and tab that the first row has most of. */
    private static char separator(BufferedReader in) throws IOException {
        in.mark(LOOK);
        var counts = new int[3];
        boolean quoted = false;
        for (int i = 0, c; i < LOOK && (c = in.read()) >= 0 && (quoted || c != '\n' && c != '\r'); i++) {
            quoted ^= c == '"';
            int which = quoted ? -1 : ",;\t".indexOf(c);
            if (which >= 0) {
                counts[which]++;
            }
        }
        in.reset();
        return counts[1] > Math.max(counts[0], counts[2]) ? ';' : counts[2] > counts[0] ? '\t' : ',';
    }

    private void read(Columns columns, long line, List<String> fields) {
        var observation = columns.read(fields);
        var values = observation == null || joint == null ? null : columns.values(fields, observation.value());
        if (observation == null
                || joint != null && values == null
                || fields.getFirst().length() > LONGEST_FIELD) {
            tally.unread(line, fields);
            return;
        }
        var row = new Row(columns.time(fields), observation, values);
        if (reading.order() != Order.SORTED) {
            take(row);
            return;
        }
        if (unsorted.size() == MOST_SORTED) {
            throw Refusal.invalid(
                    "行数超过 " + MOST_SORTED + "，不能在此排序；请先以 sort 等工具排序。",
                    "more than " + MOST_SORTED
                            + " rows cannot be sorted here; sort the file first, for example by sort(1)");
        }
        unsorted.add(row);
    }

    private void take(Row row) {
        var observation = row.observation();
        if (watch == null) {
            tally.taken(observation);
            if (joint != null && jointState != null && row.values() != null) {
                var scored = joint.score(jointState, observation.time(), row.values());
                listener.row(row.written(), observation.time(), row.values(), scored);
                return;
            }
            listener.row(
                    row.written(),
                    observation.time(),
                    observation.value(),
                    score.score(state, observation.time(), observation.value()));
            return;
        }
        if (reading.order() == Order.ARRIVAL) {
            newest = Math.max(newest, observation.time());
            observation = new Observation(
                    observation.system(),
                    observation.metric(),
                    newest,
                    observation.value(),
                    observation.weight(),
                    observation.attributes());
        }
        watch(watch, observation);
    }

    private void watch(Watch watch, Observation observation) {
        listener.taken(observation.time(), observation.value());
        breaches.taken(observation);
        watch.take(observation).forEach(alert -> tell(breaches.alert(alert)));
        tally.watched(observation, watch.counters());
    }

    private void tell(@Nullable Breach ended) {
        if (ended != null) {
            listener.breach(ended);
        }
    }

    public ReplaySettings settings() {
        return settings;
    }
}
