package zhiheng.server.testing;

import java.io.ByteArrayOutputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.regex.Pattern;

/** Reads pages and sends their forms as a browser without scripts would: cookies are kept, redirects are followed. */
public final class Surfer {
    private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([^\"]*)\"");

    private final URI address;
    private final String language;
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private String csrf = "";

    public Surfer(URI address, String language) {
        this.address = address;
        this.language = language;
    }

    public HttpResponse<String> open(String path) throws Exception {
        return sent(request(path).GET());
    }

    public byte[] download(String path) throws Exception {
        return client.send(request(path).GET().build(), BodyHandlers.ofByteArray())
                .body();
    }

    /** Sends a form, with the token of the page read last. @param fields name, value, name, value … */
    public HttpResponse<String> send(String path, String... fields) throws Exception {
        var parts = new ArrayList<String>();
        parts.add("csrf=" + encoded(csrf));
        for (int i = 0; i < fields.length; i += 2) {
            parts.add(encoded(fields[i]) + "=" + encoded(fields[i + 1]));
        }
        return sent(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(String.join("&", parts))));
    }

    /** Sends a form with a file, with the token of the page read last. */
    public HttpResponse<String> upload(String path, String fileName, byte[] content) throws Exception {
        var cut = "----surfer";
        var body = new ByteArrayOutputStream();
        body.writeBytes(
                ("--" + cut + "\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\n" + csrf + "\r\n--" + cut
                                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + fileName
                                + "\"\r\nContent-Type: application/octet-stream\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes(("\r\n--" + cut + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return sent(request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + cut)
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }

    /** Signs in and reads the page one comes to. */
    public HttpResponse<String> signIn(String login, String password) throws Exception {
        open("/sign-in");
        return send("/sign-in", "login", login, "password", password, "to", "/account");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path))
                .header("Accept-Language", language)
                .header("User-Agent", "Surfer");
    }

    private HttpResponse<String> sent(HttpRequest.Builder request) throws Exception {
        var answer = client.send(request.build(), BodyHandlers.ofString());
        var token = TOKEN.matcher(answer.body());
        if (token.find()) {
            csrf = token.group(1);
        }
        return answer;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
