package zhiheng.drills;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import zhiheng.drills.kits.Kit;
import zhiheng.drills.kits.Kits;

/** Each kit is trained once for all tests. */
public final class SharedKits {
    private static final Map<String, Kit> TRAINED = new ConcurrentHashMap<>();

    private SharedKits() {}

    public static Kit of(String id) {
        return TRAINED.computeIfAbsent(id, Kits::of);
    }
}
