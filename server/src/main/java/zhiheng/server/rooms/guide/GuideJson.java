package zhiheng.server.rooms.guide;

import static zhiheng.server.ground.http.JsonOut.map;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.office.policy.Guide;
import zhiheng.office.policy.GuideChange;
import zhiheng.office.policy.Measure;

/** A guide as JSON, a stable contract. */
final class GuideJson {
    private GuideJson() {}

    static Map<String, Object> of(String name, Guide guide, Map<String, GuideChange> changes) {
        return map(
                "name", name,
                "asOf", guide.asOf(),
                "measures",
                        guide.lines().stream()
                                .map(l -> line(l, changes.get(l.measure().id())))
                                .toList(),
                "gone",
                        changes.entrySet().stream()
                                .filter(c -> c.getValue().kind() == GuideChange.Kind.GONE)
                                .map(Map.Entry::getKey)
                                .toList(),
                "asks",
                        guide.asks().stream()
                                .map(o -> map("fact", o.fact(), "question", text(o.question()), "decides", o.decides()))
                                .toList());
    }

    private static Map<String, Object> line(Guide.Line l, @Nullable GuideChange change) {
        var m = l.measure();
        var timing = m.timing();
        return map(
                "id", m.id(),
                "pack", m.pack().id(),
                "kind", word(m.kind()),
                "verdict", word(l.verdict()),
                "title", text(m.title()),
                "text", text(m.rule().text()),
                "article", m.rule().article(),
                "confidence", m.rule().confidence(),
                "meaning", text(m.meaning()),
                "source", m.source().toString(),
                "acts", text(m.acts()),
                "applies", word(m.applies()),
                "steps", m.steps().stream().map(GuideJson::text).toList(),
                "documents", m.documents().stream().map(GuideJson::text).toList(),
                "contact", text(m.contact()),
                "timing", timing == null ? null : text(timing),
                "from", l.from(),
                "until", m.rule().to(),
                "because",
                        l.because().stream()
                                .map(b -> map("fact", b.fact(), "value", b.value()))
                                .toList(),
                "missing", l.missing(),
                "opens",
                        l.opens().stream()
                                .map(o -> map("fact", o.fact(), "from", o.from(), "to", o.to()))
                                .toList(),
                "deadlines", l.dues().stream().map(GuideJson::due).toList(),
                "change", change == null ? null : change(change));
    }

    private static Map<String, Object> change(GuideChange change) {
        return map(
                "kind",
                word(change.kind()).replace('_', '-'),
                "because",
                change.because().stream()
                        .map(a -> map("fact", a.fact(), "was", a.was(), "is", a.is()))
                        .toList(),
                "ended",
                change.ended());
    }

    private static Map<String, Object> due(Guide.Due due) {
        return map(
                "id", due.clock().id(),
                "name", text(due.clock().name()),
                "fact", due.clock().fact(),
                "within", due.clock().within().toString(),
                "started", due.started(),
                "day", due.day(),
                "latest", due.latest(),
                "unpublished", due.unpublished() == 0 ? null : due.unpublished());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> text(Text text) {
        return map("zh", text.zh(), "en", text.en());
    }

    static Map<String, Object> measure(Measure m) {
        return map(
                "id", m.id(),
                "pack", m.pack().id(),
                "kind", word(m.kind()),
                "title", text(m.title()),
                "article", m.rule().article(),
                "when", m.rule().when(),
                "from", m.rule().from(),
                "until", m.rule().to(),
                "confidence", m.rule().confidence(),
                "source", m.source().toString());
    }
}
