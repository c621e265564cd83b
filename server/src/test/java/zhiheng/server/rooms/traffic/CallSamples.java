package zhiheng.server.rooms.traffic;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import zhiheng.gateway.Ask;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Served;
import zhiheng.gateway.journal.Position;
import zhiheng.server.ground.sql.Db;

/** Records of calls as the gateway leaves them, some alike at a time. */
public final class CallSamples {
    private final InteractionRows rows;
    private int number;

    public CallSamples(Db db) {
        rows = new InteractionRows(db);
    }

    /** What may differ from a call that was answered by the first version of a permit. */
    public record Call(String surface, long permit, int status, String clause, boolean labelled) {
        static final Call ANSWERED = new Call("chat/completions", 1, 200, "", true);

        public Call surface(String other) {
            return new Call(other, permit, status, clause, labelled);
        }

        public Call permit(long version) {
            return new Call(surface, version, status, clause, labelled);
        }

        public Call refused(String by) {
            return new Call(surface, permit, 403, by, false);
        }

        public Call labelled(boolean yes) {
            return new Call(surface, permit, status, clause, yes);
        }
    }

    public void add(String system, String time, int times) {
        add(system, time, times, call -> call);
    }

    public void add(String system, String time, int times, UnaryOperator<Call> how) {
        var call = how.apply(Call.ANSWERED);
        var at = Instant.parse(time);
        var batch = new ArrayList<Interaction>();
        for (int i = 0; i < times; i++) {
            batch.add(new Interaction(
                    InteractionRows.firstId(at) + "-7000-8000-%012x".formatted(++number),
                    system,
                    at,
                    call.surface(),
                    new Ask("m", null, null, -1, null, 0, List.of()),
                    "main",
                    1,
                    false,
                    call.permit(),
                    call.status(),
                    call.clause(),
                    "in",
                    10,
                    "out",
                    20,
                    3,
                    5,
                    1_000,
                    2_000,
                    call.labelled(),
                    Map.of(),
                    false,
                    "",
                    false,
                    Served.UNSAID));
        }
        rows.insert(batch, Map.of(), new Position(0, number));
    }
}
