package zhiheng.server.rooms.sandbox;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import zhiheng.office.people.Access;
import zhiheng.server.ground.page.Cells;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.ground.page.Words;
import zhiheng.server.rooms.sandbox.Sheet.Figure;

/** The daily sheets of a participation: a month of them, one of them, and all as a table to take along. */
final class SheetPages {
    private static final String LIST = "rooms/sandbox/days";
    private static final String ONE = "rooms/sandbox/day";
    private static final String PATH = "/sandboxes/:case/days";
    private static final int SHOWN = 31;
    private static final List<Figure> COLUMNS = List.of(
            Figure.ANSWERED,
            Figure.REFUSED,
            Figure.USERS,
            Figure.VERDICTS,
            Figure.HARMFUL,
            Figure.COMPLAINTS,
            Figure.INCIDENTS,
            Figure.PERMIT_CHANGES);

    private final Desk desk;
    private final Sandboxes sandboxes;
    private final Applications applications;
    private final Sheets sheets;

    SheetPages(Desk desk, Sandboxes sandboxes, Applications applications, Sheets sheets) {
        this.desk = desk;
        this.sandboxes = sandboxes;
        this.applications = applications;
        this.sheets = sheets;
    }

    void mount(Router router) {
        desk.get(router, PATH, visit -> desk.page(visit, "sandboxes", LIST, Map.of("p", list(visit))));
        desk.get(router, PATH + ".csv", this::csv);
        desk.get(router, PATH + "/:day", visit -> desk.page(visit, "sandboxes", ONE, Map.of("p", one(visit))));
    }

    private SandboxTabs tabs(Visit visit, Participation p) {
        return SandboxTabs.of(visit, "days", sandboxes, applications, p);
    }

    private SheetView list(Visit visit) {
        var p = sandboxes.of(visit.actor(), visit.in("case"));
        var words = visit.words;
        var days = sheets.days(p).stream()
                .limit(SHOWN)
                .map(day -> sheets.of(p, day).sheet())
                .map(s -> new SheetView.Day(
                        s.day().toString(),
                        "/sandboxes/" + p.c().id() + "/days/" + s.day(),
                        words.t(p.procedure().named(s.stage())),
                        COLUMNS.stream().map(f -> cell(s, f)).toList(),
                        s.gaps().size()))
                .toList();
        return new SheetView(
                tabs(visit, p),
                COLUMNS.stream().map(f -> words.t("day.short." + Sheet.key(f))).toList(),
                days,
                List.of(),
                List.of(),
                "",
                p.procedure().zone().getId(),
                "",
                new State("open", ""),
                "");
    }

    private static String cell(Sheet sheet, Figure figure) {
        var count = sheet.figure(figure);
        return count == null ? "?" : count.toString();
    }

    private SheetView one(Visit visit) {
        var p = sandboxes.of(visit.actor(), visit.in("case"));
        var day = day(visit.in("day"));
        if (!sheets.days(p).contains(day)) {
            throw Access.notFound();
        }
        var words = visit.words;
        var read = sheets.of(p, day);
        var s = read.sheet();
        return new SheetView(
                tabs(visit, p),
                List.of(),
                List.of(),
                Stream.of(Figure.values())
                        .map(f -> new SheetView.Figure(
                                words.t("day.figure." + Sheet.key(f)),
                                s.figure(f) == null ? words.t("day.unknown") : String.valueOf(s.figure(f))))
                        .toList(),
                gaps(s, words),
                day.toString(),
                s.zone().getId(),
                words.t(p.procedure().named(s.stage())),
                read.sha256().isEmpty()
                        ? new State("doing", words.t("day.so-far"))
                        : new State("met", words.t("day.kept")),
                read.sha256());
    }

    static List<String> gaps(Sheet sheet, Words words) {
        return sheet.gaps().entrySet().stream()
                .map(e -> words.t("day.gap." + Sheet.key(e.getKey()), e.getValue()))
                .toList();
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw Access.notFound();
        }
    }

    /** With a byte order mark, so that spreadsheets read the Chinese. What is unknown is an empty cell. */
    private Reply csv(Visit visit) {
        var p = sandboxes.of(visit.actor(), visit.in("case"));
        var words = visit.words;
        var out = new StringWriter();
        out.write('\uFEFF');
        try (var csv = CsvWriter.builder()
                .quoteStrategy(QuoteStrategies.ALWAYS)
                .lineDelimiter(LineDelimiter.CRLF)
                .build(out)) {
            var head = new ArrayList<>(List.of(words.t("day.day"), words.t("sandbox.stage")));
            Stream.of(Figure.values()).forEach(f -> head.add(words.t("day.figure." + Sheet.key(f))));
            head.addAll(List.of(words.t("day.gaps"), "SHA-256"));
            csv.writeRecord(head);
            for (var day : sheets.days(p).reversed()) {
                var read = sheets.of(p, day);
                var cells = new ArrayList<>(List.of(
                        day.toString(), words.t(p.procedure().named(read.sheet().stage()))));
                for (var figure : Figure.values()) {
                    var count = read.sheet().figure(figure);
                    cells.add(count == null ? "" : count.toString());
                }
                cells.add(gaps(read.sheet(), words).stream().collect(Collectors.joining(words.t("terms.and"))));
                cells.add(read.sha256());
                csv.writeRecord(cells.stream().map(Cells::harmless).toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Reply.Download(
                "text/csv; charset=utf-8",
                "sandbox-" + p.c().id() + "-days.csv",
                out.toString().getBytes(StandardCharsets.UTF_8));
    }
}
