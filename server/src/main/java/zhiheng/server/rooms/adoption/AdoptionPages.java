package zhiheng.server.rooms.adoption;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.jobs.Edition;
import zhiheng.office.jobs.Outcome;
import zhiheng.packs.Fact;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;

/** Records of use at work: a list with what they come to, the published counts, and files of both. */
final class AdoptionPages {
    static final String PATH = "/adoption";
    private static final String TEMPLATE = "rooms/adoption/adoption";
    private static final int ROWS = 50;
    /** What stands in the place of a hidden number. */
    private static final String HIDDEN = "·";

    private final Site site;
    private final Desk desk;
    private final AdoptionDesk adoption;

    AdoptionPages(Site site, Desk desk, AdoptionDesk adoption) {
        this.site = site;
        this.desk = desk;
        this.adoption = adoption;
    }

    void mount(Router router) {
        desk.get(router, PATH, visit -> desk.page(visit, "adoption", TEMPLATE, Map.of("p", view(visit, Form.EMPTY))));
        desk.post(
                router,
                PATH,
                visit -> did(visit, "task", () -> {
                    var made = adoption.record(visit.actor(), AdoptionForm.said(visit), List.of());
                    return PATH + "/" + made.id();
                }));
        desk.post(
                router,
                "/adoption-editions",
                visit -> did(visit, "edition", () -> {
                    adoption.publish(visit.actor());
                    return PATH;
                }));
        desk.get(router, "/adoption.csv", this::records);
        desk.get(router, "/adoption-edition.csv", this::edition);
    }

    private Reply did(Visit visit, String field, java.util.function.Supplier<String> deed) {
        try {
            var to = deed.get();
            visit.tell(visit.words.t("adoption.done"));
            return new Reply.Go(to);
        } catch (Refusal e) {
            if (e.kind() == Refusal.Kind.FORBIDDEN || e.kind() == Refusal.Kind.NOT_FOUND) {
                throw e;
            }
            var said = visit.words.t(e.text());
            var view = Map.<String, Object>of("p", view(visit, visit.form(Map.of(field, said))));
            return e.kind() == Refusal.Kind.CONFLICT
                    ? desk.stale(visit, "adoption", TEMPLATE, view, said)
                    : desk.wrong(visit, "adoption", TEMPLATE, view, said);
        }
    }

    private AdoptionView view(Visit visit, Form form) {
        var actor = visit.actor();
        var words = visit.words;
        var after = visit.query("after").replaceAll("[^0-9A-Za-z-]", "");
        var found = adoption.list(actor, after.isEmpty() ? null : after, ROWS);
        var names = adoption.names();
        var systems = adoption.systems(actor);
        return new AdoptionView(
                found.stream()
                        .map(a -> new AdoptionView.Row(
                                PATH + "/" + a.id(),
                                adoption.systemName(actor, a.system()).orElse(a.system()),
                                a.task(),
                                names.getOrDefault(a.org(), a.org()),
                                a.starts().toString(),
                                told(visit, a)))
                        .toList(),
                found.size() < ROWS ? null : PATH + "?after=" + found.getLast().id(),
                own(visit),
                adoption.latest().map(p -> published(visit, p)).orElse(null),
                adoption.publishes(actor) && actor.role().mayChange(),
                actor.role().mayChange() && !systems.isEmpty(),
                AdoptionForm.fields(
                        visit,
                        systems.stream()
                                .map(s -> new Choice(s.id(), s.name(), s.id().equals(form.value("system"))))
                                .toList(),
                        Set.of(),
                        Set.of(),
                        Adoption.HighRisk.UNKNOWN),
                form);
    }

    /** Whether workers were told, and in time. */
    static State told(Visit visit, Adoption a) {
        var informed = a.informed();
        return informed == null
                ? new State("gap", visit.words.t("adoption.told.NOT"))
                : informed.isBefore(a.starts())
                        ? new State("met", visit.words.t("adoption.told.BEFORE"))
                        : new State("late", visit.words.t("adoption.told.LATE"));
    }

    private List<AdoptionView.Figure> own(Visit visit) {
        var net = adoption.net(visit.actor());
        var words = visit.words;
        return net.reporting() == 0
                ? List.of()
                : List.of(
                        new AdoptionView.Figure(words.t("adoption.before"), String.valueOf(net.before())),
                        new AdoptionView.Figure(words.t("adoption.net"), signed(net.net())),
                        new AdoptionView.Figure(words.t("adoption.RETRAINED"), String.valueOf(net.retrained())),
                        new AdoptionView.Figure(
                                words.t("adoption.gaps"), words.t("adoption.unsaid", net.withoutHiring())));
    }

    static String signed(long value) {
        return value > 0 ? "+" + value : String.valueOf(value);
    }

    private AdoptionView.Published published(Visit visit, AdoptionRows.Published p) {
        var words = visit.words;
        var e = p.edition();
        var rate = p.rate();
        var columns = new ArrayList<String>();
        columns.add(words.t("adoption.enterprises"));
        e.bySector().columns().forEach(c -> columns.add(words.t(c.text())));
        columns.add(words.t("adoption.counted"));
        columns.add(words.t("adoption.net"));
        return new AdoptionView.Published(
                site.lexicon(visit).when(p.time()),
                words.t("adoption.reporting", e.reporting(), e.adopters()),
                rate == null
                        ? words.t("adoption.no-rate")
                        : words.t("adoption.rate", number(rate.perHundred()), number(rate.low()), number(rate.high())),
                columns,
                List.of(
                        table(visit, "adoption.by-sector", e.bySector(), "org_sector"),
                        table(visit, "adoption.by-region", e.byRegion(), "org_region")),
                words.t("adoption.unsaid", e.unsaid()));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%+.1f", value);
    }

    private AdoptionView.Table table(Visit visit, String title, Edition.Table table, String fact) {
        var lines = new ArrayList<AdoptionView.Line>();
        for (int r = 0; r < table.rows().size(); r++) {
            var row = table.rows().get(r);
            var cells = new ArrayList<String>();
            cells.add(String.valueOf(row.enterprises()));
            for (int c = 0; c <= table.columns().size(); c++) {
                cells.add(cell(row.shown(c)));
            }
            var net = row.net(table.columns());
            cells.add(net == null ? HIDDEN : signed(net));
            lines.add(new AdoptionView.Line(
                    r == table.rows().size() - 1 ? visit.words.t("adoption.all") : group(visit, fact, row.group()),
                    cells));
        }
        return new AdoptionView.Table(visit.words.t(title), lines);
    }

    private static String cell(@Nullable Integer value) {
        return value == null ? HIDDEN : value.toString();
    }

    private String group(Visit visit, String fact, String group) {
        if (group.equals(Edition.OTHERS)) {
            return visit.words.t("adoption.others");
        }
        var library = adoption.profiles().library();
        return group.isEmpty()
                ? visit.words.t("adoption.unknown")
                : library == null
                        ? group
                        : library.fact(fact).options().stream()
                                .filter(o -> o.id().equals(group))
                                .findFirst()
                                .map(Fact.Option::label)
                                .map(visit.words::t)
                                .orElse(group);
    }

    private interface Written {
        void to(CsvWriter csv);
    }

    private Reply file(Visit visit, String name, Written written) {
        var out = new StringWriter();
        out.write('\uFEFF');
        try (var csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(out)) {
            written.to(csv);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Reply.Download(
                "text/csv; charset=utf-8",
                name + " " + adoption.today() + ".csv",
                out.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The records of one's own organisation, a role a line. */
    private Reply records(Visit visit) {
        return file(visit, visit.words.t("nav.adoption"), csv -> {
            var heads = new ArrayList<>(List.of("record", "system", "starts", "informed", "occupation", "before"));
            Stream.of(Outcome.values()).map(Outcome::word).forEach(heads::add);
            csv.writeRecord(heads);
            for (var a : adoption.list(visit.actor(), null, 10_000)) {
                for (var role : a.roles()) {
                    var informed = a.informed();
                    var cells = new ArrayList<>(List.of(
                            a.id(),
                            a.system(),
                            a.starts().toString(),
                            informed == null ? "" : informed.toString(),
                            role.occupation(),
                            String.valueOf(role.before())));
                    for (var outcome : Outcome.values()) {
                        cells.add(
                                outcome == Outcome.NOT_HIRED && role.notHired() < 0
                                        ? ""
                                        : String.valueOf(outcome.of(role)));
                    }
                    csv.writeRecord(cells);
                }
            }
        });
    }

    /** The latest edition; a hidden number is an empty cell. */
    private Reply edition(Visit visit) {
        var published =
                adoption.latest().orElseThrow(() -> Refusal.notFound("还没有公布过。", "Nothing has been published yet."));
        return file(visit, visit.words.t("adoption.edition"), csv -> {
            var edition = published.edition();
            var heads = new ArrayList<>(List.of("by", "group", "enterprises"));
            edition.bySector().columns().stream().map(Outcome::word).forEach(heads::add);
            heads.addAll(List.of("counted", "net"));
            csv.writeRecord(heads);
            Map.<String, Function<Edition, Edition.Table>>of("sector", Edition::bySector, "region", Edition::byRegion)
                    .forEach((by, of) -> {
                        var table = of.apply(edition);
                        for (var row : table.rows()) {
                            var cells = new ArrayList<>(List.of(by, row.group(), String.valueOf(row.enterprises())));
                            for (int c = 0; c <= table.columns().size(); c++) {
                                cells.add(Objects.toString(row.shown(c), ""));
                            }
                            cells.add(Objects.toString(row.net(table.columns()), ""));
                            csv.writeRecord(cells);
                        }
                    });
        });
    }

    /** Words for a set of constants. */
    static <E extends Enum<E>> String said(Visit visit, Set<E> set, Class<E> type, String prefix) {
        return Adoption.ordered(set, type).stream()
                .map(e -> visit.words.t(prefix + e))
                .collect(Collectors.joining(visit.words.language().equals("zh") ? "、" : ", "));
    }
}
