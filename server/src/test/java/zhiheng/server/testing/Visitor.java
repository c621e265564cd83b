package zhiheng.server.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody who reads pages and sends forms, as a browser without scripts does: with cookies and the form's token. */
public final class Visitor {
    private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private static final String BOUNDARY = "a-boundary-that-no-file-of-the-tests-holds";

    private final String base;
    private final String language;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    public Visitor(int port, String language) {
        this.base = "http://127.0.0.1:" + port;
        this.language = language;
    }

    public Visitor signIn(String login, String password) throws IOException, InterruptedException {
        post(
                "/sign-in",
                "/sign-in",
                Map.of("login", List.of(login), "password", List.of(password), "to", List.of("/")));
        return this;
    }

    /** Keeps a cookie that a script of the page would set. */
    public void remember(String name, String value) {
        var cookie = new HttpCookie(name, value);
        cookie.setPath("/");
        cookie.setVersion(0);
        cookies.getCookieStore().add(URI.create(base), cookie);
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    public byte[] bytes(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofByteArray()).body();
    }

    /** Sends a form with the token that {@code page} shows. */
    public HttpResponse<String> post(String page, String action, Map<String, List<String>> fields)
            throws IOException, InterruptedException {
        var token = TOKEN.matcher(get(page).body());
        var all = fields.entrySet().stream()
                .flatMap(field -> field.getValue().stream().map(value -> pair(field.getKey(), value)))
                .collect(Collectors.joining("&"));
        var body = (token.find() ? pair("csrf", token.group(1)) + "&" : "") + all;
        return client.send(
                request(action)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    /** Sends a form with a file, as multipart/form-data; {@code name} is empty where no file is chosen. */
    public HttpResponse<String> upload(
            String page, String action, Map<String, String> fields, String field, String name, byte[] file)
            throws IOException, InterruptedException {
        var token = TOKEN.matcher(get(page).body());
        var all = new LinkedHashMap<String, String>();
        if (token.find()) {
            all.put("csrf", token.group(1));
        }
        all.putAll(fields);
        var body = new ByteArrayOutputStream();
        for (var one : all.entrySet()) {
            part(body, "name=\"" + one.getKey() + "\"", one.getValue().getBytes(StandardCharsets.UTF_8));
        }
        part(body, "name=\"" + field + "\"; filename=\"" + name + "\"", file);
        body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return client.send(
                request(action)
                        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                        .POST(BodyPublishers.ofByteArray(body.toByteArray()))
                        .build(),
                BodyHandlers.ofString());
    }

    private static void part(ByteArrayOutputStream body, String disposition, byte[] content) {
        var head = "--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n";
        body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).header("Accept-Language", language);
    }

    private static String pair(String name, String value) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8) + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
