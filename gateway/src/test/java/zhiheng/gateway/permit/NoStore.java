package zhiheng.gateway.permit;

import java.util.List;

/** For tests that end before a permit would have to survive anything. */
public final class NoStore implements PermitStore {
    @Override
    public List<Permit> load() {
        return List.of();
    }

    @Override
    public List<PermitChange> open() {
        return List.of();
    }

    @Override
    public void intend(PermitChange change) {}

    @Override
    public void commit(Permit after) {}

    @Override
    public void takeBack(PermitChange change) {}
}
