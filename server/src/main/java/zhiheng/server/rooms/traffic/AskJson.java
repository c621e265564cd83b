package zhiheng.server.rooms.traffic;

import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.Ask;
import zhiheng.office.acts.Json;

/** What a call asked for beside model and user, which have columns of their own; what it did not name is left out. */
final class AskJson {
    private static final String NOTHING = "{}";

    private AskJson() {}

    static String write(Ask ask) {
        var json = new LinkedHashMap<String, Object>();
        if (ask.region() != null) {
            json.put("region", ask.region());
        }
        if (ask.age() >= 0) {
            json.put("age", ask.age());
        }
        if (ask.purpose() != null) {
            json.put("purpose", ask.purpose());
        }
        if (ask.maxTokens() != 0) {
            json.put("maxTokens", ask.maxTokens());
        }
        if (!ask.tools().isEmpty()) {
            json.put("tools", ask.tools());
        }
        if (ask.tenant() != null) {
            json.put("tenant", ask.tenant());
        }
        return json.isEmpty() ? NOTHING : Json.write(json);
    }

    static Ask read(String asked, String model, @Nullable Long user) {
        if (asked.equals(NOTHING)) {
            return new Ask(model, user, null, -1, null, 0, List.of());
        }
        var json = Json.readMap(asked);
        var tools = json.get("tools") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.<String>of();
        return new Ask(
                model,
                user,
                json.get("region") instanceof String region ? region : null,
                json.get("age") instanceof Number age ? age.intValue() : -1,
                json.get("purpose") instanceof String purpose ? purpose : null,
                json.get("maxTokens") instanceof Number most ? most.longValue() : 0,
                tools,
                json.get("tenant") instanceof String tenant ? tenant : null);
    }
}
