package zhiheng.server.rooms.permits;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import zhiheng.base.Text;
import zhiheng.server.ground.sql.Db;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.tell.Audience;
import zhiheng.server.ground.tell.Tiding;
import zhiheng.server.ground.tell.Tidings;
import zhiheng.server.rooms.gateway.GatewayFeature;

/** Permits that lapse: after their last moment the gateway lets nothing through, so somebody must look at them before. */
record PermitTidings(GatewayFeature gateway, Db db) implements Tidings {
    private record Owner(String org, String orgName, String system) {}

    @Override
    public String name() {
        return "permits";
    }

    @Override
    public Duration every() {
        return Duration.ofMinutes(10);
    }

    @Override
    public Look look(String place, Window window) {
        var found = new ArrayList<Tiding>();
        gateway.host().ifPresent(host -> {
            for (var permit : host.permits().all()) {
                var expires = permit.expires();
                var day = expires == null
                        ? null
                        : LocalDate.ofInstant(expires, permit.scope().zone());
                if (day != null && window.holds(day)) {
                    db.read(c -> Sql.one(
                                    c,
                                    "SELECT s.org_id, o.name AS org, s.name FROM ai_system s JOIN org o ON o.id ="
                                            + " s.org_id WHERE s.id = ? AND s.archived_at IS NULL",
                                    row -> new Owner(
                                            row.getString("org_id"), row.getString("org"), row.getString("name")),
                                    permit.system()))
                            .ifPresent(owner -> found.add(told(owner, permit.system(), day)
                                    .in(permit.scope().zone())));
                }
            }
        });
        return Look.all(found);
    }

    private static Tiding told(Owner owner, String system, LocalDate day) {
        return Tiding.by(
                day,
                Tiding.Kind.PERMIT,
                "permit/" + system,
                new Text("许可到期，须复核：" + owner.system(), "The permit lapses and is to be reviewed: " + owner.system()),
                new Text(owner.orgName(), owner.orgName()),
                "/systems/" + system + "/gateway/permit",
                Audience.of(owner.org()).andOfficers());
    }
}
