package zhiheng.packs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ShippedLibraryTest {
    private static final Path FOLDER = Path.of("library");

    @Test
    void every_pack_loads_and_every_case_comes_out_as_written() {
        var library = PackLibrary.load(FOLDER);
        var report = PackCases.run(library, FOLDER);
        assertThat(report.passed()).as(report.toString()).isTrue();
    }
}
