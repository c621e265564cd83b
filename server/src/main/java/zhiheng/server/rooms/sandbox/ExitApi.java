package zhiheng.server.rooms.sandbox;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import zhiheng.base.Refusal;
import zhiheng.office.acts.Json;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Disposition;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Reply;

/** Exit reports by REST. */
record ExitApi(ExitReports reports) {
    private static final String PATH = "/api/v1/sandboxes/:case/exit-report";

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(PATH, this::now),
                Endpoint.json(HttpMethod.POST, PATH, this::file),
                Endpoint.get(PATH + "/bundle", this::bundle));
    }

    private Reply now(Call call) {
        var facts = reports.of(call.actor(), call.path("case"))
                .orElseThrow(
                        () -> Refusal.notFound("准入之前没有可报告的内容。", "There is nothing to report before the admission."));
        var filed = reports.filed(call.actor(), call.path("case"));
        return Reply.json(map(
                "report", Json.readMap(facts.json()),
                "filed", filed.map(ExitRows.Filed::time).orElse(null),
                "sha256", filed.map(ExitRows.Filed::sha256).orElse(null)));
    }

    private Reply file(Call call) {
        var noPdf = reports.file(
                call.actor(), call.path("case"), call.json("version").whole("version"));
        return Reply.json(map(
                        "sha256",
                        reports.filed(call.actor(), call.path("case"))
                                .orElseThrow()
                                .sha256(),
                        "noPdf",
                        noPdf.map(t -> map("zh", t.zh(), "en", t.en())).orElse(null)))
                .at(201);
    }

    private Reply bundle(Call call) {
        return Reply.bytes("application/zip", reports.bundle(call.actor(), call.path("case")))
                .with(Disposition.HEADER, Disposition.attachment("exit-report-" + call.path("case") + ".zip"));
    }
}
