package zhiheng.server.rooms.dossier;

import io.vertx.core.http.HttpMethod;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.Office;
import zhiheng.office.duties.DutyNote;
import zhiheng.office.duties.Evidence;
import zhiheng.office.registry.DutyState;
import zhiheng.packs.LegalDays;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Disposition;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Reply;
import zhiheng.server.ground.identity.Identity;
import zhiheng.server.rooms.registry.SystemsApi;

/** Duties and their evidence. */
public record DutiesApi(Office office, Identity identity) {
    private static final String DUTY = "/api/v1/systems/:id/duties/:duty";
    private static final String EVENTS = "/api/v1/systems/:id/events";
    private static final String EVIDENCE = "/api/v1/evidence/:id";

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/api/v1/systems/:id/dossier", this::dossier),
                Endpoint.json(HttpMethod.PUT, DUTY, this::set),
                Endpoint.json(HttpMethod.POST, DUTY + "/met", this::meet),
                Endpoint.get(DUTY + "/notes", this::notes),
                Endpoint.json(HttpMethod.POST, DUTY + "/notes", this::say),
                Endpoint.post("/api/v1/systems/:id/notes/:note/close", this::close),
                Endpoint.get(EVENTS, this::events),
                Endpoint.json(HttpMethod.POST, EVENTS, this::record),
                Endpoint.json(HttpMethod.POST, EVENTS + "/:event/settle", this::settle),
                Endpoint.file(HttpMethod.POST, DUTY + "/evidence", this::add),
                Endpoint.get(
                        EVIDENCE,
                        call -> Reply.json(
                                DossierJson.evidence(office.evidence().one(call.actor(), call.path("id"))))),
                Endpoint.get(EVIDENCE + "/content", this::content),
                Endpoint.json(HttpMethod.POST, EVIDENCE + "/serve", this::serve),
                Endpoint.json(HttpMethod.POST, EVIDENCE + "/withdraw", this::withdraw));
    }

    private Reply dossier(Call call) {
        var asOf = call.date("asOf");
        var dossier =
                office.dossiers().of(call.actor(), call.path("id"), asOf == null ? office.days() : LegalDays.on(asOf));
        return Reply.json(DossierJson.dossier(dossier, office, DossierJson.force(call.query("force"))))
                .with("ETag", SystemsApi.etag(dossier.system()));
    }

    private Reply set(Call call) {
        var json = call.json("state", "owner", "assignee", "until", "reason", "version");
        var assignee = json.textOrNull("assignee");
        if (assignee != null) {
            var system = office.registry().system(call.actor(), call.path("id"));
            identity.checkAssignable(call.actor(), system.orgId(), assignee);
        }
        office.duties()
                .set(
                        call.actor(),
                        call.path("id"),
                        call.path("duty"),
                        json.choice("state", DutyState.class),
                        json.text("owner", ""),
                        assignee,
                        json.date("until"),
                        json.text("reason", ""),
                        json.whole("version"));
        return Reply.nothing();
    }

    private Reply meet(Call call) {
        var json = call.json("due", "day");
        var due = json.date("due");
        if (due == null) {
            throw Refusal.invalid("请填写“due”：所履行的那一次的到期日。", "Give 'due': the anniversary that was met.");
        }
        var day = json.date("day");
        office.duties().meet(call.actor(), call.path("id"), call.path("duty"), due, day);
        return Reply.nothing();
    }

    private Reply notes(Call call) {
        return Reply.json(Map.of(
                "items",
                office.notes().of(call.actor(), call.path("id"), call.path("duty")).stream()
                        .map(DossierJson::note)
                        .toList()));
    }

    private Reply say(Call call) {
        var json = call.json("kind", "text");
        var note = office.notes()
                .say(
                        call.actor(),
                        call.path("id"),
                        call.path("duty"),
                        json.choice("kind", DutyNote.Kind.class),
                        json.text("text"));
        return Reply.created(
                DossierJson.note(note), "/api/v1/systems/" + note.systemId() + "/duties/" + note.duty() + "/notes");
    }

    private Reply close(Call call) {
        office.notes().close(call.actor(), call.path("id"), call.path("note"));
        return Reply.nothing();
    }

    private Reply events(Call call) {
        return Reply.json(Map.of(
                "items",
                office.events().of(call.actor(), call.path("id")).stream()
                        .map(DossierJson::event)
                        .toList()));
    }

    private Reply record(Call call) {
        var json = call.json("event", "happenedAt", "note");
        var event = office.events()
                .record(
                        call.actor(),
                        call.path("id"),
                        json.text("event"),
                        json.instant("happenedAt"),
                        json.text("note", ""));
        return Reply.created(DossierJson.event(event), "/api/v1/systems/" + event.systemId() + "/events");
    }

    private Reply settle(Call call) {
        office.events()
                .settle(
                        call.actor(),
                        call.path("id"),
                        call.path("event"),
                        call.json("duty").text("duty"));
        return Reply.nothing();
    }

    /** JSON is a link; any other content type is a file, described by the query. */
    private Reply add(Call call) {
        if (call.isJson()) {
            var json = call.json("title", "link", "expires");
            return created(office.evidence()
                    .add(
                            call.actor(),
                            call.path("id"),
                            call.path("duty"),
                            json.text("title"),
                            json.text("link"),
                            null,
                            null,
                            json.date("expires")));
        }
        return created(office.evidence()
                .add(
                        call.actor(),
                        call.path("id"),
                        call.path("duty"),
                        orEmpty(call.query("title")),
                        null,
                        orEmpty(call.query("fileName")),
                        new ByteArrayInputStream(call.content()),
                        call.date("expires")));
    }

    private Reply serve(Call call) {
        office.evidence()
                .serve(call.actor(), call.path("id"), call.json("duties").texts("duties"));
        return Reply.nothing();
    }

    private Reply withdraw(Call call) {
        var json = call.json("reason", "erase");
        office.evidence().withdraw(call.actor(), call.path("id"), json.text("reason"), json.yes("erase"));
        return Reply.nothing();
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static Reply created(Evidence evidence) {
        return Reply.created(DossierJson.evidence(evidence), "/api/v1/evidence/" + evidence.id());
    }

    /** Always as a download of unknown type, so that a browser never runs what somebody uploaded. */
    private Reply content(Call call) throws IOException {
        var evidence = office.evidence().one(call.actor(), call.path("id"));
        try (var in = office.evidence().content(call.actor(), evidence.id())) {
            return Reply.bytes("application/octet-stream", in.readAllBytes())
                    .with(
                            Disposition.HEADER,
                            Disposition.attachment(evidence.fileName() == null ? "evidence" : evidence.fileName()))
                    .with("Content-Security-Policy", "default-src 'none'; sandbox");
        }
    }
}
