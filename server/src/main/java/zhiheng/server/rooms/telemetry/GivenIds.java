package zhiheng.server.rooms.telemetry;

import io.opentelemetry.sdk.trace.IdGenerator;

/** Ids known beforehand: a call's span is named after the call, so that whoever holds one finds the other. For one thread. */
final class GivenIds implements IdGenerator {
    private String trace = "";
    private String span = "";

    void next(String traceId, String spanId) {
        trace = traceId;
        span = spanId;
    }

    @Override
    public String generateTraceId() {
        return trace;
    }

    @Override
    public String generateSpanId() {
        return span;
    }
}
