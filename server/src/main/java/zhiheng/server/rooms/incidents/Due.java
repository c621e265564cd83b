package zhiheng.server.rooms.incidents;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.server.rooms.watch.Light;

/** An alert for which a rule opens an incident. */
record Due(
        String alert, String system, String title, @Nullable Light colour, List<String> duties) {}
