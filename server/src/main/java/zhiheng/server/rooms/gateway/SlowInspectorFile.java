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
import zhiheng.gateway.upstream.Destinations;
import zhiheng.gateway.upstream.Upstream;

/** {@code inspectors.json}: inspectors that take their time. An unknown field is an error; so is what cannot be used. */
final class SlowInspectorFile implements AutoCloseable {
    static final String NAME = "inspectors.json";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST = 50;
    private static final int CONNECTIONS = 64;
    private static final int MOST_CHARACTERS = 1_000_000;
    private static final int WINDOW = 2_000;
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Set<String> BOTH = Set.of("id", "budgetMillis", "onFailure");
    private static final Set<String> REMOTE = Set.of("url", "keyFrom", "mostCharacters");
    private static final Set<String> ONNX = Set.of("model", "labels", "thresholds", "output", "window");

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
        return new Registered(remote ? remote(one, id) : onnx(one, id), budget, onFailure);
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
        return new RemoteInspector("https".equals(url.getScheme()) ? tls : plain, destinations, there, most);
    }

    private OnnxInspector onnx(JsonNode one, String id) {
        var name = text(one, id, "model", "");
        if (!name.matches("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}")) {
            throw wrong(
                    id, "model 应为 " + folder.getFileName() + " 中的文件名", "model is the name of a file beside this one");
        }
        var model = folder.resolve(name);
        if (!Files.isRegularFile(model)) {
            throw wrong(id, "没有文件 " + name, "there is no file " + name);
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
        var settings = new OnnxInspector.Settings(
                List.copyOf(labels),
                Map.copyOf(thresholds),
                text(one, id, "output", ""),
                number(one, id, "window", WINDOW, 16, 1_000_000));
        var inspector = OnnxInspector.open(model, settings);
        open.add(inspector);
        return inspector;
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
