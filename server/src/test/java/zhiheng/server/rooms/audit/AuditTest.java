package zhiheng.server.rooms.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Ids;
import zhiheng.base.testing.MovableClock;
import zhiheng.office.people.Role;
import zhiheng.server.ground.audit.SecurityEvent;
import zhiheng.server.ground.audit.SecurityEvent.Kind;
import zhiheng.server.ground.identity.TooManyAttempts;
import zhiheng.server.ground.identity.Visitor;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.house.Rooms;
import zhiheng.server.testing.OfficeServer;
import zhiheng.server.testing.Surfer;

class AuditTest {
    private static final AuditFilter ALL = AuditFilter.of(key -> null);

    @TempDir
    Path folder;

    private static String kinds(OfficeServer office) throws Exception {
        return office.rest("GET", "/api/v1/audit?limit=200", "").body();
    }

    @Test
    void entries_failures_lock_outs_and_changes_are_there_and_no_secret_is() throws Exception {
        try (var office = new OfficeServer(folder)) {
            var identity = office.server.identity();
            var surfer = new Surfer(office.address(), "en");
            surfer.open("/sign-in");
            surfer.send("/sign-in", "login", "hunter2hunter2", "password", "x", "to", "/");
            surfer.send("/sign-in", "login", "boss", "password", "not this one", "to", "/");
            for (int i = 0; i < 4; i++) {
                identity.enter("boss", "wrong".toCharArray(), Visitor.at("192.0.2.9"));
            }
            identity.enter("boss", "wrong".toCharArray(), Visitor.at("192.0.2.9"));
            assertThatThrownBy(() -> identity.enter("boss", "wrong".toCharArray(), Visitor.at("192.0.2.9")))
                    .isInstanceOf(TooManyAttempts.class);
            surfer.signIn("boss", OfficeServer.PASSWORD);
            var said = kinds(office);
            assertThat(said)
                    .contains("SIGNED_IN", "SIGN_IN_FAILED", "LOCKED_OUT", "192.0.2.9", "\"unknown\"", "TOKEN_USED")
                    .contains("token.created", "person.created")
                    .doesNotContain("hunter2", "not this one", OfficeServer.PASSWORD, "zh_");
            var page = surfer.open("/audit?kind=LOCKED_OUT");
            assertThat(page.body())
                    .contains("Locked out", "wrong password", "192.0.2.9", "Boss")
                    .doesNotContain("no such login");
            assertThat(surfer.open("/audit.csv?kind=SIGN_IN_FAILED").body())
                    .contains("SIGN_IN_FAILED", "unknown")
                    .doesNotContain("LOCKED_OUT");
            assertThat(new Surfer(office.address(), "zh")
                            .signIn("boss", OfficeServer.PASSWORD)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void who_asks_for_what_is_not_theirs_is_noted_and_may_not_read_that() throws Exception {
        try (var office = new OfficeServer(folder)) {
            var identity = office.server.identity();
            var org = office.server
                    .office()
                    .orgs()
                    .create(
                            office.boss.actor(),
                            new zhiheng.office.people.Org.Details(
                                    zhiheng.office.people.Org.Kind.PROVIDER,
                                    "Haitang",
                                    zhiheng.office.people.OrgNumber.NONE));
            var wei = identity.createPerson(
                    office.boss.actor(), org.id(), "wei", "Wei Li", Role.PROVIDER, OfficeServer.PASSWORD.toCharArray());
            var surfer = new Surfer(office.address(), "en");
            surfer.signIn("wei", OfficeServer.PASSWORD);
            assertThat(surfer.open("/audit").statusCode()).isEqualTo(403);
            assertThat(surfer.open("/admin").statusCode()).isEqualTo(403);
            assertThat(surfer.open("/systems/0189000000007000").statusCode()).isEqualTo(404);
            assertThat(surfer.open("/").body()).doesNotContain("Security log");
            var token = identity.createToken(wei.actor(), "t", Role.PROVIDER).secret();
            assertThat(office.rest("GET", "/api/v1/audit", "", "Authorization", "Bearer " + token)
                            .statusCode())
                    .isEqualTo(403);
            assertThat(office.rest("GET", "/api/v1/audit", "", "Authorization", "Bearer zh_gone")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(kinds(office))
                    .contains("403 GET /admin", "403 GET /audit", "404 GET /systems/:id", "0189000000007000")
                    .contains("403 GET /api/v1/audit", "TOKEN_REFUSED")
                    .doesNotContain("zh_gone");
        }
    }

    @Test
    void a_filter_that_cannot_be_read_is_refused_at_its_place() throws Exception {
        try (var office = new OfficeServer(folder)) {
            assertThat(office.rest("GET", "/api/v1/audit?kind=NONE", "").statusCode())
                    .isEqualTo(422);
            assertThat(office.rest("GET", "/api/v1/audit?from=yesterday", "").body())
                    .contains("year-month-day");
            assertThat(office.rest("GET", "/api/v1/audit?from=2026-05-02", "").body())
                    .doesNotContain("SIGNED_IN", "CHANGED");
        }
    }

    @Test
    void the_log_goes_by_age_and_by_number_and_pages_without_a_gap() {
        var clock = new MovableClock();
        try (var db = Db.sqlite(folder.resolve("zhiheng.db"), Rooms.schema())) {
            var rows = new AuditRows(db, new Ids(clock), clock, 20);
            for (int i = 0; i < 20; i++) {
                rows.add(List.of(event(clock, "p" + i)));
            }
            rows.add(List.of(event(clock, "p20"), event(clock, "p21")));
            assertThat(rows.sweep()).isLessThanOrEqualTo(2);
            var first = rows.list(ALL, ZoneOffset.UTC, "", 15);
            var second = rows.list(ALL, ZoneOffset.UTC, String.valueOf(first.next()), 15);
            assertThat(first.items().getFirst().event().actor()).isEqualTo("p21");
            assertThat(first.items().size() + second.items().size()).isEqualTo(20);
            assertThat(second.items().getLast().event().actor()).isEqualTo("p2");
            clock.pass(AuditRows.KEPT.plus(Duration.ofSeconds(1)));
            assertThat(rows.sweep()).isEqualTo(20);
        }
    }

    private static SecurityEvent event(MovableClock clock, String who) {
        return new SecurityEvent(clock.instant(), Kind.SIGNED_IN, who, "", "", "PASSWORD", "");
    }
}
