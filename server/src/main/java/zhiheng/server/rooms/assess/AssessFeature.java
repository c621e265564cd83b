package zhiheng.server.rooms.assess;

import java.util.List;
import java.util.Set;
import zhiheng.server.ground.Capability;

/** Suites run against models, and what other tools found. */
public final class AssessFeature implements Capability {
    @Override
    public Set<String> uses() {
        return Set.of("sample");
    }

    @Override
    public List<Class<?>> commands() {
        return List.of(AssessCommand.class);
    }
}
