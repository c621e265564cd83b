package zhiheng.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.label.Format;

/** Replays every input that fuzzing found worth keeping, and a seeded handful of mutations, against its reader. */
class FuzzReplayTest {
    @Test
    void every_format_with_a_reader_has_a_target() throws Exception {
        Set<Format> readers = EnumSet.allOf(Format.class);
        readers.removeIf(f -> Formats.of(f) == null);
        assertThat(FuzzSeeds.all().keySet()).isEqualTo(readers);
    }

    @TestFactory
    Stream<DynamicTest> what_fuzzing_found_never_lets_an_exception_out() throws Exception {
        Path corpus =
                Path.of(FuzzReplayTest.class.getResource("/zhiheng/labels/fuzz").toURI());
        try (var files = Files.walk(corpus)) {
            List<Path> inputs = files.filter(Files::isRegularFile).sorted().toList();
            assertThat(inputs).isNotEmpty();
            return inputs.stream()
                    .map(p -> DynamicTest.dynamicTest(
                            corpus.relativize(p).toString(),
                            () -> FuzzReader.run(
                                    Format.valueOf(p.getParent().getFileName().toString()), Files.readAllBytes(p))));
        }
    }

    /** Pieces doubled, dropped, and swapped between files: what bit flips do not reach. */
    @TestFactory
    Stream<DynamicTest> spliced_files_never_let_an_exception_out() throws Exception {
        return FuzzSeeds.all().entrySet().stream()
                .map(e -> DynamicTest.dynamicTest(e.getKey().name(), () -> spliced(e)));
    }

    private static void spliced(Map.Entry<Format, List<byte[]>> seeds) {
        var random = new Random(20252);
        List<byte[]> files = seeds.getValue();
        for (int i = 0; i < 400; i++) {
            byte[] a = files.get(random.nextInt(files.size()));
            byte[] b = files.get(random.nextInt(files.size()));
            int from = random.nextInt(b.length);
            int at = random.nextInt(a.length);
            byte[] bad = Edits.join(
                    Samples.slice(a, 0, at),
                    Samples.slice(b, from, from + random.nextInt(b.length - from)),
                    Samples.slice(a, random.nextInt(a.length), a.length));
            assertThatCode(() -> FuzzReader.run(seeds.getKey(), bad))
                    .as("%s, round %d", seeds.getKey(), i)
                    .doesNotThrowAnyException();
        }
    }
}
