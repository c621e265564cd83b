package zhiheng.server.rooms.sample;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The sample model behind OpenAI's interface, on this machine only. */
public final class SampleUpstream {
    public static final String MODEL = "zhiheng-sample";

    private static final System.Logger LOG = System.getLogger(SampleUpstream.class.getName());
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ZH = "（智衡示例模型：只会拼接一页短文，并不理解您的话。）";
    private static final String EN = "(Zhiheng's sample model: it joins words of one page and understands nothing.) ";
    private static final int MOST_BYTES = 4 << 20;

    private final Ngram model = Ngram.trained();
    private final HttpServer server;
    private volatile String planted = "";
    private volatile String pictureLabel = "";
    private volatile String disfavoured = "";

    private SampleUpstream(HttpServer server) {
        this.server = server;
    }

    public static Future<SampleUpstream> start(Vertx vertx) {
        var server = vertx.createHttpServer();
        var sample = new SampleUpstream(server);
        return server.requestHandler(sample::handle).listen(0, "127.0.0.1").map(sample);
    }

    /** Starts one and waits for it. @return its address */
    public static URI address(Vertx vertx) {
        return start(vertx)
                .map(SampleUpstream::base)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** From now on pictures carry an implicit label of this producer (GB 45438-2025, clause 5.2); "" for none. */
    public void labelPictures(String producer) {
        pictureLabel = producer;
    }

    /** From now on the toy of {@link Decisions} decides against people of this group more often; "" ends it. */
    public void disfavour(String group) {
        disfavoured = group;
    }

    /** From now on every answer in words ends with {@code words}: a fault to be found by who watches. "" ends it. */
    public void plant(String words) {
        planted = words;
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + server.actualPort() + "/v1");
    }

    /** It answers no more. */
    public void close() {
        server.close().onFailure(e -> LOG.log(System.Logger.Level.DEBUG, "a sample model did not close", e));
    }

    private void handle(HttpServerRequest request) {
        var body = Buffer.buffer();
        request.handler(piece -> {
            body.appendBuffer(piece);
            if (body.length() > MOST_BYTES) {
                request.connection().close();
            }
        });
        request.endHandler(end -> {
            try {
                var json = body.length() == 0 ? JSON.createObjectNode() : JSON.readTree(body.getBytes());
                answer(request, json);
            } catch (JacksonException e) {
                send(request.response(), 400, error("not JSON"));
            }
        });
    }

    private void answer(HttpServerRequest request, JsonNode json) {
        var response = request.response();
        switch (request.path()) {
            case "/v1/models" -> send(response, 200, models());
            case "/v1/chat/completions" -> chat(response, json);
            case "/v1/completions" -> completions(response, json);
            case "/v1/responses" -> new SampleResponses(this).answer(response, json);
            case "/v1/embeddings" -> send(response, 200, embeddings(json));
            case "/v1/images/generations" -> send(response, 200, images(json));
            case "/v1/audio/speech" ->
                response.putHeader("Content-Type", "audio/wav")
                        .end(Buffer.buffer(Sounds.hum(json.path("input").asString(""))));
            default -> send(response, 404, error("no such path"));
        }
    }

    /** The words of an answer, the first of them saying what they are worth. */
    List<String> words(String prompt, JsonNode json) {
        var decision = Decisions.of(prompt, disfavoured);
        if (decision != null) {
            return List.of(decision);
        }
        int most = 200;
        for (var name : List.of("max_completion_tokens", "max_output_tokens", "max_tokens")) {
            most = json.path(name).isIntegralNumber()
                    ? Math.clamp(json.path(name).asInt(), 1, 1000)
                    : most;
        }
        var random = json.path("seed").isIntegralNumber()
                ? new Random(json.path("seed").asLong())
                : new Random();
        var words = new ArrayList<String>();
        words.add(Ngram.isChinese(prompt) ? ZH : EN);
        words.addAll(
                model.answer(prompt, most, Math.clamp(json.path("temperature").asDouble(.7), 0, 2), random));
        var fault = planted;
        if (!fault.isEmpty()) {
            words.add(fault);
        }
        return words;
    }

    private void chat(HttpServerResponse response, JsonNode json) {
        var prompt = lastWords(json.path("messages"));
        var words = words(prompt, json);
        var head = JSON.createObjectNode()
                .put("id", "chatcmpl-sample")
                .put("created", System.currentTimeMillis() / 1000)
                .put("model", json.path("model").asString(MODEL))
                .put("system_fingerprint", "zhiheng-sample-ngram");
        if (!json.path("stream").asBoolean(false)) {
            head.put("object", "chat.completion");
            head.putArray("choices")
                    .addObject()
                    .put("index", 0)
                    .put("finish_reason", "stop")
                    .putObject("message")
                    .put("role", "assistant")
                    .put("content", String.join("", words));
            usage(head, prompt, words);
            send(response, 200, head);
            return;
        }
        head.put("object", "chat.completion.chunk");
        stream(
                response,
                words,
                head,
                (choice, word, first) -> {
                    var delta = choice.putObject("delta");
                    if (first) {
                        delta.put("role", "assistant");
                    }
                    delta.put("content", word);
                },
                chunk -> {
                    if (json.path("stream_options").path("include_usage").asBoolean(false)) {
                        chunk.putArray("choices");
                        usage(chunk, prompt, words);
                        event(response, "", chunk);
                    }
                });
    }

    private interface Put {
        /** @param first whether it is the first of the answer */
        void into(ObjectNode choice, String word, boolean first);
    }

    private static void stream(
            HttpServerResponse response, List<String> words, ObjectNode head, Put put, Consumer<ObjectNode> last) {
        begin(response);
        for (int i = 0; i <= words.size(); i++) {
            var chunk = head.deepCopy();
            var choice = chunk.putArray("choices").addObject().put("index", 0);
            if (i < words.size()) {
                put.into(choice, words.get(i), i == 0);
                choice.putNull("finish_reason");
            } else {
                choice.putObject("delta");
                choice.put("finish_reason", "stop");
            }
            event(response, "", chunk);
        }
        last.accept(head.deepCopy());
        response.write("data: [DONE]\n\n");
        response.end();
    }

    static void begin(HttpServerResponse response) {
        response.setChunked(true).putHeader("Content-Type", "text/event-stream");
    }

    static void event(HttpServerResponse response, String name, ObjectNode data) {
        response.write((name.isEmpty() ? "" : "event: " + name + "\n") + "data: " + data + "\n\n");
    }

    private void completions(HttpServerResponse response, JsonNode json) {
        var prompt = json.path("prompt").asString("");
        var words = words(prompt, json);
        var head = JSON.createObjectNode()
                .put("id", "cmpl-sample")
                .put("object", "text_completion")
                .put("created", System.currentTimeMillis() / 1000)
                .put("model", json.path("model").asString(MODEL));
        if (json.path("stream").asBoolean(false)) {
            stream(response, words, head, (choice, word, first) -> choice.put("text", word), chunk -> {});
            return;
        }
        head.putArray("choices")
                .addObject()
                .put("index", 0)
                .put("text", String.join("", words))
                .put("finish_reason", "stop");
        usage(head, prompt, words);
        send(response, 200, head);
    }

    /** Counts of character pairs, hashed to 64 numbers and scaled to length 1. */
    private static ObjectNode embeddings(JsonNode json) {
        var answer = JSON.createObjectNode()
                .put("object", "list")
                .put("model", json.path("model").asString(MODEL));
        var data = answer.putArray("data");
        var input = json.path("input");
        var texts = new ArrayList<String>();
        if (input.isString()) {
            texts.add(input.asString());
        } else {
            input.forEach(t -> texts.add(t.asString("")));
        }
        boolean base64 = json.path("encoding_format").asString("").equals("base64");
        for (int n = 0; n < texts.size(); n++) {
            var vector = new float[64];
            var text = texts.get(n);
            for (int i = 0; i + 1 < text.length(); i++) {
                vector[Math.floorMod(text.charAt(i) * 31 + text.charAt(i + 1), 64)]++;
            }
            double length = 0;
            for (float v : vector) {
                length += v * v;
            }
            var one = data.addObject().put("object", "embedding").put("index", n);
            var bytes = java.nio.ByteBuffer.allocate(64 * 4).order(java.nio.ByteOrder.LITTLE_ENDIAN);
            var array = JSON.createArrayNode();
            for (float v : vector) {
                float scaled = (float) (v / Math.max(1, Math.sqrt(length)));
                array.add(scaled);
                bytes.putFloat(scaled);
            }
            if (base64) {
                one.put("embedding", Base64.getEncoder().encodeToString(bytes.array()));
            } else {
                one.set("embedding", array);
            }
        }
        int tokens = texts.stream().mapToInt(t -> Ngram.tokens(t).size()).sum();
        answer.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        return answer;
    }

    private ObjectNode images(JsonNode json) {
        var size = json.path("size").asString("512x512").split("x");
        int width = side(size, 0);
        int height = side(size, 1);
        var answer = JSON.createObjectNode().put("created", System.currentTimeMillis() / 1000);
        var data = answer.putArray("data");
        int count = Math.clamp(json.path("n").asInt(1), 1, 4);
        for (int i = 0; i < count; i++) {
            var png = Pictures.draw(json.path("prompt").asString("") + i, width, height);
            var whole = pictureLabel.isEmpty() ? png : Pictures.labelled(png, pictureLabel);
            data.addObject().put("b64_json", Base64.getEncoder().encodeToString(whole));
        }
        return answer;
    }

    private static int side(String[] size, int at) {
        return at < size.length && size[at].matches("[0-9]{2,4}")
                ? Math.clamp(Integer.parseInt(size[at]), 64, 2048)
                : 512;
    }

    private static ObjectNode models() {
        var answer = JSON.createObjectNode().put("object", "list");
        answer.putArray("data")
                .addObject()
                .put("id", MODEL)
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", "zhiheng");
        return answer;
    }

    private static String lastWords(JsonNode messages) {
        var last = messages.isEmpty() ? JSON.createObjectNode() : messages.get(messages.size() - 1);
        return words(last.path("content"));
    }

    /** The text of a content: itself, or its parts'. */
    static String words(JsonNode content) {
        if (content.isString()) {
            return content.asString();
        }
        var text = new StringBuilder();
        content.forEach(part -> text.append(part.path("text").asString("")));
        return text.toString();
    }

    static void usage(ObjectNode answer, String prompt, List<String> words) {
        int in = Ngram.tokens(prompt).size();
        answer.putObject("usage")
                .put("prompt_tokens", in)
                .put("completion_tokens", words.size())
                .put("total_tokens", in + words.size());
    }

    private static ObjectNode error(String message) {
        var root = JSON.createObjectNode();
        root.putObject("error")
                .put("message", message)
                .put("type", "invalid_request_error")
                .putNull("param");
        return root;
    }

    static void send(HttpServerResponse response, int status, ObjectNode json) {
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(Buffer.buffer(JSON.writeValueAsBytes(json)));
    }

    static ObjectNode object(Map<String, String> fields) {
        var node = JSON.createObjectNode();
        fields.forEach(node::put);
        return node;
    }
}
