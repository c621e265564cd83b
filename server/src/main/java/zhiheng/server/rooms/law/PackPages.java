package zhiheng.server.rooms.law;

import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import zhiheng.base.Text;
import zhiheng.packs.Certainty;
import zhiheng.packs.Pack;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Lexicon;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.ground.page.Words;

/** The law as Zhiheng reads it: packs, their stages, their rules. */
public final class PackPages {
    private final Site site;
    private final Desk desk;
    private final PackHistory history;

    PackPages(Site site, Desk desk, PackHistory history) {
        this.site = site;
        this.desk = desk;
        this.history = history;
    }

    public void mount(Router router) {
        desk.get(
                router,
                "/packs",
                visit -> desk.page(
                        visit,
                        "packs",
                        "rooms/law/packs",
                        Map.of(
                                "packs",
                                site.library().packs().stream()
                                        .map(p -> view(visit, p, "", p.rules()))
                                        .toList())));
        desk.get(router, "/packs/:pack", visit -> show(visit, ""));
        desk.get(router, "/packs/:pack/:stage", visit -> show(visit, visit.in("stage")));
    }

    private Reply show(Visit visit, String stageId) {
        var pack = site.library().packs().stream()
                .filter(p -> p.id().equals(visit.in("pack")))
                .findFirst();
        if (pack.isEmpty()) {
            return desk.notFound(visit);
        }
        var rules = pack.get().rules().stream()
                .filter(r -> r.stage().equals(stageId))
                .toList();
        if (!stageId.isEmpty() && pack.get().stages().stream().noneMatch(s -> s.id().equals(stageId))) {
            return desk.notFound(visit);
        }
        return desk.page(
                visit,
                "packs",
                "rooms/law/pack",
                Map.of(
                        "p",
                        view(visit, pack.get(), stageId, rules),
                        "history",
                        stageId.isEmpty()
                                ? history.of(
                                        pack.get(),
                                        visit.words,
                                        site.office().days().of(pack.get().id()))
                                : List.of()));
    }

    private PackView view(Visit visit, Pack pack, String stageId, List<Pack.Rule> rules) {
        var words = visit.words;
        var lexicon = site.lexicon(visit);
        var stages = pack.stages().stream()
                .map(s -> new PackView.Stage(
                        "/packs/" + pack.id() + "/" + s.id(),
                        words.t(s.name()),
                        (int) pack.rules().stream()
                                .filter(r -> r.stage().equals(s.id()))
                                .count(),
                        s.id().equals(stageId)))
                .toList();
        return new PackView(
                pack.id(),
                words.t(pack.name()),
                other(words, pack.name()),
                words.t(pack.issuer()),
                pack.number(),
                lexicon.jurisdiction(pack),
                pack.version(),
                pack.source().toString(),
                pack.dates().entrySet().stream()
                        .map(e -> new PackView.Named(
                                PackHistory.name(words, e.getKey()),
                                e.getValue().toString()))
                        .toList(),
                pack.tiers().stream().map(t -> lexicon.tier(pack.id(), t.id())).toList(),
                stages,
                pack.confidence().entrySet().stream()
                        .map(e -> new PackView.Letter(
                                e.getKey(),
                                words.t(e.getValue()),
                                words.t(Certainty.of(e.getKey()).may())))
                        .toList(),
                pack.rules().size(),
                pack.read(),
                pack.stages().stream()
                        .filter(s -> s.id().equals(stageId))
                        .map(s -> words.t(s.name()))
                        .findFirst()
                        .orElse(""),
                rules.stream().map(r -> rule(lexicon, pack, r)).toList());
    }

    private static String other(Words words, Text text) {
        return words.language().equals("zh") ? text.en() : text.zh();
    }

    private static String read(Words words, Pack pack, Pack.Rule rule) {
        var read = rule.read();
        var source = read == null ? null : pack.source(read);
        return read == null || source == null
                ? words.t("rule.unread")
                : words.t("rule.read", read.date().toString(), words.t(source.name()));
    }

    private static PackView.Rule rule(Lexicon lexicon, Pack pack, Pack.Rule rule) {
        var words = lexicon.words;
        return new PackView.Rule(
                rule.id(),
                lexicon.article(rule.article()),
                rule.ref(),
                words.t(rule.text()),
                other(words, rule.text()),
                words.t("yields." + (rule.yields().isEmpty() ? "none" : rule.yields())),
                rule.from().toString(),
                rule.to() == null ? "" : rule.to().toString(),
                rule.confidence(),
                lexicon.meaning(pack.id(), rule.confidence()),
                read(words, pack, rule),
                rule.when(),
                rule.unless() == null ? "" : rule.unless());
    }
}
