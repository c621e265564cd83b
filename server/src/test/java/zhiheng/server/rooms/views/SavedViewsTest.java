package zhiheng.server.rooms.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.testing.OfficeServer;
import zhiheng.server.testing.Surfer;

class SavedViewsTest {
    @TempDir
    Path folder;

    private static Surfer person(OfficeServer office, String org, String login) throws Exception {
        office.server
                .identity()
                .createPerson(
                        office.boss.actor(), org, login, login, Role.PROVIDER, OfficeServer.PASSWORD.toCharArray());
        var surfer = new Surfer(office.address(), "en");
        surfer.signIn(login, OfficeServer.PASSWORD);
        return surfer;
    }

    @Test
    void a_filter_is_kept_for_oneself_or_for_the_organisation_and_given_up_by_its_owner_alone() throws Exception {
        try (var office = new OfficeServer(folder)) {
            var orgs = office.server.office().orgs();
            var acme =
                    orgs.create(office.boss.actor(), Org.Kind.PROVIDER, "Acme").id();
            var other =
                    orgs.create(office.boss.actor(), Org.Kind.PROVIDER, "Other").id();
            office.server.office().registry().register(office.boss.actor(), acme, "Hiring", "", "", Map.of());
            var wei = person(office, acme, "weili");
            var wang = person(office, acme, "wang");
            var stranger = person(office, other, "stranger");
            wei.open("/duties?show=week");
            var kept =
                    wei.send("/views", "page", "/duties", "query", "?show=week", "view-name", "My week", "shared", "1");
            assertThat(kept.body()).contains("My week is kept", "href=\"/duties?show=week\" aria-current=\"true\"");
            wei.send("/views", "page", "/systems", "query", "?q=chat", "view-name", "Only mine");
            assertThat(wei.open("/systems").body()).contains("Only mine").doesNotContain("My week");
            assertThat(wang.open("/duties").body()).contains("My week", "shared");
            assertThat(wang.open("/systems").body()).doesNotContain("Only mine");
            assertThat(stranger.open("/duties").body()).doesNotContain("My week");
            var end = Pattern.compile("/views/[0-9a-f]+/end")
                    .matcher(wei.open("/duties").body());
            assertThat(end.find()).isTrue();
            wang.open("/duties");
            assertThat(wang.send(end.group()).statusCode()).isEqualTo(404);
            assertThat(wei.send(end.group()).body()).contains("given up").doesNotContain("My week");
        }
    }

    @Test
    void a_view_leads_to_a_list_of_ours_and_nowhere_else() throws Exception {
        try (var office = new OfficeServer(folder)) {
            var surfer = new Surfer(office.address(), "en");
            surfer.signIn("boss", OfficeServer.PASSWORD);
            surfer.open("/systems/new");
            for (var query : new String[] {"//elsewhere.example", "/../admin", "? x", "\\elsewhere"}) {
                assertThat(surfer.send("/views", "page", "/duties", "query", query, "view-name", "x")
                                .statusCode())
                        .as(query)
                        .isEqualTo(422);
            }
            assertThat(surfer.send("/views", "page", "/admin", "query", "", "view-name", "x")
                            .statusCode())
                    .isEqualTo(422);
        }
    }
}
