package zhiheng.server.rooms.labels;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Asset;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.signing.OperatorKey;
import zhiheng.server.ground.sql.Migration;

/** Labels on files that people send. */
public final class LabelsFeature implements Capability {
    private final OperatorKey key;
    private @Nullable LabelDesk desk;
    private @Nullable SignDesk signs;

    /** @param key that files are signed with */
    public LabelsFeature(OperatorKey key) {
        this.key = key;
    }

    @Override
    public List<Migration> schema() {
        return List.of(
                Migration.of(LabelsFeature.class, "V1__look.sql"), Migration.of(LabelsFeature.class, "V2__mark.sql"));
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        desk = new LabelDesk(house.office(), house.store(), house.shared(), house.clock());
        signs = new SignDesk(house.office().outbox(), key.signer(house.clock()));
    }

    @Override
    public void close() {
        if (desk != null) {
            desk.close();
        }
    }

    private LabelDesk desk() {
        return Objects.requireNonNull(desk, "not open yet");
    }

    private SignDesk signs() {
        return Objects.requireNonNull(signs, "not open yet");
    }

    @Override
    public List<Endpoint> endpoints() {
        return new LabelsApi(desk(), signs()).endpoints();
    }

    @Override
    public void pages(Pages pages) {
        new LabelPages(pages.site(), pages.desk(), desk(), signs()).mount(pages.router());
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("labels").in(Nav.Group.TOOLS));
    }

    @Override
    public List<Asset> assets() {
        return List.of(Asset.script(LabelsFeature.class, "labels.js"));
    }

    @Override
    public List<Class<?>> commands() {
        return List.of(LabelCommand.class, WatermarkCommand.class);
    }
}
