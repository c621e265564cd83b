package zhiheng.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import zhiheng.base.testing.Needed;
import zhiheng.server.ground.page.Renderer;
import zhiheng.server.testing.Browser;
import zhiheng.server.testing.Samples;

/**
 * Every page by axe (WCAG 2.2 A and AA, and its best practice) in both languages, light and dark, on a desk and on a
 * phone. A page is loaded once for each language; then the screen changes under it, and only the rules that such a
 * change can break are asked again. Both languages have one template and one style sheet, so what English may break is
 * its words and their length: it is asked that alone, on the smallest screen, and whether it fits a desk.
 */
class AccessibilityTest {
    private static final Path AXE = Path.of("src/test/node/node_modules/axe-core/axe.min.js");
    private static final Path STYLES =
            Path.of("src/main/java/zhiheng/server/ground/page").toAbsolutePath();
    private static final int DESK = 1280;
    private static final int PHONE = 390;
    private static final String EVERYTHING =
            "{type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}";
    /** Colours alone. */
    private static final String COLOURS = "{type: 'rule', values: ['color-contrast', 'link-in-text-block']}";
    /** No rule of axe: only whether something stands out over the edge. */
    private static final String NOTHING = "{type: 'rule', values: ['html-has-lang']}";
    /** What folds, appears or moves on a small screen. */
    private static final String LAYOUT = """
            {type: 'rule', values: ['target-size', 'region', 'skip-link', 'scrollable-region-focusable',
              'aria-hidden-focus', 'nested-interactive', 'button-name', 'link-name',
              'label', 'select-name', 'heading-order', 'page-has-heading-one', 'empty-heading', 'bypass'OTHERS]}""";

    /** What words can break: a name that is missing, or that two parts of a page share. */
    private static final String WORDS = """
            , 'document-title', 'html-has-lang', 'html-lang-valid', 'html-xml-lang-mismatch', 'valid-lang', 'image-alt',
              'svg-img-alt', 'input-button-name', 'aria-command-name', 'aria-input-field-name', 'aria-toggle-field-name',
              'aria-tooltip-name', 'aria-meter-name', 'aria-progressbar-name', 'summary-name', 'frame-title',
              'landmark-unique', 'table-duplicate-name', 'label-title-only', 'empty-table-header'""";

    private static final String ALSO_COLOURS = ", 'color-contrast', 'link-in-text-block'";
    /** What is folded is looked at as well; {@code sideways} names what stands out over the edge of the screen. */
    private static final String RUN = """
        const done = arguments[arguments.length - 1];
        document.querySelectorAll('main details').forEach(d => d.open = true);
        const root = document.documentElement;
        const scrolls = e => e && (/auto|scroll|hidden/.test(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
        const name = e => e.tagName.toLowerCase() + (e.className ? '.' + e.className : '');
        const out = root.scrollWidth <= root.clientWidth ? [] : ['sideways: ' + [...document.body.querySelectorAll('*')]
          .filter(e => e.getBoundingClientRect().right > root.clientWidth + 1 && !scrolls(e.parentElement))
          .slice(0, 5).map(name).join(', ')];
        const asked = {runOnly: RULES, resultTypes: ['violations']};
        axe.run(document, asked).then(
          found => done(out.concat(found.violations.map(
            v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', ')))),
          failure => done(['axe failed: ' + failure]));
        """;

    private static final Renderer RENDERER = new Renderer();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void no_page_has_a_violation_light_or_dark_on_a_desk_or_a_phone(String language) throws Exception {
        Needed.that(Browser.installed() && Files.exists(AXE), "a browser or axe is not there");
        var found = new ArrayList<String>();
        try (var browser = new Browser("", folder.resolve("profile"), language)) {
            browser.eachPageHas(Files.readString(AXE));
            for (var sample : new Samples(language).all().entrySet()) {
                var name = sample.getKey();
                browser.screen(DESK, 900, false).openFile(page(name, sample.getValue()));
                if (language.equals("zh")) {
                    look(browser, name + ", desk, light", EVERYTHING, found);
                    look(browser.screen(PHONE, 844, false), name + ", phone, light", layoutAnd(ALSO_COLOURS), found);
                    look(browser.screen(PHONE, 844, true), name + ", phone, dark", COLOURS, found);
                    look(browser.screen(DESK, 900, true), name + ", desk, dark", COLOURS, found);
                } else {
                    look(browser, name + ", desk", NOTHING, found);
                    look(browser.screen(PHONE, 844, false), name + ", phone", layoutAnd(WORDS), found);
                }
            }
        }
        assertThat(found).isEmpty();
    }

    private static String layoutAnd(String others) {
        return LAYOUT.replace("OTHERS", others);
    }

    private static void look(Browser browser, String where, String rules, List<String> found) {
        var run = RUN.replace("RULES", rules);
        for (var violation : (List<?>) browser.later(run)) {
            found.add(where + ": " + violation);
        }
    }

    private Path page(String name, Samples.Sample sample) throws IOException {
        var html = RENDERER.render(sample.template(), sample.frame(), sample.parts())
                .replace("/static/", STYLES.toUri().toString());
        return Files.writeString(folder.resolve(name + ".html"), html);
    }

    /** The eye itself is looked at: a page with a fault is not passed over. */
    @Test
    void a_page_with_a_fault_is_found() throws Exception {
        Needed.that(Browser.installed() && Files.exists(AXE), "a browser or axe is not there");
        var page = Files.writeString(folder.resolve("bad.html"), """
                <html><head><style>@media (prefers-color-scheme: dark) { #dark { background: #555; color: #666 } }
                @media (max-width: 500px) { #phone { width: 600px; color: #ddd; background: #fff } }</style></head>
                <body><main><img src=x><input><p style='color:#eee;background:#fff'>faint</p><p id=dark>text</p>
                <p id=phone>wide</p><a href=#a style='display:block;width:9px;height:9px'></a><a href=#b
                style='display:block;width:9px;height:9px;overflow:hidden'>b</a></main></body></html>""");
        var desk = new ArrayList<String>();
        var words = new ArrayList<String>();
        var dark = new ArrayList<String>();
        var phone = new ArrayList<String>();
        try (var browser = new Browser("", folder.resolve("profile"), "en")) {
            browser.eachPageHas(Files.readString(AXE)).screen(DESK, 900, false).openFile(page);
            look(browser, "desk", EVERYTHING, desk);
            look(browser, "desk", layoutAnd(WORDS), words);
            look(browser.screen(DESK, 900, true), "dark", COLOURS, dark);
            look(browser.screen(PHONE, 844, false), "phone", layoutAnd(ALSO_COLOURS), phone);
        }
        assertThat(desk.toString())
                .contains("image-alt", "label", "html-has-lang", "color-contrast: p:nth-child(3),", "target-size")
                .doesNotContain("sideways");
        assertThat(words.toString())
                .contains("image-alt", "label", "html-has-lang", "target-size")
                .doesNotContain("color-contrast");
        assertThat(dark.toString()).contains("#dark").doesNotContain("#phone", "sideways");
        assertThat(phone.toString())
                .contains("#phone", "sideways: p", "target-size")
                .doesNotContain("#dark");
    }
}
