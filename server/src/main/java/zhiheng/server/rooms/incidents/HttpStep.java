package zhiheng.server.rooms.incidents;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import zhiheng.base.Refusal;
import zhiheng.cases.cacao.Playbook;
import zhiheng.cases.cacao.Playbook.Command;
import zhiheng.office.duties.Sha256;

/** Makes the call of a step of sort {@code http-api} (CACAO 2.0, section 5.4): once, without following anywhere, within ten seconds. */
final class HttpStep {
    private static final Duration MOST = Duration.ofSeconds(10);
    private static final int MOST_ANSWER = 64 * 1024;
    /** What the connection itself decides. */
    private static final Set<String> OURS =
            Set.of("host", "content-length", "connection", "transfer-encoding", "upgrade", "expect");

    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(MOST)
            .build();

    /** @param status 0 where there was no answer; @param sha256 of the first 64 KiB of what came */
    record Answer(int status, String sha256) {
        boolean ok() {
            return status >= 200 && status < 300;
        }
    }

    /** Where the step calls, with the values of the run. */
    static String address(Playbook playbook, Playbook.Step step, Map<String, String> values) {
        var parts = Playbook.filled(step.commands().getFirst().text(), values).split(" ");
        var base =
                Playbook.filled(playbook.targets().getOrDefault(step.targets().getFirst(), ""), values);
        return base.replaceAll("/+$", "") + (parts.length < 2 ? "/" : parts[1]);
    }

    /** @param to an address that was allowed */
    Answer call(URI to, Command command, Map<String, String> values) throws InterruptedException {
        var method = Playbook.filled(command.text(), values).split(" ")[0];
        var body = Playbook.filled(command.content(), values);
        var request = HttpRequest.newBuilder(to)
                .timeout(MOST)
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        try {
            command.headers().forEach((name, all) -> {
                if (!OURS.contains(name.toLowerCase(Locale.ROOT))) {
                    all.forEach(value -> request.header(name, Playbook.filled(value, values)));
                }
            });
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (var in = answer.body()) {
                return new Answer(answer.statusCode(), Sha256.of(in.readNBytes(MOST_ANSWER)));
            }
        } catch (IOException e) {
            return new Answer(0, "");
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("请求头有误：" + e.getMessage(), "A header is wrong: " + e.getMessage());
        }
    }
}
