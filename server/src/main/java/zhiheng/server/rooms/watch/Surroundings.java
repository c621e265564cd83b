package zhiheng.server.rooms.watch;

import java.time.Instant;
import java.util.Map;

/** What is known about a system beside the stream that is watched. */
public interface Surroundings {
    /** Answers in the registry, by fact id. */
    Map<String, Object> answers(String system);

    /** Whom the system reached since a moment, as far as its calls passed here. */
    Scope reach(String system, Instant since);
}
