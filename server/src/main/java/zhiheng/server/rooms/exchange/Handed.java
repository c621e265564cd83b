package zhiheng.server.rooms.exchange;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.cases.bundle.Field;
import zhiheng.cases.bundle.Parcel;
import zhiheng.office.people.Actor;

/**
 * A parcel, and how it stands.
 *
 * @param caseId the case here that it is of; "" for one that came from elsewhere
 * @param fromOrg the organisation here that handed it over; "" where it came from elsewhere
 * @param toOrg the organisation here that has it; "" where it went elsewhere
 * @param peer the log of the other Zhiheng; "" within this one
 * @param answer what was answered; "" until then, {@code answered} when
 * @param content the parcel as its sender's log binds it
 * @param seal the file it came in, without the fields; "" unless it came from elsewhere
 * @param ledgerIndex of the act here, -1 until it is in the ledger
 */
record Handed(
        String id,
        Way way,
        String caseId,
        String system,
        String fromOrg,
        String toOrg,
        String peer,
        Parcel parcel,
        State state,
        String answer,
        @Nullable Instant answered,
        String content,
        List<Field> given,
        String seal,
        long ledgerIndex) {
    enum Way {
        WITHIN,
        OUT,
        IN
    }

    enum State {
        OPEN,
        /** Nobody answered in time; it is still to be answered. */
        LATE,
        DONE,
        DECLINED,
        /** Its sender took it back: nobody else sees what it holds. */
        BACK,
        /** An answer, which waits for nothing. */
        SENT;

        boolean waits() {
            return this == OPEN || this == LATE;
        }
    }

    boolean handedBy(Actor actor) {
        return !fromOrg.isEmpty() && fromOrg.equals(actor.orgId());
    }

    boolean heldBy(Actor actor) {
        return !toOrg.isEmpty() && toOrg.equals(actor.orgId());
    }

    /** An authority sees what is handed over as it sees the rest, except under TLP:RED, which is for those named. */
    boolean seenBy(Actor actor) {
        return handedBy(actor)
                || heldBy(actor) && state != State.BACK
                || actor.role().seesAll() && parcel.tlp() != zhiheng.cases.bundle.Tlp.RED;
    }
}
