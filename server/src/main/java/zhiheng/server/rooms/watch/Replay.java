package zhiheng.server.rooms.watch;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.server.rooms.watch.ReplaySettings.Metric;
import zhiheng.watch.Alert;
import zhiheng.watch.Counters;
import zhiheng.watch.Limits;
import zhiheng.watch.Monitor;
import zhiheng.watch.Observation;
import zhiheng.watch.Watch;
import zhiheng.watch.season.SeasonScore;

/** Watches a CSV file in one pass; memory does not grow with its length. */
public final class Replay {
    /** What is told while it runs. */
    public interface Listener {
        /** A row of a score: the moment as it was written. */
        void row(String timestamp, long time, double value, double score);

        /** Another row that was taken. */
        void taken(long time, double value);

        void alert(Alert alert);

        /** A row that cannot be read. */
        void rejected(long line);
    }

    /** How much was read. */
    public record Summary(
            long rows, long rejected, @Nullable Counters counters) {}

    private static final int LONGEST_FIELD = 10_000;

    private final ReplaySettings settings;
    private final Listener listener;
    private final @Nullable Watch watch;
    private final SeasonScore score;
    private final zhiheng.watch.season.SeasonState state;
    private long rejected;

    public Replay(ReplaySettings settings, Listener listener) {
        this.settings = settings;
        this.listener = listener;
        score = settings.metric() == Metric.COUNT ? SeasonScore.ofCounts() : SeasonScore.ofValues();
        state = score.start();
        watch = settings.metric() == Metric.COUNT || settings.metric() == Metric.SCORE
                ? null
                : new Watch(
                        List.of(new Monitor<>("replay", "replay", Detectors.of(settings), Monitor.Counts.EVENTS)),
                        Limits.DEFAULT);
    }

    /** @throws Refusal when the file is no CSV of observations */
    public Summary run(Reader file) throws IOException {
        long rows = 0;
        try (var csv = CsvReader.builder()
                .maxBufferSize(1 << 20)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(file)) {
            Columns columns = null;
            for (CsvRecord row : csv) {
                var fields = row.getFields();
                if (fields.size() == 1 && fields.getFirst().isBlank()) {
                    continue;
                }
                if (columns == null) {
                    columns = Columns.of(fields);
                    if (columns.isHeading()) {
                        continue;
                    }
                }
                rows++;
                take(columns, row.getStartingLineNumber(), fields);
            }
        } catch (CsvParseException e) {
            throw Refusal.invalid("CSV 格式有误：" + e.getMessage(), "the CSV is malformed: " + e.getMessage());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return new Summary(rows, rejected, watch == null ? null : watch.counters());
    }

    private void take(Columns columns, long line, List<String> fields) {
        var observation = columns.read(fields);
        if (observation == null || fields.getFirst().length() > LONGEST_FIELD) {
            rejected++;
            listener.rejected(line);
            return;
        }
        if (watch == null) {
            listener.row(
                    columns.time(fields),
                    observation.time(),
                    observation.value(),
                    score.score(state, observation.time(), observation.value()));
        } else {
            watch(watch, observation);
        }
    }

    private void watch(Watch watch, Observation observation) {
        listener.taken(observation.time(), observation.value());
        watch.take(observation).forEach(listener::alert);
    }

    public ReplaySettings settings() {
        return settings;
    }
}
