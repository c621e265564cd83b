package zhiheng.server.rooms.dossier;

import io.vertx.ext.web.Router;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import zhiheng.base.Refusal;
import zhiheng.ledger.Checkpoint;
import zhiheng.ledger.Proofs;
import zhiheng.office.dossier.Dossier;
import zhiheng.office.registry.FactChange;
import zhiheng.packs.LegalDays;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.ground.page.Words;
import zhiheng.server.ground.paper.PdfPaper;

/** The dossier, on the page, on paper and as DOCX. */
public final class DossierPages {
    private static final String DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    private final Site site;
    private final Desk desk;

    public DossierPages(Site site, Desk desk) {
        this.site = site;
        this.desk = desk;
    }

    public void mount(Router router) {
        desk.get(
                router,
                "/systems/:id",
                visit -> desk.page(visit, "systems", "rooms/dossier/dossier", dossierParts(visit, Form.EMPTY)));
        desk.get(
                router,
                "/systems/:id/document",
                visit -> desk.page(visit, "systems", "rooms/dossier/document", Map.of("p", document(visit))));
        desk.get(router, "/systems/:id/document.docx", visit -> paper(visit, DOCX, ".docx", DossierPaper::docx));
        desk.get(router, "/systems/:id/document.pdf", visit -> paper(visit, PdfPaper.TYPE, ".pdf", DossierPaper::pdf));
        for (var part : List.of("duties", "evidence", "history")) {
            desk.get(
                    router,
                    "/systems/:id/" + part,
                    visit -> desk.page(
                            visit,
                            "systems",
                            "rooms/dossier/part",
                            Map.of("d", view(visit, Optional.empty()), "part", part, "force", force(visit))));
        }
    }

    /** Which duties are shown: law's unless guidance, or all, are asked for. */
    private static String force(Visit visit) {
        var asked = visit.query("force");
        return asked.equals("guidance") || asked.equals("all") ? asked : "law";
    }

    /** What a document has: everything unless law or guidance alone is asked for, so that nothing is missing by oversight. */
    private static String documentForce(Visit visit) {
        var asked = visit.query("force");
        return asked.equals("law") || asked.equals("guidance") ? asked : "all";
    }

    /** @param event what was typed of an event that was refused */
    Map<String, Object> dossierParts(Visit visit, Form event) {
        return Map.of(
                "d", view(visit, site.office().registry().lastChange(visit.actor(), visit.in("id"))),
                "asides", site.asides(visit, visit.in("id")),
                "event", event);
    }

    private Dossier dossier(Visit visit) {
        var day = visit.query("as-of");
        try {
            var days = day.isEmpty() ? site.office().days() : LegalDays.on(LocalDate.parse(day));
            return site.office().dossiers().of(visit.actor(), visit.in("id"), days);
        } catch (DateTimeParseException e) {
            throw Refusal.invalid(
                    "“" + day + "”不是日期，请写成 2027-12-02。", "'" + day + "' is no date; write it as 2027-12-02.");
        }
    }

    private DossierView view(Visit visit, Optional<FactChange> change) {
        return new Chapters(site.lexicon(visit), site.library().packs(), site.people(visit))
                .view(dossier(visit), change);
    }

    private DocumentView document(Visit visit) {
        var view = view(visit, Optional.empty());
        var ledger = site.ledger();
        var note = ledger.checkpoint();
        var checkpoint = Checkpoint.open(note, ledger.verifierKey());
        var proofs = new ArrayList<DocumentView.LeafProof>();
        for (var act : view.history()) {
            var hashes = ledger.inclusionProof(act.index(), checkpoint.size()).stream()
                    .map(h -> Base64.getEncoder().encodeToString(h))
                    .toList();
            var leaf = Base64.getEncoder().encodeToString(Proofs.leafHash(ledger.entryBytes(act.index())));
            proofs.add(new DocumentView.LeafProof(act.index(), act.time(), act.act(), leaf, hashes));
        }
        var root = HexFormat.of().formatHex(checkpoint.root());
        return new DocumentView(
                view,
                documentForce(visit),
                LocalDate.now(site.clock()).toString(),
                new DocumentView.Checkpoint(note, Long.toString(checkpoint.size()), root, ledger.verifierKey()),
                proofs);
    }

    private Reply paper(Visit visit, String type, String ending, BiFunction<Words, DocumentView, byte[]> writer) {
        var document = document(visit);
        var name = visit.words.t("document.title") + " " + document.dossier().name() + " " + document.made() + ending;
        return new Reply.Download(type, name, writer.apply(visit.words, document));
    }
}
