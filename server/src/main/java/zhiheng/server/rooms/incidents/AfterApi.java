package zhiheng.server.rooms.incidents;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import zhiheng.base.Refusal;
import zhiheng.cases.bundle.Tlp;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Reply;

/** What comes after an incident, and the whole of it as a STIX bundle. */
record AfterApi(AfterDesk desk, StixExport stix) {
    private static final int MOST = 500;
    private static final String ONE = "/api/v1/incidents/:incident";

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(ONE + "/after", this::after),
                Endpoint.json(HttpMethod.PUT, ONE + "/after", this::cause),
                Endpoint.json(HttpMethod.POST, ONE + "/corrective", this::duty),
                Endpoint.stream(HttpMethod.POST, ONE + "/corrective/:duty/close", this::close),
                Endpoint.get(ONE + "/stix", this::stix),
                Endpoint.get("/api/v1/corrective", this::owed));
    }

    private Reply after(Call call) {
        var id = call.path("incident");
        return Reply.json(map(
                "cause",
                desk.cause(call.actor(), id),
                "corrective",
                desk.duties(call.actor(), id).stream().map(this::json).toList()));
    }

    /** Open ones of all systems, the earliest first. */
    private Reply owed(Call call) {
        var today = desk.today();
        return Reply.json(map(
                "items",
                desk.owed(call.actor(), LocalDate.of(9999, 12, 31), MOST).stream()
                        .map(o -> map(
                                "id", o.id(),
                                "title", o.title(),
                                "href", o.href(),
                                "from", o.from(),
                                "system", o.systemId(),
                                "org", o.orgId(),
                                "owner", o.owner(),
                                "due", o.due().toString(),
                                "late", o.late(today)))
                        .toList()));
    }

    private Map<String, Object> json(Corrective c) {
        return map(
                "id", c.id(),
                "title", c.title(),
                "owner", c.owner(),
                "due", c.due().toString(),
                "late", c.late(desk.today()),
                "done", c.done(),
                "words", c.words(),
                "sha256", c.sha256());
    }

    private Reply cause(Call call) {
        desk.cause(call.actor(), call.path("incident"), call.json("cause").text("cause"), null);
        return after(call);
    }

    private Reply duty(Call call) {
        var json = call.json("title", "owner", "due");
        var due = json.date("due");
        if (due == null) {
            throw Refusal.invalid("请在 due 填写期限，如 2027-01-31。", "Give the last day as due, as in 2027-01-31.");
        }
        var duty = desk.duty(call.actor(), call.path("incident"), json.text("title"), json.text("owner"), due);
        return Reply.created(json(duty), "/api/v1/incidents/" + duty.incident() + "/after");
    }

    private Reply close(Call call) throws IOException {
        var sent = call.file().path();
        // one that is too large is refused by its size, without being read whole
        var file =
                Files.size(sent) > AfterDesk.MOST_BYTES ? new byte[AfterDesk.MOST_BYTES + 1] : Files.readAllBytes(sent);
        var words = call.query("words");
        var name = call.query("name");
        desk.close(
                call.actor(),
                call.path("incident"),
                call.path("duty"),
                words == null ? "" : words,
                name == null ? "evidence" : name,
                file);
        return after(call);
    }

    private Reply stix(Call call) {
        var tlp = call.query("tlp");
        var text = stix.of(call.actor(), call.path("incident"), tlp == null ? Tlp.AMBER : Tlp.of(tlp));
        return Reply.bytes("application/stix+json;version=2.1", text.getBytes(StandardCharsets.UTF_8));
    }
}
