package zhiheng.server.rooms.law;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.office.people.Actor;
import zhiheng.packs.Crosswalk;
import zhiheng.packs.LawText;
import zhiheng.packs.OfWording;
import zhiheng.packs.SearchWords;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.meaning.ChosenMeaning;
import zhiheng.server.ground.page.Found;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.page.Words;
import zhiheng.server.rooms.amendments.AmendmentsFeature;
import zhiheng.server.rooms.calendar.CalendarDay;

/** The packs to read, and what a change of law changes. */
public final class LawFeature implements Capability {
    private final Path folder;
    private final ChosenMeaning model;
    private final AmendmentsFeature amendments;
    private @Nullable LawDays days;
    private @Nullable OfWording<LawSearch> search;
    private @Nullable OfWording<Crosswalk> crosswalk;
    private List<Endpoint> endpoints = List.of();

    /** @param folder the library, whose crosswalk is read with it */
    public LawFeature(Path folder, ChosenMeaning model, AmendmentsFeature amendments) {
        this.folder = folder;
        this.model = model;
        this.amendments = amendments;
    }

    @Override
    public Set<String> uses() {
        return Set.of("amendments", "calendar");
    }

    /** Days of the law that touch systems of the reader's own organisation. */
    public List<CalendarDay> days(Actor actor, Words words, ZoneId zone) {
        return Objects.requireNonNull(days, "not open yet").of(actor, words, zone);
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        var library = house.library();
        days = new LawDays(house.store(), house.office(), library);
        var lines = new OfWording<>(library, () -> Crosswalk.of(library, folder));
        lines.get(); // a line that does not fit is said at the start
        crosswalk = lines;
        var found = new OfWording<>(
                library,
                () -> new LawSearch(
                        LawText.of(library, folder), SearchWords.of(folder), model.meaning(), model.vectors("law")));
        found.get();
        search = found;
        endpoints = Stream.of(
                        new LawApi(house.office(), library).endpoints(),
                        new LawSearchApi(found).endpoints(),
                        new BesideApi(library, lines).endpoints())
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    @Override
    public void pages(Pages pages) {
        new ChangesPages(pages.site(), pages.desk()).mount(pages.router());
        new CrosswalkPage(pages.site(), pages.desk(), Objects.requireNonNull(crosswalk, "not open yet"))
                .mount(pages.router());
        new FindPage(pages.site(), pages.desk(), search()).mount(pages.router());
        new PackPages(pages.site(), pages.desk(), new PackHistory(amendments::changed)).mount(pages.router());
    }

    private OfWording<LawSearch> search() {
        return Objects.requireNonNull(search, "not open yet");
    }

    @Override
    public List<Found.Source> finds() {
        return List.of(new FindAnywhere(search()));
    }

    @Override
    public void close() {
        model.close();
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("changes").in(Nav.Group.LAW), Nav.to("packs").in(Nav.Group.LAW));
    }
}
