package zhiheng.gateway.upstream;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * One OpenAI-compatible server.
 *
 * @param base where {@code /chat/completions} and its kin hang, e.g. {@code https://models.example/v1}
 * @param key the bearer token, in clear only in memory; empty for none
 * @param weight its share among the healthy ones of a route; 0 makes it a fallback, used when all others fail
 * @param models what a model is called there, by the name in the call; others keep their name
 * @param firstByte how long to wait for the head of the answer
 */
public record Upstream(
        String id, URI base, String key, int weight, Map<String, String> models, Duration connect, Duration firstByte) {
    public Upstream {
        models = Map.copyOf(models);
        if (weight < 0 || weight > 1000) {
            throw new IllegalArgumentException("a weight is 0 to 1000");
        }
        if (base.getHost() == null || !("http".equals(base.getScheme()) || "https".equals(base.getScheme()))) {
            throw new IllegalArgumentException("an upstream's address is an http or https URL with a host: " + base);
        }
        if (base.getRawUserInfo() != null || base.getRawQuery() != null || base.getRawFragment() != null) {
            throw new IllegalArgumentException("an upstream's address carries no user, query or fragment");
        }
    }

    /** A request to it at the address that was checked; redirects are not followed. */
    public RequestOptions request(InetAddress checked, HttpMethod method, String path) {
        return new RequestOptions()
                .setServer(SocketAddress.inetSocketAddress(port(), checked.getHostAddress()))
                .setHost(base.getHost())
                .setPort(port())
                .setSsl(isTls())
                .setMethod(method)
                .setURI(path)
                .setConnectTimeout(connect.toMillis())
                .setFollowRedirects(false);
    }

    boolean isTls() {
        return "https".equals(base.getScheme());
    }

    int port() {
        return base.getPort() >= 0 ? base.getPort() : isTls() ? 443 : 80;
    }

    /** Keys are never shown. */
    @Override
    public String toString() {
        return "Upstream[" + id + " " + base + "]";
    }
}
