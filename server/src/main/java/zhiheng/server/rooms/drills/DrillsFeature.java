package zhiheng.server.rooms.drills;

import java.util.List;
import zhiheng.server.ground.Capability;

/** Drills: planned, held, scored, summed up. */
public final class DrillsFeature implements Capability {
    @Override
    public boolean words() {
        return true;
    }

    @Override
    public List<Class<?>> commands() {
        return List.of(DrillCommand.class);
    }
}
