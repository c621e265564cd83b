package zhiheng.server.rooms.exchange;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.cases.bundle.Tlp;

/**
 * What somebody wants handed over.
 *
 * @param task the item that is asked for; "" for the whole case
 * @param fields names of those that are given
 * @param org the receiver's id or name here, or its name at {@code log}; "" there for whoever runs it
 * @param log the other Zhiheng; "" within this one
 */
record Order(
        String caseId,
        String task,
        String ask,
        List<String> fields,
        Tlp tlp,
        String org,
        String log,
        @Nullable Instant due) {}
