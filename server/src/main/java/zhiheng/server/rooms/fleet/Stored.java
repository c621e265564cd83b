package zhiheng.server.rooms.fleet;

import java.time.Instant;
import java.util.List;
import zhiheng.gateway.Interaction;

/** Who is told of what gateways recorded, once it is in the database. */
@FunctionalInterface
public interface Stored {
    /**
     * Takes a batch; batches come one after the other.
     *
     * @param gateway the id of who recorded it
     * @param arrived when it was here
     * @param stored when it was in the database
     */
    void take(List<Interaction> calls, String gateway, Instant arrived, Instant stored);
}
