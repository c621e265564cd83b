package zhiheng.server.rooms.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.Await;
import zhiheng.base.testing.MovableClock;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.office.registry.DutyState;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.testing.MailServer;
import zhiheng.server.testing.Surfer;

/** The whole way: somebody gives an address, confirms it, is reminded of a duty, and ends it; over real HTTP and real SMTP. */
@Timeout(120)
class RemindersRoomTest {
    private static final String PASSWORD = "a long enough one";

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock();
    private MailServer mail;
    private ZhihengServer server;
    private Actor li;
    private String system;

    @BeforeEach
    void open() throws Exception {
        clock.day("2026-05-01");
        mail = new MailServer(folder);
        start();
        var identity = server.identity();
        var boss = identity.setUp(server.setupToken().orElseThrow(), "boss", "Boss", PASSWORD.toCharArray())
                .actor();
        var org = server.office().orgs().create(boss, Org.Kind.PROVIDER, "Acme");
        li = identity.createPerson(boss, org.id(), "lin", "Lin", Role.PROVIDER, PASSWORD.toCharArray())
                .actor();
        var facts = Map.of("infers", true, "uses", List.of("chat"));
        system = server.office()
                .registry()
                .register(li, org.id(), "Bot", "", "", facts)
                .id();
    }

    private void start() {
        var config = Config.of(folder.resolve("data"), Path.of("src/test/resources/library"), "127.0.0.1", 0)
                .withOutside(Config.Outside.of(Map.of(
                        "ZHIHENG_SMTP_HOST", "127.0.0.1",
                        "ZHIHENG_SMTP_PORT", "" + mail.port,
                        "ZHIHENG_SMTP_TLS", "none",
                        "ZHIHENG_SMTP_FROM", "zhiheng@example.org")));
        server = ZhihengServer.start(config, clock);
    }

    @AfterEach
    void close() {
        server.close();
        mail.close();
    }

    private Surfer surfer(String login) throws Exception {
        var surfer = new Surfer(server.address(), "en");
        surfer.signIn(login, PASSWORD);
        return surfer;
    }

    private String choose(Surfer surfer, String address, String... more) throws Exception {
        surfer.open("/account/reminders");
        var fields = new java.util.ArrayList<>(List.of(
                "version",
                "0",
                "mail",
                "1",
                "address",
                address,
                "language",
                "en",
                "zone",
                "UTC",
                "hour",
                "8",
                "days",
                "30"));
        fields.addAll(List.of(more));
        return surfer.send("/account/reminders", fields.toArray(String[]::new)).body();
    }

    private static String path(String link) {
        var address = URI.create(link);
        return address.getPath() + "?" + address.getQuery();
    }

    private Surfer nobody() {
        return new Surfer(server.address(), "en");
    }

    private void confirmed() throws Exception {
        choose(surfer("lin"), "li@acme.example");
        var link = path(mail.got(1).getFirst().link("/reminders/address"));
        nobody().open(link);
        assertThat(nobody().send(link).body()).contains("The address is confirmed");
    }

    @Test
    void an_address_is_confirmed_then_the_days_digest_comes_once_over_a_restart() throws Exception {
        assertThat(choose(surfer("lin"), "li@acme.example")).contains("A link that confirms the address was sent");
        var first = mail.got(1).getFirst();
        assertThat(first.to()).containsExactly("li@acme.example");
        assertThat(first.header("List-Unsubscribe")).isEmpty();
        var link = path(first.link("/reminders/address"));
        assertThat(nobody().open(link).body())
                .as("a look confirms nothing")
                .contains("Is this your address?", "li@acme.example");
        assertThat(surfer("lin").open("/account/reminders").body()).contains("not confirmed yet");
        assertThat(nobody().send(link).body()).contains("The address is confirmed");
        assertThat(nobody().send(link).statusCode()).as("once").isEqualTo(404);
        assertThat(surfer("lin").open("/inbox").body()).contains("Nothing is new");
        clock.pass(Duration.ofDays(1));
        var digest = mail.got(2).getLast();
        assertThat(digest.subject()).isEqualTo("[Zhiheng] Today: 1 reminder");
        assertThat(digest.text())
                .contains("due 2026-06-01", "Duty T-FIRM", "Bot · Acme · Article")
                .contains(server.address() + "/systems/" + system + "/duties/T-FIRM");
        server.close();
        start();
        clock.pass(Duration.ofDays(1));
        server.office().duties().set(li, system, "T-FIRM", DutyState.PLANNED, "", null, "", 0);
        clock.pass(Duration.ofDays(30));
        assertThat(mail.got(3).getLast().text()).contains("Duty T-FIRM").contains("2026-06-01");
        var page = surfer("lin").open("/inbox").body();
        assertThat(page).contains("Duty T-FIRM", "due 2026-06-01");
        assertThat(mail.got(3)).as("ahead and late, each once").hasSize(3);
    }

    @Test
    void e_mails_are_ended_by_a_link_without_sign_in_and_by_one_request_of_a_mail_program() throws Exception {
        confirmed();
        clock.pass(Duration.ofDays(2));
        var stop = path(mail.got(2).getLast().link("/reminders/stop"));
        assertThat(nobody().open(stop).body()).contains("End e-mails", "method=\"post\"");
        assertThat(nobody().open(stop.substring(0, stop.length() - 2) + "xx").statusCode())
                .isEqualTo(404);
        assertThat(surfer("lin").open("/inbox").body())
                .as("a look ends nothing")
                .contains("li@acme.example");
        var oneClick = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(server.address().resolve(stop))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString("List-Unsubscribe=One-Click"))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(oneClick.statusCode()).isEqualTo(200);
        assertThat(surfer("lin").open("/inbox").body()).contains("No e-mails are sent to you");
    }

    @Test
    void what_is_new_is_counted_in_the_menu_until_it_was_seen_and_is_nobody_elses() throws Exception {
        clock.pass(Duration.ofDays(25));
        var surfer = surfer("lin");
        Await.until("a reminder", () -> page(surfer, "/inbox").contains("Duty T-FIRM"));
        assertThat(page(surfer, "/duties")).contains("1 new reminder");
        assertThat(page(surfer("boss"), "/inbox")).doesNotContain("T-FIRM");
        var id = page(surfer, "/inbox").replaceAll("(?s).*name=\"id\" value=\"([0-9a-f]+)\".*", "$1");
        assertThat(surfer.send("/inbox/seen", "id", id).body()).contains("Nothing is new");
        assertThat(page(surfer, "/duties")).doesNotContain("1 new reminder");
        assertThat(page(surfer, "/inbox?all=1")).contains("Duty T-FIRM");
    }

    @Test
    void what_comes_back_every_year_is_reminded_of_again_after_it_was_met() throws Exception {
        var office = server.office();
        var facts = Map.<String, Object>of("infers", true, "uses", List.of("yearly"), "started_on", "2025-05-30");
        var yearly = office.registry()
                .register(li, li.orgId(), "Other bot", "", "", facts)
                .id();
        clock.pass(Duration.ofDays(25));
        var surfer = surfer("lin");
        Await.until("a reminder", () -> page(surfer, "/inbox?all=1").contains("Duty T-YEAR"));
        office.evidence().add(li, yearly, "T-YEAR", "Report", "https://example.org/r", null, null, null);
        office.duties().meet(li, yearly, "T-YEAR", LocalDate.parse("2026-05-30"), LocalDate.parse("2026-05-26"));
        clock.day("2027-05-26");
        var again = surfer("lin");
        Await.until("the next one", () -> page(again, "/inbox?all=1").contains("2027-05-30"));
    }

    private static String page(Surfer surfer, String path) {
        try {
            return surfer.open(path).body();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void what_cannot_be_is_said_at_its_field_and_keeps_what_was_typed() throws Exception {
        var page = choose(surfer("lin"), "li@acme.example", "quiet-from", "22:00", "quiet-to", "25:00");
        assertThat(page).contains("id=\"quiet-to-error\"", "value=\"li@acme.example\"", "value=\"22:00\"");
        assertThat(choose(surfer("lin"), "nobody")).contains("id=\"address-error\"", "value=\"nobody\"");
        choose(surfer("lin"), "li@acme.example");
        assertThat(choose(surfer("lin"), "other@acme.example"))
                .as("from an older page")
                .contains("elsewhere")
                .contains("other@acme.example");
    }

    @Test
    void strangers_cannot_be_sent_confirmations_without_end() throws Exception {
        var surfer = surfer("lin");
        choose(surfer, "li@acme.example");
        for (int i = 1; i < Choosing.MOST_CONFIRMATIONS; i++) {
            surfer.open("/account/reminders");
            assertThat(surfer.send("/account/reminders/again").body()).contains("A link that confirms");
            clock.pass(Duration.ofSeconds(1));
        }
        assertThat(surfer.send("/account/reminders/again").statusCode()).isEqualTo(422);
        assertThat(mail.got(5)).hasSize(5);
    }

    @Test
    void administrators_see_what_failed_without_whole_addresses_and_nobody_else_does() throws Exception {
        choose(surfer("lin"), "gone@acme.example");
        var boss = surfer("boss");
        Await.until("given up", () -> page(boss, "/reminders/mail").contains("SMTP 550"));
        assertThat(page(boss, "/reminders/mail"))
                .contains("g…@acme.example", "given up", "NONE 127.0.0.1:" + mail.port)
                .doesNotContain("gone@acme.example");
        assertThat(surfer("lin").open("/reminders/mail").statusCode()).isEqualTo(403);
    }
}
