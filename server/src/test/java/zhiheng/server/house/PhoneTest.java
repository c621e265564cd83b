package zhiheng.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.Needed;
import zhiheng.office.people.Org;
import zhiheng.server.testing.Browser;
import zhiheng.server.testing.OfficeServer;

/** Pages of a real server on a phone: lists are cards, each figure has its name, and nothing stands off the screen. */
class PhoneTest {
    private static final List<String> PAGES =
            List.of("/", "/systems", "/ledger", "/audit", "/account", "/admin", "/privacy", "/duties");
    private static final String HIDDEN = """
            const done = arguments[arguments.length - 1];
            const wide = [...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth + 1);
            const bare = [...document.querySelectorAll('.scroll td')].filter(c => c.textContent.trim()
              && !c.closest('.work') && !/[a-z]/.test(getComputedStyle(c, '::before').content)).slice(0, 3);
            const numbers = [...document.querySelectorAll('.work td.numeric')].filter(
              c => !/[a-z]/.test(getComputedStyle(c, '::before').content));
            const page = document.documentElement;
            done([
              ...wide.map(e => 'scrolls: ' + e.getAttribute('aria-label')),
              ...bare.map(c => 'without its head: ' + c.textContent.trim()),
              ...numbers.map(c => 'a number without its head: ' + c.textContent.trim()),
              ...(page.scrollWidth > page.clientWidth ? ['the page is too wide'] : [])]);
            """;

    @TempDir
    Path folder;

    @Test
    void lists_are_cards_on_a_phone_and_each_figure_has_its_name() throws Exception {
        Needed.that(Browser.installed(), "chromium or chromedriver is not installed");
        try (var office = new OfficeServer(folder.resolve("data"));
                var browser = new Browser(office.address().toString(), folder.resolve("profile"), "en")) {
            var org = office.server.office().orgs().create(office.boss.actor(), Org.Kind.PROVIDER, "Haitang");
            for (var name : List.of("Curriculum vitae screening", "Chat")) {
                office.server
                        .office()
                        .registry()
                        .register(
                                office.boss.actor(),
                                org.id(),
                                name,
                                "",
                                "",
                                Map.of("infers", true, "uses", List.of("hiring")));
            }
            office.rest("GET", "/api/v1/systems", ""); // a token that was used tells when
            browser.screen(390, 844, false)
                    .open("/sign-in")
                    .type("login", "boss")
                    .type("password", OfficeServer.PASSWORD)
                    .press("main form button");
            for (var page : PAGES) {
                browser.open(page);
                assertThat((List<?>) browser.later(HIDDEN)).as(page).isEmpty();
            }
        }
    }
}
