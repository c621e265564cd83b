package zhiheng.server.rooms.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.Await;
import zhiheng.office.people.Role;
import zhiheng.server.ground.identity.Person;
import zhiheng.server.ground.identity.Staff;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.testing.CaughtOutput;
import zhiheng.server.testing.OfficeServer;
import zhiheng.server.testing.Surfer;

@Timeout(120)
class PrivacyTest extends CaughtOutput {
    private static final String LOGIN = "wang.xiaoming";
    private static final String NAME = "Wang Xiaoming";

    @TempDir
    Path folder;

    final Map<String, String> environment = environment();

    Map<String, String> environment() {
        return Map.of();
    }

    private static Person person(OfficeServer office) {
        return office.server
                .identity()
                .staff()
                .invite(office.boss.actor(), LOGIN, new Staff.Details(office.boss.orgId(), NAME, Role.OFFICER))
                .person();
    }

    private static String system(OfficeServer office) {
        return office.server
                .office()
                .registry()
                .register(office.boss.actor(), office.boss.orgId(), "Chat of Wang", "", "", Map.of("infers", true))
                .id();
    }

    /** The tables that hold these words in any column of any row. */
    private Set<String> holding(String words) throws Exception {
        var found = new TreeSet<String>();
        var url = environment.get("ZHIHENG_DB_URL");
        try (var c = url == null
                        ? DriverManager.getConnection(
                                "jdbc:sqlite:" + folder.resolve("zhiheng.db") + "?busy_timeout=60000")
                        : DriverManager.getConnection(url, environment.get("ZHIHENG_DB_USER"), "");
                var tables =
                        c.getMetaData().getTables(null, url == null ? null : "public", "%", new String[] {"TABLE"})) {
            while (tables.next()) {
                var table = tables.getString("TABLE_NAME");
                Sql.list(c, "SELECT * FROM " + table, row -> {
                    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                        if (String.valueOf(row.getString(i)).contains(words)) {
                            found.add(table);
                        }
                    }
                    return table;
                });
            }
        }
        return found;
    }

    private static int erase(OfficeServer office, String what, String confirm) throws Exception {
        return office.rest("POST", "/api/v1/" + what + "/erase", "{\"confirm\":\"" + confirm + "\"}")
                .statusCode();
    }

    @Test
    void a_person_is_a_pseudonym_everywhere_after_being_disabled_and_confirmed_by_the_login() throws Exception {
        try (var office = new OfficeServer(folder, environment)) {
            var person = person(office);
            var path = "people/" + person.id();
            assertThat(erase(office, path, LOGIN)).as("still active").isEqualTo(409);
            office.rest("DELETE", "/api/v1/" + path, "");
            assertThat(erase(office, path, "somebody")).as("another login").isEqualTo(422);
            assertThat(holding(LOGIN)).containsExactly("person");
            assertThat(erase(office, path, LOGIN)).isEqualTo(204);
            for (var words : new String[] {LOGIN, NAME}) {
                assertThat(holding(words)).as(words).isEmpty();
            }
            assertThat(erase(office, path, LOGIN)).as("once").isEqualTo(409);
            assertThat(office.rest("GET", "/api/v1/people", "").body())
                    .doesNotContain(NAME, LOGIN)
                    .contains("erased " + person.id().substring(person.id().length() - 8));
            assertThat(office.rest("POST", "/api/v1/" + path + "/enable", "").statusCode())
                    .isEqualTo(409);
            assertThat(office.rest("POST", "/api/v1/" + path + "/password-link", "")
                            .statusCode())
                    .isEqualTo(409);
            assertThat(person(office).id()).as("the login is free again").isNotEqualTo(person.id());
        }
        for (var where : new String[] {"ledger/tile", "ledger/checkpoint"}) {
            try (var files = Files.walk(folder.resolve(where))) {
                for (var file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
                            .doesNotContain(LOGIN, NAME);
                }
            }
        }
        if (environment.isEmpty()) { // which the command reads from the process
            assertThat(run("check", "--data", folder)).as(said()).isZero();
        }
    }

    @Test
    void pages_ask_once_more_and_say_what_comes_first() throws Exception {
        try (var office = new OfficeServer(folder, environment)) {
            var person = person(office);
            var system = system(office);
            var surfer = new Surfer(office.address(), "en");
            surfer.signIn("boss", OfficeServer.PASSWORD);
            assertThat(surfer.open("/privacy/people/" + person.id()).body()).contains("Disable them first");
            assertThat(surfer.open("/privacy/systems/" + system).body()).contains("Archive it first");
            office.server.identity().staff().disable(office.boss.actor(), person.id());
            office.server.office().archives().archive(office.boss.actor(), system, 1);
            assertThat(surfer.open("/admin/people/" + person.id()).body())
                    .contains("href=\"/privacy/people/" + person.id() + "\"");
            assertThat(surfer.open("/systems/" + system + "/archive").body())
                    .contains("href=\"/privacy/systems/" + system + "\"");
            surfer.open("/privacy/systems/" + system);
            var wrong = surfer.send("/privacy/systems/" + system, "confirm", "Chat");
            assertThat(wrong.statusCode()).isEqualTo(422);
            assertThat(wrong.body()).contains("exactly as it stands", "value=\"Chat\"");
            assertThat(surfer.send("/privacy/systems/" + system, "confirm", "Chat of Wang")
                            .body())
                    .contains("Acts and digests stay")
                    .doesNotContain("Chat of Wang");
            surfer.open("/privacy/people/" + person.id());
            assertThat(surfer.send("/privacy/people/" + person.id(), "confirm", LOGIN)
                            .body())
                    .contains("A pseudonym stands")
                    .doesNotContain(NAME);
        }
    }

    @Test
    void what_is_older_than_the_days_set_goes_by_night_and_its_going_is_in_the_ledger() throws Exception {
        try (var office = new OfficeServer(folder, environment)) {
            var system = system(office);
            office.server.office().archives().archive(office.boss.actor(), system, 1);
            var act = office.server.ledger().size() - 1;
            office.server
                    .office()
                    .outbox()
                    .record((tx, acts) -> acts.add(
                            office.boss.actor(),
                            "duty.set",
                            system,
                            system,
                            "",
                            Map.of("reason", zhiheng.office.acts.Words.of("since Wang said so"))));
            var registry = office.server.office().registry();
            var boss = office.boss.actor();
            assertThat(registry.words(boss, act + 1)).containsValue("since Wang said so");
            assertThat(office.rest("PUT", "/api/v1/retention/reasons", "{\"days\":10}")
                            .statusCode())
                    .as("fewer than the least")
                    .isEqualTo(422);
            assertThat(office.rest("PUT", "/api/v1/retention/reasons", "{\"days\":400}")
                            .body())
                    .contains("\"days\":400", "\"default\":3653");
            office.clock.pass(Duration.ofDays(401));
            var ledger = office.server.ledger();
            Await.until("it is swept", () -> registry.words(boss, act + 1).isEmpty());
            Await.until(
                    "its going is in the ledger",
                    () -> LongStream.range(act + 2, ledger.size())
                            .mapToObj(ledger::entry)
                            .anyMatch(e -> e.act().equals("retention.swept")
                                    && e.subject().equals("retention/reasons")
                                    && e.bodyJson().matches(".*\"things\":1[,}].*")));
            assertThat(LongStream.range(act + 2, ledger.size())
                            .mapToObj(i -> ledger.entry(i).bodyJson()))
                    .noneMatch(body -> body.contains("Wang"));
            assertThat(office.server.ledger().entry(act + 1).bodyJson()).contains("saltedSha256");
        }
    }

    @Test
    void the_table_is_for_auditors_and_changed_by_administrators_alone() throws Exception {
        try (var office = new OfficeServer(folder, environment)) {
            var surfer = new Surfer(office.address(), "en");
            surfer.signIn("boss", OfficeServer.PASSWORD);
            assertThat(surfer.open("/privacy").body())
                    .contains("Security log", "Reasons given", "Contents of calls", "184 to 400 days");
            var wrong = surfer.send("/privacy/security", "security", "5", "version", "0");
            assertThat(wrong.statusCode()).isEqualTo(422);
            assertThat(wrong.body()).contains("value=\"5\"", "It is 184 to 400 days");
            assertThat(surfer.send("/privacy/security", "security", "200", "version", "0")
                            .body())
                    .contains("value=\"200\"");
            assertThat(surfer.open("/audit").body())
                    .as("what is set, not the default")
                    .contains("200 days")
                    .doesNotContain("400 days");
            assertThat(surfer.send("/privacy/ledger", "ledger", "5", "version", "0")
                            .statusCode())
                    .as("the ledger stays")
                    .isEqualTo(404);
            for (var role : new Role[] {Role.OFFICER, Role.AUDITOR}) {
                var token = office.server
                        .identity()
                        .createToken(office.boss.actor(), "t", role)
                        .secret();
                assertThat(office.rest("GET", "/api/v1/retention", "", "Authorization", "Bearer " + token)
                                .statusCode())
                        .isEqualTo(role == Role.AUDITOR ? 200 : 403);
                assertThat(office.rest(
                                        "PUT",
                                        "/api/v1/retention/security",
                                        "{\"days\":300}",
                                        "Authorization",
                                        "Bearer " + token,
                                        "Content-Type",
                                        "application/json")
                                .statusCode())
                        .isEqualTo(403);
            }
        }
    }
}
