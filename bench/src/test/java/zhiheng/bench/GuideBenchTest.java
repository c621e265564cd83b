package zhiheng.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** That the measures can be multiplied and guides made of them; how fast says the bench itself. */
class GuideBenchTest {
    @Test
    void copies_of_the_policies_that_ship_make_a_larger_library_that_decides() throws Exception {
        var before = System.getProperty("zhiheng.home");
        var out = System.out;
        var caught = new ByteArrayOutputStream();
        try {
            System.setProperty("zhiheng.home", "..");
            System.setOut(new PrintStream(caught, true, StandardCharsets.UTF_8));
            GuideBench.main(new String[] {"500", "100", "20"});
        } finally {
            System.setOut(out);
            if (before == null) {
                System.clearProperty("zhiheng.home");
            } else {
                System.setProperty("zhiheng.home", before);
            }
        }
        var said = caught.toString(StandardCharsets.UTF_8);
        assertThat(said).containsPattern("1[0-9]{2} measures").containsPattern("500 enterprises on 2 threads");
        assertThat(said).doesNotContain(" 0.0 measures hold");
    }
}
