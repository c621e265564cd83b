package zhiheng.server.rooms.labels;

import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Json;
import zhiheng.labels.Dissemination;
import zhiheng.labels.FileReport;
import zhiheng.labels.LabelException;
import zhiheng.labels.label.Certainty;
import zhiheng.labels.label.ContentLabel;
import zhiheng.labels.label.FoundLabel;
import zhiheng.labels.label.ProducerCode;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Disposition;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.ground.http.Problem;
import zhiheng.server.ground.http.Reply;
import zhiheng.server.ground.http.SentFile;

/** Content labels of files that callers send. Nothing of a file is kept. */
record LabelsApi(LabelDesk desk, SignDesk signs) {
    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.stream(HttpMethod.POST, "/api/v1/labels/verdict", this::verdict),
                Endpoint.stream(HttpMethod.POST, "/api/v1/labels/traces", this::traces),
                Endpoint.stream(HttpMethod.POST, "/api/v1/labels/file", this::write),
                Endpoint.stream(HttpMethod.POST, "/api/v1/labels/sign", this::sign));
    }

    private Reply traces(Call call) {
        var json = JsonOut.compact(desk.traces(call.file()).json());
        return Reply.bytes(Reply.JSON, json.getBytes(StandardCharsets.UTF_8));
    }

    /** The reading as the command line gives it, and what Article 6 asks of a platform that spreads the file. */
    private Reply verdict(Call call) {
        var declaration = declaration(call.query("declaration"));
        var hint = flag(call, "hint") ? desk.hint(call.file()) : null;
        boolean traces = flag(call, "traces") || hint != null && Hints.found(hint);
        var platform = orEmpty(call.query("platform"));
        var number = orEmpty(call.query("contentNumber"));
        var pin = call.query("pin");
        if (pin != null && !pin.matches("04[0-9A-Fa-f]{128}")) {
            throw Problem.badRequest(
                    "“pin”须为SM2公钥：以04开头的130位十六进制数。",
                    "'pin' is an SM2 public key: 130 hexadecimal digits that begin with 04.");
        }
        FileReport reading = desk.read(call.file());
        var decision = Dissemination.decide(
                reading.labels().stream().map(FoundLabel::label).toList(), declaration, traces, platform, number);
        var json = reading.json(call.file().name(), pin == null ? Set.of() : Set.of(pin.toUpperCase(Locale.ROOT)));
        var whole = json.substring(0, json.length() - 1) + ",\"decision\":" + JsonOut.compact(decision(decision))
                + ",\"origins\":"
                + JsonOut.compact(origins(call.file()))
                + (hint == null ? "" : ",\"hint\":" + JsonOut.compact(Hints.json(hint)))
                + desk.manifests(call.file())
                        .map(report -> ",\"c2pa\":" + Json.write(C2paText.fields(report)))
                        .orElse("")
                + "}";
        return Reply.bytes(Reply.JSON, whole.getBytes(StandardCharsets.UTF_8));
    }

    /** What has a watermark comes first: it says more than a look. */
    private List<Map<String, Object>> origins(SentFile file) {
        var origins = new ArrayList<Map<String, Object>>();
        desk.mark(file).ifPresent(hit -> origins.add(origin(hit)));
        desk.origins(file).forEach(origin -> origins.add(origin(origin)));
        return origins;
    }

    private static Map<String, Object> origin(Marks.Hit hit) {
        return JsonOut.map(
                "by",
                "watermark",
                "produceId",
                hit.marked().map(Marks.Marked::produceId).orElse(""),
                "contentProducer",
                hit.marked().map(Marks.Marked::producer).orElse(""),
                "labelledAt",
                hit.marked().map(marked -> marked.madeAt().toString()).orElse(""),
                "act",
                hit.marked().map(Marks.Marked::id).orElse(""),
                "mark",
                hit.mark(),
                "clear",
                Math.round(10 * hit.clear()) / 10.0);
    }

    private static Map<String, Object> origin(Looks.Origin origin) {
        var known = origin.known();
        return JsonOut.map(
                "by",
                "look",
                "produceId",
                known.produceId(),
                "contentProducer",
                known.producer(),
                "labelledAt",
                known.madeAt().toString(),
                "act",
                known.id(),
                "bits",
                origin.bits(),
                "turned",
                origin.turned());
    }

    private static Map<String, Object> decision(Dissemination.Decision decision) {
        return JsonOut.map(
                "article",
                decision.article(),
                "label",
                decision.certainty().map(Certainty::value).orElse(""),
                "notice",
                JsonOut.map(
                        "zh", decision.notice().zh(), "en", decision.notice().en()),
                "write",
                decision.label()
                        .<Map<String, String>>map(ContentLabel::elements)
                        .orElse(Map.of()));
    }

    private Reply write(Call call) {
        if (!call.actor().role().mayChange()) {
            throw Problem.mayNotLabel();
        }
        var producer = required(call, "producer");
        ProducerCode.problem(producer).ifPresent(p -> {
            throw Problem.badRequest("producer：" + p.zh() + "。", "producer: " + p.en() + ".");
        });
        var label = label(producer, required(call, "id"), call.query("label"));
        try {
            var how = new LabelDesk.Besides(flag(call, "allowBreaking"), flag(call, "hint"), flag(call, "watermark"));
            var labelled = desk.write(call.actor(), call.file(), label, how);
            var written = labelled.written();
            return Reply.file("application/octet-stream", labelled.file())
                    .with(
                            Disposition.HEADER,
                            Disposition.attachment(labelled.file().name()))
                    .with("Zhiheng-Format", written.format().toString())
                    .with("Zhiheng-Label", labelled.label())
                    .with(
                            "Zhiheng-Broken",
                            String.join(
                                    ", ",
                                    written.broken().stream().map(Enum::name).toList()))
                    .with("Zhiheng-Merged", String.valueOf(written.before().size()))
                    .with("Content-Security-Policy", "default-src 'none'; sandbox");
        } catch (LabelException e) {
            throw Problem.notLabelled(e.reason().zh(), e.reason().en());
        }
    }

    private Reply sign(Call call) {
        var signed = signs.sign(call.actor(), call.file(), SignDesk.claimed(call::query));
        return Reply.file("application/octet-stream", signed.file())
                .with(Disposition.HEADER, Disposition.attachment(signed.file().name()))
                .with("Zhiheng-Format", signed.mediaType())
                .with("Zhiheng-Manifest", signed.manifest().label())
                .with("Content-Security-Policy", "default-src 'none'; sandbox");
    }

    private static ContentLabel label(String producer, String id, @Nullable String certainty) {
        try {
            return ContentLabel.of(Certainty.of(certainty == null ? "1" : certainty), producer, id);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(
                    "“label”须为1、2或3；“id”只能用不含空格和反斜杠的ASCII字符。",
                    "'label' is 1, 2 or 3; 'id' has only ASCII characters without spaces and backslashes.");
        }
    }

    private static Dissemination.Declaration declaration(@Nullable String text) {
        var names = new ArrayList<String>();
        for (var declaration : Dissemination.Declaration.values()) {
            if (text == null || declaration.name().equals(text)) {
                return text == null ? Dissemination.Declaration.NONE : declaration;
            }
            names.add(declaration.name());
        }
        throw Problem.badRequest(
                "“declaration”可用：" + String.join("、", names) + "。",
                "'declaration' is one of: " + String.join(", ", names) + ".");
    }

    private static boolean flag(Call call, String name) {
        var text = orEmpty(call.query(name));
        if (!Set.of("", "true", "false").contains(text)) {
            throw Problem.badRequest("“" + name + "”须为true或false。", "'" + name + "' is true or false.");
        }
        return text.equals("true");
    }

    private static String required(Call call, String name) {
        var value = call.query(name);
        if (value == null) {
            throw Problem.badRequest("缺少参数“" + name + "”。", "The parameter '" + name + "' is missing.");
        }
        return value;
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }
}
