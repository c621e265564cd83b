package zhiheng.gateway.wire;

import io.vertx.core.http.HttpMethod;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a path and a method ask for. OpenAI's paths begin with {@code /v1/}; Azure's with {@code /openai/v1/}, or name a deployment, which
 * is the model, and an {@code api-version}, which is the upstream's matter. Of Cohere's there is {@code /v2/rerank}.
 *
 * @param path below the upstream's address
 * @param id of the model or the stored response that is asked for, empty for none
 * @param deployment empty but in Azure's paths
 */
record Target(Surface surface, HttpMethod method, String path, String id, String deployment) {
    /** Cohere's second version of it, which is asked for and answered in the shape that the others have. */
    private static final String RERANK_V2 = "/v2/rerank";

    private static final Pattern DEPLOYMENT = Pattern.compile("/openai/deployments/([^/]{1,200})/(.+)");
    private static final Pattern RESPONSE = Pattern.compile("responses/([A-Za-z0-9_-]{1,200})(/cancel|/input_items)?");
    private static final Pattern MODEL = Pattern.compile("models/([A-Za-z0-9._:@%/-]{1,200})");

    static Target of(Surface surface) {
        return new Target(surface, method(surface), "/" + surface.path, "", "");
    }

    private static HttpMethod method(Surface surface) {
        return surface == Surface.MODELS ? HttpMethod.GET : HttpMethod.POST;
    }

    /** Null for a path that is not known; the method may not be {@code asked} then still. */
    static @Nullable Target of(HttpMethod asked, String path) {
        var deployed = DEPLOYMENT.matcher(path);
        if (deployed.matches()) {
            var surface = Surface.of("/v1/" + deployed.group(2));
            return surface == null || surface == Surface.MODELS || surface.isAnthropic()
                    ? null
                    : new Target(surface, HttpMethod.POST, "/" + surface.path, "", decoded(deployed.group(1)));
        }
        if (path.equals(RERANK_V2)) {
            return of(Surface.RERANK);
        }
        var below =
                path.startsWith("/v1/") ? path.substring(4) : path.startsWith("/openai/v1/") ? path.substring(11) : "";
        var surface = Surface.of("/v1/" + below);
        if (surface != null) {
            return of(surface);
        }
        var response = RESPONSE.matcher(below);
        if (response.matches()) {
            var method = response.group(2) == null
                    ? asked == HttpMethod.DELETE ? HttpMethod.DELETE : HttpMethod.GET
                    : response.group(2).equals("/cancel") ? HttpMethod.POST : HttpMethod.GET;
            return new Target(Surface.RESPONSES, method, "/" + below, response.group(1), "");
        }
        var model = MODEL.matcher(below);
        return model.matches()
                ? new Target(Surface.MODELS, HttpMethod.GET, "/" + below, decoded(model.group(1)), "")
                : null;
    }

    private static String decoded(String segment) {
        try {
            return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return segment;
        }
    }

    /** Whether it asks about something that was said before, and gives no model anything to say. */
    boolean isStored() {
        return surface == Surface.RESPONSES && !id.isEmpty();
    }

    /** Whether a model is asked something, so that the call names it. */
    boolean asksModel() {
        return surface != Surface.MODELS && !isStored();
    }
}
