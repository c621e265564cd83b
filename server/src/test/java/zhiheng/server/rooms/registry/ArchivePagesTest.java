package zhiheng.server.rooms.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.office.people.Org;
import zhiheng.server.testing.OfficeServer;
import zhiheng.server.testing.Surfer;

class ArchivePagesTest {
    @TempDir
    Path folder;

    private static String register(OfficeServer office, String org, String name) {
        return office.server
                .office()
                .registry()
                .register(office.boss.actor(), org, name, "", "", Map.of("infers", true, "uses", List.of("hiring")))
                .id();
    }

    @Test
    void a_duplicate_is_merged_leaves_the_list_stays_readable_and_comes_back() throws Exception {
        try (var office = new OfficeServer(folder)) {
            var org = office.server
                    .office()
                    .orgs()
                    .create(office.boss.actor(), Org.Kind.PROVIDER, "Acme")
                    .id();
            var one = register(office, org, "Hiring");
            var two = register(office, org, "Hiring twice");
            var surfer = new Surfer(office.address(), "en");
            surfer.signIn("boss", OfficeServer.PASSWORD);
            assertThat(surfer.open("/systems/" + two).body()).contains("Archive or merge");
            var page = surfer.open("/systems/" + two + "/archive");
            assertThat(page.body()).contains("Nothing is deleted", "Hiring</option>");
            var wrong = surfer.send("/systems/" + two + "/merge", "version", "1", "into", "");
            assertThat(wrong.statusCode()).isEqualTo(422);
            var stale = surfer.send("/systems/" + two + "/merge", "version", "9", "into", one);
            assertThat(stale.statusCode()).isEqualTo(409);
            assertThat(stale.body()).contains("value=\"" + one + "\" selected");
            var done = surfer.send("/systems/" + two + "/merge", "version", "1", "into", one);
            assertThat(done.body()).contains("is merged and archived", "A duplicate of Hiring", "Archived since");
            assertThat(surfer.open("/systems").body()).contains("Hiring").doesNotContain("Hiring twice");
            assertThat(surfer.open("/systems?archived=true").body()).contains("Hiring twice");
            assertThat(surfer.open("/systems/" + one).body()).contains("Merged here: Hiring twice");
            surfer.open("/systems/" + two + "/archive");
            var back = surfer.send("/systems/" + two + "/unarchive", "version", "2");
            assertThat(back.body()).contains("is in use again").doesNotContain("Archived since");
            assertThat(surfer.open("/systems").body()).contains("Hiring twice");
        }
    }

    @Test
    void the_same_over_rest_with_the_version_seen() throws Exception {
        try (var office = new OfficeServer(folder)) {
            var org = office.server
                    .office()
                    .orgs()
                    .create(office.boss.actor(), Org.Kind.PROVIDER, "Acme")
                    .id();
            var one = register(office, org, "Hiring");
            var path = "/api/v1/systems/" + one;
            assertThat(office.rest("POST", path + "/archive", "{\"version\": 4}")
                            .statusCode())
                    .isEqualTo(409);
            assertThat(office.rest("POST", path + "/archive", "{\"version\": 1}")
                            .body())
                    .contains("archivedAt");
            assertThat(office.rest("GET", "/api/v1/systems", "").body()).doesNotContain(one);
            assertThat(office.rest("GET", "/api/v1/systems?archived=true", "").body())
                    .contains(one);
            assertThat(office.rest("PATCH", path, "{\"version\": 2, \"name\": \"X\"}")
                            .statusCode())
                    .isEqualTo(409);
            assertThat(office.rest("POST", path + "/unarchive", "{\"version\": 2}")
                            .body())
                    .doesNotContain("archivedAt");
        }
    }
}
