package zhiheng.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.testing.CaughtOutput;

class PackDiffCommandTest extends CaughtOutput {
    private static final Path LIBRARY = Path.of("src/test/resources/library");

    @TempDir
    Path folder;

    private Path chat;

    @BeforeEach
    void write() throws IOException {
        chat = Files.writeString(folder.resolve("chat.yaml"), "name: Chat\nfacts:\n  infers: true\n  uses: [chat]\n");
    }

    private int diff(Object... words) {
        var all = new java.util.ArrayList<Object>(
                java.util.List.of("packs", "diff", "--library", LIBRARY, "--lang", "en"));
        all.addAll(java.util.List.of(words));
        return run(all.toArray());
    }

    /** The packs with one file changed, as the next version of them. */
    private Path changed(String file, String from, String to) throws IOException {
        var next = folder.resolve("next");
        try (var files = Files.walk(LIBRARY)) {
            for (var one : files.toList()) {
                Files.copy(one, next.resolve(LIBRARY.relativize(one).toString()));
            }
        }
        var text = Files.readString(next.resolve(file));
        assertThat(text).contains(from);
        Files.writeString(next.resolve(file), text.replace(from, to));
        return next;
    }

    @Test
    void between_two_days_it_says_what_comes_into_force_in_between() {
        assertThat(diff(chat, "--from", "2029-12-31", "--to", "2030-01-01")).isZero();
        assertThat(said().lines()).containsExactly("Chat", "  + Art5  testlaw  mid", "1 systems, 1 change");
    }

    @Test
    void on_one_and_the_same_day_nothing_differs() {
        assertThat(diff(chat, "--from", "2026-05-01", "--to", "2026-05-02")).isZero();
        assertThat(said().lines()).containsExactly("1 systems, 0 change");
        assertThat(diff(chat)).isZero();
        assertThat(said().lines()).containsExactly("1 systems, 0 change");
    }

    @Test
    void before_the_law_there_was_nothing_and_duties_come_with_the_day_on_which_they_bind() {
        assertThat(diff(chat, "--from", "2019-12-31", "--to", "2020-01-01")).isZero();
        assertThat(said().lines())
                .containsExactly(
                        "Chat",
                        "  + Art2  testlaw  low",
                        "  + T-FIRM  Duty T-FIRM  [Article 3]",
                        "  + T-SOFT  Duty T-SOFT  [Article 4]",
                        "  + T-REPORT  Duty T-REPORT  [Article 6]",
                        "1 systems, 1 change");
        assertThat(diff(chat, "--from", "2026-05-31", "--to", "2026-06-01")).isZero();
        assertThat(said().lines()).containsExactly("1 systems, 0 change");
    }

    @Test
    void between_two_versions_a_moved_day_is_shown_from_and_to() throws IOException {
        var next = changed("testlaw/rules.yaml", "due: 2026-06-01", "due: 2027-01-01");
        assertThat(diff(chat, "--from", "2027-02-01", "--to-library", next)).isZero();
        assertThat(said().lines())
                .containsExactly("Chat", "  ~ T-FIRM  2026-06-01 → 2027-01-01", "1 systems, 1 change");
    }

    @Test
    void between_two_versions_a_duty_may_go() throws IOException {
        var next = changed("testlaw/rules.yaml", "    id: T-SOFT", "    id: T-NEW");
        assertThat(diff(chat, "--from", "2028-02-01", "--to-library", next)).isZero();
        assertThat(said()).contains("  - T-SOFT", "  + T-NEW");
    }

    @Test
    void all_systems_of_a_registry_are_compared_and_only_those_that_change_are_named() {
        var data = folder.resolve("data");
        try (var server = ZhihengServer.start(Config.of(data, LIBRARY, "127.0.0.1", 0))) {
            var boss = new Actor("a", "none", Role.ADMINISTRATOR);
            var org = server.office().orgs().create(boss, Org.Kind.PROVIDER, "Acme");
            for (var use : new String[] {"hiring", "chat"}) {
                server.office()
                        .registry()
                        .register(
                                boss,
                                org.id(),
                                "A " + use,
                                "",
                                "",
                                Map.of("infers", true, "uses", java.util.List.of(use)));
            }
        }
        assertThat(diff("--registry", data, "--from", "2029-12-31", "--to", "2030-01-01"))
                .isZero();
        assertThat(said()).contains("A chat", "+ Art5", "2 systems, 1 change").doesNotContain("A hiring");
    }

    @Test
    void a_system_whose_answers_the_new_version_no_longer_knows_is_said_and_the_others_are_compared()
            throws IOException {
        var data = folder.resolve("data");
        try (var server = ZhihengServer.start(Config.of(data, LIBRARY, "127.0.0.1", 0))) {
            var boss = new Actor("a", "none", Role.ADMINISTRATOR);
            var org = server.office().orgs().create(boss, Org.Kind.PROVIDER, "Acme");
            var both = java.util.List.of("chat", "hiring");
            server.office().registry().register(boss, org.id(), "Both", "", "", Map.of("infers", true, "uses", both));
            server.office().registry().register(boss, org.id(), "None", "", "", Map.of("infers", true));
        }
        var next = changed("testlaw/facts.yaml", "id: chat", "id: talk");
        Files.writeString(
                next.resolve("testlaw/rules.yaml"),
                Files.readString(next.resolve("testlaw/rules.yaml")).replace("'chat'", "'talk'"));
        assertThat(diff("--registry", data, "--from", "2026-05-01", "--to-library", next))
                .isEqualTo(1);
        assertThat(said()).contains("Both", "! ", "chat", "2 systems, 0 change");
    }

    @Test
    void without_a_system_or_with_a_folder_that_holds_none_it_says_what_to_give() {
        assertThat(diff()).isNotZero();
        assertThat(complained()).contains("--registry");
        assertThat(diff("--registry", folder.resolve("none"))).isNotZero();
        assertThat(complained()).contains("zhiheng.db");
        assertThat(folder.resolve("none")).as("looking makes nothing").doesNotExist();
        assertThat(diff(folder.resolve("none.yaml"))).isNotZero();
        assertThat(complained()).contains("none.yaml");
    }
}
