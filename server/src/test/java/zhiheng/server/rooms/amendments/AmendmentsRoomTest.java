package zhiheng.server.rooms.amendments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.base.testing.Await;
import zhiheng.base.testing.MovableClock;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.testing.Visitor;

/** Two starts of a real server, the second with other packs: pages, REST, who confirms and who sees. */
class AmendmentsRoomTest {
    private static final String PASSWORD = "a long enough one";

    @TempDir
    static Path folder;

    private static ZhihengServer server;
    private static String chat;
    private static String second;
    private static Visitor boss;
    private static Visitor li;
    private static Visitor rival;

    private static ZhihengServer open(Path library) {
        var clock = new MovableClock();
        clock.day("2026-11-30");
        return ZhihengServer.start(Config.of(folder.resolve("data"), library, "127.0.0.1", 0), clock);
    }

    @BeforeAll
    static void start() throws Exception {
        var library = TwoLaws.in(folder);
        try (var first = open(library)) {
            var admin = first.identity()
                    .setUp(first.setupToken().orElseThrow(), "boss", "Boss", PASSWORD.toCharArray())
                    .actor();
            var org = first.office().orgs().create(admin, Org.Kind.PROVIDER, "Acme");
            var other = first.office().orgs().create(admin, Org.Kind.PROVIDER, "Rival");
            var registry = first.office().registry();
            chat = registry.register(admin, org.id(), "Chat <x>", "", "", Map.of("infers", true))
                    .id();
            second = registry.register(admin, org.id(), "Second", "", "", Map.of("infers", true))
                    .id();
            registry.register(admin, other.id(), "Quiet", "", "", Map.of("infers", false));
            first.identity().createPerson(admin, org.id(), "weili", "Li", Role.PROVIDER, PASSWORD.toCharArray());
            first.identity().createPerson(admin, other.id(), "rival", "R", Role.PROVIDER, PASSWORD.toCharArray());
            Await.until("the first wording is kept", AmendmentsRoomTest::kept);
        }
        TwoLaws.amend(library);
        server = open(library);
        boss = new Visitor(server.port(), "en").signIn("boss", PASSWORD);
        li = new Visitor(server.port(), "en").signIn("weili", PASSWORD);
        rival = new Visitor(server.port(), "en").signIn("rival", PASSWORD);
        Await.until("the notices are made", () -> shows(boss, "/amendments", "Chat &lt;x"));
    }

    private static boolean kept() {
        try (var db = Db.readOnly(folder.resolve("data/zhiheng.db"))) {
            return !db.read(c -> Sql.list(c, "SELECT digest FROM law_wording", row -> row.getString(1)))
                    .isEmpty();
        }
    }

    private static boolean shows(Visitor visitor, String path, String text) {
        try {
            return visitor.get(path).body().contains(text);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String noticeOf(String system) throws Exception {
        var json = new JsonMapper().readTree(boss.get("/api/v1/law-notices").body());
        for (var item : json.get("items")) {
            if (item.get("systemId").asString().equals(system)) {
                return item.get("id").asString();
            }
        }
        throw new AssertionError("no notice of " + system);
    }

    @Test
    void a_provider_reads_confirms_and_the_authority_sees_who_did_and_who_did_not() throws Exception {
        var id = noticeOf(chat);
        assertThat(li.get("/systems/" + chat).body())
                .contains("The law changed: 1 new duty, 1 changed duty, 1 ended duty");
        var page = li.get("/amendments/" + id).body();
        assertThat(page)
                .contains("Duty O-NEW", "Duty T-SOFT", "Duty O-OLD", "Another: its time", "I have read this")
                .contains("/systems/" + chat + "/duties/O-NEW")
                .doesNotContain("/duties/O-OLD");
        assertThat(boss.get("/amendments/" + id).body()).doesNotContain("I have read this");
        assertThat(li.post("/amendments/" + id, "/amendments/" + id, Map.of()).statusCode())
                .isIn(200, 302, 303);
        assertThat(li.get("/amendments/" + id).body()).contains("Read by Li").doesNotContain("I have read this");
        assertThat(boss.get("/amendments").body()).contains("Read by Li", "Not confirmed", "Test law", "Other law");
        assertThat(boss.get("/amendments?state=unread").body())
                .contains("Second")
                .doesNotContain("Chat &lt;x");
        assertThat(boss.get("/systems/" + chat).body()).doesNotContain("The law changed");
        assertThat(server.office().outbox().last(chat, "law.notice-read", id)).isPresent();
        assertThat(boss.get("/api/v1/amendments").body()).contains("\"told\":2", "\"read\":1");
    }

    @Test
    void nobody_confirms_for_another_and_nobody_sees_what_is_not_theirs() throws Exception {
        var id = noticeOf(second);
        assertThat(rival.get("/amendments/" + id).statusCode()).isEqualTo(404);
        assertThat(rival.get("/amendments").body()).doesNotContain("Second");
        assertThat(rival.get("/api/v1/law-notices").body()).doesNotContain(second);
        assertThat(rival.get("/api/v1/amendments").body()).doesNotContain("told");
        assertThat(boss.post("/amendments", "/amendments/" + id, Map.of()).statusCode())
                .isEqualTo(403);
        assertThat(li.get("/amendments").body()).contains("Second");
    }
}
