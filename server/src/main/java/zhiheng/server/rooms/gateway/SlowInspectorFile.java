package zhiheng.server.rooms.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.gateway.inspect.SlowInspector.OnFailure;
import zhiheng.gateway.inspect.SlowInspector.Registered;
import zhiheng.gateway.inspect.SlowInspector.When;
import zhiheng.gateway.inspect.VoteHead;
import zhiheng.gateway.upstream.Destinations;
import zhiheng.gateway.upstream.Upstream;
import zhiheng.server.ground.meaning.SentenceModel;

/** {@code inspectors.json}: inspectors that take their time. An unknown field is an error; so is what cannot be used. */
final class SlowInspectorFile implements AutoCloseable {
    static final String NAME = "inspectors.json";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST = 50;
    private static final int CONNECTIONS = 64;
    private static final int MOST_CHARACTERS = 1_000_000;
    private static final int WINDOW = 2_000;
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Set<String> BOTH = Set.of("id", "budgetMillis", "onFailure", "when");
    private static final Set<String> REMOTE = Set.of("url", "keyFrom", "mostCharacters");
    private static final Set<String> ONNX = Set.of("model", "labels", "thresholds", "output", "window", "scores");
    /** What stands for a model where the one that ships is to vote, with its head. */
    private static final String SHIPPED = "shipped";

    /** Beside a model of token ids: how what it says is judged. */
    private static final String HEAD = "head.txt";

    private static final List<String> VOTE = List.of("attack");
    private static final double EVEN = 0.5;

    private final Path folder;
    private final Destinations destinations;
    private final UnaryOperator<String> environment;
    private final HttpClient plain;
    private final HttpClient tls;
    private final Map<String, Registered> registered = new HashMap<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    /** @param environment where keys are, by the name of a variable; it may give null */
    SlowInspectorFile(Path folder, Vertx vertx, Destinations destinations, UnaryOperator<String> environment) {
        this.folder = folder;
        this.destinations = destinations;
        this.environment = environment;
        plain = vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        tls = vertx.createHttpClient(
                new HttpClientOptions().setSsl(true).setVerifyHost(true),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    /** @throws IllegalArgumentException naming the inspector and the field that is wrong */
    Map<String, Registered> read() throws IOException {
        var file = folder.resolve(NAME);
        if (!Files.exists(file)) {
            return Map.of();
        }
        JsonNode root;
        try {
            root = JSON.readTree(Files.readAllBytes(file));
        } catch (JacksonException e) {
            throw wrong("", "不是有效的 JSON", "not JSON: " + e.getOriginalMessage());
        }
        var list = root.path("inspectors");
        if (!list.isArray() || list.size() > MOST || root.size() != 1) {
            throw wrong(
                    "", "应为 {\"inspectors\": […]}，最多 " + MOST + " 个", "one field, inspectors, with at most " + MOST);
        }
        for (var one : list) {
            var id = text(one, "?", "id", "");
            if (registered.containsKey(id)) {
                throw wrong(id, "重复", "is there twice");
            }
            try {
                registered.put(id, one(one, id));
            } catch (IllegalArgumentException e) {
                throw String.valueOf(e.getMessage()).startsWith(NAME)
                        ? e
                        : new IllegalArgumentException(NAME + ": " + id + ": " + e.getMessage(), e);
            }
        }
        return Map.copyOf(registered);
    }

    private Registered one(JsonNode one, String id) {
        boolean remote = id.matches("remote:[A-Za-z0-9_-]{1,64}");
        if (!remote && !id.matches("onnx:[A-Za-z0-9_-]{1,64}")) {
            throw wrong(id, "id 应为 remote:名称 或 onnx:名称", "an id is remote:NAME or onnx:NAME");
        }
        for (var field : one.propertyNames()) {
            if (!BOTH.contains(field) && !(remote ? REMOTE : ONNX).contains(field)) {
                throw wrong(id, "未知字段 " + field, "unknown field " + field);
            }
        }
        var budget = Duration.ofMillis(number(one, id, "budgetMillis", 0, 1, 30_000));
        var onFailure = switch (text(one, id, "onFailure", "")) {
            case "open" -> OnFailure.OPEN;
            case "closed" -> OnFailure.CLOSED;
            default -> throw wrong(id, "onFailure 应为 open 或 closed", "onFailure is open or closed");
        };
        var when = when(one, id);
        if (when == When.ASIDE && onFailure == OnFailure.CLOSED) {
            throw wrong(id, "不等待的检查器 onFailure 只能是 open", "what no call waits for has onFailure open");
        }
        return new Registered(remote ? remote(one, id) : onnx(one, id), budget, onFailure, when);
    }

    /** The model that ships is not waited for unless the file says so. */
    private static When when(JsonNode one, String id) {
        boolean votes = one.path("model").asString("").equals(SHIPPED);
        return switch (text(one, id, "when", votes ? "aside" : "first")) {
            case "first" -> When.FIRST;
            case "aside" -> When.ASIDE;
            default -> throw wrong(id, "when 应为 first 或 aside", "when is first or aside");
        };
    }

    private RemoteInspector remote(JsonNode one, String id) {
        var keyFrom = text(one, id, "keyFrom", "");
        var key = keyFrom.isEmpty() ? "" : environment.apply(keyFrom);
        if (key == null || key.isEmpty() && !keyFrom.isEmpty()) {
            throw wrong(id, "环境变量 " + keyFrom + " 未设置", "the environment variable " + keyFrom + " is not set");
        }
        URI url;
        try {
            url = URI.create(text(one, id, "url", ""));
        } catch (IllegalArgumentException e) {
            throw wrong(id, "url 无效", "url is not an address");
        }
        var there = new Upstream(id, url, key, 1, Map.of(), CONNECT, CONNECT);
        destinations.resolve(there);
        int most = number(one, id, "mostCharacters", MOST_CHARACTERS, 1, 4 * MOST_CHARACTERS);
        return new RemoteInspector(there.isTls() ? tls : plain, destinations, there, most);
    }

    private OnnxInspector onnx(JsonNode one, String id) {
        var name = text(one, id, "model", "");
        if (!name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}")) {
            throw wrong(
                    id,
                    "model 应为 " + folder.getFileName() + " 中的文件或文件夹名",
                    "model is the name of a file or folder beside this one");
        }
        var file = folder.resolve(name);
        boolean reads = Files.isRegularFile(file);
        boolean votes = name.equals(SHIPPED);
        if (!reads && !votes && !Files.isDirectory(file)) {
            throw wrong(id, "没有文件或文件夹 " + name, "there is no file or folder " + name);
        }
        boolean headed = votes || Files.isRegularFile(file.resolve(HEAD));
        var labels = labels(one, id, headed);
        var settings = new OnnxInspector.Settings(
                labels,
                thresholds(one, id, labels, headed),
                number(one, id, "window", headed ? VoteHead.WINDOW : WINDOW, 16, 1_000_000));
        var model = reads
                ? StringScores.open(file, text(one, id, "output", ""))
                : votes ? shipped(id) : pieces(one, id, file, headed);
        var inspector = OnnxInspector.of(model, settings);
        open.add(inspector);
        return inspector;
    }

    private static PieceScores shipped(String id) {
        var model = SentenceModel.shipped()
                .orElseThrow(() -> wrong(id, "随附的模型不在", "the model that ships is not on the class path"));
        return PieceScores.headed(model, VoteHead.shipped());
    }

    /** A folder with a model that reads token ids, its vocabulary and, where what it says is to be judged, a head. */
    private static PieceScores pieces(JsonNode one, String id, Path folder, boolean headed) {
        var reading = switch (text(one, id, "scores", "softmax")) {
            case "softmax" -> PieceScores.Reading.SOFTMAX;
            case "sigmoid" -> PieceScores.Reading.SIGMOID;
            case "none" -> PieceScores.Reading.NONE;
            default -> throw wrong(id, "scores 应为 softmax、sigmoid 或 none", "scores is softmax, sigmoid or none");
        };
        if (!headed) {
            return PieceScores.classifier(SentenceModel.open(folder.resolve("model.onnx")), reading);
        }
        try {
            var head = VoteHead.read(Files.readString(folder.resolve(HEAD)));
            return PieceScores.headed(SentenceModel.open(folder.resolve("model.onnx")), head);
        } catch (IOException e) {
            throw new IllegalArgumentException(HEAD + ": 无法读取 / cannot be read", e);
        }
    }

    private static List<String> labels(JsonNode one, String id, boolean headed) {
        if (headed && one.path("labels").isMissingNode()) {
            return VOTE;
        }
        var labels = new ArrayList<String>();
        for (var label : one.path("labels")) {
            labels.add(label.asString(""));
        }
        if (labels.isEmpty()
                || labels.size() > 1_000
                || Set.copyOf(labels).size() < labels.size()
                || labels.stream().anyMatch(l -> !l.matches("[A-Za-z0-9_-]{1,64}"))) {
            throw wrong(id, "labels 应为不重复的名称", "labels are names, each once: A-Z a-z 0-9 _ -");
        }
        return List.copyOf(labels);
    }

    private static Map<String, Double> thresholds(JsonNode one, String id, List<String> labels, boolean headed) {
        if (headed && one.path("thresholds").isMissingNode()) {
            return Map.of(labels.getFirst(), EVEN);
        }
        var thresholds = new HashMap<String, Double>();
        for (var entry : one.path("thresholds").properties()) {
            if (!labels.contains(entry.getKey()) || !entry.getValue().isNumber()) {
                throw wrong(id, "thresholds 应为标签及其数值", "thresholds are numbers by label: " + entry.getKey());
            }
            thresholds.put(entry.getKey(), entry.getValue().doubleValue());
        }
        if (thresholds.isEmpty()) {
            throw wrong(id, "缺少 thresholds", "thresholds: at least one label has one");
        }
        return Map.copyOf(thresholds);
    }

    private static String text(JsonNode one, String id, String field, String otherwise) {
        var value = one.path(field);
        if (!value.isMissingNode() && !value.isString()) {
            throw wrong(id, field + " 应为文本", field + " is a text");
        }
        return value.asString(otherwise);
    }

    private static int number(JsonNode one, String id, String field, int otherwise, int least, int most) {
        var value = one.path(field);
        int number = value.isInt() ? value.intValue() : value.isMissingNode() ? otherwise : -1;
        if (number < least || number > most) {
            throw wrong(id, field + " 应为 " + least + " 到 " + most, field + " is " + least + " to " + most);
        }
        return number;
    }

    private static IllegalArgumentException wrong(String id, String zh, String en) {
        return new IllegalArgumentException(NAME + (id.isEmpty() ? "" : ": " + id) + ": " + zh + " / " + en);
    }

    /** Ends what was opened. Blocks until nothing runs in it. */
    @Override
    public void close() {
        plain.close();
        tls.close();
        for (var one : open) {
            try {
                one.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
