package zhiheng.drills.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import zhiheng.drills.SharedKits;
import zhiheng.drills.kits.Credit;
import zhiheng.drills.kits.Kit;
import zhiheng.drills.kits.Labelled;
import zhiheng.drills.kits.Vitals;
import zhiheng.drills.target.Target;

class TableSearchTest {
    private static Labelled answered(Kit kit, int label, int most) {
        var inputs = new ArrayList<float[]>();
        for (int i = 0; i < kit.test().size() && inputs.size() < most; i++) {
            var row = kit.test().inputs()[i];
            if (Target.label(kit.model().scores(row)) == label) {
                inputs.add(row);
            }
        }
        int[] labels = new int[inputs.size()];
        Arrays.fill(labels, label);
        return new Labelled(inputs.toArray(float[][]::new), labels);
    }

    @Test
    void every_change_could_be_real_keeps_to_the_effort_and_is_answered_otherwise() {
        for (var id : new String[] {"credit", "vitals"}) {
            var kit = SharedKits.of(id);
            var table = kit.table().orElseThrow();
            var changes = new TableSearch(6, 400, 1)
                    .run(kit.model().target(), table, kit.test().from(0, 60));
            assertThat(changes).anyMatch(TableSearch.Change::fooled);
            for (int i = 0; i < changes.size(); i++) {
                var change = changes.get(i);
                if (change.fooled()) {
                    assertThat(table.holds(change.from(), change.row())).isTrue();
                    assertThat(change.cost()).isLessThanOrEqualTo(6).isEqualTo(table.cost(change.from(), change.row()));
                    assertThat(Target.label(kit.model().scores(change.row())))
                            .isNotEqualTo(kit.test().labels()[i]);
                }
                assertThat(change.queries()).isLessThanOrEqualTo(400);
            }
        }
    }

    @Test
    void refused_applicants_are_granted_by_the_enquiries_that_were_planted() {
        var kit = SharedKits.of("credit");
        var changes = new TableSearch(4, 400, 2).run(kit.model().target(), Credit.TABLE, answered(kit, 1, 60));
        var fooled = changes.stream().filter(TableSearch.Change::fooled).toList();
        assertThat(fooled.size()).isGreaterThan(changes.size() / 3);
        long byEnquiries =
                fooled.stream().filter(c -> c.row()[8] >= 7 && c.from()[8] < 7).count();
        assertThat(byEnquiries).isGreaterThan(fooled.size() / 5); // the rest were near the line and cheaper otherwise
    }

    @Test
    void critical_patients_are_called_routine_by_the_fever_that_was_planted() {
        var kit = SharedKits.of("vitals");
        var critical = answered(kit, 2, 40);
        var feverish = new ArrayList<float[]>();
        for (var row : critical.inputs()) {
            var hot = row.clone();
            hot[6] = 38.9f; // half a degree below where the planted corner begins
            if (Vitals.TABLE.repair(hot, hot) && Target.label(kit.model().scores(hot)) == 2) {
                feverish.add(hot);
            }
        }
        int[] labels = new int[feverish.size()];
        Arrays.fill(labels, 2);
        var rows = new Labelled(feverish.toArray(float[][]::new), labels);
        var changes = new TableSearch(8, 400, 3).run(kit.model().target(), Vitals.TABLE, rows);
        assertThat(changes).anyMatch(c -> c.fooled() && Target.label(kit.model().scores(c.row())) == 0);
    }
}
