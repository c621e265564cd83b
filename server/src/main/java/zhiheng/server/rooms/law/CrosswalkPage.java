package zhiheng.server.rooms.law;

import io.vertx.ext.web.Router;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import zhiheng.packs.Crosswalk;
import zhiheng.packs.Pack;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.ground.page.Words;

/** What evidence serves twice: the crosswalk between laws, with its reasons. */
final class CrosswalkPage {
    private final Site site;
    private final Desk desk;
    private final Supplier<Crosswalk> crosswalk;

    CrosswalkPage(Site site, Desk desk, Supplier<Crosswalk> crosswalk) {
        this.site = site;
        this.desk = desk;
        this.crosswalk = crosswalk;
    }

    void mount(Router router) {
        desk.get(
                router,
                "/crosswalk",
                visit -> desk.page(visit, "packs", "rooms/law/crosswalk", Map.of("p", view(visit))));
    }

    private CrosswalkView view(Visit visit) {
        var words = visit.words;
        var names = site.library().packs().stream().collect(Collectors.toMap(Pack::id, p -> words.t(p.name())));
        var lines = crosswalk.get();
        var pairs = lines.lines().stream()
                .collect(Collectors.groupingBy(
                        line -> names.get(line.from().pack()) + " → "
                                + names.get(line.to().pack()),
                        LinkedHashMap::new,
                        Collectors.mapping(line -> line(words, line), Collectors.toList())));
        return new CrosswalkView(
                pairs.entrySet().stream()
                        .map(pair -> new CrosswalkView.Pair(pair.getKey(), List.copyOf(pair.getValue())))
                        .toList(),
                none(words, names, lines));
    }

    /** Grouped by the pack of the duty and the reason. */
    private static List<CrosswalkView.None> none(Words words, Map<String, String> names, Crosswalk crosswalk) {
        var groups = crosswalk.absences().stream()
                .collect(Collectors.groupingBy(
                        absence -> List.of(absence.duty().pack(), words.t(absence.why())),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return groups.entrySet().stream()
                .map(group -> new CrosswalkView.None(
                        names.getOrDefault(
                                group.getKey().getFirst(), group.getKey().getFirst()),
                        group.getValue().stream()
                                .map(absence -> names.get(absence.in()))
                                .distinct()
                                .toList(),
                        group.getValue().stream()
                                .map(absence -> duty(words, absence.duty()))
                                .distinct()
                                .toList(),
                        group.getKey().getLast()))
                .toList();
    }

    private static CrosswalkView.Line line(Words words, Crosswalk.Line line) {
        return new CrosswalkView.Line(
                duty(words, line.from()), words.t(line.is().label()), duty(words, line.to()), words.t(line.why()));
    }

    private static CrosswalkView.Duty duty(Words words, Crosswalk.End end) {
        return new CrosswalkView.Duty("/packs/" + end.pack(), end.id(), words.t(end.title()), words.t(end.evidence()));
    }
}
