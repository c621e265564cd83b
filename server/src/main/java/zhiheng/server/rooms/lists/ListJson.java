package zhiheng.server.rooms.lists;

import static zhiheng.server.ground.http.JsonOut.map;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.office.lists.ActList;
import zhiheng.office.lists.ListCheck;

/** Lists and checks as JSON, a stable contract. */
final class ListJson {
    private ListJson() {}

    static Map<String, Object> list(ActList list) {
        return map(
                "id", list.id(),
                "kind", word(list.kind()),
                "pack", list.pack().id(),
                "edition", list.pack().version(),
                "title", text(list.title()),
                "about", text(list.about()),
                "otherwise", text(list.otherwise()),
                "items", list.whole() ? null : list.items(),
                "entries", list.entries().stream().map(ListJson::entry).toList());
    }

    private static Map<String, Object> entry(ActList.Entry e) {
        return map(
                "id", e.id(),
                "answer", e.answer().word(),
                "text", text(e.rule().text()),
                "article", e.rule().article(),
                "confidence", e.rule().confidence(),
                "authority", maybe(e.authority()),
                "materials",
                        e.materials().isEmpty()
                                ? null
                                : e.materials().stream().map(ListJson::text).toList(),
                "limit", maybe(e.limit()),
                "fee", maybe(e.fee()),
                "appeal", maybe(e.appeal()));
    }

    static Map<String, Object> check(ListCheck check) {
        var answer = check.answer();
        return map(
                "list", check.list().id(),
                "asOf", check.asOf(),
                "verdict", word(check.verdict()),
                "answer", answer == null ? null : answer.word(),
                "hits", check.hits().stream().map(ListJson::hit).toList(),
                "open",
                        check.open().stream()
                                .map(o -> map(
                                        "entry",
                                        o.entry().id(),
                                        "answer",
                                        o.entry().answer().word(),
                                        "missing",
                                        o.missing()))
                                .toList(),
                "otherwise", text(check.list().otherwise()));
    }

    private static Map<String, Object> hit(ListCheck.Hit hit) {
        var entry = entry(hit.entry());
        entry.put(
                "because",
                hit.because().stream()
                        .map(b -> map("fact", b.fact(), "value", b.value()))
                        .toList());
        return entry;
    }

    static Map<String, Object> act(ListAct act, List<ListAct.Prior> deliberations) {
        return map(
                "id", act.id(),
                "org", act.org(),
                "list", act.list(),
                "edition", act.edition(),
                "title", act.title(),
                "day", act.day(),
                "facts", act.facts(),
                "verdict", act.verdict().toLowerCase(Locale.ROOT).replace('_', '-'),
                "entries", act.entries(),
                "prior", act.prior().isEmpty() ? null : act.prior(),
                "deliberations", deliberations.stream().map(ListJson::prior).toList(),
                "state", word(act.state()),
                "words", act.words(),
                "decider", act.decider().isEmpty() ? null : act.decider(),
                "version", act.version(),
                "time", act.time());
    }

    static Map<String, Object> prior(ListAct.Prior p) {
        return map(
                "id", p.id(),
                "about", p.about().isEmpty() ? null : p.about(),
                "outcome", word(p.outcome()),
                "title", p.title(),
                "words", p.words(),
                "time", p.time());
    }

    private static @Nullable Map<String, Object> maybe(@Nullable Text text) {
        return text == null ? null : text(text);
    }

    private static Map<String, Object> text(Text text) {
        return map("zh", text.zh(), "en", text.en());
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
