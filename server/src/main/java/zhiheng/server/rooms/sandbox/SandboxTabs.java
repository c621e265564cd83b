package zhiheng.server.rooms.sandbox;

import zhiheng.server.ground.page.Visit;

/**
 * The row of tabs that all pages of a participation share.
 *
 * @param here which of them is shown
 * @param officer whether the visitor writes terms
 */
public record SandboxTabs(
        String href, String here, String system, String systemHref, boolean applies, boolean officer, boolean notice) {
    static SandboxTabs of(Visit visit, String here, Sandboxes sandboxes, Applications applications, Participation p) {
        var actor = visit.actor();
        return new SandboxTabs(
                "/sandboxes/" + p.c().id(),
                here,
                sandboxes.cases().one(actor, p.c().id()).systemName(),
                "/systems/" + p.c().subject(),
                applications.criteria(p).isPresent(),
                Complaints.isOfficer(actor, p),
                p.procedure().stages().stream().anyMatch(stage -> Notices.COMMENTS.equals(stage.produces())));
    }
}
