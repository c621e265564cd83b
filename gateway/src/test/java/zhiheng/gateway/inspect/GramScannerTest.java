package zhiheng.gateway.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

class GramScannerTest {
    /** Up to two blocks are scored as one. */
    @Property(tries = 300)
    void scores_a_text_as_the_model_was_trained_to_cut_it(
            @ForAll @StringLength(min = 1, max = 96) @CharRange(from = ' ', to = '~') @CharRange(from = '一', to = '万')
                    String text) {
        var model = GramModel.shipped();
        var sum = new long[2];
        var grams = new Grams(slot -> {
            sum[0] += model.weights()[slot];
            sum[1]++;
        });
        Normal.folded(text).chars().forEach(c -> grams.take((char) c));
        grams.endOfWord();
        var highest = GramScanner.highest(model, text);
        assertThat(Math.max(highest.latin(), highest.chinese())).isEqualTo(model.score(sum[0], (int) sum[1]));
    }
}
