package zhiheng.gateway.wire;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.gateway.JsonLimits;

/** The JSON of calls and answers: numbers keep their digits, so that what nobody changed goes on as it came. */
final class WireJson {
    private static final int LONGEST_TEXT = 64 * 1024 * 1024;

    static final JsonMapper MAPPER = JsonLimits.strict(LONGEST_TEXT)
            .rebuild()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private WireJson() {}
}
