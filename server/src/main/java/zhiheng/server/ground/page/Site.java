package zhiheng.server.ground.page;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import zhiheng.ledger.Ledger;
import zhiheng.office.Office;
import zhiheng.office.people.Actor;
import zhiheng.packs.PackLibrary;
import zhiheng.server.ground.identity.Identity;
import zhiheng.server.ground.identity.Person;

/** What the pages stand on: the office and its packs, the templates, the words of all rooms, the menu. */
public record Site(
        Office office,
        Identity identity,
        PackLibrary library,
        Ledger ledger,
        Clock clock,
        Renderer renderer,
        WordBook book,
        List<Nav> nav,
        List<Aside> asides,
        List<Owed.Source> owed) {
    /** Nobody reads further than this; of more the earliest stand for all. */
    private static final int MOST_OWED = 500;

    public Lexicon lexicon(Visit visit) {
        return new Lexicon(library, visit.words, zone(visit));
    }

    /** The zone in which the visitor reads and types times; the law has its own. */
    public ZoneId zone(Visit visit) {
        return visit.zone(clock.getZone());
    }

    /** What rooms say about a system on the pages of others. */
    public List<Aside.Line> asides(Visit visit, String system) {
        return asides.stream().flatMap(a -> a.about(visit, system).stream()).toList();
    }

    /** What is owed beside the duties that packs find, due before {@code day}, the earliest first. */
    public List<Owed> owed(Actor actor, LocalDate day) {
        return owed.stream()
                .flatMap(source -> source.before(actor, day, MOST_OWED).stream())
                .sorted(Comparator.comparing(Owed::due).thenComparing(Owed::id))
                .toList();
    }

    /** Names of people by id, as far as the visitor may know them. */
    public Map<String, String> people(Visit visit) {
        var session = visit.session();
        if (session == null) {
            return Map.of();
        }
        return identity.names(session.actor());
    }

    public static Map<String, String> names(List<Person> people) {
        return people.stream().collect(Collectors.toMap(Person::id, Person::name));
    }
}
