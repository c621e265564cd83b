package zhiheng.server.rooms.exports;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.office.exports.Counterparts;
import zhiheng.office.exports.OscalKind;
import zhiheng.office.exports.OscalReading;
import zhiheng.office.people.Access;
import zhiheng.packs.Crosswalk;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Disposition;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.Language;
import zhiheng.server.ground.http.Reply;

/** OSCAL of packs and systems, CycloneDX of the registry, and OSCAL that others wrote. */
record ExportsApi(Exporter exporter) {
    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/api/v1/packs/:id/oscal", this::catalog),
                Endpoint.get("/api/v1/systems/:id/oscal/:kind", this::system),
                Endpoint.stream(HttpMethod.POST, "/api/v1/systems/:id/oscal", this::receive),
                Endpoint.get("/api/v1/inventory", call -> inventory(call, null)),
                Endpoint.get("/api/v1/systems/:id/inventory", call -> inventory(call, call.path("id"))));
    }

    private Reply catalog(Call call) {
        var id = call.path("id");
        return file(exporter.catalog(id, language(call)), OscalKind.CATALOG.file(id));
    }

    private Reply system(Call call) {
        var kind = OscalKind.of(call.path("kind")).orElseThrow(Access::notFound);
        var manner = exporter.manner(call.actor(), language(call), "yes".equals(call.query("personal")));
        var id = call.path("id");
        return file(exporter.system(call.actor(), id, kind, manner), kind.file(id));
    }

    private static String language(Call call) {
        return Language.of(call.request(), call.query("lang"));
    }

    private static Reply file(byte[] content, String name) {
        return Reply.bytes(Exporter.OSCAL, content).with(Disposition.HEADER, Disposition.attachment(name));
    }

    private Reply inventory(Call call, @Nullable String system) {
        var file = exporter.inventory(call.actor(), system);
        return Reply.file(Exporter.CYCLONEDX, file).with(Disposition.HEADER, Disposition.attachment(file.name()));
    }

    private Reply receive(Call call) throws IOException {
        boolean keep = "yes".equals(call.query("keep"));
        if (keep) {
            Access.mayChange(call.actor());
        }
        var sent = call.file().path();
        if (Files.size(sent) > OscalReading.MOST_BYTES) {
            throw OscalReading.tooLarge();
        }
        var received = exporter.receive(call.actor(), call.path("id"), Files.readAllBytes(sent), keep);
        var reading = received.reading();
        return Reply.json(map(
                "kind", reading.kind().id(),
                "uuid", reading.uuid(),
                "title", reading.title(),
                "sha256", reading.sha256(),
                "controls", received.matches().stream().map(ExportsApi::control).toList(),
                "evidence", received.kept().isEmpty() ? null : received.kept(),
                "serves", received.serves()));
    }

    private static Map<String, Object> control(Counterparts.Match match) {
        return map(
                "control", match.claim().control(),
                "says", match.claim().says(),
                "duties", match.duties(),
                "leads", match.leads().stream().map(ExportsApi::lead).toList());
    }

    private static Map<String, Object> lead(Crosswalk.Line line) {
        return map(
                "is", line.is().word(),
                "to", line.to().name(),
                "why", map("zh", line.why().zh(), "en", line.why().en()));
    }
}
