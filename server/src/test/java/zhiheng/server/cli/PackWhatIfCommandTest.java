package zhiheng.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.house.Config;
import zhiheng.server.house.Rooms;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.rooms.traffic.CallSamples;
import zhiheng.server.testing.CaughtOutput;

class PackWhatIfCommandTest extends CaughtOutput {
    private static final Path LIBRARY = Path.of("src/test/resources/library");

    @TempDir
    Path folder;

    private Path draft;
    private Path systems;

    @BeforeEach
    void write() throws IOException {
        draft = Files.createDirectory(folder.resolve("draft"));
        for (var name : List.of("pack.yaml", "facts.yaml", "rules.yaml")) {
            Files.copy(LIBRARY.resolve("testlaw").resolve(name), draft.resolve(name));
        }
        systems = Files.createDirectory(folder.resolve("systems"));
        for (var use : List.of("chat", "hiring")) {
            Files.writeString(
                    systems.resolve(use + ".yaml"),
                    "name: A " + use + "\nfacts:\n  infers: true\n  uses: [" + use + "]\n");
        }
    }

    private void edit(String from, String to) throws IOException {
        var rules = draft.resolve("rules.yaml");
        var text = Files.readString(rules);
        assertThat(text).contains(from);
        Files.writeString(rules, text.replace(from, to));
    }

    private int whatIf(Object... words) {
        var all = new ArrayList<Object>(
                List.of("packs", "whatif", "--library", LIBRARY, "--lang", "en", "--as-of", "2026-05-01", draft));
        all.addAll(List.of(words));
        return run(all.toArray());
    }

    @Test
    void every_outcome_that_would_differ_is_named_and_added_up() throws IOException {
        edit("ref: Art2", "ref: Art2a");
        assertThat(whatIf(systems)).isZero();
        assertThat(said().lines())
                .containsExactly(
                        "A chat",
                        "  + low · Art2a  testlaw",
                        "  - low · Art2  testlaw",
                        "In all, by size and sector:",
                        "     1 + low · Art2a  testlaw  (unknown 1; unknown 1)",
                        "     1 - low · Art2  testlaw  (unknown 1; unknown 1)",
                        "2 replayed, 1 differ, 0 unreadable");
    }

    @Test
    void the_registry_of_a_stopped_server_is_replayed_and_told_as_json() throws IOException {
        edit("ref: Art1", "ref: Art1a");
        var data = folder.resolve("data");
        try (var server = ZhihengServer.start(Config.of(data, LIBRARY, "127.0.0.1", 0))) {
            var boss = new Actor("a", "none", Role.ADMINISTRATOR);
            var org = server.office().orgs().create(boss, Org.Kind.PROVIDER, "Acme");
            var facts = Map.<String, Object>of("infers", true, "uses", List.of("hiring"));
            server.office().registry().register(boss, org.id(), "Screen", "", "", facts);
        }
        assertThat(whatIf("--registry", data, "--json")).isZero();
        var report = new JsonMapper().readTree(said());
        assertThat(report.get("seen").asInt()).isEqualTo(1);
        assertThat(report.get("differ").asInt()).isEqualTo(1);
        assertThat(report.get("asOf").asString()).isEqualTo("2026-05-01");
        assertThat(report.get("effects").get(0).get("effect").get("what").asString())
                .isEqualTo("high · Art1a");
    }

    /** The registry is read beside the running server, and the calls with it. */
    @Test
    void the_calls_of_a_time_are_replayed_beside_a_running_server() throws IOException {
        edit("    id: T-FIRM\n", "    id: T-FIRM\n    calls: [labelled]\n");
        var data = folder.resolve("data");
        var config = Config.of(data, LIBRARY, "127.0.0.1", 0);
        String system;
        try (var server = ZhihengServer.start(config)) {
            var boss = new Actor("a", "none", Role.ADMINISTRATOR);
            var org = server.office().orgs().create(boss, Org.Kind.PROVIDER, "Acme");
            var facts = Map.<String, Object>of("infers", true, "uses", List.of("hiring"));
            system = server.office()
                    .registry()
                    .register(boss, org.id(), "Screen", "", "", facts)
                    .id();
        }
        try (var db = Db.sqlite(data.resolve("zhiheng.db"), Rooms.schema())) {
            new CallSamples(db).add(system, "2026-04-02T10:00:00Z", 5, call -> call.labelled(false));
        }
        try (var server = ZhihengServer.start(config)) {
            assertThat(server.port()).isPositive();
            assertThat(whatIf("--data", data, "--from", "2026-04-01", "--to", "2026-04-30"))
                    .isZero();
            assertThat(said())
                    .contains(
                            "Calls from 2026-04-01 to 2026-04-30:",
                            "would be asked: what was generated carries a label",
                            "5 calls of 1 systems, 5 of 1 systems judged otherwise, 0 undecided for want of answers",
                            "The oldest record is of 2026-04-02");
        }
        assertThat(whatIf("--data", data, "--from", "2026-04-01", "--json")).isZero();
        var report = new JsonMapper().readTree(said()).get("calls").get("report");
        assertThat(report.get("effects").get(0).get("calls").asInt()).isEqualTo(5);
        assertThat(whatIf(systems, "--from", "2026-04-01")).isEqualTo(2);
        assertThat(complained()).contains("--data");
    }

    @Test
    void a_wrong_draft_and_nothing_to_replay_it_over_say_what_to_do() throws IOException {
        assertThat(whatIf()).isNotZero();
        assertThat(complained()).contains("--registry");
        edit("'hiring' in uses", "'hiring' in us");
        assertThat(whatIf(systems)).isNotZero();
        assertThat(complained()).contains(draft.resolve("rules.yaml") + ":");
    }
}
