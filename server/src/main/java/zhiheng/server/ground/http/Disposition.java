package zhiheng.server.ground.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The header that makes a browser keep an answer as a file and never show or run it (RFC 6266). */
public final class Disposition {
    public static final String HEADER = "Content-Disposition";

    private Disposition() {}

    /** Its value, with the name in whatever script (RFC 8187). */
    public static String attachment(String fileName) {
        return "attachment; filename*=UTF-8''"
                + URLEncoder.encode(fileName, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("*", "%2A"); // no attr-char of RFC 8187
    }
}
