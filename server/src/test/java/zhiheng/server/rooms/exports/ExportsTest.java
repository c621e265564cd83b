package zhiheng.server.rooms.exports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.JsonReader;
import zhiheng.office.exports.OscalReading;
import zhiheng.office.people.Org;
import zhiheng.office.registry.DutyState;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.testing.OfficeServer;
import zhiheng.server.testing.Visitor;

/** Over REST; that schemas and readers of others take what is written stands in the tests of the office. */
class ExportsTest {
    @TempDir
    static Path folder;

    private static OfficeServer office;
    private static String org;

    @BeforeAll
    static void start() {
        office = new OfficeServer(folder);
        org = office.server
                .office()
                .orgs()
                .create(office.boss.actor(), Org.Kind.PROVIDER, "Acme")
                .id();
    }

    @AfterAll
    static void stop() {
        office.close();
    }

    private static String system(String name) throws Exception {
        var answer = office.rest(
                "POST",
                "/api/v1/systems",
                JsonOut.compact(Map.of(
                        "name", name, "orgId", org, "facts", Map.of("infers", true, "uses", new String[] {"chat"}))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return String.valueOf(object(answer.body()).get("id"));
    }

    private static Map<String, Object> object(String json) {
        return JsonReader.object(json, JsonReader.Limits.RECORD);
    }

    @Test
    void a_pack_is_served_as_a_catalog_in_the_language_asked_for() throws Exception {
        var answer = office.rest("GET", "/api/v1/packs/testlaw/oscal?lang=zh", "");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("testlaw.catalog.json");
        assertThat(OscalReading.read(answer.body().getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .claims())
                .extracting(OscalReading.Claim::control)
                .contains("T-FIRM", "T-SOFT");
        assertThat(answer.body()).contains("\"title\":\"义务T-FIRM\"");
        assertThat(office.rest("GET", "/api/v1/packs/none/oscal", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_system_is_served_as_what_is_done_and_what_is_left_and_as_a_bill_of_materials() throws Exception {
        var id = system("Chat \"one\"");
        var plan = office.rest("GET", "/api/v1/systems/" + id + "/oscal/plan", "");
        assertThat(object(plan.body())).containsKey("plan-of-action-and-milestones");
        assertThat(office.rest("GET", "/api/v1/systems/" + id + "/oscal/profile", "")
                        .statusCode())
                .isEqualTo(200);
        var nothing = office.rest("GET", "/api/v1/systems/" + id + "/oscal/assessment-results", "");
        assertThat(nothing.statusCode()).isEqualTo(409);
        assertThat(nothing.body()).contains("No duty has been looked at yet");
        assertThat(office.rest("GET", "/api/v1/systems/" + id + "/oscal/catalog", "")
                        .statusCode())
                .isEqualTo(404);
        var bom = office.rest("GET", "/api/v1/systems/" + id + "/inventory", "");
        assertThat(bom.headers().firstValue("Content-Type").orElseThrow()).contains("vnd.cyclonedx+json");
        assertThat(object(bom.body())).containsEntry("specVersion", "1.6");
        assertThat(office.rest("GET", "/api/v1/inventory", "").body()).contains("Chat \\\"one\\\"");
    }

    @Test
    void what_others_say_becomes_evidence_where_it_is_asked_for_and_changes_no_state() throws Exception {
        var id = system("Theirs");
        var theirs = """
                {"component-definition":{"uuid":"u","metadata":{"title":"Supplier"},"components":[{
                 "control-implementations":[{"implemented-requirements":[
                  {"control-id":"t-firm"},{"control-id":"T-SOFT"},{"control-id":"ac-1"}]}]}]}}""";
        var read = object(
                office.rest("POST", "/api/v1/systems/" + id + "/oscal", theirs).body());
        assertThat(read).doesNotContainKey("evidence");
        assertThat(read.get("serves").toString()).isEqualTo("[T-FIRM, T-SOFT]");
        var kept = object(office.rest("POST", "/api/v1/systems/" + id + "/oscal?keep=yes", theirs)
                .body());
        var actor = office.boss.actor();
        var dossier = office.server
                .office()
                .dossiers()
                .of(actor, id, office.server.office().days());
        var served = dossier.duties().stream()
                .filter(duty -> !duty.evidence().isEmpty())
                .toList();
        assertThat(served).extracting(duty -> duty.duty().id()).containsExactlyInAnyOrder("T-FIRM", "T-SOFT");
        assertThat(served).allSatisfy(duty -> {
            assertThat(duty.standing()).isEqualTo(DutyState.NOT_ASSESSED);
            assertThat(duty.evidence().getFirst().title()).isEqualTo("OSCAL · Supplier");
            assertThat(duty.evidence().getFirst().sha256()).isEqualTo(kept.get("sha256"));
        });
        assertThat(office.rest("POST", "/api/v1/systems/" + id + "/oscal", "{\"plan\":{}}")
                        .statusCode())
                .isEqualTo(422);
    }

    @Test
    void pages_lead_to_every_file_and_take_in_those_of_others() throws Exception {
        var id = system("On pages");
        var visitor = new Visitor(office.address().getPort(), "en").signIn("boss", OfficeServer.PASSWORD);
        assertThat(visitor.get("/exports").body()).contains("/exports/packs/testlaw", "/exports/registry.cdx.json");
        assertThat(visitor.get("/systems/" + id).body()).contains("/systems/" + id + "/exports\"");
        assertThat(object(visitor.get("/exports/registry.cdx.json").body())).containsKey("serialNumber");
        var page = "/systems/" + id + "/exports";
        assertThat(object(visitor.get(page + "/plan?personal=yes").body()))
                .containsKey("plan-of-action-and-milestones");
        assertThat(visitor.get(page + "/other").statusCode()).isEqualTo(404);
        var theirs = "{\"catalog\":{\"metadata\":{\"title\":\"<b>Theirs\"},\"controls\":[{\"id\":\"T-FIRM\"}]}}"
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        assertThat(visitor.upload(page, page, Map.of(), "file", "c.json", theirs)
                        .body())
                .contains("&lt;b&gt;Theirs", "testlaw/T-FIRM", "was not kept");
        var wrong = visitor.upload(page, page, Map.of(), "file", "c.json", new byte[] {'['});
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("1:");
    }
}
