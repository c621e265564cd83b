package zhiheng.server.rooms.dossier;

import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import zhiheng.base.Refusal;
import zhiheng.office.dossier.Dossier;
import zhiheng.office.duties.Evidence;
import zhiheng.office.duties.TrackedDuty;
import zhiheng.packs.Crosswalk;
import zhiheng.packs.Pack;
import zhiheng.packs.SideBySide;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;

/** What is left for a second jurisdiction when a system has met the first, and what evidence it has that serves twice. */
final class BesidePage {
    private static final BesideView.Choice NONE = new BesideView.Choice("", "");
    private final Site site;
    private final Desk desk;
    private final Supplier<Crosswalk> crosswalk;

    BesidePage(Site site, Desk desk, Supplier<Crosswalk> crosswalk) {
        this.site = site;
        this.desk = desk;
        this.crosswalk = crosswalk;
    }

    void mount(Router router) {
        desk.get(
                router,
                "/systems/:id/beside",
                visit -> desk.page(visit, "systems", "rooms/dossier/beside", Map.of("p", view(visit))));
    }

    private BesideView view(Visit visit) {
        var dossier = site.office()
                .dossiers()
                .of(visit.actor(), visit.in("id"), site.office().days());
        var places = places(visit, dossier);
        var choices = places.entrySet().stream()
                .map(place -> new BesideView.Choice(place.getKey(), place.getValue()))
                .toList();
        var first = chosen(choices, visit.query("first"), 0);
        var second = chosen(choices, visit.query("second"), first.equals(pick(choices, 1)) ? 0 : 1);
        var beside = first.equals(second)
                ? new SideBySide(List.of())
                : SideBySide.of(crosswalk.get(), ends(dossier, first), ends(dossier, second));
        return new BesideView(
                "/systems/" + dossier.system().id(),
                dossier.system().name(),
                dossier.asOf().toString(),
                choices,
                first,
                second,
                Arrays.stream(SideBySide.Standing.values())
                        .map(s -> new BesideView.Count(beside.count(s), state(visit, s)))
                        .toList(),
                beside.rows().stream().map(row -> row(visit, dossier, row)).toList(),
                twice(visit, dossier));
    }

    /** The jurisdictions whose packs ask something of the system, in the order of the packs. */
    private Map<String, String> places(Visit visit, Dossier dossier) {
        var lexicon = site.lexicon(visit);
        var result = new LinkedHashMap<String, String>();
        for (var pack : site.library().packs()) {
            if (dossier.duties().stream().anyMatch(d -> d.duty().pack().equals(pack.id()))) {
                result.putIfAbsent(pack.jurisdiction(), lexicon.jurisdiction(pack));
            }
        }
        return result;
    }

    private static BesideView.Choice chosen(List<BesideView.Choice> choices, String code, int otherwise) {
        if (code.isEmpty()) {
            return pick(choices, otherwise);
        }
        return choices.stream()
                .filter(c -> c.code().equals(code))
                .findFirst()
                .orElseThrow(
                        () -> Refusal.invalid("该系统在“" + code + "”没有义务。", "The system owes nothing in '" + code + "'."));
    }

    private static BesideView.Choice pick(List<BesideView.Choice> choices, int place) {
        return place < choices.size() ? choices.get(place) : choices.isEmpty() ? NONE : choices.getFirst();
    }

    private List<Crosswalk.End> ends(Dossier dossier, BesideView.Choice place) {
        var packs = site.library().packs().stream()
                .filter(pack -> pack.jurisdiction().equals(place.code()))
                .map(Pack::id)
                .collect(Collectors.toSet());
        return dossier.duties().stream()
                .map(TrackedDuty::duty)
                .filter(duty -> packs.contains(duty.pack()))
                .map(Crosswalk::end)
                .toList();
    }

    private BesideView.Row row(Visit visit, Dossier dossier, SideBySide.Row row) {
        return new BesideView.Row(
                duty(visit, dossier, row.duty()),
                state(visit, row.standing()),
                row.by().stream()
                        .map(line -> line(visit, dossier, line, line.to().same(row.duty()) ? line.from() : line.to()))
                        .toList(),
                row.none().stream()
                        .map(absence -> visit.words.t(absence.why()))
                        .distinct()
                        .toList());
    }

    private BesideView.Line line(Visit visit, Dossier dossier, Crosswalk.Line line, Crosswalk.End other) {
        var atHand = dossier.duties().stream()
                .filter(d -> Crosswalk.end(d.duty()).same(other))
                .flatMap(d -> d.evidence().stream().filter(e -> counts(dossier, d, e)))
                .map(BesidePage::proof)
                .toList();
        return new BesideView.Line(
                duty(visit, dossier, other), visit.words.t(line.is().label()), visit.words.t(line.why()), atHand);
    }

    /** Each piece of evidence that stands, where a line of the crosswalk leads from its duty to another that this system owes. */
    private List<BesideView.Twice> twice(Visit visit, Dossier dossier) {
        var owed = dossier.duties().stream().map(d -> Crosswalk.end(d.duty())).toList();
        var result = new ArrayList<BesideView.Twice>();
        for (var tracked : dossier.duties()) {
            var proofs = tracked.evidence().stream()
                    .filter(e -> counts(dossier, tracked, e))
                    .map(BesidePage::proof)
                    .toList();
            if (!proofs.isEmpty()) {
                var end = Crosswalk.end(tracked.duty());
                var serves = SideBySide.of(crosswalk.get(), List.of(end), owed).rows().stream()
                        .filter(row -> !row.servedBy().isEmpty())
                        .map(row -> new BesideView.Line(
                                duty(visit, dossier, row.duty()),
                                visit.words.t(row.standing().label()),
                                visit.words.t(row.by().getFirst().why()),
                                List.of()))
                        .toList();
                if (!serves.isEmpty()) {
                    proofs.forEach(e -> result.add(new BesideView.Twice(e, duty(visit, dossier, end), serves)));
                }
            }
        }
        return List.copyOf(result);
    }

    private static boolean counts(Dossier dossier, TrackedDuty duty, Evidence evidence) {
        var expires = evidence.expires();
        return evidence.withdrawn() == null
                && !evidence.erased()
                && (expires == null || !expires.isBefore(dossier.today(duty)));
    }

    private static BesideView.Proof proof(Evidence e) {
        return new BesideView.Proof(e.title(), e.link() == null ? "/evidence/" + e.id() : Chapters.safe(e.link()));
    }

    private static BesideView.Duty duty(Visit visit, Dossier dossier, Crosswalk.End end) {
        return new BesideView.Duty(
                "/systems/" + dossier.system().id() + "/duties/" + end.id(),
                end.id(),
                visit.words.t(end.title()),
                visit.words.t(end.evidence()));
    }

    private static State state(Visit visit, SideBySide.Standing standing) {
        var tone = switch (standing) {
            case SERVED -> "met";
            case IN_PART -> "doing";
            case CONFLICT -> "gap";
            case LEFT -> "open";
        };
        return new State(tone, visit.words.t(standing.label()));
    }
}
