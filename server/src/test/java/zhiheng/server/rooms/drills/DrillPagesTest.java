package zhiheng.server.rooms.drills;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.CookieManager;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pages of drills in a browser without a script, the stream for one with. */
class DrillPagesTest extends DrillHouse {
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(server.address().resolve(path))
                .header("User-Agent", "Pages")
                .header("Accept-Language", "en");
    }

    private HttpClient signedIn(String login) throws Exception {
        var browser = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        send(browser, "/sign-in", "/sign-in", "login=" + login + "&password=" + encoded(PASSWORD) + "&to=%2Fdrills");
        return browser;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private String get(HttpClient browser, String path) throws Exception {
        return browser.send(to(path).build(), BodyHandlers.ofString()).body();
    }

    private HttpResponse<String> send(HttpClient browser, String page, String path, String form) throws Exception {
        var csrf = CSRF.matcher(get(browser, page));
        assertThat(csrf.find()).as(page).isTrue();
        return browser.send(
                to(path).header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("csrf=" + encoded(csrf.group(1)) + "&" + form))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void a_drill_is_planned_held_scored_and_summed_up_on_pages_alone() throws Exception {
        var boss = signedIn("boss");
        assertThat(get(boss, "/drills")).contains("Finance: poisoned credit data", "Plan a drill");
        var form = "/drills/new?scenario=driving-cabin";
        var wrong = send(boss, form, "/drills", "scenario=driving-cabin&form=tabletop&tempo=7&system-cabin=");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("Choose a system", "value=\"7\"");
        var planned = send(
                boss,
                form,
                "/drills",
                "scenario=driving-cabin&form=tabletop&tempo=&system-cabin=" + system + "&seat-operator="
                        + encoded("org/" + acme));
        assertThat(planned.body()).contains("Planned", "The participants are briefed");
        var page = planned.uri().getPath();
        send(boss, page, page + "/brief", "words=");
        send(boss, page, page + "/begin", "words=");
        assertThat(get(boss, page)).contains("Stickers make signs unrecognised", "STOP");
        var lin = signedIn("lin");
        assertThat(get(lin, page))
                .as("participants are not told what is to come")
                .doesNotContain("Stickers make signs unrecognised")
                .contains("What is to come is shown when it comes.");
        assertThat(send(boss, page, page + "/pause", "words=").body()).contains("Go on", "STOP");
        assertThat(send(boss, page, page + "/resume", "words=").body()).contains("Pause");
        send(boss, page, page + "/inject", "inject=poisoned-knowledge");
        assertThat(get(lin, page)).contains("A user reports that the assistant read out an identity number");
        send(lin, page, page + "/respond", encoded("kind") + "=" + encoded("graded:orange") + "&inject=&words=");
        send(lin, page, page + "/note", "note=" + encoded("the <list> was old"));
        assertThat(get(lin, page)).contains("the &lt;list&gt; was old");
        send(boss, page, page + "/end", "words=");
        var scored = send(boss, page, page + "/score", "words=");
        assertThat(scored.body()).contains("≤ E", "Mend: Time to contain", "After-action report PDF");
        for (var format : new String[] {"html", "docx", "pdf"}) {
            for (var paper : new String[] {"/plan.", "/report."}) {
                var file = boss.send(to(page + paper + format).build(), BodyHandlers.ofByteArray());
                assertThat(file.statusCode()).as(paper + format).isEqualTo(200);
                assertThat(file.body().length).isGreaterThan(2_000);
            }
        }
        assertThat(get(boss, page + "/report.html"))
                .contains("GB/T 38645-2020", "NIST SP 800-84", "the &lt;list&gt; was old", "AML.T0020");
        assertThat(get(boss, "/duties")).as("a finding is owed").contains("Mend");
        assertThat(get(boss, "/drills?system=" + system)).contains("an interval needs 6");
    }

    @Test
    void a_demonstration_shows_its_script_and_a_pause_is_in_the_report() throws Exception {
        var drill = running("driving-cabin", "demonstration", "cabin");
        var page = drill.replace("/api/v1", "");
        var lin = signedIn("lin");
        assertThat(get(lin, page))
                .as("all know what comes")
                .contains("Stickers make signs unrecognised", "To be shown: alert within");
        ok(boss, "POST", drill + "/pause", "");
        assertThat(get(lin, page)).contains("Paused, clocks stand still").doesNotContain("data-still=\"0\"");
        ok(boss, "POST", drill + "/resume", "");
        assertThat(get(lin, page)).contains("data-still=\"0\"");
        ok(boss, "POST", drill + "/end", "");
        ok(boss, "POST", drill + "/score", "");
        assertThat(get(lin, page + "/report.html"))
                .contains("Demonstration exercise", "measures nothing", "1 time, 0:00", "no clock ran meanwhile");
    }

    @Test
    void a_scenario_is_written_on_a_page_with_errors_in_their_place_and_taken_away_as_a_file() throws Exception {
        var lin = signedIn("lin");
        assertThat(get(lin, "/drills")).contains("/drills/scenarios/edit?from=driving-cabin");
        var form = new java.util.LinkedHashMap<>(zhiheng.drills.exercise.ScenarioDraft.fields(
                zhiheng.drills.exercise.Scenarios.load(java.nio.file.Path.of("../packs/scenarios"))
                        .of("driving-cabin")
                        .scenario()));
        assertThat(get(lin, EDIT + "?from=driving-cabin"))
                .contains("value=\"poisoned-knowledge\"", "name=\"inject-3-id\"")
                .doesNotContain("name=\"inject-4-id\"");
        form.put("do", "more-inject");
        form.put("count-inject", "3");
        assertThat(edited(lin, form).body()).contains("name=\"inject-4-id\"");
        form.put("do", "preview");
        form.put("inject-2-at", "PT6M");
        var wrong = edited(lin, form);
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("Not yet a scenario", "id=\"inject-2-id-error\"", "overlaps");
        form.put("inject-2-at", "PT41M");
        form.put("id", "my-cabin");
        assertThat(edited(lin, form).body()).contains("Events list", "T+0:41", "A drill can be held by it");
        form.put("do", "download");
        var file = edited(lin, form);
        assertThat(file.headers().firstValue("Content-Disposition").orElse("")).contains("my-cabin.yaml");
        var read = zhiheng.drills.exercise.Scenarios.read("my-cabin.yaml", file.body());
        assertThat(read.id()).isEqualTo("my-cabin");
        assertThat(read.injects()).hasSize(3);
    }

    private static final String EDIT = "/drills/scenarios/edit";

    private HttpResponse<String> edited(HttpClient browser, java.util.Map<String, String> form) throws Exception {
        var body = form.entrySet().stream()
                .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
                .collect(java.util.stream.Collectors.joining("&"));
        return send(browser, EDIT, EDIT, body);
    }

    @Test
    void what_is_put_on_record_reaches_who_looks_and_nobody_else() throws Exception {
        var drill = running("driving-cabin", "tabletop", "cabin");
        var id = drill.substring(drill.lastIndexOf('/') + 1);
        var lin = signedIn("lin");
        var answer = lin.send(to("/drills/stream?drill=" + id).build(), BodyHandlers.ofInputStream());
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
        ok(boss, "POST", drill + "/injects", "{\"inject\":\"sticker-signs\"}");
        try (var lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            var line = lines.readLine();
            while (!line.startsWith("data: ")) {
                line = lines.readLine();
            }
            assertThat(line).contains("\"kind\":\"injected\"", "sticker-signs");
        }
        var chen = signedIn("chen");
        assertThat(chen.send(to("/drills/stream?drill=" + id).build(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(404);
    }
}
