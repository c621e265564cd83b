package zhiheng.server.rooms.duties;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.ground.identity.Person;
import zhiheng.server.testing.OfficeServer;
import zhiheng.server.testing.Surfer;

/** Work is given to people, and everybody finds their own. */
class AssigneeTest {
    @TempDir
    Path folder;

    private OfficeServer office;
    private Person li;
    private Person wang;
    private Person stranger;
    private String system;

    @BeforeEach
    void start() {
        office = new OfficeServer(folder);
        var acme = org("Acme");
        li = person(acme, "weili", "Li Wei");
        wang = person(acme, "wang", "Wang Fang");
        stranger = person(org("Other"), "other", "Somebody Else");
        system = office.server
                .office()
                .registry()
                .register(li.actor(), acme, "Hiring", "", "", Map.of("infers", true, "uses", List.of("hiring")))
                .id();
    }

    @AfterEach
    void stop() {
        office.close();
    }

    private String org(String name) {
        return office.server
                .office()
                .orgs()
                .create(office.boss.actor(), Org.Kind.PROVIDER, name)
                .id();
    }

    private Person person(String org, String login, String name) {
        return office.server
                .identity()
                .createPerson(
                        office.boss.actor(), org, login, name, Role.PROVIDER, OfficeServer.PASSWORD.toCharArray());
    }

    private Surfer surfer(String login) throws Exception {
        var surfer = new Surfer(office.address(), "en");
        surfer.signIn(login, OfficeServer.PASSWORD);
        return surfer;
    }

    @Test
    void a_duty_is_given_to_a_colleague_who_finds_it_among_the_own_on_the_list_and_at_home() throws Exception {
        var here = "/systems/" + system + "/duties/T-SOFT";
        var boss = surfer("weili");
        assertThat(boss.open(here).body())
                .contains("Li Wei</option>", "Wang Fang</option>")
                .doesNotContain("Somebody Else");
        boss.send(here, "version", "0", "state", "PLANNED", "assignee", wang.id(), "owner", "Legal");
        assertThat(boss.open(here).body()).contains("value=\"" + wang.id() + "\" selected");
        assertThat(boss.open("/duties?who=me").body()).doesNotContain("T-SOFT");
        var colleague = surfer("wang");
        assertThat(colleague.open("/duties?who=me").body())
                .contains("T-SOFT", "Wang Fang Legal")
                .doesNotContain("T-FIRM");
        assertThat(colleague.open("/duties").body()).contains("T-SOFT", "T-FIRM");
        assertThat(colleague.open("/?who=me").body()).contains("Everybody").doesNotContain("T-FIRM");
        assertThat(colleague.open("/systems/" + system).body()).contains("Wang Fang Legal");
    }

    @Test
    void nobody_of_another_organisation_is_given_work_and_what_was_typed_stays() throws Exception {
        var here = "/systems/" + system + "/duties/T-SOFT";
        var boss = surfer("weili");
        boss.open(here);
        var wrong = boss.send(here, "version", "0", "state", "GAP", "assignee", stranger.id(), "owner", "Legal");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("Choose an active person", "value=\"Legal\"", "value=\"GAP\" selected");
        var rest = office.rest(
                "PUT",
                "/api/v1/systems/" + system + "/duties/T-SOFT",
                "{\"state\": \"GAP\", \"assignee\": \"" + stranger.id() + "\", \"version\": 0}");
        assertThat(rest.statusCode()).isEqualTo(422);
    }

    @Test
    void many_are_given_away_at_once_and_a_change_that_names_nobody_keeps_the_person() throws Exception {
        var boss = surfer("weili");
        boss.open("/duties");
        boss.send("/duties", "duty", system + " 0 T-SOFT", "state", "PLANNED", "assignee", wang.id());
        boss.open("/duties");
        boss.send("/duties", "duty", system + " 1 T-SOFT", "state", "IN_PROGRESS", "assignee", "keep");
        var rest = office.rest("GET", "/api/v1/duties?who=" + wang.id(), "").body();
        assertThat(rest).contains("T-SOFT", "IN_PROGRESS", "\"assignee\":\"" + wang.id() + "\"");
        boss.send("/duties", "duty", system + " 2 T-SOFT", "state", "IN_PROGRESS", "assignee", "nobody");
        assertThat(office.rest("GET", "/api/v1/duties?who=" + wang.id(), "").body())
                .doesNotContain("T-SOFT");
    }

    @Test
    void the_menu_counts_what_is_overdue_and_a_system_has_one_row_of_tabs() throws Exception {
        var boss = surfer("weili");
        assertThat(boss.open("/systems").body()).doesNotContain("class=\"badge\"");
        office.clock.day("2031-01-01");
        office.server.office().refresh();
        boss.signIn("weili", OfficeServer.PASSWORD);
        assertThat(boss.open("/systems").body()).contains("class=\"badge\"", " overdue</span>");
        for (var part : List.of("", "/duties", "/questions", "/evidence", "/history")) {
            var page = boss.open("/systems/" + system + part);
            assertThat(page.statusCode()).as(part).isEqualTo(200);
            assertThat(page.body())
                    .as(part)
                    .contains("href=\"/systems/" + system + part + "\" aria-current=\"page\"")
                    .contains("href=\"/systems/" + system + "/history\"");
        }
        assertThat(boss.open("/systems/" + system + "/history").body()).contains("System registered");
    }

    @Test
    void one_piece_of_evidence_serves_all_that_were_ticked_and_what_is_wrong_keeps_what_was_typed() throws Exception {
        var wei = surfer("weili");
        wei.open("/duties");
        var wrong = wei.send(
                "/duties",
                "deed",
                "evidence",
                "duty",
                system + " 0 T-SOFT",
                "evidence-title",
                "Policy",
                "state",
                "GAP");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("value=\"Policy\"", "id=\"evidence-link-error\"");
        var done = wei.send(
                "/duties",
                "deed",
                "evidence",
                "duty",
                system + " 0 T-SOFT",
                "duty",
                system + " 0 T-FIRM",
                "evidence-title",
                "Policy",
                "evidence-link",
                "https://acme.example/policy");
        assertThat(done.body()).contains("Evidence added to 2 duties");
        assertThat(wei.open("/systems/" + system + "/evidence").body()).contains("Policy", "T-SOFT", "T-FIRM");
        wei.open("/duties");
        var none =
                wei.send("/duties", "deed", "evidence", "evidence-title", "X", "evidence-link", "https://a.example/");
        assertThat(none.body()).contains("Tick the duties to change first");
    }
}
