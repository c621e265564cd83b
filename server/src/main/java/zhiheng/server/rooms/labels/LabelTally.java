package zhiheng.server.rooms.labels;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import zhiheng.labels.Verdict;
import zhiheng.labels.label.Deviation;
import zhiheng.labels.label.Format;
import zhiheng.server.ground.shell.Speech;

/** What a folder's check counts. Keeps the first files of each verdict for the report, and only counts the others. */
final class LabelTally {
    static final List<String> VERDICTS = List.of("non-compliant", "inconclusive", "none", "compliant");
    static final int LISTED = 1_000;

    private final Map<String, Long> verdicts = new LinkedHashMap<>();
    private final Map<Format, Map<String, Long>> formats = new EnumMap<>(Format.class);
    private final Map<Deviation, Long> deviations = new EnumMap<>(Deviation.class);
    private final Map<String, List<LabelCheckCommand.Checked>> listed = new LinkedHashMap<>();
    private long files;
    private long links;
    private long unknown;

    LabelTally() {
        for (var verdict : VERDICTS) {
            verdicts.put(verdict, 0L);
            listed.put(verdict, new ArrayList<>());
        }
    }

    void add(LabelCheckCommand.Checked checked) {
        var reading = checked.reading();
        var word = reading.verdict().word();
        files++;
        verdicts.merge(word, 1L, Long::sum);
        formats.computeIfAbsent(reading.format(), f -> new LinkedHashMap<>()).merge(word, 1L, Long::sum);
        if (reading.verdict() instanceof Verdict.NonCompliant n) {
            n.deviations().forEach(d -> deviations.merge(d, 1L, Long::sum));
        }
        if (reading.format() == Format.UNKNOWN) {
            unknown++;
        }
        var list = listed.get(word);
        if (list != null && list.size() < LISTED) {
            list.add(checked);
        }
    }

    void links(long passed) {
        links = passed;
    }

    long files() {
        return files;
    }

    /** Symbolic links passed by. */
    long links() {
        return links;
    }

    long of(String verdict) {
        return verdicts.getOrDefault(verdict, 0L);
    }

    Map<Format, Map<String, Long>> formats() {
        return formats;
    }

    /** How many files have each deviation that breaks compliance, most frequent first. */
    List<Map.Entry<Deviation, Long>> deviations() {
        return deviations.entrySet().stream()
                .sorted(Map.Entry.<Deviation, Long>comparingByValue().reversed())
                .toList();
    }

    List<LabelCheckCommand.Checked> listed(String verdict) {
        return listed.getOrDefault(verdict, List.of());
    }

    /** How many files keep the folder from passing. */
    long objections(boolean allowNone, boolean allowUnknown) {
        return of("non-compliant") + of("inconclusive") - (allowUnknown ? unknown : 0) + (allowNone ? 0 : of("none"));
    }

    /** The counts in one line. */
    String line(Speech speech) {
        var line = new StringBuilder();
        for (var verdict : VERDICTS) {
            line.append(line.isEmpty() ? "" : "  ")
                    .append(LabelText.verdict(verdict, speech))
                    .append(' ')
                    .append(of(verdict));
        }
        return line.toString();
    }
}
