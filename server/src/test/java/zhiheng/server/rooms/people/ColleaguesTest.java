package zhiheng.server.rooms.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Refusal;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.ground.identity.Staff;
import zhiheng.server.testing.OfficeServer;
import zhiheng.server.testing.Surfer;

class ColleaguesTest {
    @TempDir
    Path folder;

    @Test
    void an_officer_invites_officers_and_auditors_of_the_own_authority_and_nobody_else() throws Exception {
        try (var office = new OfficeServer(folder)) {
            var identity = office.server.identity();
            var boss = office.boss.actor();
            var other = office.server
                    .office()
                    .orgs()
                    .create(boss, Org.Kind.PROVIDER, "Acme")
                    .id();
            var officer = identity.createPerson(
                    boss, boss.orgId(), "officer", "Officer", Role.OFFICER, OfficeServer.PASSWORD.toCharArray());
            var surfer = new Surfer(office.address(), "en");
            surfer.signIn("officer", OfficeServer.PASSWORD);
            assertThat(surfer.open("/people").body())
                    .contains("Boss", "officer")
                    .doesNotContain("Administrator</option>");
            var made = surfer.send(
                    "/people", "person-name", "New One", "person-login", "new.one", "person-role", "AUDITOR");
            assertThat(made.body()).contains("Link for New One", "/password/new?token=");
            var gained = surfer.send(
                    "/people", "person-name", "Too Much", "person-login", "too.much", "person-role", "ADMINISTRATOR");
            assertThat(gained.statusCode()).isEqualTo(403);
            refused(identity.staff(), officer, new Staff.Details(other, "X Y", Role.OFFICER));
            refused(identity.staff(), officer, new Staff.Details(boss.orgId(), "X Y", Role.PROVIDER));
            assertThat(identity.byLogin("too.much")).isEmpty();
            var again = surfer.send(
                    "/people", "person-name", "Typed Name", "person-login", "new.one", "person-role", "OFFICER");
            assertThat(again.statusCode()).isEqualTo(422);
            assertThat(again.body()).contains("This login is taken", "value=\"Typed Name\"");
        }
    }

    private static void refused(Staff staff, zhiheng.server.ground.identity.Person who, Staff.Details details) {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> staff.invite(who.actor(), "somebody", details))
                .isInstanceOfSatisfying(Refusal.class, r -> assertThat(r.kind()).isEqualTo(Refusal.Kind.FORBIDDEN));
    }
}
