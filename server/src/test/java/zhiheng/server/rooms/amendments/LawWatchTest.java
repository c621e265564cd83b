package zhiheng.server.rooms.amendments;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.packs.Facts;
import zhiheng.packs.OfWording;

/** The folder of the packs and the days of the law change under a running office; nobody waits for anything. */
class LawWatchTest {
    @TempDir
    Path folder;

    private Path library;
    private TellingTest.Start office;
    private LawWatch watch;

    @BeforeEach
    void open() throws IOException {
        library = TwoLaws.in(folder);
        TwoLaws.later(library);
        office = new TellingTest.Start(folder, "", library);
        TellingTest.register(office, 4);
        watch = new LawWatch(
                library,
                office.packs,
                new Telling(office.store, office.office, office.packs, office.clock, () -> {}),
                office.clock);
        watch.begin();
        assertThat(watch.tell()).isZero();
    }

    @AfterEach
    void close() {
        office.close();
    }

    private boolean knows(String duty) {
        return office.packs.duty("otherlaw", duty) != null;
    }

    @Test
    void a_folder_that_stays_alike_for_two_looks_is_read_answers_follow_and_systems_are_told() throws Exception {
        var answers = Facts.of(office.packs, java.util.Map.of("infers", true));
        var made = new OfWording<>(office.packs, () -> office.packs.packs().size() + " packs");
        var before = made.get();
        assertThat(made.get()).isSameAs(before);
        assertThat(watch.look(false)).isEqualTo(LawWatch.Look.SAME);
        TwoLaws.amend(library);
        assertThat(watch.look(false)).isEqualTo(LawWatch.Look.SETTLING);
        assertThat(knows("O-NEW")).isFalse();
        Files.writeString(library.resolve("otherlaw/notes.txt"), "still saving");
        assertThat(watch.look(false)).isEqualTo(LawWatch.Look.SETTLING);
        assertThat(watch.look(false)).isEqualTo(LawWatch.Look.READ);
        assertThat(knows("O-NEW")).isTrue();
        assertThat(knows("O-OLD")).isFalse();
        assertThat(made.get()).as("made anew").isNotSameAs(before);
        assertThat(office.packs.evaluate(answers, office.office.days()).duties())
                .as("answers given under the wording before")
                .extracting(d -> d.id())
                .contains("O-NEW");
        assertThat(watch.tell()).isEqualTo(3);
        assertThat(watch.tell()).isZero();
        assertThat(watch.look(false)).isEqualTo(LawWatch.Look.SAME);
        assertThat(watch.look(true)).isEqualTo(LawWatch.Look.SAME);
    }

    @Test
    void who_says_that_all_is_there_need_not_wait_for_a_second_look() throws Exception {
        TwoLaws.amend(library);
        assertThat(watch.look(true)).isEqualTo(LawWatch.Look.READ);
        assertThat(watch.tell()).isEqualTo(3);
    }

    @Test
    void what_cannot_be_read_is_said_with_its_line_and_the_packs_of_before_hold_on() throws Exception {
        var rules = library.resolve("otherlaw/rules.yaml");
        var good = Files.readString(rules);
        Files.writeString(rules, good.replace("when: infers", "when: infer"));
        assertThat(watch.look(true)).isEqualTo(LawWatch.Look.REFUSED);
        assertThat(watch.look(false)).isEqualTo(LawWatch.Look.REFUSED);
        assertThat(watch.trouble().orElseThrow().en()).contains("otherlaw/rules.yaml:", "infer");
        assertThat(knows("O-OLD")).isTrue();
        assertThat(watch.tell()).isZero();
        Files.writeString(rules, good);
        assertThat(watch.look(true)).isEqualTo(LawWatch.Look.READ);
        assertThat(watch.trouble()).isEmpty();
        assertThat(watch.tell()).as("it says what it said before").isZero();
    }

    @Test
    void a_line_of_the_crosswalk_to_a_duty_that_goes_keeps_the_change_out() throws Exception {
        Files.writeString(library.resolve("shared/crosswalk.yaml"), """
                - from: otherlaw/O-OLD
                  to: testlaw/T-SOFT
                  is: covers
                  why: {zh: 理由, en: Reason}
                """);
        assertThat(watch.look(true)).isEqualTo(LawWatch.Look.READ);
        TwoLaws.amend(library);
        assertThat(watch.look(true)).isEqualTo(LawWatch.Look.REFUSED);
        assertThat(watch.trouble().orElseThrow().en()).contains("O-OLD");
        assertThat(knows("O-OLD")).isTrue();
    }

    @Test
    void a_folder_that_is_gone_is_said_and_taken_up_when_it_is_back() throws Exception {
        var away = folder.resolve("away");
        Files.move(library, away);
        assertThat(watch.look(true)).isEqualTo(LawWatch.Look.REFUSED);
        assertThat(watch.trouble()).isPresent();
        assertThat(knows("O-OLD")).isTrue();
        Files.move(away, library);
        assertThat(watch.look(false)).isEqualTo(LawWatch.Look.SAME);
        assertThat(watch.trouble()).isEmpty();
    }

    @Test
    void a_day_of_the_law_that_comes_while_it_runs_is_told() {
        office.clock.day("2026-12-01");
        assertThat(watch.look(false)).isEqualTo(LawWatch.Look.SAME);
        assertThat(watch.tell()).isZero();
        office.clock.day("2026-12-02");
        watch.look(false);
        assertThat(watch.tell()).isEqualTo(3);
        watch.look(false);
        assertThat(watch.tell()).isZero();
    }
}
