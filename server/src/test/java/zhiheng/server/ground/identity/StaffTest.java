package zhiheng.server.ground.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import zhiheng.base.Refusal.Kind;
import zhiheng.office.people.Org;
import zhiheng.office.people.OrgNumber;
import zhiheng.office.people.Role;

class StaffTest extends PeopleOnStore {
    private static final String HERE = "192.0.2.1";

    private Staff.Details officer(Person boss, String name) {
        return new Staff.Details(boss.orgId(), name, Role.OFFICER);
    }

    private PasswordLink invited(Person boss, String login) {
        return identity.staff().invite(boss.actor(), login, officer(boss, login));
    }

    @Test
    void who_is_invited_comes_in_by_the_link_once_and_nobody_else_knew_the_password() {
        var boss = boss();
        var link = invited(boss, "ann");
        assertThat(link.person().entered()).isFalse();
        assertThat(stored()).contains(Secrets.hash(link.secret())).doesNotContain(link.secret());
        assertThat(identity.signIn("ann", new char[0], HERE))
                .as("no password yet")
                .isEmpty();
        assertThat(identity.own().invited(link.secret())).contains(link.person());

        refused(Kind.INVALID, () -> identity.own().enter(link.secret(), "too short".toCharArray()));
        var ann = identity.own().enter(link.secret(), password());
        assertThat(ann.entered()).isTrue();
        assertThat(identity.signIn("ann", password(), HERE)).isPresent();
        assertThat(identity.own().invited(link.secret())).isEmpty();
        refused(Kind.FORBIDDEN, () -> identity.own().enter(link.secret(), password()));
        assertThat(acts()).endsWith("person.created", "password.link", "password.set");
    }

    @Test
    void a_link_lasts_seven_days_and_the_next_one_makes_it_void() {
        var boss = boss();
        var first = invited(boss, "ann");
        clock.pass(Duration.ofDays(7).minusMillis(1));
        assertThat(identity.own().invited(first.secret())).isPresent();
        var second = identity.staff().link(boss.actor(), first.person().id());
        assertThat(identity.own().invited(first.secret())).isEmpty();
        clock.pass(Duration.ofDays(7));
        refused(Kind.FORBIDDEN, () -> identity.own().enter(second.secret(), password()));
    }

    @Test
    void who_forgot_the_password_sets_another_by_a_link_and_all_sessions_end() {
        var boss = boss();
        var ann = person(boss, Org.Kind.PROVIDER, "ann", Role.PROVIDER);
        var session = identity.signIn("ann", password(), HERE).orElseThrow();
        var link = identity.staff().link(boss.actor(), ann.id());
        assertThat(identity.session(session.id())).as("until it is used").isPresent();
        identity.own().enter(link.secret(), "another long one".toCharArray());
        assertThat(identity.session(session.id())).isEmpty();
        assertThat(identity.signIn("ann", password(), HERE)).isEmpty();
        assertThat(identity.signIn("ann", "another long one".toCharArray(), HERE))
                .isPresent();
    }

    @Test
    void only_an_administrator_invites_changes_and_makes_links() {
        var boss = boss();
        var ann = person(boss, Org.Kind.AUTHORITY, "ann", Role.OFFICER).actor();
        var staff = identity.staff();
        refused(Kind.FORBIDDEN, () -> staff.invite(ann, "eve", officer(boss, "Eve")));
        refused(Kind.FORBIDDEN, () -> staff.link(ann, boss.id()));
        refused(Kind.FORBIDDEN, () -> staff.change(ann, boss.id(), 1, officer(boss, "Eve")));
        refused(Kind.FORBIDDEN, () -> staff.enable(ann, boss.id()));
        refused(Kind.FORBIDDEN, () -> staff.one(ann, boss.id()));
    }

    @Test
    void a_person_is_renamed_and_given_another_role_by_whoever_saw_the_present_version() {
        var boss = boss();
        var ann = invited(boss, "ann").person();
        var staff = identity.staff();
        var renamed = staff.change(boss.actor(), ann.id(), ann.version(), officer(boss, "Anna"));
        assertThat(renamed.name()).isEqualTo("Anna");
        refused(Kind.CONFLICT, () -> staff.change(boss.actor(), ann.id(), ann.version(), officer(boss, "Anne")));
        assertThat(staff.one(boss.actor(), ann.id())).isEqualTo(renamed);
        assertThat(staff.change(boss.actor(), ann.id(), renamed.version(), officer(boss, "Anna")))
                .as("nothing changed, no act")
                .isEqualTo(renamed);
        assertThat(acts()).containsOnlyOnce("person.changed");
        assertThat(stored()).doesNotContain("Anna");
    }

    @Test
    void another_role_ends_sessions_and_the_tokens_that_would_be_too_much() {
        var boss = boss();
        var ann = identity.createPerson(boss.actor(), boss.orgId(), "ann", "Ann", Role.OFFICER, password());
        var session = identity.signIn("ann", password(), HERE).orElseThrow();
        var much = identity.createToken(ann.actor(), "much", Role.OFFICER);
        var little = identity.createToken(ann.actor(), "little", Role.AUDITOR);
        identity.staff()
                .change(boss.actor(), ann.id(), ann.version(), new Staff.Details(boss.orgId(), "Ann", Role.AUDITOR));
        assertThat(identity.session(session.id())).isEmpty();
        assertThat(identity.token(much.secret())).isEmpty();
        assertThat(identity.token(little.secret())).isPresent();
    }

    @Test
    void another_organisation_ends_sessions_and_all_tokens_and_the_role_must_fit_there() {
        var boss = boss();
        var ann = person(boss, Org.Kind.PROVIDER, "ann", Role.PROVIDER);
        var bea = person(boss, Org.Kind.PROVIDER, "bea", Role.PROVIDER);
        var session = identity.signIn("ann", password(), HERE).orElseThrow();
        var token = identity.createToken(ann.actor(), "t", Role.PROVIDER);
        var staff = identity.staff();
        refused(
                Kind.INVALID,
                () -> staff.change(boss.actor(), ann.id(), 1, new Staff.Details(boss.orgId(), "Ann", Role.PROVIDER)));
        refused(
                Kind.INVALID,
                () -> staff.change(boss.actor(), ann.id(), 1, new Staff.Details(bea.orgId(), "Ann", Role.OFFICER)));
        refused(
                Kind.NOT_FOUND,
                () -> staff.change(boss.actor(), ann.id(), 1, new Staff.Details("none", "Ann", Role.PROVIDER)));
        assertThat(identity.session(session.id())).as("nothing happened yet").isPresent();
        staff.change(boss.actor(), ann.id(), 1, new Staff.Details(bea.orgId(), "Ann", Role.PROVIDER));
        assertThat(identity.session(session.id())).isEmpty();
        assertThat(identity.token(token.secret())).isEmpty();
        assertThat(identity.signIn("ann", password(), HERE)
                        .orElseThrow()
                        .actor()
                        .orgId())
                .isEqualTo(bea.orgId());
    }

    @Test
    void who_was_disabled_can_be_enabled_again_but_tokens_and_links_stay_void() {
        var boss = boss();
        var ann = person(boss, Org.Kind.PROVIDER, "ann", Role.PROVIDER);
        var token = identity.createToken(ann.actor(), "t", Role.PROVIDER);
        var link = identity.staff().link(boss.actor(), ann.id());
        identity.staff().disable(boss.actor(), ann.id());
        refused(Kind.INVALID, () -> identity.staff().link(boss.actor(), ann.id()));
        assertThat(identity.staff().enable(boss.actor(), ann.id()).active()).isTrue();
        assertThat(identity.signIn("ann", password(), HERE)).isPresent();
        assertThat(identity.token(token.secret())).isEmpty();
        assertThat(identity.own().invited(link.secret())).isEmpty();
        assertThat(acts()).endsWith("person.disabled", "person.enabled");
    }

    @Test
    void the_last_administrator_keeps_the_role_and_nobody_changes_the_own_one() {
        var boss = boss();
        var demoted = new Staff.Details(boss.orgId(), "Boss", Role.AUDITOR);
        refused(Kind.INVALID, () -> identity.staff().change(boss.actor(), boss.id(), 1, demoted));
        var robot = identity.token(identity.createToken(boss.actor(), "t", Role.ADMINISTRATOR)
                        .secret())
                .orElseThrow();
        refused(Kind.INVALID, () -> identity.staff().change(robot, boss.id(), 1, demoted));
        assertThat(identity.staff()
                        .change(boss.actor(), boss.id(), 1, new Staff.Details(boss.orgId(), "The Boss", boss.role()))
                        .name())
                .isEqualTo("The Boss");
    }

    @Test
    void a_company_that_installs_this_for_itself_is_the_first_organisation() {
        var first = new Org.Details(
                Org.Kind.PROVIDER, "Haitang", new OrgNumber(OrgNumber.Register.CN, "91440300708461136T"));
        var boss = identity.setUp(identity.newSetupToken().orElseThrow(), first, "boss", "Boss", password());
        var org = store.read(tx -> store.in(tx).org(boss.orgId())).orElseThrow();
        assertThat(org.operator()).isTrue();
        assertThat(org.details()).isEqualTo(first);
        identity.staff().invite(boss.actor(), "ann", new Staff.Details(org.id(), "Ann", Role.AUDITOR));
        refused(Kind.INVALID, () -> identity.staff().invite(boss.actor(), "eve", officer(boss, "Eve")));
        assertThat(store.<java.util.Set<Role>>read(tx -> identity.staff().roles(tx, org.id())))
                .containsExactlyInAnyOrder(Role.ADMINISTRATOR, Role.AUDITOR);
    }
}
