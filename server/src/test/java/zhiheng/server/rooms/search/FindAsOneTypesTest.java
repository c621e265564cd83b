package zhiheng.server.rooms.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.Needed;
import zhiheng.office.people.Org;
import zhiheng.server.testing.Browser;
import zhiheng.server.testing.OfficeServer;
import zhiheng.server.testing.Visitor;

@Timeout(180)
class FindAsOneTypesTest {
    private static final Path AXE = Path.of("src/test/node/node_modules/axe-core/axe.min.js");
    private static final String VIOLATIONS = """
        const done = arguments[arguments.length - 1];
        axe.run(document, {resultTypes: ['violations']}).then(
          found => done(found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', '))));
        """;
    private static final String FIELD = "document.getElementById('find').";

    @TempDir
    Path folder;

    private String register(OfficeServer house, String name) {
        var office = house.server.office();
        var boss = house.boss.actor();
        var org = office.orgs().create(boss, Org.Kind.PROVIDER, "Org of " + name);
        return office.registry()
                .register(boss, org.id(), name, "", "", Map.of())
                .id();
    }

    @Test
    void what_is_found_is_chosen_by_key_and_opened_and_a_reader_hears_of_it() throws Exception {
        Needed.that(Browser.installed() && Files.exists(AXE), "a browser or axe is not there");
        try (var house = new OfficeServer(folder.resolve("office"));
                var browser = new Browser(house.address().toString(), folder.resolve("profile"), "en")) {
            var id = register(house, "Resume <b>screening</b>");
            browser.eachPageHas(Files.readString(AXE))
                    .open("/sign-in")
                    .type("login", "boss")
                    .type("password", OfficeServer.PASSWORD)
                    .press("main form button");
            browser.script(
                    "document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'k', metaKey: true, bubbles: true}))");
            assertThat(browser.script("return document.activeElement.id")).isEqualTo("find");
            browser.keys("screening").awaits(".hits:not([hidden]) [role=option]");
            assertThat(browser.text(".hits [role=option]")).contains("Resume <b>screening</b>");
            assertThat(browser.script("return " + FIELD + "getAttribute('aria-expanded')"))
                    .isEqualTo("true");
            assertThat(browser.script("return document.querySelector('.find [role=status]').textContent"))
                    .asString()
                    .matches("Found: [0-9]+\\. Choose with the arrow keys\\.");
            browser.keys("\uE015").awaits("[role=option][aria-selected=true]");
            assertThat((List<?>) browser.later(VIOLATIONS)).isEmpty();
            assertThat(browser.script("return " + FIELD + "getAttribute('aria-activedescendant')"))
                    .isEqualTo("find-hit-0");
            browser.keys("\uE00C");
            assertThat(browser.script("return document.querySelector('.hits').hidden"))
                    .isEqualTo(true);
            browser.keys("s").keys("\uE003").awaits(".hits:not([hidden]) [role=option]");
            browser.keys("\uE015").keys("\uE007").awaits("h1");
            assertThat(browser.path()).isEqualTo("/systems/" + id);
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void the_list_has_no_frame_holds_few_of_each_kind_and_nothing_of_others() throws Exception {
        try (var house = new OfficeServer(folder.resolve("office"))) {
            for (int i = 0; i < 7; i++) {
                register(house, "Chat " + i);
            }
            var visitor = new Visitor(house.server.port(), "en").signIn("boss", OfficeServer.PASSWORD);
            var hits = visitor.get("/search/hits?q=chat").body();
            assertThat(hits).doesNotContain("<html", "<main").contains("aria-label=\"AI systems\"");
            assertThat(hits.split("data-href=\"/systems/", -1)).hasSize(6);
            assertThat(visitor.get("/search/hits?q=").body().strip()).isEmpty();
            var stranger = new Visitor(house.server.port(), "en");
            assertThat(stranger.get("/search/hits?q=chat").body()).doesNotContain("Chat 1");
        }
    }
}
