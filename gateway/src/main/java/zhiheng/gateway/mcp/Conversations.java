package zhiheng.gateway.mcp;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import zhiheng.gateway.contain.Boundary;
import zhiheng.gateway.contain.Sources;
import zhiheng.gateway.permit.Permit;

/**
 * What conversations have read through the servers of tools. A conversation is named by its application in {@value #HEADER}, so that what
 * one server said counts for the next; without a name it is the session. What is no longer remembered counts as read and unknown.
 */
final class Conversations {
    static final String HEADER = "X-Zhiheng-Conversation";
    private static final int MOST = 500;
    private static final int MOST_CHARACTERS = 1_000_000;

    /** One of them. Safe for many threads. */
    static final class Conversation {
        private final List<Sources> read = new ArrayList<>();
        private final Set<String> said = new HashSet<>();
        private int size;
        private boolean lost;
        private Boundary boundary;
        private Permit permit;

        private Conversation(Permit permit, boolean lost) {
            this.lost = lost;
            this.permit = permit;
            boundary = rebuilt();
        }

        /** Under the permit as it stands. */
        synchronized Boundary under(Permit now) {
            if (!permit.containment().equals(now.containment())
                    || !permit.terms().equals(now.terms())) {
                permit = now;
                boundary = rebuilt();
            }
            return boundary;
        }

        private Boundary rebuilt() {
            var built = new Boundary(permit.containment(), permit.terms());
            read.forEach(built::read);
            if (lost) {
                built.lose();
            }
            return built;
        }

        /** What the user said, by the application's word; it may be told with every call. */
        synchronized void said(String text) {
            if (said.contains(text) || size + text.length() > MOST_CHARACTERS) {
                return;
            }
            said.add(text);
            size += text.length();
            var sources = new Sources(List.of(text), List.of(), false);
            read.add(sources);
            boundary.read(sources);
        }

        /** What a tool answered. */
        synchronized void read(List<String> texts) {
            read(texts, List.of());
        }

        /** @param results the same as the tool's answer to a call */
        synchronized void read(List<String> texts, List<Sources.Result> results) {
            var sources = new Sources(List.of(), texts, true, List.of(), List.of(), false, results);
            size += texts.stream().mapToInt(String::length).sum();
            if (size > MOST_CHARACTERS) {
                lost = true;
                boundary.lose();
                return;
            }
            read.add(sources);
            boundary.read(sources);
        }
    }

    private final Map<String, Conversation> known = new LinkedHashMap<>(16, 0.75f, true);
    private boolean forgot;

    synchronized Conversation of(McpSession session, MultiMap headers, Permit permit) {
        var place = session.place();
        var named = headers.get(HEADER);
        boolean byName = named != null && !named.isBlank() && named.length() <= 200;
        var key = place.system() + (byName ? " name " + named : " session " + place.server() + " " + session.id());
        var found = known.get(key);
        if (found == null) {
            // a name or a session that is not known may have been forgotten, or be from before a restart
            found = new Conversation(permit, byName ? forgot : session.isResumed() || forgot);
            known.put(key, found);
            if (known.size() > MOST) {
                known.remove(known.keySet().iterator().next());
                forgot = true;
            }
        }
        return found;
    }
}
