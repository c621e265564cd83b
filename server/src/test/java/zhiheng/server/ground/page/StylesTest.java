package zhiheng.server.ground.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The style sheets: one palette, readable by people in both senses. */
class StylesTest {
    private static final Path FOLDER = Path.of("src/main/java/zhiheng/server");
    /** What a rule sets for those within it: the colour of a tier or state. */
    private static final List<String> LOCAL = List.of("tone", "tone-wash");
    /** Text that must be told from what it stands on. */
    private static final List<String> PAIRS = List.of(
            "ink paper",
            "ink card",
            "ink wash",
            "soft paper",
            "soft card",
            "soft wash",
            "link paper",
            "link card",
            "kicker card",
            "kicker paper",
            "on-seal seal",
            "ban ban-wash",
            "high high-wash",
            "some some-wash",
            "low low-wash",
            "calm calm-wash",
            "ban card",
            "high card",
            "some card",
            "low card",
            "calm card",
            "grade-red card",
            "grade-orange card",
            "grade-yellow card",
            "grade-blue card",
            "ink ban-wash",
            "ink calm-wash",
            "ink high-wash",
            "high high-wash");

    @TestFactory
    Stream<DynamicTest> text_meets_the_contrast_of_wcag_aa_in_both_schemes() {
        var light = tokens(Inlined.tokens().split("@media")[0]);
        var dark = new HashMap<>(light);
        dark.putAll(tokens(Inlined.tokens().split("@media")[1]));
        return Stream.of(Map.entry("light", light), Map.entry("dark", dark))
                .flatMap(scheme -> PAIRS.stream()
                        .map(pair -> DynamicTest.dynamicTest(scheme.getKey() + " " + pair, () -> {
                            var names = pair.split(" ");
                            assertThat(contrast(
                                            colour(scheme.getValue(), names[0]), colour(scheme.getValue(), names[1])))
                                    .isGreaterThanOrEqualTo(4.5);
                        })));
    }

    @Test
    void every_token_that_a_sheet_uses_is_declared() throws IOException {
        var declared = tokens(Inlined.tokens()).keySet();
        for (var sheet : List.of("zhiheng.css", "report.css")) {
            assertThat(find("var\\(--([a-z-]+)", sheet(sheet)).map(m -> m.group(1)))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(declared.contains(name) || LOCAL.contains(name))
                            .as(sheet + " --" + name)
                            .isTrue());
        }
    }

    @Test
    void colours_are_named_once_and_in_the_tokens_only() throws IOException {
        var elsewhere = sheet("zhiheng.css").replace(Inlined.tokens(), "").split("/\\* == print")[0];
        assertThat(elsewhere + sheet("report.css")).doesNotContainPattern("#[0-9a-fA-F]{3,8}\\b(?! *\\{)[;,) ]");
    }

    @Test
    void the_table_of_contents_names_the_sections_in_their_order() throws IOException {
        var sheet = sheet("zhiheng.css");
        var contents = find("(?m)^     ([a-z]+) ", sheet.substring(0, sheet.indexOf("*/")));
        assertThat(find("/\\* == ([a-z]+) ==", sheet).map(m -> m.group(1)))
                .containsExactlyElementsOf(contents.map(m -> m.group(1)).toList());
    }

    @Test
    void a_line_holds_one_declaration_and_none_forces_its_way() throws IOException {
        for (var name : List.of("zhiheng.css", "report.css")) {
            assertThat(sheet(name)).doesNotContain("!important");
            assertThat(sheet(name).lines()).allSatisfy(line -> {
                assertThat(line).hasSizeLessThanOrEqualTo(120).doesNotContainPattern(";.*;");
                assertThat(line).doesNotContainPattern("\\{.*\\}");
            });
        }
    }

    @Test
    void the_lines_of_templates_and_scripts_are_for_people() throws IOException {
        try (var files = Files.walk(FOLDER)) {
            assertThat(files.filter(f -> f.toString().matches(".*\\.(jte|js)")))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readAllLines(file))
                            .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120)));
        }
    }

    private static String sheet(String name) throws IOException {
        return Files.readString(FOLDER.resolve(name.equals("report.css") ? "rooms/labels" : "ground/page")
                .resolve(name));
    }

    private static Stream<MatchResult> find(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results();
    }

    private static Map<String, String> tokens(String text) {
        var found = new HashMap<String, String>();
        find("(?m)^ +--([a-z-]+): ([^;]+);", text).forEach(m -> found.put(m.group(1), m.group(2)));
        return found;
    }

    private static int colour(Map<String, String> tokens, String name) {
        return Integer.parseInt(tokens.getOrDefault(name, "no " + name).substring(1), 16);
    }

    /** The ratio of WCAG 2.2, 1 for equal colours to 21 for black on white. */
    private static double contrast(int one, int other) {
        var sorted = new double[] {luminance(one), luminance(other)};
        Arrays.sort(sorted);
        return (sorted[1] + 0.05) / (sorted[0] + 0.05);
    }

    private static double luminance(int colour) {
        return 0.2126 * linear(colour >> 16) + 0.7152 * linear(colour >> 8) + 0.0722 * linear(colour);
    }

    private static double linear(int channel) {
        double value = (channel & 0xff) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
