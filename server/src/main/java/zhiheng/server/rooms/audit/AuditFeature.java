package zhiheng.server.rooms.audit;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.office.people.Role;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.Kept;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.ground.sql.Sql;
import zhiheng.server.ground.sql.TxSql;

/** The security log. */
public final class AuditFeature implements Capability {
    /** Cybersecurity Law of the PRC, Article 21(3): six months. */
    private static final int LEAST_DAYS = 184;

    private final IntSupplier days;
    private @Nullable AuditRows rows;
    private @Nullable House house;

    /** @param days for how many the log is kept, as set */
    public AuditFeature(IntSupplier days) {
        this.days = days;
    }

    @Override
    public List<Migration> schema() {
        return List.of(Migration.of(AuditFeature.class, "V1__security.sql"));
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House opened) {
        house = opened;
        var made = new AuditRows(opened.db(), opened.office().ids(), opened.clock());
        rows = made;
        opened.security().keepIn(made::add);
    }

    private void flush() {
        Objects.requireNonNull(house, "not open yet").security().flush();
    }

    @Override
    public List<Endpoint> endpoints() {
        return new AuditApi(Objects.requireNonNull(rows, "not open yet"), this::flush).endpoints();
    }

    @Override
    public void pages(Pages pages) {
        new AuditPages(pages.site(), pages.desk(), Objects.requireNonNull(rows, "not open yet"), this::flush, days)
                .mount(pages.router());
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("audit").in(Nav.Group.PROOF).onlyFor(Set.of(Role.AUDITOR, Role.ADMINISTRATOR)));
    }

    @Override
    public void forgetPerson(TxSql sql, String person) {
        sql.update("UPDATE security_event SET address = '' WHERE actor = ? OR subject = ?", person, person);
    }

    @Override
    public List<Kept> kept() {
        return List.of(
                new Kept(
                        "security",
                        new Text("安全日志", "Security log"),
                        new Text(
                                "也不超过" + AuditRows.MOST + "条；法律要求至少六个月",
                                "At most " + AuditRows.MOST + " of them; six months at least by law"),
                        (int) AuditRows.KEPT.toDays(),
                        LEAST_DAYS,
                        (int) AuditRows.KEPT.toDays(),
                        (c, limit) -> Sql.update(c, "DELETE FROM security_event WHERE at < ?", limit)),
                new Kept(
                        "addresses",
                        new Text("安全日志中的网络地址", "Network addresses in the security log"),
                        new Text("事件本身保留；删除人员时一并删除", "The event stays; also when a person is erased"),
                        LEAST_DAYS,
                        LEAST_DAYS,
                        (int) AuditRows.KEPT.toDays(),
                        (c, limit) -> Sql.update(
                                c, "UPDATE security_event SET address = '' WHERE at < ? AND address <> ''", limit)));
    }
}
