package zhiheng.gateway.inspect;

import java.util.Map;
import zhiheng.gateway.permit.Terms.Action;

/** What a permit says about a kind: the entry for the longest of its beginnings, taken at the points; noted when there is none. */
record Actions(Map<String, Action> byKind) {
    Actions {
        byKind = Map.copyOf(byKind);
    }

    Action of(String kind) {
        return of(kind, Action.NOTE);
    }

    Action of(String kind, Action otherwise) {
        for (var at = kind; ; ) {
            var action = byKind.get(at);
            if (action != null) {
                return action;
            }
            int point = at.lastIndexOf('.');
            if (point < 0) {
                return otherwise;
            }
            at = at.substring(0, point);
        }
    }
}
