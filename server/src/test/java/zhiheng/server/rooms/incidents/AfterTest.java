package zhiheng.server.rooms.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import zhiheng.base.testing.Needed;
import zhiheng.office.duties.Sha256;
import zhiheng.server.testing.Surfer;

/** What comes after an incident, and its bundle for others, on a real server. */
class AfterTest extends IncidentHouse {
    private String today() {
        return clock.instant().toString().substring(0, 10);
    }

    private String duty(String incident, String due) throws Exception {
        return ok(
                        company,
                        "POST",
                        incident + "/corrective",
                        "{\"title\":\"Rotate <keys>\",\"owner\":\"mei\",\"due\":\"" + due + "\"}")
                .get("id")
                .asString();
    }

    private HttpResponse<String> close(String token, String incident, String duty, String file) throws Exception {
        return rest(token, "POST", incident + "/corrective/" + duty + "/close?words=done&name=proof.txt", file);
    }

    @Test
    void a_corrective_duty_closes_only_with_a_file_whose_digest_the_ledger_names() throws Exception {
        var incident = opened("");
        var duty = duty(incident, today());
        assertThat(close(company, incident, duty, "").statusCode()).isEqualTo(422);
        assertThat(close(stranger, incident, duty, "keys rotated").statusCode()).isEqualTo(404);
        assertThat(close(company, incident, duty, "keys rotated").statusCode()).isEqualTo(200);
        assertThat(close(company, incident, duty, "again").statusCode()).isEqualTo(409);
        var done = ok(company, "GET", incident + "/after", "").at("/corrective/0");
        assertThat(done.get("sha256").asString()).isEqualTo(Sha256.of("keys rotated"));
        var record = seen(incident).get("record");
        var leaf = server.ledger()
                .entry(record.get(record.size() - 1).get("ledgerIndex").asLong())
                .bodyJson();
        assertThat(leaf).contains(Sha256.of("keys rotated")).doesNotContain("Rotate");
    }

    @Test
    void it_stands_on_the_page_of_the_system_and_is_late_once_its_day_is_over() throws Exception {
        var incident = opened("");
        duty(incident, today());
        var surfer = new Surfer(server.address(), "en");
        surfer.signIn("lin", PASSWORD);
        assertThat(surfer.open("/systems/" + system).body()).contains("1 corrective duty open, the next by " + today());
        clock.pass(Duration.ofDays(2));
        assertThat(ok(company, "GET", incident + "/after", "")
                        .at("/corrective/0/late")
                        .asBoolean())
                .isTrue();
        assertThat(rest(
                                company,
                                "POST",
                                incident + "/corrective",
                                "{\"title\":\"t\",\"owner\":\"o\",\"due\":\"2020-01-01\"}")
                        .statusCode())
                .as("a day that is over")
                .isEqualTo(422);
    }

    @Test
    void it_stands_among_the_duties_on_the_first_page_and_in_the_calendar_until_it_is_done() throws Exception {
        var incident = opened("");
        var day = clock.instant().plus(Duration.ofDays(3)).toString().substring(0, 10);
        var duty = duty(incident, day);
        var lin = new Surfer(server.address(), "en");
        lin.signIn("lin", PASSWORD);
        for (var page : List.of("/", "/duties", "/duties?show=week", "/duties.csv", "/duties?owner=mei")) {
            assertThat(lin.open(page).body()).as(page).contains("Rotate", day, "Corrective duty", "mei");
        }
        for (var page : List.of("/duties?show=overdue", "/duties?show=met", "/duties?owner=wu", "/duties?who=me")) {
            assertThat(lin.open(page).body()).as(page).doesNotContain("Rotate");
        }
        lin.open("/calendar");
        var made = lin.send("/calendar").body();
        var feed = made.replaceAll("(?s).*id=\"address\">([^<]+)<.*", "$1");
        assertThat(lin.open(URI.create(feed).getPath()).body().replace("\r\n ", ""))
                .contains("SUMMARY:Rotate <keys>", "DTSTART;VALUE=DATE:" + day.replace("-", ""), "/after");
        assertThat(ok(company, "GET", "/api/v1/corrective", "")
                        .at("/items/0/due")
                        .asString())
                .isEqualTo(day);
        assertThat(ok(stranger, "GET", "/api/v1/corrective", "").get("items")).isEmpty();

        var exported = lin.open("/duties.csv").body();
        lin.open("/duties/import");
        assertThat(lin.upload("/duties/import", "duties.csv", exported.getBytes(StandardCharsets.UTF_8))
                        .body())
                .as("what was exported changes nothing")
                .doesNotContain("no address of a duty", "closed on its own page");
        var edited = exported.replace("In progress", "Met");
        lin.open("/duties/import");
        assertThat(lin.upload("/duties/import", "duties.csv", edited.getBytes(StandardCharsets.UTF_8))
                        .body())
                .contains("closed on its own page");

        clock.pass(Duration.ofDays(5));
        lin.signIn("lin", PASSWORD);
        assertThat(lin.open("/duties?show=overdue").body()).contains("Rotate", "Overdue");
        assertThat(close(company, incident, duty, "keys rotated").statusCode()).isEqualTo(200);
        for (var page : List.of("/", "/duties", "/duties.csv", URI.create(feed).getPath())) {
            assertThat(lin.open(page).body()).as(page + " when it is done").doesNotContain("Rotate");
        }
    }

    @Test
    void the_root_cause_and_the_five_times_stand_on_one_page_and_go_into_the_report() throws Exception {
        var incident = opened("\"answers\":" + LEAK);
        ok(company, "PUT", incident + "/after", "{\"cause\":\"a key in a <template>\"}");
        var page = incident.replace("/api/v1", "") + "/after";
        var surfer = new Surfer(server.address(), "en");
        surfer.signIn("lin", PASSWORD);
        var body = surfer.open(page).body();
        assertThat(body).contains("T_detect", "T_report", "Not yet", "a key in a &lt;template&gt;");
        var late = surfer.send(page + "/cause", "cause", "mine", "was", "what stood there before");
        assertThat(late.body())
                .as("who comes second is told, and what was typed stays")
                .contains("Somebody else has changed it to", "a key in a &lt;template&gt;", ">mine</textarea>");
        assertThat(surfer.send(page + "/cause", "cause", "a key in a template", "was", "a key in a <template>")
                        .body())
                .doesNotContain("Somebody else");
        ok(company, "PUT", incident + "/after", "{\"cause\":\"a key in a <template>\"}");
        var sent = surfer.send(page + "/duties", "title", "x", "owner", "y", "due", "soon");
        assertThat(sent.statusCode()).isEqualTo(422);
        assertThat(sent.body()).contains("Write the day as", "value=\"x\"");
        var form = rest(company, "GET", incident + "/reports/cn-incident-report/final", "")
                .body();
        assertThat(form).contains("a key in a <template>");
    }

    @Test
    void the_bundle_holds_what_happened_and_what_was_done_names_no_person_and_is_the_same_twice() throws Exception {
        ok(company, "PUT", "/api/v1/systems/" + system + "/permit", "{\"state\":\"open\",\"reason\":\"r\"}");
        var incident = opened("\"answers\":" + LEAK + ",\"words\":\"customers called\"");
        ok(company, "POST", incident + "/entries", "{\"say\":\"fact\",\"words\":\"two tables\"}");
        ok(company, "POST", incident + "/roles", "{\"role\":\"commander\",\"person\":\"Lin Secret\"}");
        ok(company, "POST", incident + "/measures", "{\"level\":\"L2\",\"hours\":4,\"reason\":\"goes on\"}");
        var first = rest(company, "GET", incident + "/stix?tlp=GREEN", "");
        assertThat(first.headers().firstValue("Content-Type")).contains("application/stix+json;version=2.1");
        assertThat(rest(company, "GET", incident + "/stix?tlp=GREEN", "").body())
                .isEqualTo(first.body());
        assertThat(first.body())
                .contains("customers called", "two tables", "L2 restrict")
                .doesNotContain("Lin Secret");
        var ids = new HashSet<String>();
        json(first).get("objects").forEach(o -> ids.add(o.get("id").asString()));
        for (var object : json(first).get("objects")) {
            if (object.has("source_ref")) {
                assertThat(ids)
                        .contains(
                                object.get("source_ref").asString(),
                                object.get("target_ref").asString());
            }
        }
        assertThat(rest(company, "GET", incident + "/stix?tlp=BLUE", "").statusCode())
                .isEqualTo(422);
        assertThat(rest(stranger, "GET", incident + "/stix", "").statusCode()).isEqualTo(404);
        assertThat(schemas(first.body())).isEqualTo("{\"errors\":[]}");
    }

    /** The validator of the module {@code cases}, over the schemas that OASIS published. */
    private static String schemas(String bundle) throws Exception {
        var node = java.nio.file.Path.of("../cases/src/test/node");
        Needed.program("node");
        Needed.that(java.nio.file.Files.isDirectory(node.resolve("node_modules/ajv")), "ajv is not installed");
        var process =
                new ProcessBuilder("node", "stix.mjs").directory(node.toFile()).start();
        try (var in = process.getOutputStream()) {
            in.write(bundle.getBytes(StandardCharsets.UTF_8));
        }
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
