package zhiheng.server.rooms.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import zhiheng.base.Ids;
import zhiheng.base.Refusal;
import zhiheng.base.testing.MovableClock;
import zhiheng.base.testing.Needed;
import zhiheng.office.acts.Json;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.house.Rooms;
import zhiheng.server.rooms.watch.Aftermath;
import zhiheng.server.rooms.watch.AlertRows;
import zhiheng.server.rooms.watch.Light;
import zhiheng.server.testing.Alerts;

class NotifierTest {
    private record Got(String key, String authorization, Map<String, Object> body, Headers headers, String text) {}

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock();
    private final List<Got> got = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private HttpServer hook;
    private Db db;
    private AlertRows alerts;
    private NotificationRows rows;
    private Notifier notifier;

    @BeforeEach
    void open() throws Exception {
        clock.day("2026-12-01");
        hook = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        hook.createContext("/", exchange -> {
            try (exchange) {
                var headers = exchange.getRequestHeaders();
                var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                got.add(new Got(
                        headers.getFirst("Idempotency-Key"),
                        String.valueOf(headers.getFirst("Authorization")),
                        Json.readMap(body),
                        headers,
                        body));
                exchange.getResponseHeaders().set("Location", "/elsewhere");
                exchange.sendResponseHeaders(status, -1);
            }
        });
        hook.start();
        db = Db.sqlite(folder.resolve("notify.db"), Rooms.schema());
        alerts = new AlertRows(db);
        rows = new NotificationRows(db);
        restart("");
    }

    @AfterEach
    void close() throws Exception {
        notifier.close();
        hook.stop(0);
        db.close();
    }

    private String address() {
        return "http://127.0.0.1:" + hook.getAddress().getPort() + "/hook/s3cret-path";
    }

    /** A notifier that knows only what the database holds, as after a kill. */
    private void restart(String grade) {
        notifier =
                new Notifier(rows, List.of(Receiver.of(grade + address(), "Bearer s3cret-key")), new Ids(clock), clock);
    }

    private void raise(String id, String grade) {
        var alert = Alerts.leaks(id, "bot", Light.of(grade), clock.instant());
        alerts.add(alert, null, Aftermath.NONE, clock.instant());
    }

    private void after(Duration time) {
        clock.pass(time);
        notifier.round();
    }

    private Duration send() throws InterruptedException {
        return notifier.deliveries().getFirst().attempt();
    }

    private static Map<?, ?> first(Got got) {
        return (Map<?, ?>) ((List<?>) got.body().get("alerts")).getFirst();
    }

    /** An alert whose notification waits to be sent. */
    private void waits() {
        waits("red");
    }

    private void waits(String grade) {
        raise("a1", grade);
        notifier.round();
        after(Duration.ofSeconds(31));
        assertThat(notifier.standing().getFirst().waiting()).isOne();
    }

    @Test
    void an_alert_is_posted_as_alertmanager_does_with_the_secret_of_its_receiver() throws Exception {
        waits();
        assertThat(send()).isZero();
        var told = got.getFirst();
        assertThat(told.authorization()).isEqualTo("Bearer s3cret-key");
        assertThat(told.body())
                .containsEntry("version", "4")
                .containsEntry("status", "firing")
                .containsEntry("groupLabels", Map.of("system", "bot"))
                .containsKeys("groupKey", "receiver", "commonLabels", "commonAnnotations", "externalURL");
        assertThat(first(told).get("endsAt")).isEqualTo("0001-01-01T00:00:00Z");
        assertThat(String.valueOf(first(told).get("fingerprint"))).matches("[0-9a-f]{16}");
        assertThat(notifier.standing().getFirst().waiting()).isZero();
        assertThat(send()).isEqualTo(Delivery.LOOK_EVERY);
        assertThat(got).hasSize(1);
    }

    @Test
    void an_alert_not_raised_for_four_hours_is_told_to_be_resolved_once() throws Exception {
        waits();
        send();
        after(Duration.ofHours(4).plusMinutes(6));
        after(Duration.ofMinutes(6));
        while (send().isZero()) {}
        var resolved = got.stream()
                .filter(g -> "resolved".equals(g.body().get("status")))
                .toList();
        assertThat(resolved).hasSize(1);
        assertThat(first(resolved.getFirst()).get("endsAt")).isEqualTo("2026-12-01T12:00:00Z");
    }

    @Test
    void an_alert_that_grows_graver_ends_the_milder_one() throws Exception {
        waits("orange");
        send();
        clock.pass(Duration.ofSeconds(60));
        raise("a2", "red");
        notifier.round();
        after(Duration.ofMinutes(6));
        while (send().isZero()) {}
        var states = new ArrayList<String>();
        for (var alert : (List<?>) got.getLast().body().get("alerts")) {
            var map = (Map<?, ?>) alert;
            states.add(((Map<?, ?>) map.get("labels")).get("grade") + " " + map.get("status"));
        }
        assertThat(states).containsExactlyInAnyOrder("orange resolved", "red firing");
    }

    @Test
    void killed_before_it_is_sent_it_is_sent_after_the_restart() throws Exception {
        waits();
        restart("");
        send();
        assertThat(got).hasSize(1);
    }

    @Test
    void killed_before_anything_was_made_of_an_alert_even_for_days_it_is_told() throws Exception {
        raise("a1", "red");
        clock.pass(Duration.ofDays(2));
        restart("");
        notifier.round();
        after(Duration.ofSeconds(31));
        send();
        assertThat(got).hasSize(1);
        assertThat(got.getFirst().body()).containsEntry("status", "firing");
    }

    @Test
    void after_a_restart_what_was_told_is_not_told_again_and_its_end_is() throws Exception {
        waits();
        send();
        restart("");
        notifier.round();
        after(Duration.ofMinutes(20));
        assertThat(send()).isEqualTo(Delivery.LOOK_EVERY);
        after(Duration.ofHours(4));
        after(Duration.ofMinutes(6));
        while (send().isZero()) {}
        assertThat(got.getLast().body()).containsEntry("status", "resolved");
    }

    @Test
    void a_receiver_that_is_down_is_tried_again_ever_less_often_under_the_same_key() throws Exception {
        waits();
        status = 503;
        assertThat(List.of(send(), send(), send()))
                .containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20));
        for (int i = 0; i < 8; i++) {
            assertThat(send()).isLessThanOrEqualTo(Delivery.LONGEST_PAUSE);
        }
        assertThat(notifier.standing().getFirst().trouble()).isEqualTo("HTTP 503");
        status = 200;
        assertThat(send()).isZero();
        assertThat(got.stream().map(Got::key).distinct()).hasSize(1);
        assertThat(notifier.standing().getFirst().trouble()).isEmpty();
        assertThat(notifier.standing().getFirst().taken()).isEqualTo(clock.instant());
    }

    @Test
    void a_message_that_is_refused_is_given_up_but_a_wrong_key_or_a_redirect_is_tried_again() throws Exception {
        waits();
        for (int wrong : new int[] {401, 404, 429, 302}) {
            status = wrong;
            assertThat(send()).isPositive();
            assertThat(notifier.standing().getFirst().waiting()).isOne();
        }
        status = 400;
        assertThat(send()).isZero();
        assertThat(notifier.standing().getFirst().waiting()).isZero();
        assertThat(notifier.standing().getFirst().refused()).isOne();
        assertThat(got).hasSize(5); // a redirect followed would be one more
    }

    @Test
    void a_receiver_from_a_grade_on_hears_nothing_milder() throws Exception {
        notifier.close();
        restart("orange=");
        raise("a1", "yellow");
        notifier.round();
        after(Duration.ofSeconds(31));
        assertThat(notifier.standing().getFirst().waiting()).isZero();
        waitsFor("a2", "red");
        send();
        assertThat(got).hasSize(1);
    }

    private void waitsFor(String id, String grade) {
        raise(id, grade);
        notifier.round();
        after(Duration.ofSeconds(31));
        assertThat(notifier.standing().getFirst().waiting()).isOne();
    }

    @Test
    void the_log_names_the_host_only() throws Exception {
        var heard = new ListAppender<ILoggingEvent>();
        heard.start();
        var logger = (ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Notifier.class.getPackageName());
        logger.addAppender(heard);
        try {
            waits();
            hook.stop(0);
            send();
        } finally {
            logger.detachAppender(heard);
        }
        var said = List.copyOf(heard.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
        assertThat(said).anyMatch(s -> s.contains("127.0.0.1"));
        assertThat(said).noneMatch(s -> s.contains("s3cret"));
    }

    /** The official verifier of Standard Webhooks, in npm, which also holds the window of five minutes. */
    private static String verified(Got got, String secret, Instant now, String body) throws Exception {
        var folder = Path.of("src/test/node");
        Needed.that(Files.exists(folder.resolve("node_modules/standardwebhooks")), "standardwebhooks is not installed");
        var process = new ProcessBuilder(
                        "node",
                        "webhook-verify.mjs",
                        secret,
                        Long.toString(now.getEpochSecond()),
                        got.headers().getFirst("webhook-id"),
                        got.headers().getFirst("webhook-timestamp"),
                        got.headers().getFirst("webhook-signature"))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
            in.write(body);
        }
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    @Test
    void what_is_sent_is_signed_with_its_time_and_a_strangers_verifier_takes_it_once_whole_and_new() throws Exception {
        var secret = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);
        notifier.close();
        notifier = new Notifier(rows, List.of(Receiver.of(address(), "", secret)), new Ids(clock), clock);
        waits();
        status = 503;
        send();
        clock.pass(Duration.ofMinutes(6));
        status = 200;
        send();
        var first = got.getFirst();
        var second = got.getLast();
        assertThat(verified(first, secret, time(first), first.text())).isEqualTo("ok");
        assertThat(verified(second, secret, clock.instant(), second.text()))
                .as("a later try")
                .isEqualTo("ok");
        assertThat(first.key())
                .isEqualTo(second.key())
                .isEqualTo(second.headers().getFirst("webhook-id"));
        assertThat(verified(first, secret, clock.instant(), first.text()))
                .as("replayed")
                .contains("timestamp");
        assertThat(verified(second, secret, clock.instant(), second.text() + " "))
                .as("changed")
                .contains("signature");
        var other = "whsec_"
                + Base64.getEncoder()
                        .encodeToString("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8));
        assertThat(verified(second, other, clock.instant(), second.text()))
                .as("another's")
                .contains("signature");
    }

    private static Instant time(Got got) {
        return Instant.ofEpochSecond(Long.parseLong(got.headers().getFirst("webhook-timestamp")));
    }

    @Test
    void a_secret_that_is_too_short_is_refused_and_not_repeated() {
        for (var wrong : List.of("s3cret", "whsec_s3cret", "whsec_" + "a".repeat(200))) {
            assertThatThrownBy(() -> Receiver.of("https://h/", "", wrong))
                    .isInstanceOf(Refusal.class)
                    .hasMessageNotContaining(wrong);
        }
    }

    @Test
    void an_address_without_host_or_with_a_password_is_refused_and_not_repeated() {
        for (var wrong : List.of(
                "ftp://x", "https://", "https://u:s3cret@h/", "pink=https://h/", "https://h/a b", "https://h:99999/")) {
            assertThatThrownBy(() -> Receiver.of(wrong, ""))
                    .isInstanceOf(Refusal.class)
                    .hasMessageStartingWith("--notify")
                    .message()
                    .doesNotContain("s3cret");
        }
        assertThat(Receiver.of("orange=https://h/x", "").address()).isEqualTo(URI.create("https://h/x"));
    }
}
