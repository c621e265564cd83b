package zhiheng.server.ground.meaning;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorsTest {
    @TempDir
    Path folder;

    private final List<String> asked = new ArrayList<>();

    private final Meaning model = new Meaning() {
        @Override
        public Optional<float[]> of(String text) {
            asked.add(text);
            return text.isEmpty() ? Optional.empty() : Optional.of(new float[] {text.length(), 1});
        }

        @Override
        public void close() {}
    };

    private List<List<float[]>> vectors(String name, String... texts) {
        return new Vectors(folder.resolve("a/v"), name).of(List.of(List.of(texts)), model);
    }

    @Test
    void a_text_is_read_once_and_again_only_when_it_or_the_model_changes() {
        vectors("m", "one", "three");
        assertThat(asked).containsExactly("one", "three");
        asked.clear();
        var again = vectors("m", "one", "three", "four!");
        assertThat(asked).containsExactly("four!");
        assertThat(again.getFirst()).hasSize(3);
        assertThat(again.getFirst().get(1)).containsExactly(5, 1);
        asked.clear();
        vectors("another", "one");
        assertThat(asked).containsExactly("one");
    }

    @Test
    void a_damaged_file_counts_as_none_and_is_made_anew() throws Exception {
        vectors("m", "one");
        var file = folder.resolve("a/v");
        var bytes = Files.readAllBytes(file);
        for (int length : new int[] {0, 5, 13, bytes.length - 1}) {
            Files.write(file, java.util.Arrays.copyOf(bytes, length));
            asked.clear();
            assertThat(vectors("m", "one").getFirst()).hasSize(1);
            assertThat(asked).containsExactly("one");
        }
        bytes[4] = (byte) 0x7f; // a count beyond any
        Files.write(file, bytes);
        assertThat(vectors("m", "one").getFirst().getFirst()).containsExactly(3, 1);
    }

    @Test
    void a_folder_that_cannot_be_made_keeps_nothing_and_a_text_without_a_vector_is_left_out() throws Exception {
        Files.writeString(folder.resolve("a"), "a file where the folder should be");
        assertThat(vectors("m", "one", "").getFirst()).hasSize(1);
        assertThat(Files.readString(folder.resolve("a"))).startsWith("a file");
    }
}
