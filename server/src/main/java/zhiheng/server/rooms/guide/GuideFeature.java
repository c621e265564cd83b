package zhiheng.server.rooms.guide;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.office.acts.OfficeTime;
import zhiheng.office.people.Actor;
import zhiheng.office.policy.Guides;
import zhiheng.office.policy.Measures;
import zhiheng.packs.Facts;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Lexicon;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.page.Words;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.rooms.calendar.CalendarDay;
import zhiheng.server.rooms.law.RememberedPacks;

/** Guides for enterprises out of the packs of policies. */
public final class GuideFeature implements Capability {
    private final Path policies;
    private @Nullable Advice advice;
    private @Nullable Profiles profiles;

    /** @param policies the folder of packs of policies; without it there are no guides */
    public GuideFeature(Path policies) {
        this.policies = policies;
    }

    @Override
    public Set<String> uses() {
        return Set.of("calendar", "law", "registry");
    }

    @Override
    public List<Migration> schema() {
        return List.of(
                Migration.of(GuideFeature.class, "V1__guide.sql"),
                Migration.of(GuideFeature.class, "V2__noted_answers.sql"));
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        Guides guides = null;
        if (Files.isDirectory(policies)) {
            guides = new Guides(Measures.load(RememberedPacks.load(policies), policies), house.library()::calendar);
        }
        profiles = new Profiles(guides);
        advice = new Advice(house.store(), house.office(), guides, new OfficeTime(house.clock()));
    }

    /** Answers of enterprises about themselves, by organisation, so many at the most. */
    public Map<String, Map<String, Object>> profiles(int most) {
        return advice().profiles(most);
    }

    /** What enterprises answered about themselves, for rooms that open after this one. */
    public Profiles profiles() {
        return Objects.requireNonNull(profiles, "not open yet");
    }

    private Advice advice() {
        return Objects.requireNonNull(advice, "not open yet");
    }

    /** The profile of an enterprise as the packs read it now, for rooms that act on it. */
    public record Standing(String org, long version, Facts facts) {}

    /** Null where no policies are installed. */
    public @Nullable Guides guides() {
        return advice().installed() ? advice().guides() : null;
    }

    /** Profiles by their organisations' ids. @param after the id that the part before ended with, "" for the first */
    public List<Standing> profiles(String after, int most) {
        return advice().standings(after, most);
    }

    public Optional<Standing> profile(String org) {
        return advice().standing(org);
    }

    /** What in answers cannot stand together; null for nothing. */
    public @Nullable Text contradiction(Facts facts) {
        return advice().wrong(facts.asMap()).values().stream().findFirst().orElse(null);
    }

    /** The last days that the guide has for the reader's own organisation, for the reader's calendar. */
    public List<CalendarDay> days(Actor actor, Words words, ZoneId zone) {
        var own = advice();
        return own.installed()
                ? new Deadlines(own).of(actor, own.org(actor, actor.orgId()), new Lexicon(own.library(), words, zone))
                : List.of();
    }

    @Override
    public List<Endpoint> endpoints() {
        return new GuideApi(advice()).endpoints();
    }

    @Override
    public void pages(Pages pages) {
        new GuidePages(pages.site(), pages.desk(), advice()).mount(pages.router());
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("guide").in(Nav.Group.POLICIES));
    }

    @Override
    public List<Class<?>> commands() {
        return List.of(GuideCommand.class);
    }
}
