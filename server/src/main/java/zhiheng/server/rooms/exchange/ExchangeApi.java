package zhiheng.server.rooms.exchange;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.cases.bundle.BundleFile;
import zhiheng.cases.bundle.Parcel;
import zhiheng.cases.bundle.Tlp;
import zhiheng.office.people.Actor;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Disposition;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Problem;
import zhiheng.server.ground.http.Reply;

/** Handing cases and tasks to other organisations, here and at other Zhihengs, over REST. */
record ExchangeApi(ExchangeDesk desk, BundleExport export, Intake intake) {
    private static final String PATH = "/api/v1/exchange";
    private static final String ONE = PATH + "/parcels/:parcel";
    private static final String PEERS = PATH + "/peers";

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(PATH + "/parcels", this::list),
                Endpoint.json(HttpMethod.POST, PATH + "/parcels", this::hand),
                Endpoint.get(PATH + "/fields", this::fields),
                Endpoint.stream(HttpMethod.POST, PATH + "/bundles", this::take),
                Endpoint.get(ONE, call -> Reply.json(json(desk.one(call.actor(), call.path("parcel")), call.actor()))),
                Endpoint.get(ONE + "/bundle", this::bundle),
                Endpoint.json(HttpMethod.POST, ONE + "/answer", this::answer),
                Endpoint.json(HttpMethod.POST, ONE + "/pass", this::pass),
                Endpoint.post(ONE + "/back", this::back),
                Endpoint.get(PEERS, this::peers),
                Endpoint.json(HttpMethod.POST, PEERS, this::know),
                Endpoint.delete(PEERS, this::forget));
    }

    private Reply list(Call call) {
        var caseId = call.query("case");
        var items = desk.list(call.actor(), caseId == null ? "" : caseId, call.query("cursor"), call.limit());
        var page = map("items", items.stream().map(h -> json(h, call.actor())).toList());
        if (items.size() == call.limit()) {
            page.put("next", items.getLast().id());
        }
        return Reply.json(page);
    }

    private Reply fields(Call call) {
        var caseId = call.query("case");
        if (caseId == null) {
            throw Problem.badRequest("缺少参数“case”。", "The parameter 'case' is missing.");
        }
        return Reply.json(map(
                "items",
                desk.fields(call.actor(), caseId).stream()
                        .map(f -> map("name", f.name(), "value", f.value()))
                        .toList()));
    }

    private Reply hand(Call call) {
        var json = call.json("case", "task", "ask", "fields", "tlp", "org", "log", "due");
        var handed = desk.hand(
                call.actor(),
                new Order(
                        json.text("case"),
                        json.text("task", ""),
                        json.text("ask"),
                        json.texts("fields"),
                        Tlp.of(json.text("tlp")),
                        json.text("org", ""),
                        json.text("log", ""),
                        json.has("due") ? json.instant("due") : null));
        return Reply.created(json(handed, call.actor()), PATH + "/parcels/" + handed.id());
    }

    private Reply bundle(Call call) {
        var since = call.query("since");
        if (since != null && !since.matches("[0-9]{1,15}")) {
            throw Problem.badRequest("“since”须为条目数。", "'since' is a number of entries.");
        }
        var id = call.path("parcel");
        var fields = call.query("fields");
        var text = export.of(
                call.actor(),
                id,
                since == null ? null : Long.valueOf(since),
                fields == null ? List.of() : List.of(fields.split(",")));
        return Reply.bytes(Reply.JSON, text.getBytes(StandardCharsets.UTF_8))
                .with(Disposition.HEADER, Disposition.attachment(id + ".zhiheng.json"));
    }

    private Reply take(Call call) throws IOException {
        var taken = intake.take(call.actor(), text(call.file().path()));
        var json = json(taken.handed(), call.actor());
        json.put("already", taken.already());
        return taken.already()
                ? Reply.json(json)
                : Reply.created(json, PATH + "/parcels/" + taken.handed().id());
    }

    static String text(Path file) throws IOException {
        if (Files.size(file) > BundleFile.MOST_BYTES) {
            throw Refusal.invalid(
                    "案件包不超过 " + (BundleFile.MOST_BYTES >> 20) + " MiB。",
                    "A bundle has at most " + (BundleFile.MOST_BYTES >> 20) + " MiB.");
        }
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            throw Refusal.invalid("案件包须为 UTF-8 文本。", "A bundle is UTF-8 text.");
        }
    }

    private Reply answer(Call call) {
        var json = call.json("result", "words");
        var result = json.text("result");
        if (!result.equals("done") && !result.equals("declined")) {
            throw Refusal.invalid("“result”须为 done 或 declined。", "'result' is done or declined.");
        }
        var sent = intake.answer(call.actor(), call.path("parcel"), result.equals("done"), json.text("words"));
        return Reply.json(json(sent, call.actor()));
    }

    private Reply pass(Call call) {
        var json = call.json("org", "fields");
        return Reply.json(json(
                desk.passOn(call.actor(), call.path("parcel"), json.text("org"), json.texts("fields")), call.actor()));
    }

    private Reply back(Call call) {
        desk.back(call.actor(), call.path("parcel"));
        return Reply.json(json(desk.one(call.actor(), call.path("parcel")), call.actor()));
    }

    private Reply peers(Call call) {
        return Reply.json(map(
                "log",
                desk.log(),
                "key",
                desk.key(),
                "items",
                intake.peers().stream().map(ExchangeApi::peer).toList()));
    }

    private Reply know(Call call) {
        var json = call.json("key", "witness", "name");
        return Reply.created(
                peer(intake.know(call.actor(), json.text("key"), json.text("witness", ""), json.text("name"))), PEERS);
    }

    /** The name of a log may hold slashes, so it is asked for as a parameter. */
    private Reply forget(Call call) {
        var log = call.query("log");
        intake.forget(call.actor(), log == null ? "" : log);
        return Reply.nothing();
    }

    private static Map<String, Object> peer(Peer p) {
        return map(
                "log", p.log(),
                "name", p.name(),
                "key", p.key(),
                "witness", p.witnessKey(),
                "size", p.size());
    }

    private static Map<String, Object> json(Handed h, Actor actor) {
        Parcel p = h.parcel();
        boolean own = h.handedBy(actor);
        var json = map(
                "id", h.id(),
                "way", word(h.way()),
                "kind", word(p.kind()),
                "thread", p.thread(),
                "number", p.number(),
                "task", p.task(),
                "from", party(p.from()),
                "to", p.to().stream().map(ExchangeApi::party).toList(),
                "tlp", p.tlp().mark(),
                "time", p.time().toString(),
                "due", string(p.due()),
                "ask", p.ask(),
                "replyTo", p.replyTo(),
                "state", word(h.state()),
                "answer", h.answer(),
                "answered", string(h.answered()),
                "withheld", p.withheld(h.given().size()),
                "ledgerIndex", own && h.ledgerIndex() >= 0 ? h.ledgerIndex() : null);
        var given = new LinkedHashMap<String, @Nullable Object>();
        h.given().forEach(field -> given.put(field.name(), field.value()));
        json.put("given", given);
        return json;
    }

    private static Map<String, String> party(Parcel.Party party) {
        return Map.of("log", party.log(), "org", party.org());
    }

    private static @Nullable String string(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
