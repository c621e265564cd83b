package zhiheng.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.testing.Needed;
import zhiheng.office.people.Role;
import zhiheng.server.ground.page.Menu;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Renderer;
import zhiheng.server.testing.Browser;
import zhiheng.server.testing.OfficeServer;
import zhiheng.server.testing.Samples;
import zhiheng.server.testing.Visitor;

/** The menu: few places that open, only what a role may use, by keyboard and mouse and without scripts. */
class MenuTest {
    private static final Path AXE = Path.of("src/test/node/node_modules/axe-core/axe.min.js");
    private static final Path STYLES =
            Path.of("src/main/java/zhiheng/server/ground/page").toAbsolutePath();
    private static final String VIOLATIONS = """
        const done = arguments[arguments.length - 1];
        axe.run(document, {resultTypes: ['violations']}).then(
          found => done(found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', '))));
        """;

    @TempDir
    Path folder;

    private static Menu of(Role role) {
        return Menu.of(
                Rooms.nav(),
                role,
                nav -> nav.section().equals("incidents") ? 120 : 0,
                Rooms.words().in("en"));
    }

    @Test
    void the_places_stand_in_the_order_in_which_one_works() {
        assertThat(of(Role.ADMINISTRATOR).groups().stream().map(Menu.Group::word))
                .containsExactly(
                        "Home",
                        "AI systems",
                        "Duties",
                        "Alerts",
                        "Reviews",
                        "Cases",
                        "Law",
                        "Policies",
                        "Tools",
                        "Proof",
                        "Admin");
        assertThat(of(Role.ADMINISTRATOR).own().stream().map(Menu.Tab::section)).containsExactly("inbox");
    }

    @Test
    void a_role_sees_what_it_may_use_and_a_place_with_one_entry_is_that_entry() {
        var provider = of(Role.PROVIDER).groups();
        assertThat(provider.getLast().word()).isEqualTo("Proof");
        assertThat(provider.getLast().opens()).isTrue();
        assertThat(provider.get(2).word()).isEqualTo("Duties");
        assertThat(provider.get(2).opens()).isFalse();
        assertThat(of(Role.AUDITOR).groups().getLast().tabs().stream().map(Menu.Tab::section))
                .containsExactlyInAnyOrder("documents", "exports", "ledger", "audit", "privacy");
        for (var role : EnumSet.allOf(Role.class)) {
            var shown = new HashSet<String>();
            of(role).groups().forEach(group -> group.tabs().forEach(tab -> shown.add(tab.section())));
            of(role).own().forEach(tab -> shown.add(tab.section()));
            assertThat(shown)
                    .hasSameElementsAs(Rooms.nav().stream()
                            .filter(nav -> nav.roles().contains(role))
                            .map(Nav::section)
                            .toList());
        }
    }

    @Test
    void what_waits_in_a_place_is_told_on_it_and_large_numbers_end_with_a_plus() {
        var cases = of(Role.OFFICER).groups().stream()
                .filter(group -> group.holds("incidents"))
                .findFirst()
                .orElseThrow();
        assertThat(cases.waiting()).isEqualTo("99+");
        assertThat(cases.said()).isEqualTo("Incidents 99+ open");
    }

    @Test
    void every_entry_within_a_place_says_what_one_finds_there() {
        for (var language : List.of("en", "zh")) {
            Menu.of(Rooms.nav(), Role.ADMINISTRATOR, nav -> 0, Rooms.words().in(language)).groups().stream()
                    .filter(Menu.Group::opens)
                    .forEach(group -> assertThat(group.tabs())
                            .noneMatch(tab -> tab.about().isEmpty()));
        }
    }

    @Test
    void the_page_that_is_open_is_marked_in_its_place() throws Exception {
        try (var office = new OfficeServer(folder.resolve("office"))) {
            var boss = new Visitor(office.address().getPort(), "en").signIn("boss", OfficeServer.PASSWORD);
            assertThat(boss.get("/ledger").body())
                    .containsPattern("<summary aria-current=\"true\">Proof")
                    .containsPattern("<a href=\"/ledger\" aria-current=\"page\">Ledger")
                    .containsOnlyOnce("aria-current=\"page\"");
            assertThat(boss.get("/account").body())
                    .containsPattern("<a href=\"/account\"[^>]* aria-current=\"page\">Boss");
        }
    }

    private Path page(String name, String language) throws Exception {
        var sample = new Samples(language).all().get(name);
        var html = new Renderer()
                .render(sample.template(), sample.frame(), sample.parts())
                .replace("type=\"module\"", "defer") // files have no modules
                .replace("/static/", STYLES.toUri().toString());
        return Files.writeString(folder.resolve(name + language + ".html"), html);
    }

    private static final String OPEN = "document.querySelectorAll('.group')[1].open = true;";

    @Test
    void the_open_menu_has_no_violation_and_stays_within_the_screen() throws Exception {
        Needed.that(Browser.installed() && Files.exists(AXE), "a browser or axe is not there");
        try (var browser = new Browser("", folder.resolve("profile"), "zh")) {
            browser.eachPageHas(Files.readString(AXE));
            opened(browser, "zh", 1280, false);
            opened(browser, "en", 1280, true);
            opened(browser, "en", 390, false);
            opened(browser, "zh", 390, true);
        }
    }

    private void opened(Browser browser, String language, int width, boolean dark) throws Exception {
        var which = width + language;
        browser.screen(width, 844, dark).openFile(page("packs", language)).picture("menu/closed-" + which);
        if (width < 800) {
            assertThat(((Number) browser.script("return document.querySelector('header').offsetHeight")).intValue())
                    .as(which)
                    .isLessThanOrEqualTo(57); // a bar of 56 and its line
            browser.click("button.menu");
        }
        browser.script(OPEN);
        assertThat((List<?>) browser.later(VIOLATIONS)).as(which).isEmpty();
        assertThat(browser.script("return document.documentElement.scrollWidth <= innerWidth"))
                .as(which)
                .isEqualTo(true);
        browser.picture("menu/open-" + which);
    }

    @Test
    void a_place_opens_by_key_and_press_and_closes_by_escape_or_a_press_elsewhere() throws Exception {
        Needed.that(Browser.installed(), "a browser is not there");
        try (var office = new OfficeServer(folder.resolve("office"));
                var browser = new Browser(office.address().toString(), folder.resolve("profile"), "en")) {
            browser.open("/sign-in")
                    .type("login", "boss")
                    .type("password", OfficeServer.PASSWORD)
                    .press("main form button");
            browser.click(".group:nth-of-type(2) summary").awaits(".group:nth-of-type(2)[open]");
            browser.click(".group:nth-of-type(3) summary").awaits(".group:nth-of-type(3)[open]");
            assertThat(browser.every(".group[open]")).hasSize(1);
            browser.click("h1");
            assertThat(browser.every(".group[open]")).isEmpty();
            browser.script("document.querySelector('.group:nth-of-type(5) summary').focus()");
            browser.keys("\n").awaits(".group:nth-of-type(5)[open]").keys("\uE00C");
            assertThat(browser.every(".group[open]")).isEmpty();
            assertThat(browser.script("return document.activeElement.tagName")).isEqualTo("SUMMARY");
            browser.keys("\n").press(".group[open] a[href='/ledger']");
            assertThat(browser.path()).isEqualTo("/ledger");
            browser.screen(390, 844, false);
            assertThat(browser.every("header nav > a").stream().filter(text -> !text.isEmpty()))
                    .isEmpty();
            browser.click("button.menu").press("header nav > a[href='/duties']");
            assertThat(browser.path()).startsWith("/duties");
            assertThat(browser.complaints()).isEmpty();
        }
    }

    @Test
    void the_menu_names_sections_once() {
        var sections = Rooms.nav().stream().map(Nav::section).toList();
        assertThat(Set.copyOf(sections)).hasSameSizeAs(sections);
    }
}
