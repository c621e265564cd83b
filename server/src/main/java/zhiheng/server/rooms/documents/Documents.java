package zhiheng.server.rooms.documents;

import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Page;
import zhiheng.base.Refusal;
import zhiheng.office.Office;
import zhiheng.office.duties.EvidenceRecords;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;

/** The library as an actor may see and use it: documents of the own organisation, or of all for who oversees all. */
public record Documents(DocumentRows rows, Office office) {
    Page<Document> list(Actor actor, DocumentFilter filter, @Nullable String cursor, int limit) {
        return rows.list(filter, Access.bound(actor), office.today(), cursor, limit);
    }

    /** NOT_FOUND also for what is another organisation's. */
    public Document one(Actor actor, String id) {
        return rows.document(id).filter(d -> Access.sees(actor, d.orgId())).orElseThrow(Access::notFound);
    }

    /** The document that a piece of evidence belongs to. */
    Document of(Actor actor, String evidence) {
        return one(actor, rows.of(evidence).orElseThrow(Access::notFound));
    }

    List<DocumentRecord> records(Actor actor, String id) {
        return rows.records(one(actor, id).id(), office.today());
    }

    /** Lets the document serve more duties, all or none; an entry of the ledger for each. */
    public void serve(Actor actor, String id, List<EvidenceRecords.Served> duties) {
        var standing = records(actor, id).stream()
                .filter(r -> r.withdrawal() == null)
                .findFirst()
                .orElseThrow(() -> Refusal.conflict(
                        "该证据已撤回，不能再用于其他义务。", "This document has been withdrawn and serves no more duties."));
        office.evidence().serveAll(actor, standing.evidence(), duties);
    }

    /** Withdraws the document from every duty that it serves. */
    void withdraw(Actor actor, String id, String reason, boolean erase) {
        var all = records(actor, id).stream().map(DocumentRecord::evidence).toList();
        office.evidence().withdrawAll(actor, all, reason, erase);
    }
}
