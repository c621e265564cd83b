package zhiheng.server.rooms.incidents;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import zhiheng.cases.reports.FilledReport;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Reply;

/** The report forms of an incident: what they hold, what they lack, and filing them. */
record ReportsApi(ReportDesk desk) {
    private static final String PATH = "/api/v1/incidents/:incident/reports";

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(PATH, this::list),
                Endpoint.get(PATH + "/filed/:report", this::filed),
                Endpoint.get(PATH + "/:form/:kind", this::one),
                Endpoint.json(HttpMethod.PUT, PATH + "/:form", this::type),
                Endpoint.json(HttpMethod.POST, PATH + "/:form/:kind", this::file));
    }

    private Reply list(Call call) {
        var id = call.path("incident");
        return Reply.json(map(
                "forms",
                desk.forms().all().stream()
                        .map(f -> map(
                                "id", f.id(),
                                "name", IncidentsApi.text(f.name()),
                                "procedure", f.procedure(),
                                "kinds",
                                        f.kinds().stream()
                                                .map(k -> kind(desk.filled(call.actor(), id, f.id(), k.id())))
                                                .toList()))
                        .toList(),
                "filed",
                desk.filed(call.actor(), id).stream().map(ReportsApi::json).toList()));
    }

    private static Map<String, Object> kind(FilledReport filled) {
        var k = filled.kind();
        return map(
                "id", k.id(),
                "name", IncidentsApi.text(k.name()),
                "mayLack", k.mayLack(),
                "gaps", filled.gaps().size());
    }

    static Map<String, Object> json(FiledReport r) {
        return map(
                "id", r.id(),
                "form", r.form(),
                "kind", r.kind(),
                "receipt", r.receipt(),
                "sha256", r.sha256(),
                "filed", r.filed(),
                "filedBy", r.filedBy());
    }

    private Reply one(Call call) {
        var filled = desk.filled(call.actor(), call.path("incident"), call.path("form"), call.path("kind"));
        var json = kind(filled);
        json.put("form", filled.form().id());
        json.put("lines", filled.lines().stream().map(ReportDesk::line).toList());
        return Reply.json(json);
    }

    private Reply filed(Call call) {
        var report = desk.filed(call.actor(), call.path("incident"), call.path("report"));
        return Reply.bytes(Reply.JSON, report.body().getBytes(StandardCharsets.UTF_8));
    }

    private Reply type(Call call) {
        var values = call.json("values").named("values");
        var before = desk.typed(call.actor(), call.path("incident"), call.path("form"));
        var typed = new TreeMap<String, ReportDesk.Typed>();
        values.forEach((field, value) -> typed.put(field, new ReportDesk.Typed(before.getOrDefault(field, ""), value)));
        desk.type(call.actor(), call.path("incident"), call.path("form"), typed);
        return Reply.json(map("typed", desk.typed(call.actor(), call.path("incident"), call.path("form"))));
    }

    private Reply file(Call call) {
        var json = call.json("version", "receipt");
        var report = desk.file(
                call.actor(),
                call.path("incident"),
                call.path("form"),
                call.path("kind"),
                call.version(json),
                json.text("receipt"));
        return Reply.created(
                json(report), "/api/v1/incidents/" + call.path("incident") + "/reports/filed/" + report.id());
    }
}
