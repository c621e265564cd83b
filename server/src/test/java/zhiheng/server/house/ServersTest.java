package zhiheng.server.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.base.Refusal;
import zhiheng.gateway.permit.PermitState;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.testing.Postgres;
import zhiheng.server.testing.Servers;

/** Two servers on one database: A leads, B follows, and people reach either. */
class ServersTest {
    private static final int A = 0;
    private static final int B = 1;
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    @TempDir
    static Path folder;

    private static String url;
    private static Servers servers;

    @BeforeAll
    static void start() throws Exception {
        url = Postgres.database();
        servers = new Servers(folder, number -> url, 2, Duration.ofSeconds(60));
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    private static URI at(int server, String path) {
        return servers.node(server).address().resolve(path);
    }

    private static HttpRequest.Builder get(URI address) {
        return HttpRequest.newBuilder(address).header("User-Agent", "S").timeout(Duration.ofSeconds(20));
    }

    private static String signIn(HttpClient browser, int server, String login, String password) throws Exception {
        var page = browser.send(get(at(server, "/sign-in")).build(), BodyHandlers.ofString())
                .body();
        var csrf = CSRF.matcher(page);
        assertThat(csrf.find()).as(page).isTrue();
        var form = "csrf=" + URLEncoder.encode(csrf.group(1), StandardCharsets.UTF_8) + "&login=" + login + "&password="
                + URLEncoder.encode(password, StandardCharsets.UTF_8) + "&to=%2Faccount";
        return browser.send(
                        get(at(server, "/sign-in"))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .header("Accept-Language", "en")
                                .POST(BodyPublishers.ofString(form))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private static HttpClient browser() {
        return HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    private static String person(String login) {
        var office = servers.leading(A);
        var org = office.office().orgs().create(servers.boss.actor(), Org.Kind.PROVIDER, login + " co");
        var made = office.identity()
                .createPerson(
                        servers.boss.actor(), org.id(), login, login, Role.PROVIDER, Servers.PASSWORD.toCharArray());
        return "Bearer "
                + office.identity()
                        .createToken(made.actor(), "t", Role.PROVIDER)
                        .secret();
    }

    @Test
    void who_signed_in_at_one_acts_at_the_other() throws Exception {
        person("lin");
        var browser = browser();
        assertThat(signIn(browser, A, "lin", Servers.PASSWORD)).contains("lin");
        // cookies know no ports: both servers are one address to a browser, as behind a balancer
        assertThat(browser.send(get(at(B, "/account")).build(), BodyHandlers.ofString())
                        .body())
                .contains("lin");
    }

    @Test
    void wrong_passwords_at_both_are_counted_together() throws Exception {
        person("guessed");
        var last = "";
        for (int i = 0; i < 6; i++) {
            last = signIn(browser(), i % 2, "guessed", "wrong one of many");
        }
        assertThat(last).contains("Too many wrong passwords");
        assertThat(signIn(browser(), A, "guessed", Servers.PASSWORD)).contains("Too many wrong passwords");
    }

    @Test
    void what_is_put_on_record_at_one_reaches_the_page_that_is_open_at_the_other() throws Exception {
        var company = person("mei");
        var json = JsonMapper.builder().build();
        var system = json.readTree(
                servers.rest(at(B, "/api/v1/systems"), "POST", "{\"name\":\"Bot\"}", "Authorization", company)
                        .body());
        var incident = json.readTree(servers.rest(
                        at(B, "/api/v1/incidents"),
                        "POST",
                        "{\"title\":\"Leak\",\"system\":\"" + system.get("id").asString() + "\"}",
                        "Authorization",
                        company)
                .body());
        var id = incident.get("id").asString();
        var browser = browser();
        signIn(browser, A, "mei", Servers.PASSWORD);
        var open = browser.send(
                get(at(B, "/incidents/stream?rooms=" + id))
                        .timeout(Duration.ofMinutes(1))
                        .build(),
                BodyHandlers.ofInputStream());
        assertThat(open.headers().firstValue("Content-Type")).contains("text/event-stream");
        try (var lines = new BufferedReader(new InputStreamReader(open.body(), StandardCharsets.UTF_8))) {
            long said = System.nanoTime();
            assertThat(servers.rest(
                                    at(A, "/api/v1/incidents/" + id + "/entries"),
                                    "POST",
                                    "{\"say\":\"fact\",\"words\":\"seen everywhere\"}",
                                    "Authorization",
                                    company)
                            .statusCode())
                    .isLessThan(300);
            var line = "";
            while (!line.startsWith("data: ")) {
                line = lines.readLine();
            }
            assertThat(line).contains("seen everywhere");
            assertThat(Duration.ofNanos(System.nanoTime() - said)).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void a_stop_order_at_either_holds_at_the_gateway_of_both() throws Exception {
        var system = servers.system("Stopped");
        assertThat(servers.call(A, system[1]).statusCode()).isEqualTo(200);
        assertThat(servers.call(B, system[1]).statusCode()).isEqualTo(200);
        var order = servers.rest(B, "POST", system[0] + "/permit/state", "{\"state\":\"stopped\",\"reason\":\"r\"}");
        assertThat(order.statusCode()).as(order.body()).isEqualTo(200);
        assertThat(servers.call(A, system[1]).body()).contains("permit.state");
        assertThat(servers.call(B, system[1]).body()).contains("permit.state");
    }

    @Test
    void the_port_between_servers_hears_nobody_without_the_secret() throws Exception {
        var inner = servers.leading(A).own();
        assertThat(servers.rest(inner.resolve("/health/live"), "GET", "").statusCode())
                .isEqualTo(403);
        assertThat(servers.rest(inner.resolve("/health/live"), "GET", "", "Zhiheng-Peer", "a secret of others")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void nobody_tells_a_front_whom_it_speaks_for() throws Exception {
        person("forged");
        var last = 0;
        for (int i = 0; i < 6; i++) {
            last = servers.rest(
                            at(B, "/api/v1/session"),
                            "POST",
                            "{\"login\":\"forged\",\"password\":\"wrong one of many\"}",
                            "Zhiheng-For",
                            "10.9.8." + i)
                    .statusCode();
        }
        assertThat(last).isEqualTo(429);
    }

    @Test
    void a_server_on_its_own_is_refused_beside_them_and_so_is_one_of_several_without_postgresql() {
        assertThatThrownBy(() -> ZhihengServer.start(Config.of(
                        folder.resolve("own"),
                        Path.of("src/test/resources/library"),
                        "127.0.0.1",
                        0,
                        Map.of("ZHIHENG_DB_URL", url, "ZHIHENG_DB_USER", "zhiheng", "ZHIHENG_DB_PASSWORD", ""))))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.text().en()).contains("in use by another Zhiheng"));
        var embedded = Config.of(
                        folder.resolve("lite"), Path.of("src/test/resources/library"), "127.0.0.1", 0, Map.of())
                .withPeers(new Peers(
                        "a secret of these servers",
                        "127.0.0.1",
                        0,
                        folder.resolve("lite-shared"),
                        Duration.ofSeconds(60),
                        PermitState.STOPPED));
        assertThatThrownBy(() -> ServerNode.start(embedded, Clock.systemUTC(), led -> {}))
                .isInstanceOfSatisfying(
                        Refusal.class, e -> assertThat(e.text().en()).contains("need PostgreSQL"));
    }
}
