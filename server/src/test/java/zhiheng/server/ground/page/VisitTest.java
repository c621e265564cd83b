package zhiheng.server.ground.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.base.Refusal;

/** One request as pages see it, read from real requests to a server of this test. */
class VisitTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final WordBook BOOK = WordBook.of(List.of());
    private static volatile Function<Visit, Object> asked = visit -> "";
    private static URI base;

    @BeforeAll
    static void start() {
        var router = Router.router(VERTX);
        router.route().handler(BodyHandler.create(false));
        router.route("/page/:part").handler(ctx -> {
            var visit = new Visit(ctx, BOOK);
            var answer = String.valueOf(asked.apply(visit));
            visit.cookies().forEach(ctx.response()::addCookie);
            ctx.end(answer);
        });
        base = URI.create("http://127.0.0.1:"
                + VERTX.createHttpServer()
                        .requestHandler(router)
                        .listen(0, "127.0.0.1")
                        .await()
                        .actualPort());
    }

    @AfterAll
    static void stop() {
        VERTX.close().await();
    }

    private static HttpResponse<String> visit(HttpRequest.Builder request, Function<Visit, Object> what)
            throws Exception {
        asked = what;
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder get(String rest) {
        return HttpRequest.newBuilder(base.resolve("/page/" + rest));
    }

    private static HttpRequest.Builder form(String... fields) {
        var pairs = new ArrayList<String>();
        for (int i = 0; i < fields.length; i += 2) {
            pairs.add(fields[i] + "=" + URLEncoder.encode(fields[i + 1], StandardCharsets.UTF_8));
        }
        return get("x").header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(String.join("&", pairs)));
    }

    @Test
    void what_is_not_there_is_empty_and_never_null() throws Exception {
        assertThat(visit(
                                get("x"),
                                v -> v.in("none")
                                        + v.query("none")
                                        + v.typed("none")
                                        + v.raw("none")
                                        + v.typedAll("none").size()
                                        + v.secret("none").length
                                        + v.file()
                                        + v.names())
                        .body())
                .isEqualTo("00null[]");
    }

    @Test
    void typed_text_loses_its_ends_and_raw_text_and_passwords_do_not() throws Exception {
        var request = form("a", "  two words \n", "password", " p ");
        assertThat(visit(request, v -> v.typed("a") + "|" + v.raw("a") + "|" + v.secret("password").length)
                        .body())
                .isEqualTo("two words|  two words \n|3");
    }

    @Test
    void a_form_that_comes_back_holds_what_was_typed_and_no_password() throws Exception {
        var request = form("name", "Li", "password", "secret", "new-password", "secret");
        var form = visit(request, v -> v.form(Map.of("name", "taken"))).body();
        assertThat(form).contains("name=Li", "name=taken").doesNotContain("secret");
    }

    @Test
    void of_a_field_that_came_several_times_all_are_read_in_their_order() throws Exception {
        assertThat(visit(form("d", "1", "d", "2", "d", "1"), v -> v.typedAll("d"))
                        .body())
                .isEqualTo("[1, 2, 1]");
    }

    @ParameterizedTest
    @CsvSource({"7,7", "' 12 ',12", "-3,-1", "x,-1", "'',-1", "9999999999999999999,-1"})
    void a_version_that_is_no_number_is_one_that_never_is_present(String typed, long version) throws Exception {
        assertThat(visit(form("version", typed), Visit::version).body()).isEqualTo("" + version);
    }

    @ParameterizedTest
    @CsvSource({
        "/systems?q=1#a,/systems?q=1#a",
        "//evil.example/,/",
        "https://evil.example,/",
        "/\\evil.example,/",
        "'/a b',/",
        "'/a\r\nSet-Cookie: x',/",
        "javascript:alert(1),/",
        "'',/"
    })
    void one_is_sent_on_to_a_path_of_this_site_only(String to, String goes) {
        assertThat(Visit.ours(to)).isEqualTo(goes);
    }

    @Test
    void a_message_is_told_on_the_next_page_once_in_whatever_script() throws Exception {
        var told = visit(get("x"), v -> {
            v.tell("已保存 “A”; path=/");
            return "";
        });
        var cookie = told.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("Max-Age=60", "HTTPOnly", "SameSite=Lax").doesNotContain("Secure");
        var next = visit(
                get("x").header("Cookie", cookie.substring(0, cookie.indexOf(';'))),
                v -> v.told().text());
        assertThat(next.body()).isEqualTo("已保存 “A”; path=/");
        assertThat(next.headers().firstValue("Set-Cookie").orElseThrow()).contains("zhiheng-notice=;", "Max-Age=0");
    }

    @Test
    void a_message_that_somebody_bent_is_none() throws Exception {
        assertThat(visit(get("x").header("Cookie", "zhiheng-notice=%%%"), v -> "" + v.told())
                        .body())
                .isEqualTo("null");
        var script = Base64.getUrlEncoder().encodeToString("<b>".getBytes(StandardCharsets.UTF_8));
        assertThat(visit(
                                get("x").header("Cookie", "zhiheng-notice=" + script),
                                v -> v.told().text())
                        .body())
                .isEqualTo("<b>"); // escaped by the template as any other text
    }

    @ParameterizedTest
    @CsvSource({"Asia/Shanghai,Asia/Shanghai", "Nowhere/None,Z", "'',Z", "+08:00,+08:00"})
    void times_are_told_in_the_zone_of_the_browser_if_it_names_one(String told, String zone) throws Exception {
        assertThat(visit(get("x").header("Cookie", "zhiheng-zone=" + told), v -> v.zone(ZoneOffset.UTC))
                        .body())
                .isEqualTo(zone);
    }

    @Test
    void before_sign_in_a_form_holds_only_with_the_token_of_its_own_cookie() throws Exception {
        var first = visit(get("x"), v -> v.csrf() + " " + v.csrf().equals(v.csrf()));
        var token = first.body().split(" ")[0];
        assertThat(first.body()).endsWith(" true");
        var cookie = first.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(cookie).contains("SameSite=Strict", token);
        var sent = cookie.substring(0, cookie.indexOf(';'));
        assertThat(visit(form("csrf", token).header("Cookie", sent), Visit::csrfHolds)
                        .body())
                .isEqualTo("true");
        assertThat(visit(form("csrf", token + "x").header("Cookie", sent), Visit::csrfHolds)
                        .body())
                .isEqualTo("false");
        assertThat(visit(form("csrf", token), Visit::csrfHolds).body()).isEqualTo("false");
        assertThat(visit(form("csrf", ""), Visit::csrfHolds).body()).isEqualTo("false");
    }

    @Test
    void behind_a_proxy_that_speaks_https_links_and_cookies_are_made_for_it() throws Exception {
        var answer = visit(get("x").header("X-Forwarded-Proto", "https"), v -> {
            v.speak("zh");
            return v.origin;
        });
        assertThat(answer.body()).isEqualTo("https://" + base.getAuthority());
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).contains("Secure");
    }

    @Test
    void nobody_has_a_page_of_the_signed_in() throws Exception {
        assertThat(visit(get("x"), v -> {
                            try {
                                return v.actor();
                            } catch (Refusal e) {
                                return e.kind() + " " + e.text().en();
                            }
                        })
                        .body())
                .isEqualTo("FORBIDDEN Sign in first.");
    }

    @Test
    void the_way_back_holds_the_query_of_a_page_and_only_the_path_of_a_form() throws Exception {
        assertThat(visit(get("a?q=1&q=2"), v -> v.path + " " + v.in("part") + " " + v.query("q"))
                        .body())
                .isEqualTo("/page/a?q=1&q=2 a 1");
        assertThat(visit(form("a", "b"), v -> v.path).body()).isEqualTo("/page/x");
    }

    @Test
    void the_first_that_is_wrong_with_a_field_is_what_is_said_of_it() throws Exception {
        assertThat(visit(form("day", "soon", "name", ""), v -> {
                            var errors = new Errors(v);
                            errors.required("name").add("name", "a second");
                            errors.check("mail", () -> {
                                throw Refusal.invalid("不行", "no");
                            });
                            var none = errors.date("absent");
                            var bad = errors.date("day");
                            return errors.any() + " " + none + " " + bad + " " + new java.util.TreeMap<>(errors.map());
                        })
                        .body())
                .startsWith("true null null {day=")
                .contains("mail=no", "name=")
                .doesNotContain("a second");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-30", "tomorrow", "", "2026-2-3"})
    void a_day_of_an_address_that_is_none_is_the_one_that_stands_for_it(String text) throws Exception {
        var otherwise = LocalDate.of(2026, 11, 29);
        assertThat(visit(get("x"), v -> new Errors(v).parsed(text, otherwise)).body())
                .isEqualTo("2026-11-29");
    }
}
