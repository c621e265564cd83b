package zhiheng.server.ground.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import zhiheng.base.Refusal.Kind;
import zhiheng.office.people.Role;

class OwnAccountTest extends PeopleOnStore {
    private static final String OTHER = "another long one";

    private Session signedIn(String agent) {
        return identity.signIn("boss", password(), new Visitor("192.0.2.1", agent))
                .orElseThrow();
    }

    @Test
    void the_password_changes_for_who_knows_the_old_one_and_other_sessions_end() {
        boss();
        var here = signedIn("Firefox");
        var elsewhere = signedIn("Chrome");
        refused(Kind.INVALID, () -> identity.own().changePassword(here, "not the right one".toCharArray(), password()));
        refused(Kind.INVALID, () -> identity.own().changePassword(here, password(), "password1234".toCharArray()));
        assertThat(identity.session(elsewhere.id())).isPresent();
        var old = password();
        var fresh = OTHER.toCharArray();
        identity.own().changePassword(here, old, fresh);
        assertThat(old).containsOnly('\0');
        assertThat(fresh).containsOnly('\0');
        assertThat(identity.session(here.id())).isPresent();
        assertThat(identity.session(elsewhere.id())).isEmpty();
        assertThat(identity.signIn("boss", password(), "192.0.2.9")).isEmpty();
        assertThat(identity.signIn("boss", OTHER.toCharArray(), "192.0.2.9")).isPresent();
        assertThat(acts()).endsWith("password.set");
    }

    /** Or a session left open would be a way to guess the password. */
    @Test
    void the_old_password_is_guessed_five_times_and_no_more() {
        boss();
        var here = signedIn("Firefox");
        for (int i = 0; i < 5; i++) {
            refused(
                    Kind.INVALID,
                    () -> identity.own().changePassword(here, "not the right one".toCharArray(), password()));
        }
        assertThatThrownBy(() -> identity.own().changePassword(here, password(), OTHER.toCharArray()))
                .isInstanceOf(TooManyAttempts.class);
    }

    @Test
    void a_changed_password_makes_an_open_link_void() {
        var boss = boss();
        var link = identity.staff().link(boss.actor(), boss.id());
        identity.own().changePassword(signedIn("Firefox"), password(), OTHER.toCharArray());
        assertThat(identity.own().invited(link.secret())).isEmpty();
    }

    @Test
    void one_sees_where_one_is_signed_in_since_when_and_last_used() {
        boss();
        var start = clock.instant();
        var one = signedIn("Firefox on Debian");
        clock.pass(Duration.ofMinutes(30));
        var two = signedIn("x".repeat(500));
        clock.pass(Duration.ofMinutes(10));
        identity.session(one.id());
        var places = identity.own().places(one);
        assertThat(places).extracting(SignedIn::here).containsExactly(true, false);
        var here = places.getFirst();
        assertThat(here.started()).isEqualTo(start);
        assertThat(here.used()).isEqualTo(clock.instant());
        assertThat(here.agent()).isEqualTo("Firefox on Debian");
        assertThat(here.address()).isEqualTo("192.0.2.1");
        assertThat(places.getLast().agent()).hasSizeLessThan(130);
        assertThat(places.toString()).doesNotContain(one.id()).doesNotContain(two.id());
    }

    @Test
    void one_place_is_ended_or_all() {
        boss();
        var one = signedIn("a");
        var two = signedIn("b");
        var three = signedIn("c");
        var other = identity.own().places(one).stream()
                .filter(place -> place.agent().equals("b"))
                .findFirst()
                .orElseThrow();
        identity.own().end(one, other.id());
        assertThat(identity.session(two.id())).isEmpty();
        assertThat(identity.session(three.id())).isPresent();
        refused(Kind.NOT_FOUND, () -> identity.own().end(one, other.id()));
        identity.own().endAll(one);
        assertThat(identity.session(one.id())).isEmpty();
        assertThat(identity.session(three.id())).isEmpty();
    }

    @Test
    void nobody_ends_the_place_of_somebody_else() {
        var boss = boss();
        identity.createPerson(boss.actor(), boss.orgId(), "ann", "Ann", Role.OFFICER, password());
        var ann = identity.signIn("ann", password(), "192.0.2.1").orElseThrow();
        var hers = identity.own().places(ann).getFirst().id();
        refused(Kind.NOT_FOUND, () -> identity.own().end(signedIn("a"), hers));
        assertThat(identity.session(ann.id())).isPresent();
    }

    @Test
    void what_a_browser_says_of_itself_is_kept_on_one_line() {
        assertThat(new Visitor("a", "Mozilla\r\n\u0000evil").agent()).isEqualTo("Mozilla   evil");
    }
}
