package zhiheng.server.rooms.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import zhiheng.office.duties.DutyQuery;
import zhiheng.office.registry.DutyState;
import zhiheng.packs.LegalDays;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.house.Rooms;

class SqliteTest extends OfficeOnStore {
    @Override
    public Db open() {
        return Db.sqlite(folder.resolve("zhiheng.db"), Rooms.schema());
    }

    private static DutyQuery query(DutyQuery.Key key, boolean turned, @Nullable Boolean pending) {
        var by = new DutyQuery.By(key, turned, LegalDays.on(LocalDate.of(2026, 11, 30)));
        return new DutyQuery(null, null, null, pending, null, null, null, null, null, null, by, null, null, 50);
    }

    @Test
    void an_index_has_every_order_of_duties_that_are_to_be_done() {
        for (var key : List.of(DutyQuery.Key.DAY, DutyQuery.Key.STATE, DutyQuery.Key.LAW, DutyQuery.Key.OWNER)) {
            for (var turned : List.of(false, true)) {
                for (var only : Arrays.asList(null, org.id())) {
                    var query = query(key, turned, true);
                    register("S", "hiring");
                    db.read(c -> {
                        for (var part : WorkOrder.parts(c, query, WorkSql.filter(query, only), only)) {
                            var plan = Sql.list(
                                    c,
                                    "EXPLAIN QUERY PLAN " + WorkSql.statement(part, part.filter()),
                                    row -> row.getString("detail"),
                                    part.filter().values(50));
                            assertThat(plan)
                                    .as(key + " " + part.id() + " " + only)
                                    .noneMatch(step -> step.contains("TEMP B-TREE"))
                                    .anyMatch(step -> step.startsWith("SEARCH l USING INDEX duty_line_"));
                        }
                        return key;
                    });
                }
            }
        }
    }

    @Test
    void guidance_and_law_by_the_day_are_each_walked_by_themselves_and_never_instead_of_an_organisation() {
        register("S", "hiring");
        for (var law : List.of(true, false)) {
            assertThat(plan(law, null))
                    .noneMatch(step -> step.contains("TEMP B-TREE"))
                    .anyMatch(step ->
                            step.startsWith("SEARCH l USING INDEX duty_line_force (obligation=? AND pending=?"));
            assertThat(plan(law, org.id()))
                    .noneMatch(step -> step.contains("TEMP B-TREE"))
                    .anyMatch(step -> step.startsWith("SEARCH l USING INDEX duty_line_org (org_id=? AND pending=?"));
        }
    }

    private List<String> plan(boolean law, @Nullable String only) {
        var query = new DutyQuery(
                null, null, null, true, null, null, null, null, null, null, DutyQuery.By.DAY, law, null, 50);
        return db.read(c -> {
            var part =
                    WorkOrder.parts(c, query, WorkSql.filter(query, only), only).getFirst();
            return Sql.list(
                    c,
                    "EXPLAIN QUERY PLAN " + WorkSql.statement(part, part.filter()),
                    row -> row.getString("detail"),
                    part.filter().values(50));
        });
    }

    @Test
    void by_the_name_of_the_system_each_system_leads_to_its_duties_whatever_else_is_asked() {
        register("S", "hiring");
        var by = new DutyQuery.By(DutyQuery.Key.SYSTEM, false, LegalDays.on(LocalDate.of(2026, 11, 30)));
        for (var state : Arrays.asList(null, DutyState.PLANNED)) {
            for (var only : Arrays.asList(null, org.id())) {
                var query = new DutyQuery(
                        null, null, null, true, state, null, by.today(), null, null, null, by, null, null, 50);
                var part = WorkOrder.walkByName(query, WorkSql.filter(query, only), only, true);
                var plan = db.read(c -> Sql.list(
                        c,
                        "EXPLAIN QUERY PLAN " + WorkSql.statement(part, part.filter()),
                        row -> row.getString("detail"),
                        part.filter().values(50)));
                assertThat(plan)
                        .as(state + " " + only)
                        .anyMatch(step -> step.startsWith("SEARCH l") && step.contains("(system_id=?"));
            }
        }
    }
}
