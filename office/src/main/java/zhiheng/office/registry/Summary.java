package zhiheng.office.registry;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the registry shows of a system without evaluating it again. Holds for the day {@code asOf}. */
public record Summary(
        Map<String, List<String>> tiersByPack,
        int open,
        int late,
        int questions,
        @Nullable LocalDate nextDue,
        LocalDate asOf) {}
