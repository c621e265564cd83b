package zhiheng.bench.gateway;

import java.nio.charset.StandardCharsets;

/** The call that all benchmarks of the gateway make: a chat of about 2 kB. */
public final class Calls {
    private Calls() {}

    public static String body(boolean streamed) {
        return body("m", streamed);
    }

    private static String body(String model, boolean streamed) {
        return "{\"model\":\"" + model + "\",\"stream\":" + streamed
                + ",\"messages\":[{\"role\":\"user\",\"content\":\""
                + "When does the library open, and where can I read about rivers? ".repeat(30) + "\"}]}";
    }

    /** The whole request. @param more header lines, each with its end */
    public static byte[] request(boolean streamed, String key, String more) {
        return request("m", streamed, key, more);
    }

    /** @param model {@code slow} has an event every 50 ms, {@code open} one event and no end */
    public static byte[] request(String model, boolean streamed, String key, String more) {
        var body = body(model, streamed);
        return ("POST /v1/chat/completions HTTP/1.1\r\n"
                        + "Host: 127.0.0.1\r\n"
                        + "Content-Type: application/json\r\n"
                        + "Authorization: Bearer "
                        + key + "\r\n" + more + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
