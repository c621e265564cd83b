package zhiheng.server.rooms.sso;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.base.testing.MovableClock;
import zhiheng.base.testing.Needed;
import zhiheng.office.people.Role;
import zhiheng.server.ground.identity.Person;
import zhiheng.server.ground.identity.Staff;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.testing.IdentityProvider;

/** The whole way, with a provider that is not ours. */
class SignInByProviderTest {
    private static final String PASSWORD = "a long enough one";

    @TempDir
    Path folder;

    private ZhihengServer server;
    private IdentityProvider provider;
    private Person boss;

    private void start(String algorithm, String match) throws Exception {
        Needed.that(IdentityProvider.installed(), "oidc-provider is not there");
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        var address = "http://127.0.0.1:" + port;
        provider = new IdentityProvider("zhiheng", "s e:cret", address + "/sign-in/provider/back", algorithm);
        var outside = Config.Outside.of(Map.of(
                "ZHIHENG_PUBLIC_ADDRESS",
                address,
                "ZHIHENG_OIDC_ISSUER",
                provider.issuer.toString(),
                "ZHIHENG_OIDC_CLIENT_ID",
                "zhiheng",
                "ZHIHENG_OIDC_CLIENT_SECRET",
                "s e:cret",
                "ZHIHENG_OIDC_MATCH",
                match,
                "ZHIHENG_OIDC_NAME",
                "Haitang ID"));
        server = ZhihengServer.start(
                Config.of(folder, Path.of("src/test/resources/library"), "127.0.0.1", port)
                        .withOutside(outside),
                new MovableClock(Instant.now()));
        boss = server.identity().setUp(server.setupToken().orElseThrow(), "boss", "Boss", PASSWORD.toCharArray());
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
        if (provider != null) {
            provider.close();
        }
    }

    private String invite(String login) {
        var details = new Staff.Details(boss.orgId(), "Wei Li", Role.OFFICER);
        return server.identity().staff().invite(boss.actor(), login, details).path();
    }

    private URI at(String path) {
        return server.address().resolve(path);
    }

    private URI link(HttpClient browser, String page) throws Exception {
        var found = Pattern.compile("href=\"(/sign-in/provider[^\"]*)\"")
                .matcher(IdentityProvider.open(browser, at(page)).body());
        assertThat(found.find()).isTrue();
        return at(found.group(1).replace("&amp;", "&"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "ES256"})
    void whom_a_link_invited_comes_in_by_the_provider_from_then_on_and_signs_out_again(String algorithm)
            throws Exception {
        start(algorithm, "link");
        var browser = IdentityProvider.browser();
        var invitation = invite("wei.li");
        var in = provider.walk(browser, link(browser, invitation), "subject-of-wei");
        assertThat(in.uri().getPath()).isEqualTo("/systems");
        assertThat(in.body()).contains("Wei Li");
        assertThat(IdentityProvider.open(browser, at(invitation)).statusCode()).isEqualTo(404);

        var out = browser.send(
                HttpRequest.newBuilder(at("/sign-out"))
                        .header("Accept-Language", "en")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("csrf=" + csrf(in.body())))
                        .build(),
                BodyHandlers.ofString());
        assertThat(out.body()).contains("You are signed out", "Sign out at Haitang ID too", "/session/end?client_id=");

        var another = IdentityProvider.browser();
        var again = provider.walk(another, link(another, "/sign-in?to=/account"), "subject-of-wei");
        assertThat(again.uri().getPath()).isEqualTo("/account");
        assertThat(again.body()).contains("wei.li");
    }

    private static String csrf(String page) {
        var token = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(page);
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    @Test
    void who_is_not_linked_is_told_what_to_do_and_is_not_let_in() throws Exception {
        start("RS256", "link");
        invite("wei@haitang.example");
        var browser = IdentityProvider.browser();
        var page = provider.walk(browser, link(browser, "/sign-in"), "subject-of-wei");
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("nobody here is linked", "Ask an administrator for an invitation");
        assertThat(IdentityProvider.open(browser, at("/account")).uri().getPath())
                .isEqualTo("/sign-in");
    }

    @Test
    void a_verified_address_lets_its_owner_in_and_the_same_address_unverified_does_not() throws Exception {
        start("RS256", "email");
        invite("wei@haitang.example");
        var mallory = IdentityProvider.browser();
        assertThat(provider.walk(mallory, link(mallory, "/sign-in"), "subject-of-mallory")
                        .statusCode())
                .isEqualTo(403);
        var wei = IdentityProvider.browser();
        assertThat(provider.walk(wei, link(wei, "/sign-in"), "subject-of-wei").body())
                .contains("Wei Li");
    }

    @Test
    void a_login_is_matched_where_the_administrator_said_so_and_a_disabled_person_stays_out() throws Exception {
        start("RS256", "login");
        invite("wei");
        var wei = IdentityProvider.browser();
        assertThat(provider.walk(wei, link(wei, "/sign-in"), "subject-of-wei").body())
                .contains("Wei Li");
        var person = server.identity().byLogin("wei").orElseThrow();
        server.identity().disablePerson(boss.actor(), person.id());
        var again = IdentityProvider.browser();
        assertThat(provider.walk(again, link(again, "/sign-in"), "subject-of-wei")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void an_answer_counts_in_the_browser_that_asked_and_once() throws Exception {
        start("RS256", "login");
        invite("wei");
        var thief = IdentityProvider.browser();
        var stays = HttpClient.newBuilder()
                .cookieHandler(new java.net.CookieManager())
                .build();
        var go = stays.send(HttpRequest.newBuilder(at("/sign-in/provider")).build(), BodyHandlers.ofString());
        var there = go.headers().firstValue("Location").orElseThrow();
        assertThat(there).contains("code_challenge_method=S256", "nonce=", "state=");
        // another browser brings the state back that it did not ask for
        var answer = provider.walk(thief, URI.create(there), "subject-of-wei");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("did not begin in this browser");
        // the one that asked may bring it back, once
        var back = HttpRequest.newBuilder(answer.uri()).build();
        assertThat(stays.send(back, BodyHandlers.ofString()).statusCode()).isEqualTo(303);
        assertThat(stays.send(back, BodyHandlers.ofString()).statusCode()).isEqualTo(403);
    }

    @Test
    void an_administrator_ends_the_sign_in_of_a_person_through_the_provider() throws Exception {
        start("RS256", "link");
        var browser = IdentityProvider.browser();
        provider.walk(browser, link(browser, invite("wei.li")), "subject-of-wei");
        var person = server.identity().byLogin("wei.li").orElseThrow();
        var office = IdentityProvider.browser();
        var form = IdentityProvider.open(office, at("/sign-in")).body();
        post(office, "/sign-in", "login=boss&password=" + PASSWORD.replace(' ', '+') + "&csrf=" + csrf(form));
        var page = IdentityProvider.open(office, at("/admin/people/" + person.id()))
                .body();
        assertThat(page).contains("Signs in with Haitang ID");
        post(office, "/admin/people/" + person.id() + "/provider", "csrf=" + csrf(page));
        assertThat(IdentityProvider.open(browser, at("/account")).uri().getPath())
                .isEqualTo("/sign-in");
        assertThat(provider.walk(browser, at("/sign-in/provider"), "subject-of-wei")
                        .statusCode())
                .isEqualTo(403);
    }

    private void post(HttpClient browser, String path, String body) throws Exception {
        browser.send(
                HttpRequest.newBuilder(at(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void a_provider_that_is_gone_is_said_and_the_password_still_works() throws Exception {
        start("RS256", "link");
        provider.close();
        var page = IdentityProvider.open(IdentityProvider.browser(), at("/sign-in/provider"));
        assertThat(page.statusCode()).isEqualTo(503);
        assertThat(page.body()).contains("does not answer", "Sign in with a password");
    }
}
