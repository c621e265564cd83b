package zhiheng.server.rooms.upkeep;

import java.util.List;
import java.util.Set;
import zhiheng.server.ground.Capability;

/** Commands that keep an installation whole. */
public final class UpkeepFeature implements Capability {
    @Override
    public Set<String> uses() {
        return Set.of("registry", "gateway");
    }

    @Override
    public List<Class<?>> commands() {
        return List.of(CheckCommand.class);
    }
}
