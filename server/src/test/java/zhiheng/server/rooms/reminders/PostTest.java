package zhiheng.server.rooms.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.Needed;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.house.Rooms;
import zhiheng.server.testing.MailServer;
import zhiheng.server.testing.Postgres;

/** E-mails to a mail server that is not ours, read by a parser that is not ours. */
@Timeout(120)
class PostTest {
    @TempDir
    Path folder;

    private Told room;
    private MailServer server;

    @BeforeEach
    void open() throws Exception {
        room = new Told(folder).withPeople();
        server = new MailServer(folder);
    }

    @AfterEach
    void close() {
        server.close();
        room.close();
    }

    private SmtpSettings settings(int port, String... pairs) {
        var all = new HashMap<>(Map.of(
                "ZHIHENG_SMTP_HOST", "127.0.0.1",
                "ZHIHENG_SMTP_PORT", "" + port,
                "ZHIHENG_SMTP_FROM", "zhiheng@example.org",
                "ZHIHENG_SMTP_TLS", "none"));
        for (int i = 0; i < pairs.length; i += 2) {
            all.put("ZHIHENG_SMTP_" + pairs[i], pairs[i + 1]);
        }
        return SmtpSettings.of(all);
    }

    private Post post(Told of, SmtpSettings settings) {
        return new Post(
                of.mails, of.choices, id -> !of.gone.contains(id), of.links, new Mailer(settings, of.clock), of.clock);
    }

    private Post post() {
        return post(room, settings(server.port));
    }

    private void wei(String address) {
        room.chooses("wei", address, Quiet.NONE, true, 7);
    }

    @Test
    void a_day_brings_one_digest_with_all_that_waits_and_ways_to_end_it() throws Exception {
        wei("wei@b.example");
        room.due("A", "2026-05-04", "");
        room.due("B", "2026-04-30", "");
        room.look();
        assertThat(room.letters.round()).isOne();
        assertThat(post().round()).isOne();
        var mail = server.got(1).getFirst();
        assertThat(mail.to()).containsExactly("wei@b.example");
        assertThat(mail.subject()).isEqualTo("[Zhiheng] Today: 2 reminders");
        assertThat(mail.text())
                .contains("Duty · due 2026-05-04 (", "Duty A", "Bot · acme")
                .contains("https://zhiheng.example/systems/s1/duties/A", "https://zhiheng.example/account/reminders");
        assertThat(mail.header("Message-ID")).matches("<[0-9a-f]{32}@example\\.org>");
        assertThat(mail.header("List-Unsubscribe")).isEqualTo("<" + mail.link("/reminders/stop") + ">");
        assertThat(mail.header("List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
        assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");
        room.due("C", "2026-05-05", "");
        room.look();
        assertThat(room.letters.round()).as("the day has had its digest").isZero();
        room.clock.pass(Duration.ofDays(1));
        assertThat(room.letters.round()).isOne();
        post().round();
        assertThat(server.got(2).getLast().text()).contains("Duty C").doesNotContain("Duty A");
    }

    @Test
    void a_chinese_reader_gets_chinese_and_every_character_arrives() throws Exception {
        room.chooses(
                "wei",
                new Choice(
                        true,
                        "wei@b.example",
                        true,
                        "zh",
                        java.time.ZoneId.of("Asia/Shanghai"),
                        8,
                        Quiet.NONE,
                        true,
                        7,
                        0));
        room.due("A", "2026-05-04", "");
        room.alert("a1", true);
        room.look();
        room.letters.round();
        post().round();
        var mails = server.got(2);
        assertThat(mails)
                .extracting(MailServer.Got::subject)
                .containsExactlyInAnyOrder("[智衡] 紧急：■ 泄露", "[智衡] 今日提醒：1 项");
        assertThat(mails.stream().map(MailServer.Got::text).filter(t -> t.contains("义务A")))
                .singleElement()
                .asString()
                .contains("义务 · 须于 2026-05-04 前完成", "系统 · acme", "不再接收（无需登录）");
    }

    @Test
    void what_is_urgent_waits_for_the_end_of_quiet_hours_where_it_may_not_pass() throws Exception {
        room.chooses("wei", "wei@b.example", new Quiet(LocalTime.of(7, 0), LocalTime.of(9, 0)), false, 7);
        room.chooses("li", "li@b.example", new Quiet(LocalTime.of(7, 0), LocalTime.of(9, 0)), true, 7);
        room.alert("a1", true);
        room.look();
        room.letters.round();
        post().round();
        assertThat(server.got(1)).extracting(MailServer.Got::to).containsExactly(java.util.List.of("li@b.example"));
        room.clock.pass(Duration.ofHours(1));
        room.letters.round();
        post().round();
        assertThat(server.got(2).getLast().to()).containsExactly("wei@b.example");
    }

    @Test
    void a_server_that_puts_off_is_tried_again_ever_less_often_under_the_same_id() throws Exception {
        wei("busy@b.example");
        server.busy(true);
        room.alert("a1", true);
        room.look();
        room.letters.round();
        var post = post();
        post.round();
        assertThat(post.trouble()).as("once is nothing").isEmpty();
        for (int i = 0; i < 2; i++) {
            post.round();
            room.clock.pass(Post.pause(i + 1));
            post.round();
        }
        assertThat(post.trouble().orElseThrow().en()).contains("SMTP 451");
        var waits = room.mails.troubled(10).getFirst();
        assertThat(waits.tries()).isEqualTo(3);
        assertThat(waits.next()).isEqualTo(room.clock.instant().plus(Duration.ofMinutes(4)));
        server.busy(false);
        room.clock.pass(Duration.ofMinutes(4));
        post.round();
        assertThat(server.got(1).getFirst().header("Message-ID")).contains(waits.id());
        assertThat(post.trouble()).isEmpty();
        assertThat(room.mails.counts()).isEqualTo(new MailRows.Counts(0, 0, 1, 0, ""));
    }

    @Test
    void an_address_that_is_no_more_is_given_up_at_once_and_a_server_that_is_gone_after_three_days() throws Exception {
        wei("gone@b.example");
        room.alert("a1", true);
        room.look();
        room.letters.round();
        post().round();
        assertThat(room.mails.troubled(9)).singleElement().satisfies(m -> {
            assertThat(m.state()).isEqualTo("FAILED");
            assertThat(m.trouble()).isEqualTo("SMTP 550");
        });
        room.chooses("li", "li@b.example", Quiet.NONE, true, 7);
        room.alert("a2", true);
        room.look();
        room.letters.round();
        server.close();
        var post = post();
        for (int i = 0; i < 60; i++) {
            post.round();
            room.clock.pass(Post.LONGEST_PAUSE);
        }
        assertThat(room.mails.counts().waiting()).isZero();
    }

    @Test
    void nothing_goes_to_somebody_who_left_or_ended_e_mails_meanwhile() throws Exception {
        wei("wei@b.example");
        room.chooses("li", "li@b.example", Quiet.NONE, true, 7);
        room.chooses("officer", "o@b.example", Quiet.NONE, true, 7);
        room.alert("a1", true);
        room.look();
        room.letters.round();
        room.gone.add("wei");
        room.choices.stop("li");
        post().round();
        assertThat(server.got(1)).extracting(MailServer.Got::to).containsExactly(java.util.List.of("o@b.example"));
        assertThat(room.mails.counts().waiting()).isZero();
    }

    /** Two at once on one database, as when a stand-in takes over while the other still runs. */
    @Test
    void two_on_one_postgresql_send_everything_once() throws Exception {
        var url = Postgres.database();
        try (var shared = new Told(folder, Db.postgres(url, Postgres.USER, "", Rooms.schema())).withPeople()) {
            shared.chooses("wei", "wei@b.example", Quiet.NONE, true, 7);
            for (int i = 0; i < 20; i++) {
                shared.alert("a" + i, true);
                shared.look();
                shared.letters.round();
            }
            shared.restart();
            shared.look();
            assertThat(shared.letters.round()).isZero();
            var one = Thread.ofVirtual().start(() -> round(post(shared, settings(server.port))));
            var other = Thread.ofVirtual().start(() -> round(post(shared, settings(server.port))));
            one.join();
            other.join();
            assertThat(server.got(20))
                    .hasSize(20)
                    .extracting(m -> m.header("Message-ID"))
                    .doesNotHaveDuplicates();
        }
    }

    private static void round(Post post) {
        try {
            post.round();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A server that died with a claim in its hand: another takes it up once the claim has run out. */
    @Test
    void a_claim_of_a_server_that_died_runs_out() {
        wei("wei@b.example");
        room.alert("a1", true);
        room.look();
        room.letters.round();
        assertThat(room.mails.claim()).isPresent();
        assertThat(room.mails.claim()).isEmpty();
        room.clock.pass(Duration.ofSeconds(Mailer.TIMEOUT_SECONDS * 4L));
        assertThat(room.mails.claim()).isPresent();
    }

    private void certificate(String name) throws Exception {
        Needed.program("openssl");
        var process = new ProcessBuilder(
                        "openssl",
                        "req",
                        "-x509",
                        "-newkey",
                        "ec",
                        "-pkeyopt",
                        "ec_paramgen_curve:P-256",
                        "-nodes",
                        "-days",
                        "2",
                        "-subj",
                        "/CN=mail",
                        "-addext",
                        "subjectAltName=" + name,
                        "-keyout",
                        folder.resolve("key.pem").toString(),
                        "-out",
                        folder.resolve("cert.pem").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.out").toFile())
                .start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("openssl.out")))
                .isZero();
    }

    private MailServer secure(String how) throws Exception {
        return new MailServer(
                folder,
                how,
                folder.resolve("cert.pem").toString(),
                folder.resolve("key.pem").toString(),
                "u",
                "p4ss");
    }

    private MailRows.Told tried(SmtpSettings settings) throws Exception {
        room.says.clear();
        room.alert("t" + room.ids.next(), true);
        room.look();
        room.letters.round();
        post(room, settings).round();
        return room.mails.troubled(1).stream().findFirst().orElse(null);
    }

    @Test
    void with_tls_the_servers_certificate_must_be_trusted_and_bear_its_name() throws Exception {
        wei("wei@b.example");
        certificate("IP:127.0.0.1");
        var ca = folder.resolve("cert.pem").toString();
        for (var how : java.util.List.of("starttls", "tls")) {
            try (var mail = secure(how)) {
                var stranger = settings(mail.port, "TLS", how, "USER", "u", "PASSWORD", "p4ss");
                assertThat(tried(stranger).trouble()).as(how).isNotEmpty();
                room.db.write(c -> Sql.update(c, "DELETE FROM reminder_mail"));
                var known = settings(mail.port, "TLS", how, "USER", "u", "PASSWORD", "p4ss", "CA", ca);
                assertThat(tried(known)).as(how).isNull();
                assertThat(mail.got(1).getFirst()).satisfies(got -> {
                    assertThat(got.secure()).isTrue();
                    assertThat(got.user()).isEqualTo("u");
                });
            }
        }
        certificate("DNS:elsewhere.example");
        for (var how : java.util.List.of("starttls", "tls")) {
            try (var mail = secure(how)) {
                var known = settings(mail.port, "TLS", how, "USER", "u", "PASSWORD", "p4ss", "CA", ca);
                assertThat(tried(known)).as(how).isNotNull();
                room.db.write(c -> Sql.update(c, "DELETE FROM reminder_mail"));
            }
        }
    }

    @Test
    void a_server_that_offers_no_protection_gets_nothing_and_a_wrong_password_is_tried_again() throws Exception {
        wei("wei@b.example");
        assertThat(tried(settings(server.port, "TLS", "starttls")).trouble()).isNotEmpty();
        room.db.write(c -> Sql.update(c, "DELETE FROM reminder_mail"));
        certificate("IP:127.0.0.1");
        try (var mail = secure("starttls")) {
            var wrong = settings(
                    mail.port,
                    "TLS",
                    "starttls",
                    "USER",
                    "u",
                    "PASSWORD",
                    "wr0ng",
                    "CA",
                    folder.resolve("cert.pem").toString());
            var told = tried(wrong);
            assertThat(told.state()).as("a person can put it right").isEqualTo("WAITING");
            assertThat(told.trouble()).isNotEmpty().doesNotContain("wr0ng");
        }
    }
}
