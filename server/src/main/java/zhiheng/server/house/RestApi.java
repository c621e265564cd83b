package zhiheng.server.house;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.http.Door;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Gate;
import zhiheng.server.ground.http.Language;
import zhiheng.server.ground.http.Problem;
import zhiheng.server.ground.http.Reply;

/** REST under {@code /api/v1}, as {@code /api/openapi.yaml} describes it, and the ledger's files under {@code /ledger}. */
final class RestApi {
    private RestApi() {}

    /** Puts the addresses of all rooms on {@code router}. */
    static void mount(Router router, Door door, List<Capability> rooms, Pulse pulse) {
        var gate = new Gate(door);
        endpoints(rooms, pulse).forEach(endpoint -> gate.mount(router, endpoint));
        router.route("/api/*")
                .handler(context -> Gate.send(context, Problem.noRoute().reply(Language.of(context.request()))));
    }

    /** All addresses, those of the house first. */
    static List<Endpoint> endpoints(List<Capability> rooms, Pulse pulse) {
        var own = Endpoint.open(HttpMethod.GET, "/api/openapi.yaml", Endpoint.Body.NONE, call -> openapi());
        return Stream.concat(
                        Stream.concat(Stream.of(own), pulse.endpoints().stream()),
                        rooms.stream().flatMap(room -> room.endpoints().stream()))
                .toList();
    }

    private static Reply openapi() {
        try (var in = RestApi.class.getResourceAsStream("openapi.yaml")) {
            if (in == null) {
                throw new IllegalStateException("openapi.yaml is missing from the program");
            }
            return Reply.bytes("application/yaml; charset=utf-8", in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
