package zhiheng.server.rooms.policies;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.office.policy.Measure;
import zhiheng.server.ground.meaning.Meaning;
import zhiheng.server.ground.meaning.Vectors;
import zhiheng.server.ground.meaning.WordsThenMeaning;

/** Measures by what somebody types: those with its words first, then those near it in meaning, told apart. */
final class PolicySearch {
    private static final int MOST_NEAR = 10;
    private static final double NEAR = 0.5;

    private final WordsThenMeaning<Measure> search;

    PolicySearch(List<Measure> measures, @Nullable Meaning meaning, Vectors kept) {
        search = new WordsThenMeaning<>(
                measures.stream().map(PolicySearch::entry).toList(), meaning, kept, NEAR);
    }

    /** A measure found; {@code near} is its cosine where it was found by meaning alone, else 0. */
    record Hit(Measure measure, double near) {}

    private static WordsThenMeaning.Entry<Measure> entry(Measure m) {
        return new WordsThenMeaning.Entry<>(
                m,
                texts(m),
                List.of(
                        m.title().zh() + "。" + m.rule().text().zh(),
                        m.title().en() + ". " + m.rule().text().en()));
    }

    private static List<String> texts(Measure m) {
        var texts = new ArrayList<String>();
        // the title counts twice: who types it wants this measure
        for (var text : List.of(
                m.title(),
                m.title(),
                m.rule().text(),
                m.acts(),
                m.contact(),
                m.pack().name())) {
            add(texts, text);
        }
        m.steps().forEach(step -> add(texts, step));
        m.documents().forEach(document -> add(texts, document));
        texts.add(m.id());
        texts.add(m.rule().article());
        return texts;
    }

    private static void add(List<String> texts, Text text) {
        texts.add(text.zh());
        texts.add(text.en());
    }

    /** Whether there is a model, and whether its vectors are made. */
    boolean byMeaning() {
        return search.byMeaning();
    }

    List<Hit> find(String query) {
        return search.find(query, MOST_NEAR).stream()
                .map(hit -> new Hit(hit.thing(), hit.near()))
                .toList();
    }
}
