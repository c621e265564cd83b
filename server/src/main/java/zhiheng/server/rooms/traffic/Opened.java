package zhiheng.server.rooms.traffic;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import zhiheng.office.people.Actor;

/** Who has opened what lately, for the pictures and sounds of a page just read: those need no second entry of the ledger. */
public final class Opened {
    private static final int MOST = 1_000;

    private final Set<String> lately = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    }));

    public void by(Actor actor, String id) {
        lately.add(actor.id() + " " + id);
    }

    public boolean was(Actor actor, String id) {
        return lately.contains(actor.id() + " " + id);
    }
}
