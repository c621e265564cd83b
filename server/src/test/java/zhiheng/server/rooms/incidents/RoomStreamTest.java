package zhiheng.server.rooms.incidents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.CookieManager;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import zhiheng.base.testing.Await;
import zhiheng.base.testing.Needed;
import zhiheng.server.testing.Browser;

/** What is put on record reaches whoever looks, once, over broken connections, in every tab. */
class RoomStreamTest extends IncidentHouse {
    private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private HttpClient signedIn(String login) throws Exception {
        var browser = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        var page =
                browser.send(get("/sign-in").build(), BodyHandlers.ofString()).body();
        var csrf = CSRF.matcher(page);
        assertThat(csrf.find()).isTrue();
        var form = "csrf=" + URLEncoder.encode(csrf.group(1), StandardCharsets.UTF_8) + "&login=" + login + "&password="
                + URLEncoder.encode(PASSWORD, StandardCharsets.UTF_8) + "&to=%2Faccount";
        browser.send(
                get("/sign-in")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form))
                        .build(),
                BodyHandlers.ofString());
        return browser;
    }

    private HttpRequest.Builder get(String path) {
        return HttpRequest.newBuilder(server.address().resolve(path)).header("User-Agent", "Stream");
    }

    /** Reads up to the next entry. @return its id and its data */
    private static String[] next(BufferedReader stream) throws Exception {
        var id = "";
        while (true) {
            var line = stream.readLine();
            if (line.startsWith("id: ")) {
                id = line.substring(4);
            } else if (line.startsWith("data: ")) {
                return new String[] {id, line.substring(6)};
            }
        }
    }

    private static BufferedReader lines(HttpResponse<InputStream> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    private void say(String incident, String words) throws Exception {
        ok(company, "POST", incident + "/entries", "{\"say\":\"fact\",\"words\":\"" + words + "\"}");
    }

    private static String id(String incident) {
        return incident.substring(incident.lastIndexOf('/') + 1);
    }

    @Test
    void an_entry_reaches_every_listener_and_who_comes_back_gets_what_was_missed_once() throws Exception {
        var one = opened("");
        var other = opened("");
        var browser = signedIn("lin");
        var rooms = "/incidents/stream?rooms=" + id(one) + "," + id(other);
        String last;
        try (var stream = lines(browser.send(get(rooms).build(), BodyHandlers.ofInputStream()))) {
            say(one, "first");
            var first = next(stream);
            assertThat(first[1]).contains("\"words\":\"first\"", "\"incident\":\"" + id(one) + "\"");
            last = first[0];
        }
        say(other, "missed");
        say(one, "missed too");
        var again = get(rooms).header("Last-Event-ID", last).build();
        try (var stream = lines(browser.send(again, BodyHandlers.ofInputStream()))) {
            assertThat(next(stream)[1]).contains("\"missed\"");
            assertThat(next(stream)[1]).contains("\"missed too\"");
            say(other, "and live again");
            assertThat(next(stream)[1]).contains("\"and live again\"");
        }
    }

    @Test
    void a_room_of_others_is_not_listened_to() throws Exception {
        var mine = opened("");
        var chen = signedIn("chen");
        var answer = chen.send(get("/incidents/stream?rooms=" + id(mine)).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(chen.send(get("/incidents/" + id(mine) + "/moving").build(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void two_tabs_share_one_stream_and_both_show_what_was_said() throws Exception {
        Needed.that(Browser.installed(), "no browser");
        var incident = opened("");
        try (var browser = new Browser(server.address().toString(), folder.resolve("profile"), "en")) {
            browser.open("/sign-in")
                    .type("login", "lin")
                    .type("password", PASSWORD)
                    .press("main button");
            browser.open("/incidents/" + id(incident));
            Await.until(
                    "the tab leads",
                    () -> browser.script("return document.getElementById('moving').dataset.leads") != null);
            browser.script("window.second = window.open(location.href); return 1");
            Await.until(
                    "the second tab is there",
                    () -> Boolean.TRUE.equals(browser.script("return Boolean(window.second.document &&"
                            + " window.second.document.getElementById('moving'))")));
            say(incident, "seen in both");
            Await.until(
                    "both show it",
                    () -> Boolean.TRUE.equals(browser.script("return [document, window.second.document].every("
                            + "d => d.getElementById('moving').textContent.includes('seen in both'))")));
            assertThat(browser.script("return window.second.document.getElementById('moving').dataset.leads ?? 'no'"))
                    .isEqualTo("no");
            assertThat(browser.complaints()).isEmpty();
        }
    }
}
