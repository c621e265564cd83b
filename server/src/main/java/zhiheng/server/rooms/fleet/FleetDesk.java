package zhiheng.server.rooms.fleet;

import java.time.Clock;
import zhiheng.office.people.Actor;
import zhiheng.server.rooms.gateway.ReviewQueue;

/** What the office's addresses for the fleet share. */
record FleetDesk(
        Enrolment enrolment,
        FleetKey key,
        Bulletin bulletin,
        Shares shares,
        Intake intake,
        Presences presences,
        ReviewQueue reviews,
        Clock clock) {
    /** The gateway is known no more from its next ask on, and asks at once. */
    void revoke(Actor actor, String gateway) {
        enrolment.revoke(actor, gateway);
        bulletin.nudge();
    }
}
