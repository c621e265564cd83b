package zhiheng.office.acts;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.ledger.Ledger;

/** JSON as the ledger's bodies and the store's columns hold it. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};

    private Json() {}

    /** Exact to the byte, whatever the version of any library: what a ledger holds is hashed as it was written. */
    public static String write(Object value) {
        return zhiheng.base.Json.write(value);
    }

    public static Map<String, Object> readMap(String json) {
        return MAPPER.readValue(json, MAP);
    }

    /** Which of the pending acts the ledger already holds, and where. */
    static Map<String, Long> actIndex(Ledger ledger, List<Act> pending) {
        var found = new HashMap<String, Long>();
        var ids = pending.stream().map(Act::id).collect(Collectors.toSet());
        var from = pending.stream()
                .map(Act::ledgerFrom)
                .min(Comparator.naturalOrder())
                .orElse(ledger.size());
        for (var index = (long) from; index < ledger.size(); index++) {
            var id = actId(ledger.entry(index).bodyJson());
            if (ids.contains(id)) {
                found.put(id, index);
            }
        }
        return found;
    }

    /** The id of the act that an entry reports; "" for an entry of some other program. */
    static String actId(String body) {
        try {
            return String.valueOf(readMap(body).get("act"));
        } catch (JacksonException e) {
            return ""; // an entry that some other program wrote
        }
    }
}
