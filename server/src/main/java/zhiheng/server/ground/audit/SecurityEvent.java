package zhiheng.server.ground.audit;

import java.time.Instant;

/**
 * Something that whoever watches over a server wants to know. Holds ids, addresses and kinds, never a secret: what was typed where a
 * login should stand may be a password, so that an unknown login is not kept.
 *
 * @param actor id of the person or token that acts; "" while unknown
 * @param subject id of what it is about; "" where there is nothing to name
 * @param address network address; "" where none is known
 * @param what more about the kind: an act's name, an address as the router knows it, a way of entering
 * @param request the request's id in the log
 */
public record SecurityEvent(
        Instant at, Kind kind, String actor, String subject, String address, String what, String request) {
    /** What happened. */
    public enum Kind {
        SIGNED_IN,
        SIGNED_OUT,
        /** Wrong login, password or code. */
        SIGN_IN_FAILED,
        /** Too many attempts; nothing was looked at. */
        LOCKED_OUT,
        /** Somebody asked for what it may not see or do. What is not one's own does not exist, so this holds 404 too. */
        REFUSED,
        /** A token was used; noted once a minute at most. */
        TOKEN_USED,
        /** A token that is unknown, revoked or too old. */
        TOKEN_REFUSED,
        /** An act about people, rights, organisations or settings; {@code what} is its name. */
        CHANGED,
        /** So many events like the one before came from one address that they were only counted; {@code what} is how many. */
        MORE,
        /** Events were lost, since they came faster than they could be stored; {@code what} is how many. */
        LOST
    }
}
