package zhiheng.gateway.upstream;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.BadValue;
import zhiheng.base.WebAddress;

/**
 * One OpenAI-compatible server.
 *
 * @param base where {@code /chat/completions} and its kin hang, e.g. {@code https://models.example/v1}; its query goes with every call,
 *     and {@value #MODEL} in its path stands for the model, as Azure's addresses have it
 * @param key the secret it is asked with, in clear only in memory; empty for none
 * @param auth how the key is sent
 * @param weight its share among the healthy ones of a route; 0 makes it a fallback, used when all others fail
 * @param models what a model is called there, by the name in the call; others keep their name
 * @param times how long it may take
 * @param asksUsage whether a stream asks it for the count of tokens where the caller did not; off for servers that do not know
 *     {@code stream_options}
 */
public record Upstream(
        String id,
        URI base,
        String key,
        Auth auth,
        int weight,
        Map<String, String> models,
        Times times,
        boolean asksUsage) {
    /** Stands for the model in a path. */
    public static final String MODEL = ":model";

    /** The header that carries the key. */
    public enum Auth {
        BEARER("bearer"),
        API_KEY("api-key"),
        X_API_KEY("x-api-key");

        private final String id;

        Auth(String id) {
            this.id = id;
        }

        /** As settings name it. */
        public String id() {
            return id;
        }

        /** The one with this id, null when there is none. */
        public static @Nullable Auth of(String id) {
            for (var auth : values()) {
                if (auth.id.equals(id)) {
                    return auth;
                }
            }
            return null;
        }
    }

    /**
     * The times of a call, each ending it.
     *
     * @param firstByte how long to wait for the head of the answer: models that reason are silent for minutes
     * @param silence the longest between two pieces of the answer
     * @param whole from the head to the end
     */
    public record Times(Duration connect, Duration firstByte, Duration silence, Duration whole) {
        public static final Times DEFAULT =
                new Times(Duration.ofSeconds(2), Duration.ofMinutes(10), Duration.ofMinutes(10), Duration.ofHours(1));

        public Times {
            for (var time : new Duration[] {connect, firstByte, silence, whole}) {
                if (time.isNegative() || time.isZero() || time.compareTo(Duration.ofDays(1)) > 0) {
                    throw new BadValue("", "时间大于 0 且不超过一天", "a time is more than 0 and at most a day");
                }
            }
        }
    }

    public Upstream {
        models = Map.copyOf(models);
        if (weight < 0 || weight > 1000) {
            throw new BadValue("weight", "权重为 0 至 1000", "a weight is 0 to 1000");
        }
        var written = base;
        base = WebAddress.of(base)
                .orElseThrow(() -> new BadValue(
                        "base",
                        "上游地址应为含主机名的 http 或 https 网址：" + written,
                        "an upstream's address is an http or https URL with a host: " + written));
        if (base.getRawUserInfo() != null || base.getRawFragment() != null) {
            throw new BadValue("base", "上游地址不含用户名与片段", "an upstream's address carries no user and no fragment");
        }
    }

    /** One that takes its key as a bearer token. */
    public Upstream(
            String id,
            URI base,
            String key,
            int weight,
            Map<String, String> models,
            Duration connect,
            Duration firstByte) {
        this(
                id,
                base,
                key,
                Auth.BEARER,
                weight,
                models,
                new Times(connect, firstByte, Times.DEFAULT.silence(), Times.DEFAULT.whole()),
                true);
    }

    /** The same at another address, asked with another key. */
    public Upstream at(URI address, String other) {
        return new Upstream(id, address, other, auth, weight, models, times, asksUsage);
    }

    /** The same with another key. */
    public Upstream withKey(String other) {
        return new Upstream(id, base, other, auth, weight, models, times, asksUsage);
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
                .setConnectTimeout(times.connect().toMillis())
                .setFollowRedirects(false);
    }

    /** Path and query of a call there. @param model as it is called there */
    String target(String path, String model) {
        var before = base.getRawPath() == null ? "" : base.getRawPath();
        if (before.endsWith("/")) {
            before = before.substring(0, before.length() - 1);
        }
        var whole = before + path;
        if (whole.contains(MODEL)) {
            var name = URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20");
            whole = whole.replace(MODEL, name);
        }
        var query = base.getRawQuery();
        return whole + (query == null ? "" : (path.contains("?") ? "&" : "?") + query);
    }

    /** Whether it is called by TLS. */
    public boolean isTls() {
        return WebAddress.isSecure(base);
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
