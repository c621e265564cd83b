package zhiheng.server.rooms.sso;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.audit.SecurityLog;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.ground.sql.TxSql;

/** Sign-in through an identity provider, where one is named. */
public final class SsoFeature implements Capability {
    private final @Nullable SsoSettings settings;
    private final @Nullable URI publicAddress;
    private @Nullable Sso sso;
    private @Nullable SecurityLog security;

    /** @param publicAddress where people reach this server; null believes what their browsers say */
    public SsoFeature(@Nullable SsoSettings settings, @Nullable URI publicAddress) {
        this.settings = settings;
        this.publicAddress = publicAddress;
    }

    @Override
    public List<Migration> schema() {
        return List.of(Migration.of(SsoFeature.class, "V1__sso.sql"));
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        security = house.security();
        if (settings != null) {
            sso = new Sso(
                    settings, house.identity(), house.store(), house.office().outbox(), house.clock());
        }
    }

    /** Empty where no provider is named. */
    public Optional<Sso> sso() {
        return Optional.ofNullable(sso);
    }

    @Override
    public void pages(Pages pages) {
        if (sso != null) {
            new SsoPages(sso, pages.desk(), Objects.requireNonNull(security), publicAddress).mount(pages.router());
        }
    }

    @Override
    public void close() {
        if (sso != null) {
            sso.close();
        }
    }

    @Override
    public void forgetPerson(TxSql sql, String person) {
        sql.update("DELETE FROM sso_link WHERE person_id = ?", person);
    }
}
