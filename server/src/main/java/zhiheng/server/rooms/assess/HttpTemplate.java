package zhiheng.server.rooms.assess;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Json;
import zhiheng.base.Refusal;
import zhiheng.drills.target.Shape;
import zhiheng.packs.PackException;
import zhiheng.packs.Yaml;

/**
 * How a classifier behind HTTP is asked and where its answer stands.
 *
 * @param text the body: {@code {{inputs}}} becomes all inputs of a call as lists of numbers, {@code {{input}}} the one, and
 *     {@code {{named}}} the one as an object by the names of its columns
 * @param names of columns, for {@code {{named}}}
 * @param answer a JSON pointer (RFC 6901) to the rows of scores, or to the one row where one input is asked at a time
 * @param labels names of the classes, where the service says a name and no scores; else empty
 * @param declines statuses by which the service declines one input
 */
record HttpTemplate(
        String url,
        Map<String, String> headers,
        String text,
        int batch,
        Shape shape,
        List<String> names,
        int classes,
        String answer,
        List<String> labels,
        Set<Integer> declines,
        Duration patience,
        double perSecond) {
    private static final Set<String> KEYS = Yaml.Words.ordered(
            "url",
            "headers",
            "body",
            "batch",
            "input",
            "classes",
            "answer",
            "labels",
            "declines",
            "patience",
            "per-second");
    private static final Set<String> INPUT = Yaml.Words.ordered("columns", "channels", "height", "width", "names");
    private static final String ALL = "{{inputs}}";
    private static final String ONE = "{{input}}";
    private static final String NAMED = "{{named}}";

    /** @throws Refusal with file and line where something is wrong */
    static HttpTemplate read(Path file) {
        try {
            return of(Yaml.read(file, 1 << 18).fields(KEYS));
        } catch (PackException e) {
            throw Refusal.invalid("请求模板有误：" + e.getMessage(), "The template has a fault: " + e.getMessage());
        }
    }

    private static HttpTemplate of(Yaml.Fields f) {
        var body = f.words("body");
        long places = List.of(ALL, ONE, NAMED).stream().filter(body::contains).count();
        if (places != 1) {
            throw f.required("body").error("the body holds one of {{inputs}}, {{input}} and {{named}}");
        }
        var input = f.required("input").fields(INPUT);
        var names = input.optional("names") == null
                ? List.<String>of()
                : input.required("names").list().stream().map(Yaml::string).toList();
        var shape = shape(input, names);
        if (body.contains(NAMED) && names.isEmpty()) {
            throw f.required("input").error("{{named}} wants the 'names' of the columns");
        }
        var batch = f.optional("batch");
        var labels = f.optional("labels") == null
                ? List.<String>of()
                : f.required("labels").list().stream().map(Yaml::string).toList();
        int classes = Numbers.whole(f.required("classes"), 2, 10_000);
        if (!labels.isEmpty() && labels.size() != classes) {
            throw f.required("labels").error(labels.size() + " labels for " + classes + " classes");
        }
        var answer = f.stringOr("answer", "");
        if (!answer.isEmpty() && !answer.startsWith("/")) {
            throw f.required("answer").error("a JSON pointer begins with /, such as /predictions or /0/scores");
        }
        int inACall = batch == null ? 1 : Numbers.whole(batch, 1, 1_000);
        if (inACall > 1 && !body.contains(ALL)) {
            throw f.required("batch").error("more than one input in a call wants {{inputs}} in the body");
        }
        var patience = f.optional("patience");
        var pace = f.optional("per-second");
        double perSecond = pace == null ? 20 : Numbers.number(pace);
        if (perSecond <= 0 || perSecond > 10_000) {
            throw f.required("per-second").error("between 0 and 10000");
        }
        return new HttpTemplate(
                url(f),
                headers(f.optional("headers")),
                body,
                inACall,
                shape,
                names,
                classes,
                answer,
                labels,
                declines(f.optional("declines")),
                Duration.ofSeconds(patience == null ? 10 : Numbers.whole(patience, 1, 600)),
                perSecond);
    }

    private static String url(Yaml.Fields f) {
        var url = f.words("url");
        try {
            AssessCommand.address(url);
            return URI.create(url).toString();
        } catch (Refusal e) {
            throw f.required("url").error(e.text().en());
        }
    }

    private static Shape shape(Yaml.Fields input, List<String> names) {
        if (input.optional("channels") == null) {
            int columns = names.isEmpty() ? Numbers.whole(input.required("columns"), 1, 100_000) : names.size();
            if (input.optional("columns") != null && Numbers.whole(input.required("columns"), 1, 100_000) != columns) {
                throw input.required("columns").error(names.size() + " names for the columns");
            }
            return new Shape.Row(columns);
        }
        return new Shape.Picture(
                Numbers.whole(input.required("channels"), 1, 4),
                Numbers.whole(input.required("height"), 1, 4096),
                Numbers.whole(input.required("width"), 1, 4096));
    }

    private static Map<String, String> headers(@Nullable Yaml yaml) {
        var headers = new LinkedHashMap<String, String>();
        if (yaml != null) {
            yaml.entries().forEach((name, value) -> {
                if (!name.matches("[A-Za-z0-9-]{1,60}")
                        || Set.of("host", "content-length", "connection")
                                .contains(name.toLowerCase(java.util.Locale.ROOT))) {
                    throw value.error("'" + name + "' is no header that can be set");
                }
                headers.put(name, value.string());
            });
        }
        return headers;
    }

    private static Set<Integer> declines(@Nullable Yaml yaml) {
        var statuses = new TreeSet<Integer>(List.of(400, 422));
        if (yaml != null) {
            statuses.clear();
            yaml.list().forEach(y -> statuses.add(Numbers.whole(y, 400, 499)));
        }
        return statuses;
    }

    /** Whether one input is asked at a time, so that the answer is its row. */
    boolean one() {
        return !text.contains(ALL);
    }

    String body(float[][] inputs) {
        var first = inputs[0];
        if (text.contains(NAMED)) {
            var named = new LinkedHashMap<String, Object>();
            for (int i = 0; i < first.length; i++) {
                named.put(names.get(i), number(first[i]));
            }
            return text.replace(NAMED, Json.write(named));
        }
        if (text.contains(ONE)) {
            return text.replace(ONE, list(first));
        }
        var rows = new ArrayList<String>();
        for (var input : inputs) {
            rows.add(list(input));
        }
        return text.replace(ALL, rows.stream().collect(Collectors.joining(",", "[", "]")));
    }

    private static String list(float[] values) {
        var list = new StringBuilder("[");
        for (int i = 0; i < values.length; i++) {
            list.append(i == 0 ? "" : ",").append(number(values[i]));
        }
        return list.append(']').toString();
    }

    /** A whole number without a point, for services that want one. */
    private static Number number(float value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9 ? (Number) (long) value : (Number) value;
    }

    /** What the pointer points to; null where nothing stands there. */
    @Nullable
    Object find(@Nullable Object json) {
        var at = json;
        for (var step : answer.isEmpty() ? new String[0] : answer.substring(1).split("/", -1)) {
            var key = step.replace("~1", "/").replace("~0", "~");
            if (at instanceof Map<?, ?> map) {
                at = map.get(key);
            } else if (at instanceof List<?> list
                    && key.matches("0|[1-9][0-9]{0,8}")
                    && Integer.parseInt(key) < list.size()) {
                at = list.get(Integer.parseInt(key));
            } else {
                return null;
            }
        }
        return at;
    }
}
