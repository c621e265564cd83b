package zhiheng.server.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;

/** The npm package {@code oidc-provider} on a port of its own: an identity provider that is not ours. */
public final class IdentityProvider implements AutoCloseable {
    private static final Path SCRIPTS = Path.of("src/test/node");
    private static final Pattern ACTION = Pattern.compile("action=\"([^\"]+/interaction/[^\"]+)\"");

    public final URI issuer;
    private final Process process;

    public IdentityProvider(String client, String secret, String redirect, String algorithm) throws IOException {
        process = new ProcessBuilder("node", "identity-provider.mjs", client, secret, redirect, algorithm)
                .directory(SCRIPTS.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        issuer = URI.create(Objects.requireNonNull(out.readLine(), "the provider did not start"));
    }

    public static boolean installed() {
        return Files.exists(SCRIPTS.resolve("node_modules/oidc-provider"));
    }

    /** A browser that follows every redirect, with cookies of its own. */
    public static HttpClient browser() {
        return HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    public static HttpResponse<String> open(HttpClient browser, URI address) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(address).header("Accept-Language", "en").build(), BodyHandlers.ofString());
    }

    /** Follows {@code start} to the provider, signs in there as {@code subject}, consents, and comes back. */
    public HttpResponse<String> walk(HttpClient browser, URI start, String subject) throws Exception {
        var page = open(browser, start);
        for (int i = 0; i < 3 && page.uri().getPort() == issuer.getPort(); i++) {
            var action = ACTION.matcher(page.body());
            if (!action.find()) {
                throw new IOException("no form: " + page.body());
            }
            var consent = page.body().contains("value=\"consent\"");
            var form = consent
                    ? "prompt=consent"
                    : "prompt=login&password=any&login=" + URLEncoder.encode(subject, StandardCharsets.UTF_8);
            page = browser.send(
                    HttpRequest.newBuilder(page.uri().resolve(action.group(1)))
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .header("Accept-Language", "en")
                            .POST(BodyPublishers.ofString(form))
                            .build(),
                    BodyHandlers.ofString());
        }
        return page;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
