package zhiheng.server.rooms.assess;

import java.util.Map;
import zhiheng.base.Json;
import zhiheng.base.JsonReader;

/** What a run in the server was asked to do; enough to go on after a restart. */
record RunSettings(String model, boolean sequential, long perSecond) {
    String text() {
        return Json.write(Map.of("model", model, "sequential", sequential, "perSecond", perSecond));
    }

    static RunSettings read(String text) {
        var map = JsonReader.object(text, JsonReader.Limits.RECORD);
        return new RunSettings(
                String.valueOf(map.get("model")),
                Boolean.TRUE.equals(map.get("sequential")),
                map.get("perSecond") instanceof Long n ? n : 1);
    }
}
