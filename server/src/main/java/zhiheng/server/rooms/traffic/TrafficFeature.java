package zhiheng.server.rooms.traffic;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.Kept;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.TxSql;

/** What calls leave behind: records, counts, contents under seal. */
public final class TrafficFeature implements Capability {
    private static final int LONGEST_DAYS = 3_660;

    private @Nullable InteractionRows interactions;

    @Override
    public List<Migration> schema() {
        return List.of(
                Migration.ofTheFirstVersion(TrafficFeature.class, "V5__asked.sql"),
                Migration.ofTheFirstVersion(TrafficFeature.class, "V6__contents.sql"),
                Migration.ofTheFirstVersion(TrafficFeature.class, "V7__traffic.sql"),
                Migration.of(TrafficFeature.class, "V1__estimated.sql"));
    }

    @Override
    public void open(House house) {
        interactions = new InteractionRows(house.db(), house.journal());
    }

    /** The records of calls. */
    public InteractionRows interactions() {
        return Objects.requireNonNull(interactions, "not open yet");
    }

    @Override
    public void forgetSystem(TxSql sql, String system) {
        sql.update("DELETE FROM content WHERE system = ?", system);
    }

    @Override
    public List<Kept> kept() {
        return List.of(
                Kept.otherwise(
                        "records",
                        new Text("调用记录（不含内容）", "Records of calls, without contents"),
                        new Text("按各系统的许可，每小时清理", "As the permit of the system says, hourly")),
                new Kept(
                        "contents",
                        new Text("调用内容", "Contents of calls"),
                        new Text(
                                "先按各系统的许可（默认不保存），这里再设一个总上限；删除系统时一并删除",
                                "First as the permit of the system says, by default none; this is a bound for all."
                                        + " Also when a system is erased"),
                        0,
                        0,
                        LONGEST_DAYS,
                        (c, limit) -> Sql.update(
                                c, "DELETE FROM content WHERE interaction < ?", InteractionRows.firstId(limit))));
    }
}
