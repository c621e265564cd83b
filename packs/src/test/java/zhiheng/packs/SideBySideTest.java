package zhiheng.packs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiheng.base.Text;

class SideBySideTest {
    private static final Text WHY = new Text("理由", "a reason");
    private static final Crosswalk.End A = end("one", "A");
    private static final Crosswalk.End A2 = end("one", "A2");
    private static final Crosswalk.End B = end("two", "B");

    private static Crosswalk.End end(String pack, String id) {
        return new Crosswalk.End(pack, id, WHY, WHY);
    }

    private static Crosswalk.Line line(Crosswalk.End from, Crosswalk.Relation is, Crosswalk.End to) {
        return new Crosswalk.Line(from, is, to, WHY);
    }

    private static SideBySide.Row b(Crosswalk.Line... lines) {
        return SideBySide.of(new Crosswalk(List.of(lines)), List.of(A, A2), List.of(B))
                .rows()
                .getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "EQUIVALENT, SERVED, SERVED",
        "COVERS, SERVED, IN_PART",
        "PARTLY, IN_PART, IN_PART",
        "CONFLICTS, CONFLICT, CONFLICT"
    })
    void a_line_is_read_forwards_and_backwards(
            Crosswalk.Relation is, SideBySide.Standing forwards, SideBySide.Standing backwards) {
        assertThat(b(line(A, is, B)).standing()).isEqualTo(forwards);
        assertThat(b(line(B, is, A)).standing()).isEqualTo(backwards);
    }

    @Test
    void a_duty_of_which_no_line_speaks_is_left_whole() {
        assertThat(b().standing()).isEqualTo(SideBySide.Standing.LEFT);
        assertThat(b(line(end("three", "C"), Crosswalk.Relation.COVERS, B)).by())
                .isEmpty();
    }

    @Test
    void the_best_evidence_counts_and_a_conflict_is_never_hidden_by_it() {
        var part = line(A, Crosswalk.Relation.PARTLY, B);
        var whole = line(A2, Crosswalk.Relation.COVERS, B);
        assertThat(b(part, whole).standing()).isEqualTo(SideBySide.Standing.SERVED);
        assertThat(b(part, whole).servedBy()).containsExactly(A, A2);
        var against = b(line(A, Crosswalk.Relation.CONFLICTS, B), whole);
        assertThat(against.standing()).isEqualTo(SideBySide.Standing.CONFLICT);
        assertThat(against.servedBy()).containsExactly(A2);
    }

    @Test
    void a_duty_is_the_same_in_whichever_words_it_stood() {
        var later = new Crosswalk.End("two", "B", new Text("新", "new"), WHY);
        var beside = SideBySide.of(
                new Crosswalk(List.of(line(A, Crosswalk.Relation.COVERS, B))), List.of(A), List.of(later));
        assertThat(beside.count(SideBySide.Standing.SERVED)).isEqualTo(1);
    }

    @Test
    void that_nothing_corresponds_is_told_beside_what_is_left_and_for_the_laws_compared_only() {
        var crosswalk = new Crosswalk(
                List.of(),
                List.of(
                        new Crosswalk.Absence(B, "one", WHY),
                        new Crosswalk.Absence(B, "three", new Text("别", "other"))));
        var beside = SideBySide.of(crosswalk, List.of(A), List.of(B, A2));
        assertThat(beside.rows().getFirst().standing()).isEqualTo(SideBySide.Standing.LEFT);
        assertThat(beside.rows().getFirst().none())
                .extracting(Crosswalk.Absence::why)
                .containsExactly(WHY);
        assertThat(beside.notCompared()).isEqualTo(1);
    }
}
