package zhiheng.server.rooms.audit;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import zhiheng.base.Refusal;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;
import zhiheng.server.ground.audit.SecurityEvent;
import zhiheng.server.ground.page.Cells;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.ground.page.Words;

/**
 * The security log for people.
 *
 * @param kept for how many days, as set
 */
record AuditPages(Site site, Desk desk, AuditRows rows, Runnable flush, IntSupplier kept) {
    private static final int ROWS = 50;
    private static final int MOST_IN_A_FILE = 100_000;

    void mount(Router router) {
        desk.get(router, "/audit", visit -> desk.page(visit, "audit", "rooms/audit/audit", Map.of("p", view(visit))));
        desk.get(router, "/audit.csv", this::file);
    }

    static void check(Actor actor) {
        if (actor.role() != Role.AUDITOR && actor.role() != Role.ADMINISTRATOR) {
            throw Refusal.forbidden("只有审计员和管理员可以查看安全日志。", "Only auditors and administrators read the security log.");
        }
    }

    /** Names of people, organisations and, for administrators, tokens by their ids. */
    private Map<String, String> names(Visit visit) {
        var names = new HashMap<>(site.people(visit));
        site.office().orgs().seenBy(visit.actor()).forEach(o -> names.put(o.id(), o.name()));
        site.identity().tokens(visit.actor()).forEach(t -> names.put(t.id(), visit.words.t("audit.token", t.label())));
        return names;
    }

    private AuditView view(Visit visit) {
        check(visit.actor());
        flush.run();
        var filter = AuditFilter.of(visit::query);
        var names = names(visit);
        var page = rows.list(filter, site.zone(visit), visit.query("cursor"), ROWS);
        var lexicon = site.lexicon(visit);
        var words = visit.words;
        var kinds = new ArrayList<Choice>();
        kinds.add(new Choice("", words.t("audit.any"), filter.kind() == null));
        Arrays.stream(SecurityEvent.Kind.values())
                .forEach(k -> kinds.add(new Choice(k.name(), words.t("audit." + k), k == filter.kind())));
        var people = new ArrayList<Choice>();
        people.add(new Choice("", words.t("audit.anybody"), filter.who().isEmpty()));
        site.people(visit).entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .forEach(e -> people.add(
                        new Choice(e.getKey(), e.getValue(), e.getKey().equals(filter.who()))));
        return new AuditView(
                kinds,
                people,
                filter.address(),
                filter.from() == null ? "" : filter.from().toString(),
                filter.to() == null ? "" : filter.to().toString(),
                "/audit.csv" + filter.address(""),
                page.items().stream()
                        .map(row -> {
                            var e = row.event();
                            return new AuditView.Row(
                                    lexicon.when(e.at()),
                                    new State(tone(e.kind()), words.t("audit." + e.kind())),
                                    what(words, e),
                                    name(words, names, e.actor()),
                                    e.subject().equals(e.actor()) ? "" : name(words, names, e.subject()),
                                    e.address(),
                                    e.request());
                        })
                        .toList(),
                kept.getAsInt(),
                page.next() == null ? null : "/audit" + filter.address(page.next()));
    }

    private static String tone(SecurityEvent.Kind kind) {
        return switch (kind) {
            case SIGNED_IN, SIGNED_OUT, TOKEN_USED -> "met";
            case CHANGED -> "doing";
            case SIGN_IN_FAILED, REFUSED, TOKEN_REFUSED, MORE -> "open";
            case LOCKED_OUT, LOST -> "late";
        };
    }

    private static String what(Words words, SecurityEvent e) {
        return switch (e.kind()) {
            case CHANGED -> words.has("act." + e.what()) ? words.t("act." + e.what()) : e.what();
            case MORE -> {
                var parts = e.what().split(" ", 2);
                yield words.t("audit.more", words.t("audit." + parts[0]), parts[parts.length - 1]);
            }
            case SIGNED_IN, SIGN_IN_FAILED, LOCKED_OUT ->
                words.has("audit.way." + e.what()) ? words.t("audit.way." + e.what()) : e.what();
            case SIGNED_OUT, REFUSED, TOKEN_USED, TOKEN_REFUSED, LOST -> e.what();
        };
    }

    private static String name(Words words, Map<String, String> names, String id) {
        return id.isEmpty()
                ? ""
                : names.getOrDefault(id, words.t("audit.id", id.length() > 8 ? id.substring(id.length() - 8) : id));
    }

    private Reply file(Visit visit) {
        check(visit.actor());
        flush.run();
        var filter = AuditFilter.of(visit::query);
        var names = names(visit);
        var out = new StringWriter();
        out.write('\uFEFF');
        try (var csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(out)) {
            csv.writeRecord(
                    "time", "kind", "what", "actor", "actor-name", "subject", "subject-name", "address", "request");
            var cursor = "";
            int written = 0;
            do {
                var page = rows.list(filter, site.zone(visit), cursor, 1000);
                for (var row : page.items()) {
                    csv.writeRecord(cells(names, row.event()));
                }
                written += page.items().size();
                if (written > MOST_IN_A_FILE) {
                    throw Refusal.invalid(
                            "符合条件的事件超过 " + MOST_IN_A_FILE + " 条，请先缩小范围再导出。",
                            "More than " + MOST_IN_A_FILE + " events match; narrow the filter, then export.");
                }
                cursor = page.next() == null ? "" : page.next();
            } while (!cursor.isEmpty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Reply.Download(
                "text/csv; charset=utf-8",
                visit.words.t("nav.audit") + " " + site.office().today() + ".csv",
                out.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> cells(Map<String, String> names, SecurityEvent e) {
        return List.of(
                        e.at().toString(),
                        e.kind().name(),
                        e.what(),
                        e.actor(),
                        names.getOrDefault(e.actor(), ""),
                        e.subject(),
                        names.getOrDefault(e.subject(), ""),
                        e.address(),
                        e.request())
                .stream()
                .map(Cells::harmless)
                .toList();
    }
}
