package zhiheng.server.ground.meaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.server.testing.SmallMeaning;

/** The loading code on a small model that is made here, and the one that ships. */
class OnnxMeaningTest {
    private static final List<List<String>> GROUPS =
            List.of(List.of("算", "力", "compute", "gpu"), List.of("欠", "款", "overdue", "unpaid"));

    @TempDir
    Path folder;

    private static double alike(Meaning meaning, String a, String b) {
        return Meaning.alike(meaning.of(a).orElseThrow(), meaning.of(b).orElseThrow());
    }

    @Test
    void texts_about_one_thing_are_near_in_both_languages_and_a_text_is_always_the_same_vector() throws Exception {
        try (var meaning = OnnxMeaning.open(SmallMeaning.in(folder, GROUPS))) {
            assertThat(alike(meaning, "算力", "GPU compute")).isGreaterThan(0.99);
            assertThat(alike(meaning, "算力", "欠款")).isLessThan(0.1);
            assertThat(meaning.of("算力"))
                    .hasValueSatisfying(
                            v -> assertThat(v).isEqualTo(meaning.of("算力").orElseThrow()));
            assertThat(meaning.of(" ")).isEmpty();
        }
    }

    @Test
    void many_texts_read_by_several_at_once_have_the_vectors_that_each_has_by_itself() throws Exception {
        var file = SmallMeaning.in(folder, GROUPS).resolve("model.onnx");
        var texts = new ArrayList<String>();
        for (int i = 0; i < 60; i++) {
            texts.add(i % 7 == 6 ? " " : "算力 gpu 欠款".repeat(1 + i % 5) + "unpaid".repeat(i % 3));
        }
        try (var one = OnnxMeaning.of(SentenceModel.open(file));
                var four = OnnxMeaning.of(SentenceModel.open(file), 4)) {
            var expected = one.all(texts);
            var got = four.all(texts);
            assertThat(got).hasSameSizeAs(expected);
            for (int i = 0; i < texts.size(); i++) {
                assertThat(got.get(i).isPresent()).isEqualTo(expected.get(i).isPresent());
                assertThat(got.get(i).orElse(new float[0]))
                        .isEqualTo(expected.get(i).orElse(new float[0]));
            }
            assertThat(got.get(6)).isEmpty();
        }
    }

    @Test
    void the_end_of_a_long_text_counts_too() throws Exception {
        try (var meaning = OnnxMeaning.open(SmallMeaning.in(folder, GROUPS))) {
            var half = "算".repeat(510);
            assertThat(alike(meaning, half + "款".repeat(510), "欠款")).isCloseTo(Math.sqrt(0.5), within(0.01));
            assertThat(alike(meaning, half, "欠款")).isLessThan(0.01);
        }
    }

    @Test
    void a_folder_without_a_model_and_a_file_that_is_none_are_refused_in_words() throws Exception {
        assertThatThrownBy(() -> OnnxMeaning.open(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("model.onnx");
        SmallMeaning.in(folder, GROUPS);
        Files.writeString(folder.resolve("model.onnx"), "nothing");
        assertThatThrownBy(() -> OnnxMeaning.open(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be used");
    }

    /** bge-small-zh-v1.5, quantised, from the jar that brings it. */
    @Test
    void the_model_that_ships_puts_what_is_asked_beside_what_answers_it() {
        try (var meaning = ShippedMeaning.find().orElseThrow()) {
            assertThat(alike(meaning, "客户一直不给我们结账怎么办", "拖欠中小企业账款的投诉"))
                    .isGreaterThan(alike(meaning, "客户一直不给我们结账怎么办", "生成式人工智能服务备案"));
            assertThat(alike(meaning, "GDPR", "OpenAI")).isLessThan(0.99);
            assertThat(meaning.of("算力券").orElseThrow()).hasSize(512);
            meaning.close();
            assertThat(meaning.of("算力券")).as("after the end").isEmpty();
        }
    }
}
