package zhiheng.server.rooms.policies;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.acts.OfficeTime;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.meaning.Meaning;
import zhiheng.server.ground.meaning.OnnxMeaning;
import zhiheng.server.ground.meaning.ShippedMeaning;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.rooms.guide.GuideFeature;

/** The library of policies. */
public final class PoliciesFeature implements Capability {
    private final GuideFeature guide;
    private final String model;
    private @Nullable PolicyShelf shelf;
    private @Nullable Meaning meaning;

    /** @param model the folder of a sentence model; "" for the one that ships, "off" to search by words alone */
    public PoliciesFeature(GuideFeature guide, String model) {
        this.guide = guide;
        this.model = model;
    }

    @Override
    public Set<String> uses() {
        return Set.of("guide");
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        var guides = guide.guides();
        meaning = guides == null ? null : meaning();
        shelf = new PolicyShelf(
                guides,
                guides == null ? null : new PolicySearch(guides.measures().all(), meaning),
                new OfficeTime(house.clock()));
    }

    private @Nullable Meaning meaning() {
        return switch (model) {
            case "" -> ShippedMeaning.find().orElse(null);
            case "off" -> null;
            default -> opened(model);
        };
    }

    private static Meaning opened(String folder) {
        try {
            return OnnxMeaning.open(Path.of(folder));
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("无法使用语义模型：" + e.getMessage(), "The sentence model cannot be used: " + e.getMessage())
                    .at("ZHIHENG_MEANING");
        }
    }

    private PolicyShelf shelf() {
        return Objects.requireNonNull(shelf, "not open yet");
    }

    @Override
    public List<Endpoint> endpoints() {
        return new PolicyApi(shelf()).endpoints();
    }

    @Override
    public void pages(Pages pages) {
        new PolicyPages(pages.site(), pages.desk(), shelf()).mount(pages.router());
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("policies").in(Nav.Group.POLICIES));
    }

    @Override
    public void close() {
        var open = meaning;
        if (open != null) {
            open.close();
        }
    }
}
