package zhiheng.drills.exercise;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One drill as it went.
 *
 * @param form it was held in; at a table nothing technical is measured
 * @param marks in the order of the ledger
 * @param exposure by inject; empty where no traffic was sent
 */
public record TimeLine(
        Scenario.Form form, Instant began, Instant ended, List<Mark> marks, Map<String, Exposure> exposure) {
    public TimeLine {
        marks = List.copyOf(marks);
        exposure = Map.copyOf(exposure);
        if (ended.isBefore(began)) {
            throw new IllegalArgumentException("it ended before it began");
        }
    }
}
