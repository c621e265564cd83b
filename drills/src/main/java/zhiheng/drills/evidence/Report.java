package zhiheng.drills.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.drills.judge.Reading;

/**
 * What one run of a tool found about one model.
 *
 * @param tool {@link #OWN}, or the other tool's name: such results are marked as theirs
 * @param version of the tool, of the suite for our own
 * @param suite of our own suites; "" for another tool's
 * @param digest of the suite's content; "" for another tool's
 * @param model as it names itself; "" where the report does not say
 * @param judge of our own; "" for another tool's
 * @param end why the run ended, in a word
 * @param taken when the oldest answer was taken; null where the report does not say
 * @param readings by part and prompt, for our own
 */
public record Report(
        String tool,
        String version,
        String suite,
        String digest,
        String model,
        String judge,
        String end,
        @Nullable Instant taken,
        List<Result> results,
        Map<String, Map<String, Reading>> readings,
        List<String> remarks) {
    public static final String OWN = "zhiheng";

    public Report {
        results = List.copyOf(results);
        readings = Map.copyOf(readings);
        remarks = List.copyOf(remarks);
    }

    public boolean theirs() {
        return !tool.equals(OWN);
    }
}
