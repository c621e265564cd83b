package zhiheng.server.rooms.needs;

import java.time.Instant;
import zhiheng.cases.Case;

/**
 * What somebody asked for.
 *
 * @param source where it came from, "open311 ID"; "" for the form
 * @param lead the department that has it; "" for none
 * @param proposed the department that a first person designates, until a second does; "" for none
 * @param reason why it was not taken or sent back last
 * @param satisfied from 1 to 5; 0 while the asker has not said
 * @param joined the need that it went into; "" for none
 */
record Need(
        String id,
        String source,
        Kind kind,
        String text,
        String place,
        String lead,
        String proposed,
        int bounces,
        int reopened,
        Instant updated,
        String answer,
        String reason,
        Confirmed confirmed,
        int satisfied,
        String joined,
        Case c) {
    enum Kind {
        CONSULT,
        HELP,
        COMPLAINT,
        REPORT,
        SUGGESTION;

        /** The procedure by which a need of this kind goes. */
        String procedure() {
            return this == SUGGESTION ? "cn-policy-suggestion" : "cn-need";
        }
    }

    /** What the asker says of the answer. */
    enum Confirmed {
        NOTHING,
        YES,
        HALF,
        NO
    }

    /**
     * What a department beside the lead owes.
     *
     * @param delivered when it was, "" until then
     * @param due the day by which it is owed, "" for none
     * @param refused why the department sent it back, "" while it has not
     */
    record Part(String org, String task, String words, String delivered, String due, String refused) {
        boolean owed() {
            return delivered.isEmpty() && refused.isEmpty();
        }
    }

    Need with(Case next, Instant now) {
        return new Need(
                id, source, kind, text, place, lead, proposed, bounces, reopened, now, answer, reason, confirmed,
                satisfied, joined, next);
    }

    Need led(String by, String named) {
        return new Need(
                id, source, kind, text, place, by, named, bounces, reopened, updated, answer, reason, confirmed,
                satisfied, joined, c);
    }

    Need sentBack(String why) {
        return new Need(
                id,
                source,
                kind,
                text,
                place,
                "",
                "",
                bounces + 1,
                reopened,
                updated,
                answer,
                why,
                confirmed,
                satisfied,
                joined,
                c);
    }

    Need declined(String why) {
        return new Need(
                id, source, kind, text, place, lead, "", bounces, reopened, updated, answer, why, confirmed, satisfied,
                joined, c);
    }

    Need answered(String with) {
        return new Need(
                id,
                source,
                kind,
                text,
                place,
                lead,
                "",
                bounces,
                reopened,
                updated,
                with,
                reason,
                Confirmed.NOTHING,
                0,
                joined,
                c);
    }

    /** @param again whether it is opened again by that */
    Need confirmed(Confirmed said, int stars, boolean again) {
        return new Need(
                id,
                source,
                kind,
                text,
                place,
                lead,
                "",
                bounces,
                reopened + (again ? 1 : 0),
                updated,
                answer,
                reason,
                said,
                stars,
                joined,
                c);
    }

    Need into(String other) {
        return new Need(
                id, source, kind, text, place, lead, "", bounces, reopened, updated, answer, reason, confirmed,
                satisfied, other, c);
    }
}
