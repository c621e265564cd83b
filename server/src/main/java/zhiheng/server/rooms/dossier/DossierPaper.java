package zhiheng.server.rooms.dossier;

import java.util.List;
import zhiheng.server.ground.page.Cited;
import zhiheng.server.ground.page.Words;
import zhiheng.server.ground.paper.DocxPaper;
import zhiheng.server.ground.paper.Paper;
import zhiheng.server.ground.paper.PdfPaper;

/** The dossier as a Word document and as PDF, chapter for chapter the same as the printed page. */
final class DossierPaper {
    private DossierPaper() {}

    static byte[] docx(Words words, DocumentView view) {
        return written(words, view, new DocxPaper(words.language().equals("zh")));
    }

    /** @throws zhiheng.base.Refusal where the server has no fonts for it */
    static byte[] pdf(Words words, DocumentView view) {
        return written(words, view, new PdfPaper(words.language()));
    }

    private static byte[] written(Words words, DocumentView view, Paper blank) {
        var d = view.dossier();
        try (var paper = blank) {
            cover(words, view, paper);
            outcomes(words, d, paper);
            duties(words, view, paper);
            evidence(words, view, paper);
            open(words, d, paper);
            proofs(words, view, paper);
            paper.heading("6  " + words.t("confidence"));
            paper.table(
                    List.of(8, 32, 60),
                    List.of("", words.t("nav.packs"), ""),
                    d.marks().stream()
                            .map(m -> List.of(m.mark(), m.instrument(), m.meaning()))
                            .toList());
            paper.small(words.t("foot"));
            paper.footer(words.t("document.title") + " · " + d.name() + " · " + view.made());
            return paper.bytes();
        }
    }

    private static void cover(Words words, DocumentView view, Paper paper) {
        var d = view.dossier();
        paper.kicker(words.t("zhiheng") + "  ·  " + words.t("document.title"));
        paper.title(d.name());
        paper.text(d.purpose());
        paper.text(d.description());
        paper.table(
                List.of(30, 70),
                List.of(),
                List.of(
                        List.of(words.t("org"), d.org()),
                        List.of(words.t("as-of.label"), d.asOf()),
                        List.of(words.t("document.made"), view.made()),
                        List.of(words.t("document.id"), d.id())));
        paper.table(
                List.of(15, 45, 40),
                List.of(),
                d.tiers().stream()
                        .map(t -> List.of(t.jurisdiction(), t.instrument(), t.shape() + " " + t.word()))
                        .toList());
    }

    private static String cite(Cited c) {
        return c.article() + " [" + c.confidence() + "]";
    }

    private static void outcomes(Words words, DossierView d, Paper paper) {
        paper.heading("1  " + words.t("outcomes"));
        if (d.outcomes().isEmpty()) {
            paper.text(words.t("outcomes.none"));
        }
        paper.table(
                List.of(20, 22, 33, 25),
                List.of(words.t("tier"), words.t("source"), words.t("provision"), words.t("because.short")),
                d.outcomes().stream().map(o -> outcome(words, o)).toList());
        if (!d.upcoming().isEmpty()) {
            paper.subheading(words.t("upcoming"));
            paper.table(
                    List.of(15, 25, 25, 35),
                    List.of(words.t("due"), words.t("tier"), words.t("source"), words.t("provision")),
                    d.upcoming().stream()
                            .map(o -> List.of(
                                    o.from(),
                                    o.tier().jurisdiction() + " · " + o.tier().word(),
                                    cite(o.cited()),
                                    o.text()))
                            .toList());
        }
        if (!d.notes().isEmpty()) {
            paper.subheading(words.t("notes"));
            d.notes().forEach(n -> paper.bullet(n.days() + " " + n.text() + " " + cite(n.cited())));
        }
    }

    private static List<String> outcome(Words words, DossierView.Outcome o) {
        var tier = o.tier().shape() + " " + o.tier().jurisdiction() + " · "
                + o.tier().word() + "\n" + words.t("since", o.from());
        var because = String.join(
                "\n",
                o.because().stream().map(r -> r.question() + " " + r.answer()).toList());
        return List.of(
                o.provisional() ? tier + "\n" + words.t("provisional") : tier,
                cite(o.cited()) + "\n" + o.cited().ref(),
                o.text(),
                because);
    }

    private static void duties(Words words, DocumentView view, Paper paper) {
        var duties = view.duties();
        paper.heading("2  " + words.t("chapter.duties", duties.size()));
        if (!view.whole()) {
            paper.small(words.t("document.force", words.t("force." + view.force())));
        }
        if (duties.isEmpty()) {
            paper.text(words.t("duties.none"));
        }
        paper.table(
                List.of(15, 43, 18, 24),
                List.of(words.t("due"), words.t("duty"), words.t("state"), words.t("source")),
                duties.stream().map(y -> duty(words, y)).toList());
    }

    private static List<String> duty(Words words, DossierView.Duty y) {
        var kind = words.t(y.kind());
        var state = y.state().shape() + " " + y.state().word() + lines(y.owner(), y.stateDetail());
        return List.of(
                y.day() + lines(y.when(), y.timing()),
                y.title() + "\n" + y.id() + " · " + y.who() + " · " + kind,
                state,
                cite(y.cited()));
    }

    private static String lines(String... parts) {
        var result = new StringBuilder();
        for (var part : parts) {
            if (!part.isEmpty()) {
                result.append('\n').append(part);
            }
        }
        return result.toString();
    }

    private static void evidence(Words words, DocumentView view, Paper paper) {
        paper.heading("3  " + words.t("evidence"));
        var rows = view.duties().stream()
                .flatMap(y -> y.evidence().stream()
                        .map(e -> List.of(
                                y.id(),
                                e.title() + "\n" + e.what(),
                                e.sha256(),
                                e.expires() + (e.expired() ? "\n" + words.t("expired") : ""),
                                Long.toString(e.index()))))
                .toList();
        if (rows.isEmpty()) {
            paper.text("–");
        }
        paper.table(
                List.of(16, 27, 33, 14, 10),
                List.of(words.t("duty"), words.t("evidence.title"), "SHA-256", words.t("expires"), words.t("leaf")),
                rows);
    }

    private static void open(Words words, DossierView d, Paper paper) {
        paper.heading("4  " + words.t("chapter.open", d.open().size()));
        if (d.open().isEmpty()) {
            paper.text(words.t("questions.done"));
        }
        d.open().forEach(o -> paper.bullet(o.question() + " (" + words.t("decides.n", o.decides()) + ")"));
    }

    private static void proofs(Words words, DocumentView view, Paper paper) {
        paper.heading("5  " + words.t("proofs"));
        paper.text(words.t("proofs.lead"));
        paper.code(view.checkpoint().note());
        paper.small(words.t("ledger.key"));
        paper.code(view.checkpoint().key());
        paper.table(
                List.of(10, 30, 60),
                List.of(words.t("leaf"), words.t("act"), words.t("hashes")),
                view.proofs().stream()
                        .map(l -> List.of(
                                Long.toString(l.index()),
                                l.act() + "\n" + l.time(),
                                l.leafHash() + lines(l.hashes().toArray(String[]::new))))
                        .toList());
    }
}
