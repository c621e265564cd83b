package zhiheng.server.rooms.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import zhiheng.gateway.Ask;
import zhiheng.gateway.Held.Stage;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Served;
import zhiheng.gateway.journal.Position;
import zhiheng.office.OfficeStore;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.rooms.review.HeldRows.HeldRow;
import zhiheng.server.rooms.review.HeldRows.State;
import zhiheng.server.rooms.traffic.ContentRows;
import zhiheng.server.rooms.traffic.InteractionRows;

/** Held calls and kept contents, the same on every database. */
public record HeldChecks(Db db, OfficeStore store) {
    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final byte[] SEALED = {0, -1, 7, 39, 92};

    public void aHeldCall_isDecidedOnce_fetchedOnce_andItsContentThenGone() {
        var rows = new HeldRows(db);
        assertThat(rows.add(row("1"), 2)).isTrue();
        assertThat(rows.add(row("2"), 2)).isTrue();
        assertThat(rows.add(row("3"), 2)).as("a third where two may wait").isFalse();
        assertThat(rows.in(State.WAITING, "bot", "", 10))
                .extracting(HeldRow::id)
                .containsExactly("1", "2");
        assertThat(rows.in(State.WAITING, "bot", "1", 10))
                .extracting(HeldRow::id)
                .containsExactly("2");
        assertThat(rows.of("bot", "1").orElseThrow().sealed()).isEqualTo(SEALED);
        assertThat(rows.of("other", "1")).isEmpty();

        assertThat(decide("1", State.RELEASED)).isTrue();
        assertThat(decide("1", State.REJECTED)).as("a second time").isFalse();
        assertThat(decide("2", State.REJECTED)).isTrue();

        assertThat(rows.fetched("2")).as("a rejected one").isFalse();
        assertThat(rows.fetched("1")).isTrue();
        assertThat(rows.fetched("1")).as("a second time").isFalse();
        assertThat(rows.settled("bot", 10))
                .allSatisfy(row -> assertThat(row.sealed()).isEmpty())
                .extracting(HeldRow::state)
                .containsExactly(State.REJECTED, State.FETCHED);
    }

    public void whatNobodyDecidesInTime_lapses() {
        var rows = new HeldRows(db);
        rows.add(row("1"), 9);

        assertThat(rows.lapse(NOW.plus(Duration.ofHours(1)))).isZero();
        assertThat(rows.lapse(NOW.plus(Duration.ofHours(24)))).isEqualTo(1);

        assertThat(rows.of("bot", "1").orElseThrow().state()).isEqualTo(State.LAPSED);
        assertThat(rows.of("bot", "1").orElseThrow().sealed()).isEmpty();
        assertThat(decide("1", State.RELEASED)).isFalse();
    }

    public void aKeptContent_isThereWithItsRecord_andForgottenWithItsTime() {
        var id = InteractionRows.firstId(NOW) + "-7000-8000-000000000001";
        new InteractionRows(db).insert(List.of(call(id)), Map.of(id, SEALED), new Position(0, 1));
        var contents = new ContentRows(db);

        assertThat(contents.of("bot", id))
                .hasValueSatisfying(bytes -> assertThat(bytes).isEqualTo(SEALED));
        assertThat(contents.has("other", id)).isFalse();

        assertThat(contents.forget("bot", NOW)).isZero();
        assertThat(contents.forget("bot", NOW.plusSeconds(1))).isEqualTo(1);
        assertThat(contents.has("bot", id)).isFalse();
    }

    private boolean decide(String id, State state) {
        return store.write(tx -> HeldRows.decide(tx, id, state, "boss", NOW, "why"));
    }

    private static HeldRow row(String id) {
        return new HeldRow(
                id,
                "bot",
                NOW,
                NOW.plus(Duration.ofHours(24)),
                Stage.OUT,
                "pii.email",
                "chat/completions",
                3,
                true,
                State.WAITING,
                "",
                "",
                "",
                SEALED);
    }

    private static Interaction call(String id) {
        return new Interaction(
                id,
                "bot",
                NOW,
                "chat/completions",
                new Ask("m", null, null, -1, null, 0, List.of()),
                "u",
                1,
                false,
                1,
                200,
                "",
                "",
                0,
                "",
                0,
                0,
                0,
                0,
                0,
                false,
                Map.of(),
                false,
                "",
                false,
                Served.UNSAID);
    }
}
