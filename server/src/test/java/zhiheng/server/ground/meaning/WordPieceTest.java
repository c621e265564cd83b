package zhiheng.server.ground.meaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordPieceTest {
    private static final String VOCABULARY = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n算\n力\nopen\n##ai\ngd\n##pr\n,\n付";

    @TempDir
    Path folder;

    private WordPiece read() throws Exception {
        Files.writeString(folder.resolve("vocab.txt"), VOCABULARY);
        return WordPiece.read(folder);
    }

    @Test
    void capitals_and_wide_letters_are_the_same_word_and_a_word_is_cut_into_its_longest_pieces() throws Exception {
        var pieces = read();
        assertThat(pieces.pieces("OpenAI")).containsExactly(6, 7);
        assertThat(pieces.pieces("ＧＤＰＲ")).containsExactly(8, 9).isNotEqualTo(pieces.pieces("OpenAI"));
        assertThat(pieces.pieces("算力，付")).containsExactly(4, 5, 10, 11);
    }

    @Test
    void a_word_with_a_piece_that_is_not_there_is_unknown_as_a_whole() throws Exception {
        assertThat(read().pieces("openxyz 算")).containsExactly(1, 4);
        assertThat(read().pieces("x".repeat(101))).containsExactly(1);
        assertThat(read().pieces(" \u200b\n")).isEmpty();
    }

    @Test
    void a_tokenizer_file_says_the_same_as_a_list_of_words(@TempDir Path other) throws Exception {
        Files.writeString(
                other.resolve("tokenizer.json"),
                "{\"model\":{\"vocab\":{\"[UNK]\":1,\"[CLS]\":2,\"[SEP]\":3,\"open\":6,\"##ai\":7}}}");
        assertThat(WordPiece.read(other).pieces("openai")).isEqualTo(read().pieces("openai"));
    }

    @Test
    void a_folder_without_a_vocabulary_or_with_half_of_one_is_refused() throws Exception {
        assertThatThrownBy(() -> WordPiece.read(folder)).hasMessageContaining("vocab.txt");
        Files.writeString(folder.resolve("vocab.txt"), "[UNK]\n[CLS]");
        assertThatThrownBy(() -> WordPiece.read(folder)).hasMessageContaining("[SEP]");
    }
}
