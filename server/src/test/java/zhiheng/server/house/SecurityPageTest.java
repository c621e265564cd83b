package zhiheng.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/security.md names as proof of a line of ASVS is there. */
class SecurityPageTest {
    private static final Pattern NAMED = Pattern.compile("`([A-Z][A-Za-z]+Test|[a-z]+(?:_[a-z0-9]+){3,})`");

    private static Map<String, String> tests() throws IOException {
        var tests = new HashMap<String, String>();
        for (var module : new String[] {"server", "office", "gateway", "labels", "bench"}) {
            try (var files = Files.walk(Path.of("..", module, "src/test/java"))) {
                for (var file :
                        files.filter(f -> f.toString().endsWith("Test.java")).toList()) {
                    tests.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
                }
            }
        }
        return tests;
    }

    @Test
    void every_test_that_the_table_names_exists_and_every_line_names_a_test_or_a_reason() throws Exception {
        var tests = tests();
        var all = String.join("\n", tests.values());
        var lines = Files.readAllLines(Path.of("../docs/security.md")).stream()
                .filter(line -> line.matches("\\| [0-9].*"))
                .toList();
        assertThat(lines).hasSizeGreaterThan(25);
        for (var line : lines) {
            var named = NAMED.matcher(line);
            boolean any = false;
            while (named.find()) {
                any = true;
                var name = named.group(1);
                boolean there = name.endsWith("Test") ? tests.containsKey(name) : all.contains("void " + name + "()");
                assertThat(there).as(name + ", in: " + line).isTrue();
            }
            var left = line.split("\\|", -1)[3].strip();
            assertThat(any || !left.isEmpty()).as(line).isTrue();
        }
    }
}
