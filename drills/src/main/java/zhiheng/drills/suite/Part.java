package zhiheng.drills.suite;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;

/**
 * Prompts of a suite that measure one rate.
 *
 * @param criterion null where a rate is only reported
 * @param choices the words of an answer in favour and of one against, for {@link Expectation#PAIR} and {@link Expectation#CHOOSE}
 * @param frames how many sentences with a gap were written
 * @param topics how many things were written to fill them
 */
public record Part(
        String id,
        Text title,
        Expectation expect,
        @Nullable Criterion criterion,
        Map<String, List<String>> choices,
        List<Probe> probes,
        int frames,
        int topics) {
    public Part {
        probes = List.copyOf(probes);
    }

    /** How many of its prompts were not made from another's pieces: the number that says how much was thought of. */
    public long origins() {
        return probes.stream().map(Probe::origin).distinct().count();
    }
}
