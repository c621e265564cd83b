package zhiheng.server.rooms.reminders;

import java.time.Instant;

/**
 * An e-mail that waits.
 *
 * @param slot what it is, once for each person: {@code digest/DAY}, {@code urgent/REMINDER}, {@code confirm/…}
 * @param tries how often it was tried, this try included
 */
record Mail(
        String id, String person, String slot, String address, String subject, String body, int tries, Instant made) {
    static final String CONFIRM = "confirm/";

    boolean confirms() {
        return slot.startsWith(CONFIRM);
    }

    /** What is left of an address for those who only need to tell two apart. */
    static String masked(String address) {
        int at = address.indexOf('@');
        return at < 1 ? "" : address.charAt(0) + "…" + address.substring(at);
    }
}
