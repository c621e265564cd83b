package zhiheng.gateway.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TermListTest {
    private static Inspection of(String... terms) {
        var settings =
                new InspectorSettings(Map.of("t", TermList.of(List.of(terms))), Set.of(), LinkRules.NONE, Map.of());
        return Seen.inspection(settings, Map.of(), "terms:t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "有敏感词汇在",
                "有敏 感 词 汇在",
                "有敏*感*词*汇在",
                "有敏\u200B感\u2060词\uFEFF汇在",
                "有敏-感_词·汇在",
                "FORBIDDEN word",
                "forbiddеn wоrd",
                "ｆｏｒｂｉｄｄｅｎ　ｗｏｒｄ",
                "f.o.r.b.i.d.d.e.n.w.o.r.d",
                "fórbiddén-word",
                "𝐟𝐨𝐫𝐛𝐢𝐝𝐝𝐞𝐧 word"
            })
    void a_term_is_found_in_disguise(String text) {
        assertThat(Seen.kinds(of("敏感词汇", "Forbidden word"), text)).containsExactly("term.t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "这很敏感，词汇却少",
                "敏感。词汇",
                "敏感 的 词汇",
                "unforbidden word",
                "forbidden words",
                "敏感     词汇",
                "for bidden wo rd"
            })
    void what_only_looks_like_a_term_is_not_found(String text) {
        assertThat(Seen.kinds(of("敏感词汇", "Forbidden word"), text)).isEmpty();
    }

    /** Against a search that tries every term at every place. */
    @Property(tries = 200)
    void finds_what_a_slow_search_finds(@ForAll long seed) {
        var random = new Random(seed);
        var terms = new TreeSet<String>();
        for (int i = 0; i < 12; i++) {
            terms.add(word(random, 1 + random.nextInt(5)));
        }
        var text = word(random, 60);
        var slow = new TreeSet<String>();
        for (var term : terms) {
            for (int at = text.indexOf(term); at >= 0; at = text.indexOf(term, at + 1)) {
                slow.add(at + "-" + (at + term.length()));
            }
        }
        var found = new ArrayList<Found>();
        var window = new Window(text.length());
        window.append(text, 0, text.length());
        window.end();
        TermScanner.of(TermList.of(terms), "t").advance(window, found);
        var quick = new TreeSet<String>();
        found.forEach(f -> quick.add(f.start() + "-" + f.end()));
        assertThat(quick).isEqualTo(slow);
    }

    private static String word(Random random, int length) {
        var out = new StringBuilder();
        for (int i = 0; i < length; i++) {
            out.append("甲乙丙".charAt(random.nextInt(3)));
        }
        return out.toString();
    }

    @Test
    void fifty_thousand_terms_fit_in_little_memory_and_all_are_found() {
        var random = new Random(7);
        var terms = new TreeSet<String>();
        while (terms.size() < 50_000) {
            var term = new StringBuilder();
            for (int i = 2 + random.nextInt(6); i > 0; i--) {
                term.append((char) (0x4E00 + random.nextInt(3000)));
            }
            terms.add(term.toString());
        }
        var list = TermList.of(terms);
        assertThat(list.size()).isEqualTo(50_000);
        assertThat(list.bytes()).isLessThan(20_000_000);
        var settings = new InspectorSettings(Map.of("t", list), Set.of(), LinkRules.NONE, Map.of());
        var inspection = Seen.inspection(settings, Map.of(), "terms:t");
        for (var term : terms) {
            if (term.hashCode() % 100 == 0) {
                assertThat(Seen.words(inspection, "。" + term + "。")).contains(term);
            }
        }
    }

    @Test
    void a_term_without_letters_or_too_long_is_refused_by_name() {
        assertThatThrownBy(() -> of("!!!")).hasMessageContaining("!!!");
        assertThatThrownBy(() -> of("长".repeat(129))).hasMessageContaining("1 to 128");
    }
}
