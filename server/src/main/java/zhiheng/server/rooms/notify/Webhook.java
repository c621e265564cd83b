package zhiheng.server.rooms.notify;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import zhiheng.server.rooms.notify.NotificationRows.Pending;

/** Posts to a receiver. Redirects are not followed and answers not read. */
final class Webhook implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    /** What says that this very message is wrong, and will be tomorrow; anything else a person can put right at the receiver. */
    private static final Set<Integer> NEVER = Set.of(400, 413, 415, 422);

    private final Receiver to;
    private final Clock clock;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(TIMEOUT)
            .build();

    /** What came of it. */
    sealed interface Result {
        record Taken() implements Result {}

        /** It will never take this one. */
        record Refused(String why) implements Result {}

        public record Failed(String why) implements Result {}
    }

    Webhook(Receiver to, Clock clock) {
        this.to = to;
        this.clock = clock;
    }

    Result post(Pending what) throws InterruptedException {
        var request = HttpRequest.newBuilder(to.address())
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("User-Agent", "zhiheng")
                .header("Idempotency-Key", what.id())
                .POST(HttpRequest.BodyPublishers.ofString(what.body()));
        if (!to.secret().isEmpty()) {
            var now = clock.instant(); // of this try: a receiver refuses what is older than its window
            request.header("webhook-id", what.id())
                    .header("webhook-timestamp", Long.toString(now.getEpochSecond()))
                    .header("webhook-signature", Signature.of(Signature.key(to.secret()), what.id(), now, what.body()));
        }
        if (!to.authorization().isEmpty()) {
            request.header("Authorization", to.authorization());
        }
        try {
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            answer.body().close();
            int status = answer.statusCode();
            if (status >= 200 && status < 300) {
                return new Result.Taken();
            }
            return NEVER.contains(status) ? new Result.Refused("HTTP " + status) : new Result.Failed("HTTP " + status);
        } catch (IOException e) {
            // messages of exceptions may quote an address; the kind says enough
            return new Result.Failed(e.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
