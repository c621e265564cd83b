package zhiheng.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import zhiheng.server.ground.page.Renderer;
import zhiheng.server.testing.Samples;

class PagesTest {
    private final Renderer renderer = new Renderer();

    @TestFactory
    Stream<DynamicTest> every_page_is_small_and_has_no_inline_script_or_style() {
        return Stream.of("en", "zh")
                .flatMap(language -> new Samples(language)
                        .all().entrySet().stream()
                                .map(e -> DynamicTest.dynamicTest(language + " " + e.getKey(), () -> {
                                    var html = render(e.getValue());
                                    keep(language, e.getKey(), html);
                                    assertThat(html.getBytes(StandardCharsets.UTF_8).length)
                                            .isLessThan(300 * 1024);
                                    assertThat(html)
                                            .doesNotContain("<style")
                                            .doesNotContainPattern("<script(?![^>]*src=)");
                                    assertThat(html).doesNotContainPattern("\\s(style|on[a-z]+)=");
                                    assertThat(html)
                                            .contains("<html lang=\"" + (language.equals("zh") ? "zh-Hans" : "en")
                                                    + "\"");
                                    assertThat(html).containsOnlyOnce("<h1").containsOnlyOnce("<main");
                                })));
    }

    /** Moments are marked as such and said in the reader's zone; but for a file of the reader's own, replayed as it was written. */
    @TestFactory
    Stream<DynamicTest> every_moment_on_a_page_is_a_time_element() {
        return new Samples("en")
                .all().entrySet().stream()
                        .filter(e -> !e.getKey().startsWith("replay"))
                        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> {
                            var text = render(e.getValue())
                                    .replaceAll("(?s)<time [^>]*>.*?</time>", "")
                                    .replaceAll("(?s)<(pre|textarea|script)[ >].*?</\\1>", "")
                                    .replaceAll("<(?:\"[^\"]*\"|[^>\"])*>", "");
                            assertThat(text).doesNotContainPattern("[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}");
                        }));
    }

    @TestFactory
    Stream<DynamicTest> every_form_that_changes_something_carries_the_csrf_token() {
        return new Samples("en")
                .all().entrySet().stream()
                        .map(e -> DynamicTest.dynamicTest(e.getKey(), () -> {
                            var forms = render(e.getValue()).split("(?=<form )");
                            assertThat(Stream.of(forms)
                                            .filter(form ->
                                                    form.startsWith("<form") && form.contains("method=\"post\"")))
                                    .allSatisfy(form -> assertThat(form).contains("name=\"csrf\" value=\"csrf\""));
                        }));
    }

    private String render(Samples.Sample sample) {
        return renderer.render(sample.template(), sample.frame(), sample.parts());
    }

    /** Leaves the pages where a person can open them. */
    private static void keep(String language, String name, String html) throws IOException {
        var folder = Files.createDirectories(Path.of("target/pages/" + language));
        var shared = Path.of("src/main/java/zhiheng/server/ground/page")
                .toAbsolutePath()
                .toUri()
                .toString();
        Files.writeString(folder.resolve(name + ".html"), html.replace("/static/", shared));
    }
}
