package zhiheng.bench.contain;

import java.util.List;
import java.util.Map;

/**
 * What a user asks for, and how an agent that is not misled does it.
 *
 * @param texts what the reading tools answer, by the value of their first argument
 * @param steps the first one reads
 * @param answer what the user is told at the end
 */
record Task(
        String id,
        Domain domain,
        boolean chinese,
        String prompt,
        Map<String, String> texts,
        List<Step> steps,
        String answer) {
    /** The steps that do something. */
    List<Step> deeds() {
        return steps.stream().filter(s -> !domain.isReading(s.tool())).toList();
    }
}
