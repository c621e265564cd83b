package zhiheng.server.rooms.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.gateway.inspect.Inspection.Direction;
import zhiheng.gateway.inspect.SlowInspector;
import zhiheng.gateway.upstream.Destinations;
import zhiheng.gateway.upstream.Upstream;

/**
 * An inspector behind an address: {@code POST {"text", "direction"}} is answered with {@code {"marks": [{"kind", "start", "end"}]}},
 * places in UTF-16 code units. The address that was checked is the one connected to; redirects are not followed.
 */
final class RemoteInspector implements SlowInspector {
    private static final int MOST_ANSWER_BYTES = 1 << 20;
    private static final int MOST_MARKS = 10_000;
    private static final Pattern KIND = Pattern.compile("[A-Za-z0-9_-]{1,64}(\\.[A-Za-z0-9_-]{1,64}){0,3}");
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(8)
                            .maxNumberLength(20)
                            .build())
                    .build())
            .build();

    private final HttpClient client;
    private final Destinations destinations;
    private final Upstream there;
    private final int mostCharacters;

    /** @param client of the scheme of {@code there}; its time-outs are those of the budget, which interrupts */
    RemoteInspector(HttpClient client, Destinations destinations, Upstream there, int mostCharacters) {
        this.client = client;
        this.destinations = destinations;
        this.there = there;
        this.mostCharacters = mostCharacters;
    }

    @Override
    public List<Mark> inspect(String text, Direction direction) throws Exception {
        if (text.length() > mostCharacters) {
            throw new IllegalArgumentException("longer than " + mostCharacters + " characters");
        }
        var body = JSON.createObjectNode()
                .put("text", text)
                .put("direction", direction.name().toLowerCase(Locale.ROOT));
        var connected = client.request(options());
        HttpClientRequest request;
        try {
            request = connected.toCompletionStage().toCompletableFuture().get();
        } catch (InterruptedException e) {
            connected.onSuccess(HttpClientRequest::reset);
            throw e;
        }
        try {
            return marks(answer(request, Buffer.buffer(JSON.writeValueAsBytes(body)))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get());
        } catch (Exception e) {
            request.reset();
            throw e;
        }
    }

    private RequestOptions options() {
        var path = there.base().getRawPath();
        return there.request(destinations.resolve(there), HttpMethod.POST, path == null || path.isEmpty() ? "/" : path);
    }

    private Future<Buffer> answer(HttpClientRequest request, Buffer body) {
        request.putHeader("Content-Type", "application/json").putHeader("Accept-Encoding", "identity");
        if (!there.key().isEmpty()) {
            request.putHeader("Authorization", "Bearer " + there.key());
        }
        // asked for before it is sent: an answer that was there first would have begun without anybody to take it
        var answer = request.response().compose(RemoteInspector::body);
        return request.end(body).compose(sent -> answer, failed -> answer);
    }

    private static Future<Buffer> body(HttpClientResponse response) {
        if (response.statusCode() != 200) {
            return Future.failedFuture("status " + response.statusCode());
        }
        var whole = Promise.<Buffer>promise();
        var body = Buffer.buffer();
        response.handler(piece -> {
            if (body.length() + piece.length() > MOST_ANSWER_BYTES) {
                whole.tryFail("an answer of more than " + MOST_ANSWER_BYTES + " bytes");
            } else {
                body.appendBuffer(piece);
            }
        });
        response.exceptionHandler(whole::tryFail);
        response.endHandler(end -> whole.tryComplete(body));
        return whole.future();
    }

    private static List<Mark> marks(Buffer body) {
        var array = JSON.readTree(body.getBytes()).path("marks");
        if (!array.isArray() || array.size() > MOST_MARKS) {
            throw new IllegalArgumentException("marks: an array of at most " + MOST_MARKS + " is expected");
        }
        var marks = new ArrayList<Mark>(array.size());
        for (var mark : array) {
            var kind = mark.path("kind").asString("");
            if (!KIND.matcher(kind).matches()) {
                throw new IllegalArgumentException("kind: " + KIND);
            }
            marks.add(new Mark(kind, place(mark, "start"), place(mark, "end")));
        }
        return marks;
    }

    private static int place(JsonNode mark, String field) {
        if (!mark.path(field).isInt()) {
            throw new IllegalArgumentException(field + ": a whole number is expected");
        }
        return mark.path(field).intValue();
    }
}
