package zhiheng.server.rooms.needs;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.cases.Case;
import zhiheng.office.people.Access;
import zhiheng.office.policy.Node;
import zhiheng.office.policy.Timetable;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.JsonIn;
import zhiheng.server.ground.http.Reply;

/** Needs for programs, and requests in the shape of Open311 GeoReport v2. */
record NeedsApi(NeedDesk desk, NeedDeeds deeds, NeedIntake intake) {
    private static final int MOST_BROUGHT = 500;

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.open(HttpMethod.POST, "/api/v1/needs", Endpoint.Body.JSON, this::take),
                Endpoint.open(HttpMethod.POST, "/api/v1/needs/receipt", Endpoint.Body.JSON, this::follow),
                Endpoint.open(HttpMethod.POST, "/api/v1/needs/confirm", Endpoint.Body.JSON, this::confirm),
                Endpoint.get("/api/v1/needs", this::list),
                Endpoint.get("/api/v1/needs/board", this::board),
                Endpoint.get("/api/v1/needs/:id", this::one),
                Endpoint.json(HttpMethod.POST, "/api/v1/needs/:id/deeds", this::act),
                Endpoint.open(HttpMethod.POST, "/api/v1/needs/nodes", Endpoint.Body.JSON, this::word),
                Endpoint.json(HttpMethod.POST, "/api/v1/needs/merges", this::merge),
                Endpoint.get("/api/v1/open311/services", call -> Reply.json(services())),
                Endpoint.get("/api/v1/open311/requests", this::requests),
                Endpoint.json(HttpMethod.POST, "/api/v1/open311/requests", this::bring));
    }

    private static String address(Call call) {
        return zhiheng.server.ground.http.Peer.address(call.request());
    }

    private Reply take(Call call) {
        var json = call.json("kind", "text", "place", "asTyped");
        var text = NeedIntake.checked(json.text("text"));
        var kept = json.yes("asTyped") ? text : intake.masked(text);
        var receipt = intake.take(json.choice("kind", Need.Kind.class), kept, json.text("place", ""), address(call));
        return Reply.json(map("receipt", receipt, "text", kept)).at(201);
    }

    private Reply follow(Call call) {
        return Reply.json(told(intake.follow(call.json("receipt").text("receipt"), address(call))));
    }

    private Reply confirm(Call call) {
        var json = call.json("receipt", "solved", "satisfied", "words");
        return Reply.json(told(intake.confirm(
                json.text("receipt"),
                json.choice("solved", Need.Confirmed.class),
                json.whole("satisfied", 0),
                json.text("words", ""),
                address(call))));
    }

    /** What the asker sees. */
    private Map<String, Object> told(Need asked) {
        var n = intake.answering(asked);
        return map(
                "stage",
                asked.c().stage(),
                "lead",
                n.lead().isEmpty() ? null : desk.names().get(n.lead()),
                "answer",
                n.answer(),
                "timetable",
                intake.timetable(n).stream().map(this::node).toList(),
                "reviewUntil",
                n.c().stage().equals("unsolved")
                        ? NeedClocks.reviewUntil(n.c(), desk.procedure(n)).orElse(null)
                        : null,
                "reason",
                n.c().stage().equals("declined") ? n.reason() : "",
                "joined",
                !asked.joined().isEmpty(),
                "updated",
                n.updated());
    }

    private Reply list(Call call) {
        var query = new NeedQuery(
                call.query("lead"),
                call.query("stage"),
                "true".equals(call.query("late")),
                "true".equals(call.query("part")),
                call.query("cursor"),
                call.limit());
        var rows = desk.list(call.actor(), query);
        var page = new LinkedHashMap<String, Object>();
        page.put("items", rows.stream().map(r -> json(r.need(), r.due())).toList());
        if (rows.size() == query.limit()) {
            page.put("next", next(query, rows.getLast()));
        }
        return Reply.json(page);
    }

    /** The cursor of the page after {@code last}. */
    static String next(NeedQuery query, NeedRows.Row last) {
        return query.late() ? last.due() + "~" + last.need().id() : last.need().id();
    }

    private static Map<String, Object> json(Need n, String due) {
        return map(
                "id", n.id(),
                "kind", word(n.kind()),
                "text", n.text(),
                "place", n.place(),
                "source", n.source(),
                "stage", n.c().stage(),
                "lead", n.lead(),
                "bounces", n.bounces(),
                "reopened", n.reopened(),
                "due", due.isEmpty() ? null : due,
                "step", n.c().step(),
                "updated", n.updated());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private Reply one(Call call) {
        return Reply.json(full(desk.one(call.actor(), call.path("id"))));
    }

    private Map<String, Object> full(Need n) {
        var json = new LinkedHashMap<>(json(n, ""));
        json.put("answer", n.answer());
        json.put("reason", n.reason());
        json.put("confirmed", word(n.confirmed()));
        json.put("satisfied", n.satisfied());
        json.put("joined", n.joined());
        json.put("proposed", n.proposed());
        json.put("clocks", n.c().clocks().stream().map(NeedsApi::clock).toList());
        json.put("parts", desk.parts(n.id()).stream().map(NeedsApi::part).toList());
        json.put("timetable", desk.timetable(n.id()).stream().map(this::node).toList());
        json.put(
                "files",
                desk.files(n.id()).stream()
                        .map(f -> map("id", f.id(), "name", f.name(), "type", f.type(), "bytes", f.bytes()))
                        .toList());
        json.put("stuck", NeedDeeds.stuck(n));
        json.put(
                "alike",
                n.c().stage().equals("received")
                        ? desk.alike(n).stream()
                                .map(a -> map("id", a.need().id(), "share", a.share()))
                                .toList()
                        : List.of());
        return json;
    }

    private static Map<String, Object> clock(Case.RunningClock k) {
        return map(
                "deadline", k.deadline(),
                "from", k.from(),
                "ends", k.ends(),
                "unpublished", k.unpublished() == 0 ? null : k.unpublished(),
                "state", word(k.state()));
    }

    private static Map<String, Object> part(Need.Part p) {
        return map(
                "org", p.org(),
                "task", p.task(),
                "words", p.words(),
                "delivered", p.delivered(),
                "due", p.due(),
                "refused", p.refused());
    }

    private Map<String, Object> node(Node n) {
        return map(
                "id", n.id(),
                "title", n.title(),
                "due", n.due(),
                "indicator", n.indicator(),
                "baseline", n.baseline(),
                "target", n.target(),
                "reported", n.reported(),
                "confirmed", n.confirmed(),
                "disputed", n.state().disputed(),
                "excused", n.state().excused(),
                "light", word(n.light(desk.today())));
    }

    /** What an asker says of a node of the timetable. */
    private Reply word(Call call) {
        var json = call.json("receipt", "node", "so");
        intake.word(json.text("receipt"), json.text("node"), json.yes("so"), address(call));
        return Reply.json(told(intake.follow(json.text("receipt"), address(call))));
    }

    private Reply merge(Call call) {
        var json = call.json("gone", "into");
        deeds.merge(call.actor(), json.text("gone"), json.text("into"));
        return Reply.json(map("gone", json.text("gone"), "into", json.text("into")));
    }

    private Reply act(Call call) {
        var json = call.json("deed", "step", "words", "lead", "co", "task", "partDue", "into", "nodes");
        var nodes = new ArrayList<Timetable.Entry>();
        if (json.has("nodes")) {
            for (var n : json.objects("nodes", Timetable.MOST + 1, "title", "due", "indicator", "baseline", "target")) {
                nodes.add(new Timetable.Entry(
                        n.text("title"),
                        JsonIn.date("due", n.text("due")),
                        n.text("indicator"),
                        n.number("baseline"),
                        n.number("target")));
            }
        }
        var deed = new NeedDeed(
                json.text("deed"),
                json.text("words", ""),
                json.text("lead", ""),
                new NeedDeed.Share(json.texts("co"), json.text("task", ""), json.text("partDue", "")),
                json.text("into", ""),
                nodes);
        return Reply.json(full(deeds.act(call.actor(), call.path("id"), json.whole("step"), deed)));
    }

    private Reply board(Call call) {
        var board = desk.board(call.actor());
        return Reply.json(map("tallies", board.tallies(), "late", board.late(), "lateParts", board.lateParts()));
    }

    private static List<Object> services() {
        var services = new ArrayList<Object>();
        for (var kind : Need.Kind.values()) {
            services.add(map(
                    "service_code",
                    word(kind),
                    "service_name",
                    NeedWords.kind(kind).en(),
                    "description",
                    NeedWords.kind(kind).zh(),
                    "metadata",
                    false,
                    "type",
                    "realtime",
                    "keywords",
                    "",
                    "group",
                    ""));
        }
        return services;
    }

    private Reply requests(Call call) {
        var query = new NeedQuery(null, null, false, false, call.query("cursor"), call.limit());
        var names = desk.names();
        return Reply.json(desk.list(call.actor(), query).stream()
                .map(r -> request(r, names))
                .toList());
    }

    /** The names of the members are the standard's. */
    private Map<String, Object> request(NeedRows.Row row, Map<String, String> names) {
        var n = row.need();
        return map(
                "service_request_id", n.id(),
                "status", n.c().ended() ? "closed" : "open",
                "status_notes", desk.procedure(n).stage(n.c().stage()).name().en(),
                "service_name", NeedWords.kind(n.kind()).en(),
                "service_code", word(n.kind()),
                "description", n.text(),
                "agency_responsible", names.getOrDefault(n.lead(), ""),
                "service_notice", n.answer(),
                "requested_datetime", n.c().opened(),
                "updated_datetime", n.updated(),
                "expected_datetime", row.due().isEmpty() ? null : row.due(),
                "address", n.place());
    }

    /** Takes requests of another system once each; those that are closed there are counted and left. */
    private Reply bring(Call call) {
        desk.desk(call.actor());
        Access.mayChange(call.actor());
        var json = call.json("requests");
        var ids = new ArrayList<String>();
        int known = 0;
        int closed = 0;
        for (var r : json.objects(
                "requests",
                MOST_BROUGHT,
                "service_request_id",
                "service_code",
                "service_name",
                "description",
                "address",
                "status",
                "status_notes",
                "agency_responsible",
                "service_notice",
                "requested_datetime",
                "updated_datetime",
                "expected_datetime",
                "address_id",
                "zipcode",
                "lat",
                "long",
                "media_url")) {
            if (r.text("status", "open").equals("closed")) {
                closed++;
                continue;
            }
            var id = intake.bring(
                    call.actor(),
                    kind(r.textOrNull("service_code")),
                    intake.masked(r.text("description")),
                    r.text("address", ""),
                    "open311 " + r.text("service_request_id"));
            id.ifPresent(ids::add);
            known += id.isPresent() ? 0 : 1;
        }
        return Reply.json(map("taken", ids, "known", known, "closed", closed));
    }

    /** A code of another system's own is a report. */
    private static Need.Kind kind(@Nullable String code) {
        for (var kind : Need.Kind.values()) {
            if (word(kind).equals(code)) {
                return kind;
            }
        }
        return Need.Kind.REPORT;
    }
}
