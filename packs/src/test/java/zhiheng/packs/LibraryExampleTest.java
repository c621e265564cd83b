package zhiheng.packs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The example of docs/packs.md, kept true by running it. */
class LibraryExampleTest {
    @Test
    void the_example_in_the_docs() {
        Path folder = Toy.FOLDER;
        // example
        PackLibrary library = PackLibrary.load(folder);
        Facts facts =
                Facts.of(library, Map.of("infers", true, "toy_military", false, "toy_purpose", List.of("scoring")));
        Finding finding = library.evaluate(facts, LocalDate.parse("2026-11-24"));
        String tier = finding.tier("toy");
        List<Finding.Open> questions = finding.open();
        // end
        assertThat(tier).isEqualTo("prohibited");
        assertThat(questions).extracting(Finding.Open::fact).contains("toy_consent");
    }
}
