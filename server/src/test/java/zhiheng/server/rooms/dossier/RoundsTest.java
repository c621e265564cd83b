package zhiheng.server.rooms.dossier;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.testing.OfficeServer;
import zhiheng.server.testing.Visitor;

/** A duty that comes back every year: on its page, over REST, in lists, in the calendar, with two people at once. */
class RoundsTest {
    @TempDir
    Path folder;

    private OfficeServer house;
    private Visitor visitor;
    private String system;
    private String duty;
    private String bearer;

    @BeforeEach
    void start() throws Exception {
        house = new OfficeServer(folder);
        house.clock.day("2026-11-29");
        var office = house.server.office();
        var boss = house.boss.actor();
        bearer = "Bearer "
                + house.server
                        .identity()
                        .createToken(boss, "later", Role.ADMINISTRATOR)
                        .secret();
        var org = office.orgs().create(boss, Org.Kind.PROVIDER, "Acme");
        var facts = Map.<String, Object>of("infers", true, "uses", List.of("yearly"), "started_on", "2025-12-01");
        system =
                office.registry().register(boss, org.id(), "Bot", "", "", facts).id();
        duty = "/systems/" + system + "/duties/T-YEAR";
        visitor = new Visitor(house.server.port(), "en").signIn("boss", OfficeServer.PASSWORD);
    }

    @AfterEach
    void stop() {
        house.close();
    }

    private void prove() {
        house.server
                .office()
                .evidence()
                .add(house.boss.actor(), system, "T-YEAR", "Report", "https://example.org/r", null, null, null);
    }

    private String meet(Visitor who, String due, String day) throws Exception {
        return who.post(duty, duty + "/met", Map.of("met-due", List.of(due), "met-day", List.of(day)))
                .body();
    }

    private JsonNode comesBack() throws Exception {
        var dossier = new JsonMapper()
                .readTree(house.rest("GET", "/api/v1/systems/" + system + "/dossier", "", "Authorization", bearer)
                        .body());
        return dossier.get("duties")
                .valueStream()
                .filter(d -> d.get("id").asString().equals("T-YEAR"))
                .findFirst()
                .orElseThrow()
                .get("comesBack");
    }

    @Test
    void its_page_and_the_dossier_say_how_often_when_next_and_when_last() throws Exception {
        var before = "Every year, counted from 2025-12-01; next 2026-12-01, not met yet";
        assertThat(visitor.get(duty).body()).contains(before, "It has not been met yet.");
        assertThat(visitor.get("/systems/" + system).body()).contains(before);
        prove();
        assertThat(meet(visitor, "2026-12-01", ""))
                .contains("Kept. It is due again", "next 2027-12-01, last met on 2026-11-29", "2026-12-01</time>");
        assertThat(visitor.get("/systems/" + system + "/document").body()).contains("last met on 2026-11-29");
        assertThat(new Visitor(house.server.port(), "zh")
                        .signIn("boss", OfficeServer.PASSWORD)
                        .get(duty)
                        .body())
                .contains("每年一次，自 2025-12-01 起算；下一次 2027-12-01，最近履行于 2026-11-29");
    }

    @Test
    void lists_home_and_the_calendar_have_the_next_one_as_soon_as_one_is_met() throws Exception {
        assertThat(visitor.get("/duties?show=week").body()).contains("Duty T-YEAR", "2026-12-01");
        prove();
        meet(visitor, "2026-12-01", "2026-11-20");
        assertThat(visitor.get("/duties?show=week").body()).doesNotContain("Duty T-YEAR");
        assertThat(visitor.get("/duties").body()).contains("Duty T-YEAR", "2027-12-01");
        var made = visitor.post("/calendar", "/calendar", Map.of()).body();
        var address = Pattern.compile("id=\"address\">([^<]+)<").matcher(made);
        assertThat(address.find()).isTrue();
        assertThat(visitor.get(URI.create(address.group(1)).getPath()).body())
                .contains("DTSTART;VALUE=DATE:20271201", "T-YEAR-2027-12-01@zhiheng");
        house.clock.day("2027-12-02");
        visitor.signIn("boss", OfficeServer.PASSWORD);
        assertThat(visitor.get(duty).body()).contains("Overdue");
    }

    private HttpResponse<String> rest(String path, String body) throws Exception {
        return house.rest("POST", path, body, "Authorization", bearer, "Accept-Language", "en");
    }

    @Test
    void rest_says_it_and_takes_it() throws Exception {
        prove();
        assertThat(comesBack().get("every").asString()).isEqualTo("P1Y");
        assertThat(comesBack().get("open").valueStream().map(JsonNode::asString))
                .containsExactly("2026-12-01");
        var met = "/api/v1" + duty + "/met";
        assertThat(rest(met, "{}").statusCode()).isEqualTo(422);
        assertThat(rest(met, "{\"due\":\"2026-12-02\"}").body()).contains("Choose one of 2026-12-01");
        assertThat(rest(met, "{\"due\":\"2026-12-01\",\"day\":\"2026-11-28\"}").statusCode())
                .isEqualTo(204);
        assertThat(rest(met, "{\"due\":\"2026-12-01\"}").statusCode()).isEqualTo(409);
        assertThat(comesBack().at("/met/0/day").asString()).isEqualTo("2026-11-28");
        assertThat(comesBack().get("next").asString()).isEqualTo("2027-12-01");
    }

    @Test
    void what_is_refused_is_told_at_its_field_with_what_was_typed() throws Exception {
        assertThat(meet(visitor, "2026-12-01", "2026-11-28"))
                .as("no evidence")
                .contains("Add at least one piece of evidence", "value=\"2026-11-28\"");
        prove();
        var ahead = visitor.post(
                duty, duty + "/met", Map.of("met-due", List.of("2026-12-01"), "met-day", List.of("2026-12-24")));
        assertThat(ahead.statusCode()).isEqualTo(422);
        assertThat(ahead.body()).contains("cannot lie ahead", "value=\"2026-12-24\"");
        assertThat(comesBack().get("met").size()).isZero();
    }

    @Test
    void of_two_people_who_say_it_at_once_the_second_is_told() throws Exception {
        prove();
        var other = new Visitor(house.server.port(), "en").signIn("boss", OfficeServer.PASSWORD);
        meet(visitor, "2026-12-01", "2026-11-28");
        var second = other.post(duty, duty + "/met", Map.of("met-due", List.of("2026-12-01")));
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.body()).contains("is met already");
        assertThat(comesBack().get("met").size()).isEqualTo(1);
    }

    @Test
    void saying_met_where_duties_are_set_meets_the_next_one() throws Exception {
        prove();
        visitor.post(duty, duty, Map.of("state", List.of("MET"), "version", List.of("0"), "owner", List.of("Li")));
        assertThat(comesBack().get("next").asString()).isEqualTo("2027-12-01");
        assertThat(visitor.get("/systems/" + system + "/history").body()).contains("Duty updated");
    }
}
