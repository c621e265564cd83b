package zhiheng.server.rooms.sso;

import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.base.Refusal;

/** What is asked of the identity provider itself: where its addresses are, its keys, a token for a code, who somebody is. */
final class Provider implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /** Addresses are asked for anew after this. */
    private static final Duration KNOWN_FOR = Duration.ofHours(1);
    /** Keys that are missing are looked for again no sooner than this, so that bad tokens cause no flood. */
    private static final Duration KEYS_AGAIN = Duration.ofSeconds(30);

    private static final int MOST_BYTES = 1 << 20;
    private static final JsonMapper JSON = new JsonMapper();

    private final SsoSettings settings;
    private final Clock clock;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(TIMEOUT)
            .build();
    private @Nullable Metadata metadata;
    private @Nullable JWKSet keys;
    private Instant keysAsked = Instant.MIN;

    /**
     * What discovery says.
     *
     * @param issInAnswers whether answers name their issuer (RFC 9207), so that one without is refused
     * @param userInfo null where there is none
     * @param endSession null where one cannot sign out there
     */
    record Metadata(
            URI authorization,
            URI token,
            URI keys,
            @Nullable URI userInfo,
            @Nullable URI endSession,
            boolean issInAnswers,
            boolean secretInForm,
            Instant at) {}

    Provider(SsoSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** OpenID Connect Discovery 1.0, section 4. */
    synchronized Metadata metadata() {
        var known = metadata;
        if (known != null && clock.instant().isBefore(known.at().plus(KNOWN_FOR))) {
            return known;
        }
        var issuer = settings.issuer().toString();
        var json = json(get(URI.create(issuer.replaceAll("/$", "") + "/.well-known/openid-configuration"), ""));
        if (!issuer.equals(json.path("issuer").asString(""))) {
            throw unusable("issuer");
        }
        var methods = json.path("token_endpoint_auth_methods_supported");
        var fresh = new Metadata(
                endpoint(json, "authorization_endpoint"),
                endpoint(json, "token_endpoint"),
                endpoint(json, "jwks_uri"),
                json.has("userinfo_endpoint") ? endpoint(json, "userinfo_endpoint") : null,
                json.has("end_session_endpoint") ? endpoint(json, "end_session_endpoint") : null,
                json.path("authorization_response_iss_parameter_supported").asBoolean(false),
                methods.isArray() && !has(methods, "client_secret_basic") && has(methods, "client_secret_post"),
                clock.instant());
        metadata = fresh;
        return fresh;
    }

    private static boolean has(JsonNode list, String value) {
        return list.values().stream().anyMatch(v -> value.equals(v.asString("")));
    }

    private static URI endpoint(JsonNode json, String name) {
        try {
            var address = URI.create(json.path(name).asString(""));
            if (SsoSettings.safe(address)) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw unusable(name);
    }

    /** The keys that sign. @param again whether one was missing in those known */
    synchronized JWKSet keys(boolean again) {
        var known = keys;
        if (known != null && !(again && clock.instant().isAfter(keysAsked.plus(KEYS_AGAIN)))) {
            return known;
        }
        try {
            var fresh = JWKSet.parse(get(metadata().keys(), "")).toPublicJWKSet();
            keysAsked = clock.instant();
            keys = fresh;
            return fresh;
        } catch (ParseException e) {
            throw unusable("jwks_uri");
        }
    }

    /** Trades a code for tokens; RFC 6749 section 4.1.3 with RFC 7636. */
    JsonNode redeem(String code, String redirect, String verifier) {
        var metadata = metadata();
        var form = new java.util.LinkedHashMap<String, String>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", redirect);
        form.put("code_verifier", verifier);
        var request = HttpRequest.newBuilder(metadata.token())
                .timeout(TIMEOUT)
                .header("Accept", "application/json")
                .header("Content-Type", "application/x-www-form-urlencoded");
        if (settings.secret().isEmpty() || metadata.secretInForm()) {
            form.put("client_id", settings.clientId());
            if (!settings.secret().isEmpty()) {
                form.put("client_secret", settings.secret());
            }
        } else {
            var pair = encoded(settings.clientId()) + ":" + encoded(settings.secret());
            request.header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
        }
        return json(send(request.POST(HttpRequest.BodyPublishers.ofString(query(form)))));
    }

    /** What the provider says of whom the token is for. */
    JsonNode userInfo(URI address, String accessToken) {
        return json(get(address, "Bearer " + accessToken));
    }

    static String query(Map<String, String> values) {
        return values.entrySet().stream()
                .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String get(URI address, String authorization) {
        var request = HttpRequest.newBuilder(address).timeout(TIMEOUT).header("Accept", "application/json");
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return send(request.GET());
    }

    private String send(HttpRequest.Builder request) {
        try {
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (var body = answer.body()) {
                var bytes = body.readNBytes(MOST_BYTES + 1);
                if (answer.statusCode() != 200 || bytes.length > MOST_BYTES) {
                    throw new IOException("HTTP " + answer.statusCode() + " from "
                            + answer.uri().getPath());
                }
                return new String(bytes, StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw unusable("JSON");
        }
    }

    private static Refusal unreachable(Exception cause) {
        return Refusal.unavailable(
                "身份提供方未应答或拒绝了请求。请稍后重试，或改用密码登录；管理员请核对 ZHIHENG_OIDC_ 各项设置。",
                "The identity provider does not answer, or refused. Try again later or use a password; an"
                        + " administrator should check the settings ZHIHENG_OIDC_….",
                cause);
    }

    private static Refusal unusable(String what) {
        return Refusal.unavailable(
                "身份提供方的设置无法使用（" + what + "）。请管理员核对 ZHIHENG_OIDC_ISSUER。",
                "What the identity provider says of itself cannot be used (" + what
                        + "). An administrator should check ZHIHENG_OIDC_ISSUER.",
                null);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
