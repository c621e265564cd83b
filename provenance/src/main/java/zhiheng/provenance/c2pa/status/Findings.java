package zhiheng.provenance.c2pa.status;

import java.util.ArrayList;
import java.util.List;

/** What a check has found so far, in order. A hostile file cannot make it grow without end. */
public final class Findings {
    private static final int MAX = 10_000;

    private final List<Status> all = new ArrayList<>();

    public void add(StatusCode code, String where) {
        add(code, where, "");
    }

    public void add(StatusCode code, String where, String detail) {
        if (all.size() < MAX) {
            all.add(new Status(code, where, detail));
        }
    }

    public List<Status> list() {
        return List.copyOf(all);
    }
}
