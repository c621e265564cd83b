package zhiheng.server.rooms.fleet;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a gateway stands with its office.
 *
 * @param heard when it was heard last, to the second where this run of the server heard it, else to half a minute
 * @param behind how many of its systems have changed since what it has; null where it has not said
 */
record Standing(Kind kind, Instant heard, @Nullable Integer behind) {
    /** A gateway asks at least every twenty seconds. */
    static final Duration SILENT_AFTER = Duration.ofSeconds(40);

    enum Kind {
        /** It is heard, and takes calls. */
        HEARD,
        /** It takes no new calls, and stops or has stopped. */
        DRAINED,
        /** Not heard for a while. It goes on by what it knows. */
        SILENT,
        /** For so long that it holds its systems to the stricter state. */
        CUT_OFF,
        REVOKED
    }

    static Standing of(Member member, FleetDesk desk, Instant now) {
        var said = desk.presences().of(member.id());
        var heard = said.map(Presences.Presence::heard)
                .filter(at -> at.isAfter(member.seenAt()))
                .orElse(member.seenAt());
        var behind = said.filter(p -> !p.run().isEmpty())
                .map(p -> desk.bulletin().behind(member, p.run(), p.seen()))
                .orElse(null);
        boolean leaving = said.filter(Presences.Presence::leaving).isPresent();
        return new Standing(kind(member, leaving, Duration.between(heard, now), desk), heard, behind);
    }

    private static Kind kind(Member member, boolean leaving, Duration silent, FleetDesk desk) {
        if (member.revoked()) {
            return Kind.REVOKED;
        }
        if (leaving) {
            return Kind.DRAINED;
        }
        if (silent.compareTo(desk.enrolment().cutOff().after()) > 0) {
            return Kind.CUT_OFF;
        }
        return silent.compareTo(SILENT_AFTER) > 0 ? Kind.SILENT : Kind.HEARD;
    }
}
