package zhiheng.server.rooms.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.office.registry.DutyState;
import zhiheng.server.ground.page.Figures;
import zhiheng.server.ground.page.Standalone;
import zhiheng.server.ground.page.Words;
import zhiheng.server.ground.paper.DocxPaper;
import zhiheng.server.ground.paper.Paper;
import zhiheng.server.ground.paper.PdfPaper;

/**
 * An exit report in words: chapters of tables, the same on the page, on paper and in Word. Numbers come first, and what is unknown is said.
 *
 * @param facts name and value, for the cover
 * @param foot of every page
 */
public record ExitPaper(String title, String system, List<List<String>> facts, List<Chapter> chapters, String foot) {
    /**
     * @param lead "" for none
     * @param widths in hundredths
     * @param rows empty where there is nothing, which the lead then says
     */
    public record Chapter(
            String title, String lead, List<Integer> widths, List<String> head, List<List<String>> rows) {}

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    static ExitPaper of(ExitFacts f, Words words) {
        var writer = new Writer(f, words, f.p().procedure().zone());
        return new ExitPaper(
                words.t("exit.title"),
                f.system(),
                writer.cover(),
                writer.chapters(),
                words.t("exit.foot", writer.made()));
    }

    byte[] html(Words words) {
        return Standalone.render("rooms/sandbox/exitpaper", Map.of("p", this, "w", words))
                .getBytes(StandardCharsets.UTF_8);
    }

    byte[] docx(Words words) {
        return written(new DocxPaper(words.language().equals("zh")), words);
    }

    /** @throws zhiheng.base.Refusal where the server has no fonts for it */
    byte[] pdf(Words words) {
        return written(new PdfPaper(words.language()), words);
    }

    private byte[] written(Paper blank, Words words) {
        try (var paper = blank) {
            paper.kicker(words.t("zhiheng") + "  ·  " + title);
            paper.title(system);
            paper.table(List.of(30, 70), List.of(), facts);
            int number = 1;
            for (var chapter : chapters) {
                paper.heading(number++ + "  " + chapter.title());
                paper.text(chapter.lead());
                paper.table(chapter.widths(), chapter.head(), chapter.rows());
            }
            paper.footer(title + " · " + system + " · " + foot);
            return paper.bytes();
        }
    }

    /** Puts the facts of one report into the words of one language. */
    private record Writer(ExitFacts f, Words words, ZoneId zone) {
        private String time(@Nullable Instant at) {
            return at == null ? "–" : MINUTE.format(at.atZone(zone));
        }

        String made() {
            return time(f.made()) + " " + zone.getId();
        }

        private String stage(String id) {
            return words.t(f.p().procedure().named(id));
        }

        List<List<String>> cover() {
            var facts = new ArrayList<List<String>>();
            facts.add(
                    List.of(words.t("exit.procedure"), words.t(f.p().procedure().name())));
            facts.add(List.of(words.t("exit.provider"), f.org()));
            facts.add(List.of(words.t("sandbox.stage"), stage(f.p().c().stage())));
            facts.add(List.of(words.t("exit.standing"), words.t(f.ended() ? "exit.closed" : "exit.open")));
            facts.add(List.of(words.t("exit.made"), made()));
            facts.add(List.of(words.t("exit.case"), f.p().c().id()));
            return facts;
        }

        List<Chapter> chapters() {
            return List.of(
                    ran(), harm(), complaints(), incidents(), drills(), waivers(), duties(), terms(), way(), proofs());
        }

        private Chapter ran() {
            var days = f.days();
            var rows = Stream.of(Sheet.Figure.values())
                    .filter(figure -> figure != Sheet.Figure.USERS && figure != Sheet.Figure.KITS)
                    .map(figure -> {
                        var sum = Sheet.sum(days, figure);
                        return List.of(
                                words.t("day.figure." + Sheet.key(figure)),
                                Long.toString(sum.count()),
                                sum.whole() ? "" : words.t("exit.part"));
                    })
                    .toList();
            var labelled = f.labelled();
            var more = new ArrayList<>(rows);
            more.add(List.of(
                    words.t("exit.labelled"),
                    labelled == null ? words.t("day.unknown") : Figures.number(100 * labelled) + " %",
                    ""));
            more.add(List.of(words.t("exit.kits"), Long.toString(f.kits()), ""));
            return new Chapter(
                    words.t("exit.ran"),
                    words.t("exit.ran.lead", days.size()),
                    List.of(50, 20, 30),
                    List.of(words.t("exit.what"), words.t("exit.count"), words.t("sandbox.tab.gaps")),
                    more);
        }

        private Chapter harm() {
            return new Chapter(
                    words.t("exit.harm"),
                    words.t(f.harm().isEmpty() ? "exit.harm.none" : "exit.harm.lead"),
                    List.of(28, 12, 12, 12, 12, 12, 12),
                    List.of(
                            words.t("sandbox.stage"),
                            words.t("sandbox.calls"),
                            words.t("sandbox.judged"),
                            words.t("sandbox.harmful"),
                            words.t("sandbox.low"),
                            words.t("sandbox.high"),
                            words.t("sandbox.bound")),
                    f.harm().stream()
                            .map(l -> List.of(
                                    stage(l.stage()),
                                    Long.toString(l.calls()),
                                    Long.toString(l.judged()),
                                    Long.toString(l.harmful()),
                                    Figures.number(l.low()),
                                    Figures.number(l.high()),
                                    Figures.number(l.bound())))
                            .toList());
        }

        private Chapter complaints() {
            return new Chapter(
                    words.t("sandbox.complaints"),
                    "",
                    List.of(70, 30),
                    List.of(words.t("exit.what"), words.t("exit.count")),
                    Stream.of(Complaint.State.values())
                            .map(s -> List.of(
                                    words.t("complain.state." + s),
                                    Long.toString(f.complaints().getOrDefault(s, 0L))))
                            .toList());
        }

        private Chapter happenings(String key, List<ExitFacts.Happening> all) {
            return new Chapter(
                    words.t("exit." + key),
                    all.isEmpty() ? words.t("exit." + key + ".none") : "",
                    List.of(40, 24, 18, 18),
                    List.of(
                            words.t("exit.procedure"),
                            words.t("sandbox.stage"),
                            words.t("exit.opened"),
                            words.t("exit.until")),
                    all.stream()
                            .map(h -> List.of(
                                    words.t(h.procedure()), words.t(h.stage()), time(h.opened()), time(h.closed())))
                            .toList());
        }

        private Chapter incidents() {
            return happenings("incidents", f.incidents());
        }

        private Chapter drills() {
            return happenings("drills", f.drills());
        }

        private Chapter waivers() {
            return new Chapter(
                    words.t("exit.waivers"),
                    f.waived().isEmpty() ? words.t("exit.waivers.none") : "",
                    List.of(52, 18, 30),
                    List.of(words.t("exit.duty"), words.t("terms.waived-until"), words.t("exit.standing")),
                    f.waived().stream()
                            .map(w -> List.of(
                                    words.t(w.title()) + "\n" + w.duty(),
                                    w.until().toString(),
                                    words.t(w.ended() ? "exit.waiver.ended" : "exit.waiver.runs")))
                            .toList());
        }

        private Chapter duties() {
            return new Chapter(
                    words.t("exit.duties"),
                    words.t("exit.duties.lead"),
                    List.of(70, 30),
                    List.of(words.t("exit.what"), words.t("exit.count")),
                    Stream.of(DutyState.values())
                            .filter(s -> f.duties().getOrDefault(s, 0L) > 0)
                            .map(s -> List.of(
                                    words.t("exit.duty." + s),
                                    Long.toString(f.duties().getOrDefault(s, 0L))))
                            .toList());
        }

        private Chapter terms() {
            var terms = f.p().terms();
            var rows = new ArrayList<List<String>>();
            if (terms != null) {
                terms.steps()
                        .forEach(s -> rows.add(List.of(
                                stage(s.stage()),
                                words.t("exit.users", s.users())
                                        + (s.callsPerDay() == 0
                                                ? ""
                                                : "\n" + words.t("exit.calls", s.callsPerDay())))));
                SandboxPages.lines(terms, words).forEach(l -> rows.add(List.of(l.name(), l.value())));
            }
            if (f.score() != null) {
                rows.add(List.of(words.t("apply.score"), f.score()));
            }
            rows.add(List.of(words.t("notice.comments"), Long.toString(f.comments())));
            return new Chapter(
                    words.t("sandbox.terms"),
                    words.t("exit.terms.lead", f.p().deciders().size()),
                    List.of(40, 60),
                    List.of(),
                    rows);
        }

        private Chapter way() {
            return new Chapter(
                    words.t("exit.way"),
                    "",
                    List.of(50, 25, 25),
                    List.of(words.t("sandbox.stage"), words.t("exit.from"), words.t("exit.until")),
                    f.stops().stream()
                            .map(s -> List.of(stage(s.stage()), time(s.from()), time(s.to())))
                            .toList());
        }

        private Chapter proofs() {
            return new Chapter(
                    words.t("exit.proofs"),
                    words.t(
                            "exit.proofs.lead",
                            f.steps().size(),
                            f.sheets().stream()
                                    .filter(s -> !s.sha256().isEmpty())
                                    .count()),
                    List.of(20, 80),
                    List.of(words.t("day.day"), "SHA-256"),
                    f.sheets().stream()
                            .filter(s -> !s.sha256().isEmpty())
                            .map(s -> List.of(s.sheet().day().toString(), s.sha256()))
                            .toList());
        }
    }
}
