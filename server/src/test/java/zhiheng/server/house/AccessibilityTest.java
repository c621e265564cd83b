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
import org.junit.jupiter.params.provider.CsvSource;
import zhiheng.base.testing.Needed;
import zhiheng.server.ground.page.Renderer;
import zhiheng.server.testing.Browser;
import zhiheng.server.testing.Samples;

/** Every page by axe (WCAG 2.2 A and AA, and its best practice): no violation in Chinese, light and wide,
 * and in English, dark and narrow: each word, each colour and each layout is looked at once. */
class AccessibilityTest {
    private static final Path AXE = Path.of("src/test/node/node_modules/axe-core/axe.min.js");
    private static final Path STYLES =
            Path.of("src/main/java/zhiheng/server/ground/page").toAbsolutePath();
    private static final String RUN = """
        const done = arguments[arguments.length - 1];
        axe.run(document, {
          runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
          resultTypes: ['violations'],
        }).then(
          found => done(found.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target.join(' ')).join(', '))),
          failure => done(['axe failed: ' + failure]));
        """;

    private static final Renderer RENDERER = new Renderer();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"zh, 1280, false", "en, 390, true"})
    void no_page_has_a_violation(String language, int width, boolean dark) throws Exception {
        Needed.that(Browser.installed() && Files.exists(AXE), "a browser or axe is not there");
        var axe = Files.readString(AXE);
        var found = new ArrayList<String>();
        try (var browser = new Browser("", folder.resolve("profile"), language)) {
            browser.screen(width, 900, dark).eachPageHas(axe);
            for (var sample : new Samples(language).all().entrySet()) {
                browser.openFile(page(sample.getKey(), sample.getValue()));
                for (var violation : (List<?>) browser.later(RUN)) {
                    found.add(sample.getKey() + ": " + violation);
                }
            }
        }
        assertThat(found).isEmpty();
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
        var page = Files.writeString(
                folder.resolve("bad.html"),
                "<html><body><img src=x><input><p style='color:#eee;background:#fff'>faint</p></body></html>");
        try (var browser = new Browser("", folder.resolve("profile"), "en")) {
            browser.eachPageHas(Files.readString(AXE)).openFile(page);
            assertThat(browser.later(RUN).toString()).contains("image-alt", "label", "html-has-lang", "color-contrast");
        }
    }
}
