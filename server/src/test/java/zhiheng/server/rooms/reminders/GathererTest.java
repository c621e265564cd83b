package zhiheng.server.rooms.reminders;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.base.Text;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.tell.Audience;
import zhiheng.server.ground.tell.Tiding;
import zhiheng.server.house.Rooms;

/** Who is told what, and that nobody is told twice. */
class GathererTest {
    @TempDir
    Path folder;

    private Told room;

    @BeforeEach
    void open() {
        room = new Told(folder).withPeople();
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void what_is_nobodys_is_told_to_the_people_of_the_organisation_and_what_is_somebodys_to_that_person_alone() {
        room.due("A", "2026-05-04", "");
        room.due("B", "2026-05-04", "wei");
        room.look();
        assertThat(room.told("li")).containsExactly("/systems/s1/duties/A");
        assertThat(room.told("wei")).containsExactly("/systems/s1/duties/A", "/systems/s1/duties/B");
        assertThat(room.told("officer")).isEmpty();
    }

    @Test
    void what_was_given_to_somebody_who_left_is_told_to_the_others() {
        room.due("B", "2026-05-04", "wei");
        room.db.write(c -> Sql.update(c, "UPDATE person SET active = 0 WHERE id = 'wei'"));
        room.look();
        assertThat(room.told("li")).containsExactly("/systems/s1/duties/B");
        assertThat(room.told("wei")).isEmpty();
    }

    /** At one instant the 4th is over in Shanghai and not in New York. */
    @Test
    void whether_a_last_day_is_over_is_told_by_the_clock_of_its_law() {
        room.clock.set(Instant.parse("2026-05-04T17:00:00Z"));
        room.says.add(Told.duty("EAST", "2026-05-04", "").in(ZoneId.of("Asia/Shanghai")));
        room.says.add(Told.duty("WEST", "2026-05-04", "").in(ZoneId.of("America/New_York")));
        room.look();
        assertThat(room.told("li")).containsExactly("/systems/s1/duties/EAST late", "/systems/s1/duties/WEST");
        var words = Rooms.words().in("en");
        assertThat(room.rows.of("li", null, false, 9))
                .extracting(r -> Letters.when(words, r, room.clock.instant(), ZoneId.of("Asia/Tokyo")))
                .containsExactlyInAnyOrder("due 2026-05-04 (1 day ago)", "due 2026-05-04 (today)");
    }

    @Test
    void an_alert_is_told_to_the_officers_too_and_to_no_auditor() {
        room.alert("a1", true);
        room.look();
        assertThat(room.told("officer")).containsExactly("/alerts/a1");
        assertThat(room.told("auditor")).isEmpty();
    }

    @Test
    void a_last_day_is_told_once_ahead_and_once_when_it_has_passed_over_every_restart() {
        room.due("A", "2026-05-08", "");
        for (int day = 1; day <= 12; day++) {
            room.clock.day("2026-05-%02d".formatted(day));
            room.restart();
            room.look();
            room.look();
        }
        assertThat(room.told("li")).containsExactly("/systems/s1/duties/A", "/systems/s1/duties/A late");
    }

    @Test
    void a_day_that_moves_is_told_anew() {
        room.due("A", "2026-05-04", "");
        room.look();
        room.says.clear();
        room.due("A", "2026-05-05", "");
        room.look();
        assertThat(room.told("li")).hasSize(2);
    }

    @Test
    void each_hears_as_many_days_ahead_as_they_chose() {
        room.chooses("wei", "wei@b.example", Quiet.NONE, true, 30);
        room.due("A", "2026-05-25", "");
        room.look();
        assertThat(room.told("wei")).hasSize(1);
        assertThat(room.told("li")).as("seven days are usual").isEmpty();
    }

    @Test
    void a_source_that_fails_holds_up_no_other_and_loses_nothing() {
        room.says.add(null);
        room.look();
        room.says.clear();
        room.due("A", "2026-05-04", "");
        room.look();
        assertThat(room.told("li")).hasSize(1);
    }

    /** Told ahead exactly from the day on which the person wants to hear, late exactly from the day after. */
    @Property
    void a_step_follows_from_the_distance_of_the_day_alone(
            @ForAll @IntRange(max = 60) int ahead, @ForAll @IntRange(min = -40, max = 80) int distance) {
        var today = LocalDate.of(2028, 2, 28);
        var day = today.plusDays(distance);
        var nothing = new Text("", "");
        var tiding = Tiding.by(day, Tiding.Kind.DUTY, "t", nothing, nothing, "/", Audience.OFFICERS);
        assertThat(Gatherer.step(tiding, ahead, today))
                .isEqualTo(distance < 0 ? "late/" + day : distance <= ahead ? "ahead/" + day : null);
    }
}
