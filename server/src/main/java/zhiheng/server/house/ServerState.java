package zhiheng.server.house;

import java.util.LinkedHashMap;
import zhiheng.base.Json;

/**
 * What one of several servers knows of itself and of the one that leads; of no use to a stranger, so that anybody may ask.
 *
 * @param leads whether it is the one
 * @param epoch the number under which the one leads
 * @param known whether a server leads that requests can be passed on to
 * @param entries of its own ledger
 * @param leaving whether it is being stopped
 * @param rehearsed whether its process has opened an office before, so that it takes over quickly
 */
record ServerState(boolean leads, long epoch, boolean known, long entries, boolean leaving, boolean rehearsed) {
    String json() {
        var all = new LinkedHashMap<String, Object>();
        all.put("role", leads ? "leader" : "follower");
        all.put("epoch", epoch);
        all.put("leader", known);
        all.put("entries", entries);
        all.put("leaving", leaving);
        all.put("rehearsed", rehearsed);
        return Json.write(all);
    }
}
