package zhiheng.server.identity;

import java.util.List;
import java.util.Optional;
import zhiheng.office.Actor;
import zhiheng.office.Role;

/**
 * Who is who: people, passwords, sessions, API tokens and the set-up link of the first administrator. Refuses with
 * {@link zhiheng.office.OfficeException}. Passwords are wiped after use.
 */
public final class Identity {
    /** Passwords are at least this long. */
    public static final int MIN_PASSWORD = 10;

    /** A new one-time set-up token, the one before being void; empty once an administrator exists. */
    public Optional<String> newSetupToken() {
        throw new UnsupportedOperationException();
    }

    /** Whether {@code token} would open {@link #setUp}. */
    public boolean setupOpen(String token) {
        throw new UnsupportedOperationException();
    }

    /** Makes the first administrator and the authority it belongs to. */
    public Person setUp(String token, String login, String name, char[] password) {
        throw new UnsupportedOperationException();
    }

    /** Empty for an unknown login or a wrong password alike; throws {@link TooManyAttempts}. */
    public Optional<Session> signIn(String login, char[] password, String remoteAddress) {
        throw new UnsupportedOperationException();
    }

    public Optional<Session> session(String cookieValue) {
        throw new UnsupportedOperationException();
    }

    public void signOut(String cookieValue) {
        throw new UnsupportedOperationException();
    }

    /** Administrators only. */
    public Person createPerson(Actor actor, String orgId, String login, String name, Role role, char[] password) {
        throw new UnsupportedOperationException();
    }

    /** Administrators only. */
    public List<Person> people(Actor actor) {
        throw new UnsupportedOperationException();
    }

    /** Administrators only; ends the person's sessions and tokens. */
    public void disablePerson(Actor actor, String personId) {
        throw new UnsupportedOperationException();
    }

    /** A token that acts for the actor's organisation with a role no greater than the actor's. */
    public NewToken createToken(Actor actor, String label, Role role) {
        throw new UnsupportedOperationException();
    }

    /** An administrator's list has all tokens, anybody else's its own. */
    public List<ApiToken> tokens(Actor actor) {
        throw new UnsupportedOperationException();
    }

    public void revokeToken(Actor actor, String tokenId) {
        throw new UnsupportedOperationException();
    }

    /** Who the bearer of a token acts as. */
    public Optional<Actor> token(String bearer) {
        throw new UnsupportedOperationException();
    }
}
