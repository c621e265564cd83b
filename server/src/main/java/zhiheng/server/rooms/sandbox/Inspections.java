package zhiheng.server.rooms.sandbox;

import java.util.List;
import java.util.Map;
import zhiheng.base.Refusal;
import zhiheng.office.people.Actor;

/** The calls drawn by lot, and what people find in them. */
record Inspections(Sandboxes sandboxes) {
    List<SandboxRows.Drawn> waiting(Actor actor, String caseId, int limit) {
        sandboxes.of(actor, caseId);
        return sandboxes.store().read(tx -> SandboxRows.in(tx).waiting(caseId, limit));
    }

    void verdict(Actor actor, String caseId, String interaction, boolean harmful) {
        var p = Complaints.officer(actor, sandboxes.of(actor, caseId));
        sandboxes.office().outbox().record((tx, acts) -> {
            var rows = SandboxRows.in(tx);
            if (!rows.isDrawn(caseId, interaction)) {
                throw Refusal.notFound(
                        "此调用不在抽检之列；抽签之外的调用不能充作抽检。",
                        "That call was not drawn; one that somebody chose cannot stand for one drawn by lot.");
            }
            rows.verdict(caseId, interaction, harmful, actor.id(), sandboxes.now());
            return acts.add(
                    actor,
                    "sandbox.inspected",
                    "case/" + caseId,
                    p.c().subject(),
                    "",
                    Map.of("interaction", interaction, "harmful", harmful));
        });
    }
}
