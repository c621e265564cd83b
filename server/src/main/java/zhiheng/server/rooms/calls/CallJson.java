package zhiheng.server.rooms.calls;

import static zhiheng.server.ground.http.JsonOut.map;

import java.util.LinkedHashMap;
import java.util.Map;
import zhiheng.gateway.Ask;
import zhiheng.gateway.Interaction;

/** A call as JSON: what is kept about it, and no word of its content. */
public final class CallJson {
    private CallJson() {}

    public static Map<String, Object> of(Interaction i) {
        return map(
                "id", i.id(),
                "time", i.time().toString(),
                "surface", i.surface(),
                "model", i.model(),
                "upstream", i.upstream(),
                "attempts", i.attempts(),
                "stream", i.stream(),
                "permitVersion", i.permitVersion(),
                "status", i.status(),
                "clause", i.clause(),
                "inDigest", i.inDigest(),
                "inBytes", i.inBytes(),
                "outDigest", i.outDigest(),
                "outBytes", i.outBytes(),
                "tokensIn", i.tokensIn(),
                "tokensOut", i.tokensOut(),
                "tokensEstimated", i.estimated(),
                "firstByteMicros", i.firstByteMicros(),
                "micros", i.micros(),
                "labelled", i.labelled(),
                "held", i.held(),
                "detections", i.detections(),
                "asked", asked(i.ask()),
                "trace", i.trace());
    }

    /** What the call named; absent is what it did not name. */
    private static Map<String, Object> asked(Ask ask) {
        var json = new LinkedHashMap<String, Object>();
        json.put("tools", ask.tools());
        json.put("maxTokens", ask.maxTokens());
        if (ask.region() != null) {
            json.put("region", ask.region());
        }
        if (ask.tenant() != null) {
            json.put("tenant", ask.tenant());
        }
        if (ask.age() >= 0) {
            json.put("age", ask.age());
        }
        if (ask.purpose() != null) {
            json.put("purpose", ask.purpose());
        }
        return json;
    }
}
