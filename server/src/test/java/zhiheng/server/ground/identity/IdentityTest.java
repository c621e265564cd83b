package zhiheng.server.ground.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import zhiheng.base.Refusal;
import zhiheng.base.Refusal.Kind;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;

class IdentityTest extends PeopleOnStore {
    private static final String HERE = "192.0.2.1";

    @Test
    void the_set_up_link_makes_the_first_administrator_and_only_once() {
        var token = identity.newSetupToken().orElseThrow();
        assertThat(identity.setupOpen(token)).isTrue();
        var boss = identity.setUp(token, " Boss ", "老板", password());
        assertThat(boss.role()).isEqualTo(Role.ADMINISTRATOR);
        assertThat(boss.login()).isEqualTo("boss");
        assertThat(identity.setupOpen(token)).isFalse();
        refused(Kind.FORBIDDEN, () -> identity.setUp(token, "second", "Second", password()));
        assertThat(identity.newSetupToken()).as("there is an administrator").isEmpty();
        assertThat(identity.people(boss.actor())).extracting(Person::login).containsExactly("boss");
        assertThat(acts()).containsExactly("org.created", "person.created");
    }

    @Test
    void every_start_without_an_administrator_makes_the_link_before_it_void() {
        var first = identity.newSetupToken().orElseThrow();
        var second = identity().newSetupToken().orElseThrow();
        assertThat(identity.setupOpen(first)).isFalse();
        refused(Kind.FORBIDDEN, () -> identity.setUp(first, "boss", "Boss", password()));
        assertThat(identity.setupOpen("")).isFalse();
        assertThat(identity.setupOpen(Secrets.hash(second)))
                .as("the stored hash")
                .isFalse();
        assertThat(identity.setupOpen(second)).isTrue();
        assertThat(stored()).doesNotContain(second);
    }

    @Test
    void a_set_up_that_is_refused_leaves_the_link_open() {
        var token = identity.newSetupToken().orElseThrow();
        refused(Kind.INVALID, () -> identity.setUp(token, "boss", "Boss", "too short".toCharArray()));
        refused(Kind.INVALID, () -> identity.setUp(token, "b", "Boss", password()));
        refused(Kind.INVALID, () -> identity.setUp(token, "boss", " ", password()));
        assertThat(identity.setupOpen(token)).isTrue();
        assertThat(acts()).isEmpty();
    }

    @Test
    void signing_in_opens_a_session_of_which_only_the_hash_is_stored() {
        var boss = boss();
        var session = identity.signIn(" BOSS ", password(), HERE).orElseThrow();
        assertThat(session.person()).isEqualTo(boss);
        assertThat(identity.session(session.id())).contains(session);
        assertThat(stored())
                .contains(Secrets.hash(session.id()))
                .doesNotContain(session.id())
                .doesNotContain(PASSWORD);
        assertThat(identity().session(session.id())).as("after a restart").isPresent();
    }

    @Test
    void a_wrong_password_an_unknown_login_and_a_disabled_person_are_answered_alike() {
        var boss = boss();
        var ann = person(boss, Org.Kind.PROVIDER, "ann", Role.PROVIDER);
        identity.disablePerson(boss.actor(), ann.id());
        assertThat(identity.signIn("boss", "not the right one".toCharArray(), HERE))
                .isEmpty();
        assertThat(identity.signIn("nobody", password(), HERE)).isEmpty();
        assertThat(identity.signIn("ann", password(), HERE)).isEmpty();
    }

    @Test
    void the_sixth_wrong_password_waits_even_for_the_right_one_and_then_it_passes() {
        boss();
        for (int i = 0; i < 5; i++) {
            assertThat(identity.signIn("boss", "not the right one".toCharArray(), HERE))
                    .isEmpty();
        }
        assertThatThrownBy(() -> identity.signIn("Boss", password(), HERE)).isInstanceOf(TooManyAttempts.class);
        assertThat(identity.signIn("boss", password(), "192.0.2.2"))
                .as("from elsewhere")
                .isPresent();
        clock.pass(Duration.ofMinutes(15));
        assertThat(identity.signIn("boss", password(), HERE)).isPresent();
    }

    @Test
    void a_session_ends_after_twelve_hours_however_busy() {
        boss();
        var session = identity.signIn("boss", password(), HERE).orElseThrow();
        for (int hour = 1; hour < 12; hour++) {
            clock.pass(Duration.ofHours(1));
            assertThat(identity.session(session.id())).isPresent();
        }
        clock.pass(Duration.ofHours(1).minusMillis(1));
        assertThat(identity.session(session.id())).isPresent();
        clock.pass(Duration.ofMillis(1));
        assertThat(identity.session(session.id())).isEmpty();
    }

    @Test
    void a_session_ends_when_nothing_was_asked_for_two_hours() {
        boss();
        var session = identity.signIn("boss", password(), HERE).orElseThrow();
        clock.pass(Duration.ofHours(2).minusMillis(1));
        assertThat(identity.session(session.id())).isPresent();
        clock.pass(Duration.ofHours(2).minusMillis(1));
        assertThat(identity.session(session.id())).isPresent();
        clock.pass(Duration.ofHours(2));
        assertThat(identity.session(session.id())).isEmpty();
    }

    @Test
    void signing_out_ends_that_session_and_no_other() {
        boss();
        var one = identity.signIn("boss", password(), HERE).orElseThrow();
        var two = identity.signIn("boss", password(), HERE).orElseThrow();
        assertThat(one.id()).isNotEqualTo(two.id());
        identity.signOut(one.id());
        identity.signOut("no such session");
        assertThat(identity.session(one.id())).isEmpty();
        assertThat(identity.session(two.id())).isPresent();
        assertThat(identity.session("")).isEmpty();
    }

    @Test
    void passwords_are_wiped_whether_it_went_well_or_not() {
        var boss = boss();
        var right = password();
        identity.signIn("boss", right, HERE);
        var wrong = "not the right one".toCharArray();
        identity.signIn("boss", wrong, HERE);
        var refused = password();
        assertThatThrownBy(() -> identity.setUp("void", "x", "x", refused)).isInstanceOf(Refusal.class);
        var taken = password();
        assertThatThrownBy(() -> identity.createPerson(boss.actor(), boss.orgId(), "boss", "Boss", Role.OFFICER, taken))
                .isInstanceOf(Refusal.class);
        for (var password : Arrays.asList(right, wrong, refused, taken)) {
            assertThat(password).containsOnly('\0');
        }
    }

    @Test
    void only_an_administrator_manages_people() {
        var boss = boss();
        for (var role : new Role[] {Role.OFFICER, Role.AUDITOR}) {
            var other = identity.createPerson(boss.actor(), boss.orgId(), role.name(), role.name(), role, password());
            refused(Kind.FORBIDDEN, () -> identity.people(other.actor()));
            refused(Kind.FORBIDDEN, () -> identity.disablePerson(other.actor(), boss.id()));
            refused(
                    Kind.FORBIDDEN,
                    () -> identity.createPerson(other.actor(), boss.orgId(), "new", "New", Role.PROVIDER, password()));
        }
    }

    @Test
    void nobody_of_a_providers_organisation_gets_a_role_that_sees_all() {
        var boss = boss();
        var ann = person(boss, Org.Kind.PROVIDER, "ann", Role.PROVIDER);
        for (var role : new Role[] {Role.ADMINISTRATOR, Role.OFFICER, Role.AUDITOR}) {
            refused(
                    Kind.INVALID,
                    () -> identity.createPerson(boss.actor(), ann.orgId(), "eve", "Eve", role, password()));
        }
        refused(
                Kind.NOT_FOUND,
                () -> identity.createPerson(boss.actor(), "none", "eve", "Eve", Role.OFFICER, password()));
    }

    @Test
    void a_login_is_taken_however_it_is_written() {
        var boss = boss();
        refused(
                Kind.CONFLICT,
                () -> identity.createPerson(boss.actor(), boss.orgId(), " BOSS", "B", Role.OFFICER, password()));
        for (var odd : new String[] {"ab", ".abc", "a b c", "李伟三", "a".repeat(65)}) {
            refused(
                    Kind.INVALID,
                    () -> identity.createPerson(boss.actor(), boss.orgId(), odd, "B", Role.OFFICER, password()));
        }
    }

    @Test
    void disabling_somebody_ends_their_sessions_at_once() {
        var boss = boss();
        var ann = person(boss, Org.Kind.PROVIDER, "ann", Role.PROVIDER);
        var session = identity.signIn("ann", password(), HERE).orElseThrow();
        identity.disablePerson(boss.actor(), ann.id());
        assertThat(identity.session(session.id())).isEmpty();
        assertThat(identity.people(boss.actor()))
                .filteredOn(p -> !p.active())
                .extracting(Person::id)
                .containsExactly(ann.id());
        refused(Kind.NOT_FOUND, () -> identity.disablePerson(boss.actor(), "nobody"));
        assertThat(acts()).endsWith("person.disabled");
    }

    /** Without one, nobody could ever again be let in but by the link that the next start prints. */
    @Test
    void the_last_administrator_cannot_be_disabled_neither_by_hand_nor_by_an_own_token() {
        var boss = boss();
        refused(Kind.INVALID, () -> identity.disablePerson(boss.actor(), boss.id()));
        var token = identity.createToken(boss.actor(), "nightly", Role.ADMINISTRATOR);
        var robot = identity.token(token.secret()).orElseThrow();
        refused(Kind.INVALID, () -> identity.disablePerson(robot, boss.id()));
        assertThat(identity.signIn("boss", password(), HERE)).isPresent();
        assertThat(identity.newSetupToken()).isEmpty();
        var second =
                identity.createPerson(boss.actor(), boss.orgId(), "second", "Second", Role.ADMINISTRATOR, password());
        identity.disablePerson(second.actor(), boss.id());
        refused(Kind.INVALID, () -> identity.disablePerson(robot, second.id()));
    }
}
