package zhiheng.server.rooms.fleet;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;

/**
 * What a gateway says to who runs it: {@code /healthz}, whether it lives; {@code /readyz}, whether a balancer should send it calls, and
 * if not why; on the port of its own alone {@code /metrics}, for Prometheus.
 */
final class LoneHealth implements Handler<HttpServerRequest> {
    static final String LIVE = "/healthz";
    static final String READY = "/readyz";
    static final String METRICS = "/metrics";
    private static final String JSON = "application/json";

    private final LoneGateway gateway;

    LoneHealth(LoneGateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public void handle(HttpServerRequest request) {
        switch (request.path()) {
            case LIVE -> answer(request, 200, JSON, "{\"status\":\"ok\"}");
            case READY -> {
                var why = gateway.notReady();
                answer(
                        request,
                        why.isEmpty() ? 200 : 503,
                        JSON,
                        why.isEmpty() ? "{\"status\":\"ok\"}" : "{\"status\":\"no\",\"failing\":[\"" + why + "\"]}");
            }
            case METRICS -> {
                if (request.localAddress().port() == gateway.adminPort()) {
                    answer(request, 200, "text/plain; version=0.0.4; charset=utf-8", metrics());
                } else {
                    answer(request, 404, JSON, "{}");
                }
            }
            default -> answer(request, 404, JSON, "{}");
        }
    }

    private static void answer(HttpServerRequest request, int status, String type, String body) {
        request.response().setStatusCode(status).putHeader("Content-Type", type).end(body);
    }

    private String metrics() {
        var connections = gateway.connections();
        return gateway.metrics().text()
                + one(
                        "zhiheng_wrong_keys_total",
                        "counter",
                        "Calls with a key that is none.",
                        gateway.followed().wrongKeys())
                + one(
                        "zhiheng_connections_refused_total",
                        "counter",
                        "Connections turned away since one address, or all together, had as many as they may.",
                        connections.refused())
                + one("zhiheng_connections", "gauge", "Connections that are open.", connections.open())
                + one(
                        "zhiheng_gateway_ready",
                        "gauge",
                        "Whether a balancer should send calls here.",
                        gateway.notReady().isEmpty() ? 1 : 0)
                + one(
                        "zhiheng_gateway_office_silence_seconds",
                        "gauge",
                        "How long ago the office was heard.",
                        gateway.silent().toSeconds())
                + one(
                        "zhiheng_gateway_floor",
                        "gauge",
                        "The state that no system is freer than: 0 open, 1 throttled, 2 degraded, 3 review, 4 stopped.",
                        gateway.permits().floor().ordinal())
                + one(
                        "zhiheng_gateway_backlog_bytes",
                        "gauge",
                        "Records that wait on disk for the office.",
                        gateway.journal().backlogBytes())
                + one(
                        "zhiheng_gateway_calls_under_way",
                        "gauge",
                        "Calls that were let in and are not over.",
                        gateway.permits().underWay())
                + one(
                        "zhiheng_gateway_share_asks_total",
                        "counter",
                        "How often the office was asked for shares of caps.",
                        gateway.shares().asks());
    }

    private static String one(String name, String type, String help, long value) {
        return "# HELP " + name + " " + help + "\n# TYPE " + name + " " + type + "\n" + name + " " + value + "\n";
    }
}
