package zhiheng.gateway.wire;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.util.HashMap;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import zhiheng.gateway.upstream.Upstream;

/** The answer to the question which models there are, or about one: those that the permit allows, under the names that callers use. */
final class ModelList {
    private static final int MOST_BYTES = 4 << 20;

    private final Caller caller;
    private final Set<String> allowed;
    private final Upstream upstream;
    private final String one;

    /** @param allowed empty for all; {@code one} the model that is asked for, empty for the list */
    ModelList(Caller caller, Set<String> allowed, Upstream upstream, String one) {
        this.one = one;
        this.caller = caller;
        this.allowed = allowed;
        this.upstream = upstream;
    }

    void take(HttpClientResponse response) {
        var body = Buffer.buffer();
        response.handler(piece -> {
            if (caller.isOver()) {
                return;
            }
            if (body.length() + piece.length() > MOST_BYTES) {
                caller.answer(Fault.LARGE_ANSWER);
            } else {
                body.appendBuffer(piece);
            }
        });
        response.exceptionHandler(caller::brokeOff);
        response.endHandler(end -> {
            caller.upstreamEnded();
            if (!caller.isOver()) {
                whole(response.statusCode(), body);
            }
        });
        response.resume();
    }

    private void whole(int status, Buffer body) {
        try {
            if (status == 200
                    && !one.isEmpty()
                    && WireJson.MAPPER.readTree(body.getBytes()) instanceof ObjectNode model) {
                model.put("id", one);
                caller.send(200, "application/json", Buffer.buffer(WireJson.MAPPER.writeValueAsBytes(model)));
                return;
            }
            if (status == 200
                    && one.isEmpty()
                    && WireJson.MAPPER.readTree(body.getBytes()) instanceof ObjectNode list
                    && list.path("data") instanceof ArrayNode models) {
                keep(models);
                caller.send(200, "application/json", Buffer.buffer(WireJson.MAPPER.writeValueAsBytes(list)));
                return;
            }
        } catch (JacksonException e) {
            caller.answer(Fault.ANSWER_NOT_JSON);
            return;
        }
        if (status == 200) {
            caller.answer(Fault.ANSWER_NOT_JSON);
        } else if (status == 404) {
            caller.answer(Fault.UNKNOWN_OBJECT);
        } else {
            caller.upstreamRefused(status);
        }
    }

    private void keep(ArrayNode models) {
        var names = new HashMap<String, String>();
        upstream.models().forEach((here, there) -> names.putIfAbsent(there, here));
        for (int i = models.size() - 1; i >= 0; i--) {
            var id = models.get(i).path("id").asString("");
            var here = names.getOrDefault(id, id);
            if (!(models.get(i) instanceof ObjectNode model) || !allowed.isEmpty() && !allowed.contains(here)) {
                models.remove(i);
            } else if (!here.equals(id)) {
                model.put("id", here);
            }
        }
    }
}
