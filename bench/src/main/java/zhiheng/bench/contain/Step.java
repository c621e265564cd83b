package zhiheng.bench.contain;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** One call of a tool. */
record Step(String tool, Map<String, String> arguments) {
    static final JsonMapper JSON = JsonMapper.builder().build();

    static Step of(String tool, String... arguments) {
        var map = new LinkedHashMap<String, String>();
        for (int i = 0; i < arguments.length; i += 2) {
            map.put(arguments[i], arguments[i + 1]);
        }
        return new Step(tool, map);
    }

    Step with(String name, String value) {
        var map = new LinkedHashMap<>(arguments);
        map.put(name, value);
        return new Step(tool, map);
    }

    String json() {
        return JSON.writeValueAsString(arguments);
    }
}
