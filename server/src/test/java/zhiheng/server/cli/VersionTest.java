package zhiheng.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class VersionTest {
    @Test
    void the_command_line_says_the_version_of_the_root_pom() throws Exception {
        var pom = Files.readString(Path.of("../pom.xml"));
        var named = Pattern.compile("<revision>(.+)</revision>").matcher(pom);
        assertThat(named.find()).isTrue();
        assertThat(new Version().getVersion()).containsExactly("zhiheng " + named.group(1));
    }

    @Test
    void no_other_pom_and_no_launcher_names_a_version_of_its_own() throws Exception {
        try (var modules = Files.list(Path.of(".."))) {
            var poms = modules.map(folder -> folder.resolve("pom.xml")).filter(Files::isRegularFile);
            assertThat(poms.filter(Files::exists))
                    .isNotEmpty()
                    .allSatisfy(pom -> assertThat(Files.readString(pom)).contains("<version>${revision}</version>"));
        }
        assertThat(Files.readString(Path.of("../zhiheng"))).doesNotContainPattern("(server|bench)-[0-9]");
    }
}
