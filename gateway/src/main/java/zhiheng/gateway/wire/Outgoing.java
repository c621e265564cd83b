package zhiheng.gateway.wire;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;
import zhiheng.gateway.permit.Decision;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.upstream.Forwarder;
import zhiheng.gateway.upstream.Route;
import zhiheng.gateway.upstream.Upstream;

/** A call as it goes on to a model: as it came where nothing in it had to change, byte for byte. */
final class Outgoing {
    private final Incoming call;
    private final @Nullable Buffer original;
    private final Decision.Pass pass;
    private final @Nullable String fallback;

    /** @param original the body as received, null when a mask changed it */
    Outgoing(Incoming call, @Nullable Buffer original, Decision.Pass pass, Route route) {
        this.call = call;
        this.original = original;
        this.pass = pass;
        fallback = pass.state() == PermitState.DEGRADED ? route.fallbackModel() : null;
    }

    /** @param traceparent for the model server, empty without a trace */
    Forwarder.Call to(String traceparent) {
        boolean list = call.surface() == Surface.MODELS;
        return new Forwarder.Call(
                "/" + call.surface().path,
                list ? HttpMethod.GET : HttpMethod.POST,
                list ? "" : "application/json",
                traceparent,
                (upstream, attempt) -> list ? Buffer.buffer() : body(upstream));
    }

    private Buffer body(Upstream upstream) {
        var asked = fallback != null ? fallback : call.ask().model();
        var there = upstream.models().getOrDefault(asked, asked);
        boolean inline = mustBeInline(there);
        if (original != null && there.equals(call.ask().model()) && !inline) {
            return original;
        }
        var body = call.body().deepCopy();
        body.put("model", there);
        if (inline) {
            body.put("response_format", "b64_json");
        }
        return Buffer.buffer(WireJson.MAPPER.writeValueAsBytes(body));
    }

    /** An image behind an address cannot be labelled on its way; models that answer inline always refuse to be asked for it. */
    private boolean mustBeInline(String model) {
        return call.surface() == Surface.IMAGES
                && !new TextLabel(pass.permit().terms(), "").isEmpty()
                && !call.body().path("response_format").asString("").equals("b64_json")
                && !model.startsWith("gpt-image");
    }
}
