package zhiheng.server.rooms.traffic;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.sql.Migration;

/** What calls leave behind: records, counts, contents under seal. */
public final class TrafficFeature implements Capability {
    private @Nullable InteractionRows interactions;

    @Override
    public List<Migration> schema() {
        return List.of(
                Migration.ofTheFirstVersion(TrafficFeature.class, "V5__asked.sql"),
                Migration.ofTheFirstVersion(TrafficFeature.class, "V6__contents.sql"),
                Migration.ofTheFirstVersion(TrafficFeature.class, "V7__traffic.sql"),
                Migration.of(TrafficFeature.class, "V1__estimated.sql"));
    }

    @Override
    public void open(House house) {
        interactions = new InteractionRows(house.db());
    }

    /** The records of calls. */
    public InteractionRows interactions() {
        return Objects.requireNonNull(interactions, "not open yet");
    }
}
