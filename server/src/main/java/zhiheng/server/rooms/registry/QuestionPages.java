package zhiheng.server.rooms.registry;

import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.registry.AiSystem;
import zhiheng.packs.Fact;
import zhiheng.packs.Finding;
import zhiheng.packs.PackException;
import zhiheng.server.ground.page.Cited;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Lexicon;
import zhiheng.server.ground.page.Now;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Visit;

/** The questionnaire: the open facts that decide most first, a few at a time; any of them may be left. */
public final class QuestionPages {
    /** More than this on one page is a wall, not a question. */
    private static final int GROUP = 4;

    private static final int CITED = 4;
    private final Site site;
    private final Desk desk;

    public QuestionPages(Site site, Desk desk) {
        this.site = site;
        this.desk = desk;
    }

    public void mount(Router router) {
        desk.get(router, "/systems/:id/questions", this::ask);
        desk.post(router, "/systems/:id/questions", this::answer);
    }

    private Reply ask(Visit visit) {
        var system = site.office().registry().system(visit.actor(), visit.in("id"));
        var edit = visit.query("edit");
        var known = site.library().facts().stream().anyMatch(f -> f.id().equals(edit));
        var view =
                view(visit, system, known ? List.of(edit) : List.of(), skipped(visit.query("skipped")), Map.of(), null);
        return desk.page(visit, "systems", "rooms/registry/questions", Map.of("p", view));
    }

    private static Set<String> skipped(String list) {
        var result = new LinkedHashSet<String>();
        for (var id : list.split(",")) {
            if (id.matches("[a-z0-9_]{1,80}")) {
                result.add(id);
            }
        }
        return result;
    }

    private Reply answer(Visit visit) {
        var id = visit.in("id");
        var asked = visit.typedAll("asked").stream().distinct().toList();
        var answers = new LinkedHashMap<String, Answers.Given>();
        for (var fact : asked) {
            answers.put(fact, Answers.read(visit, fact(fact)));
        }
        long bad = answers.values().stream().filter(a -> a.error() != null).count();
        if (bad > 0) {
            return again(visit, asked, answers, visit.words.t("answers.wrong", bad));
        }
        var before = site.office().registry().system(visit.actor(), id);
        var changed = new LinkedHashMap<String, @Nullable Object>();
        answers.forEach((fact, given) -> {
            if (!Objects.equals(given.value(), before.facts().get(fact))) {
                changed.put(fact, given.value());
            }
        });
        if (!changed.isEmpty()) {
            try {
                site.office().registry().setFacts(visit.actor(), id, visit.version(), changed);
            } catch (Refusal e) {
                if (e.kind() != Refusal.Kind.CONFLICT && e.kind() != Refusal.Kind.INVALID) {
                    throw e;
                }
                return e.kind() == Refusal.Kind.CONFLICT
                        ? stale(visit, asked, answers)
                        : again(visit, asked, answers, visit.words.t(e.text()));
            }
            visit.tell(visit.words.t("answers.saved", changed.size()));
        }
        if (!visit.typed("editing").isEmpty() || visit.typed("then").equals("dossier")) {
            return new Reply.Go("/systems/" + id + (changed.isEmpty() ? "" : "#changed"));
        }
        var skipped = skipped(visit.typed("skipped"));
        answers.forEach((fact, given) -> {
            if (given.value() == null) {
                skipped.add(fact);
            }
        });
        return new Reply.Go(
                "/systems/" + id + "/questions" + (skipped.isEmpty() ? "" : "?skipped=" + String.join(",", skipped)));
    }

    private Fact fact(String id) {
        try {
            return site.library().fact(id);
        } catch (PackException e) {
            throw Refusal.invalid(
                    "没有这个问题：" + id + "。请刷新页面后重试。",
                    "There is no such question: " + id + ". Reload the page and try again.");
        }
    }

    /** The same questions with what was typed and what was answered meanwhile; sent again they stand on that. */
    private Reply stale(Visit visit, List<String> asked, Map<String, Answers.Given> answers) {
        var system = site.office().registry().system(visit.actor(), visit.in("id"));
        var lexicon = site.lexicon(visit);
        var now = asked.stream()
                .filter(id -> !Objects.equals(
                        system.facts().get(id),
                        Objects.requireNonNull(answers.get(id)).value()))
                .map(id -> new Now(
                        lexicon.question(id), lexicon.answer(id, system.facts().get(id))))
                .toList();
        return desk.conflict(
                visit,
                "systems",
                "rooms/registry/questions",
                Map.of("p", view(visit, system, asked, skipped(visit.typed("skipped")), answers, now)));
    }

    /** The same questions with what was typed. */
    private Reply again(Visit visit, List<String> asked, Map<String, Answers.Given> answers, String text) {
        var system = site.office().registry().system(visit.actor(), visit.in("id"));
        return desk.wrong(
                visit,
                "systems",
                "rooms/registry/questions",
                Map.of("p", view(visit, system, asked, skipped(visit.typed("skipped")), answers, null)),
                text);
    }

    private Questions view(
            Visit visit,
            AiSystem system,
            List<String> chosen,
            Set<String> skipped,
            Map<String, Answers.Given> typed,
            @Nullable List<Now> now) {
        var lexicon = site.lexicon(visit);
        var open = site.office()
                .registry()
                .finding(visit.actor(), system.id(), site.office().days())
                .open();
        var decides = new LinkedHashMap<String, List<String>>();
        open.forEach(o -> decides.put(o.fact(), o.decides()));
        var group = chosen.isEmpty()
                ? open.stream()
                        .map(Finding.Open::fact)
                        .filter(f -> !skipped.contains(f))
                        .limit(GROUP)
                        .toList()
                : chosen;
        var questions = group.stream()
                .map(id -> question(
                        lexicon,
                        fact(id),
                        decides.getOrDefault(id, List.of()),
                        typed.getOrDefault(id, new Answers.Given(system.facts().get(id), "", null))))
                .toList();
        var href = "/systems/" + system.id();
        var answers = site.library().facts().stream()
                .filter(f -> system.facts().containsKey(f.id()))
                .map(f -> new Questions.Answer(
                        lexicon.words.t(f.question()),
                        lexicon.answer(f.id(), system.facts().get(f.id())),
                        href + "/questions?edit=" + f.id()))
                .toList();
        boolean editing = !chosen.isEmpty()
                && (!visit.typed("editing").isEmpty() || !visit.query("edit").isEmpty());
        return new Questions(
                href,
                system.name(),
                typed.isEmpty() || now != null ? Long.toString(system.version()) : visit.typed("version"),
                system.facts().size(),
                open.size(),
                String.join(",", skipped),
                editing,
                questions,
                answers,
                now);
    }

    private static Questions.Question question(Lexicon lexicon, Fact fact, List<String> decides, Answers.Given given) {
        var cited = new ArrayList<Cited>();
        for (var rule : decides) {
            var provision = lexicon.cited(rule);
            if (provision != null && cited.stream().noneMatch(c -> c.article().equals(provision.article()))) {
                cited.add(provision);
            }
        }
        return new Questions.Question(
                fact.id(),
                fact.type().name(),
                lexicon.words.t(fact.question()),
                lexicon.words.t(fact.help()),
                Answers.options(lexicon.words, fact, given.value()),
                given.typed().isEmpty() ? Answers.typed(given.value()) : given.typed(),
                given.value() instanceof List<?> list && list.isEmpty(),
                cited.stream().limit(CITED).toList(),
                Math.max(0, cited.size() - CITED),
                given.error());
    }
}
