package zhiheng.server.rooms.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import zhiheng.base.Text;
import zhiheng.cases.Procedure;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;
import zhiheng.server.rooms.cases.CaseFilter;

/** Kits of sandboxes as offers: what other rooms show of them, and how whoever takes part takes some. */
public final class SandboxKits {
    private static final int MOST = 100;

    private final Sandboxes sandboxes;
    private final Kits kits;

    SandboxKits(Sandboxes sandboxes, Kits kits) {
        this.sandboxes = sandboxes;
        this.kits = kits;
    }

    /**
     * A kit on offer.
     *
     * @param sort one word: compute, data or compliance
     * @param each how much one participation may take by itself; 0 where the authority grants it
     * @param taken what is out now
     */
    public record Kit(String id, String sort, Text name, String unit, long capacity, long each, long taken) {
        public long free() {
            return capacity - taken;
        }
    }

    /** A participation that may take kits. */
    public record Place(String id, String system) {}

    /** What of a kit went out to a participation. */
    public record Taken(String id, long amount) {}

    public List<Kit> all() {
        return kits.all().stream()
                .map(k -> new Kit(
                        k.id(),
                        k.sort().name().toLowerCase(Locale.ROOT),
                        new Text(k.nameZh(), k.nameEn()),
                        k.unit(),
                        k.capacity(),
                        k.each(),
                        k.granted()))
                .toList();
    }

    /** The participations of the actor's organisation that serve; none for the authority, which grants. */
    public List<Place> places(Actor actor) {
        if (actor.role() != Role.PROVIDER) {
            return List.of();
        }
        var places = new ArrayList<Place>();
        for (var row : sandboxes
                .cases()
                .list(actor, new CaseFilter(null, Procedure.Kind.SANDBOX, false, null, MOST))
                .items()) {
            var p = sandboxes.participation(row.c());
            if (Kits.serves(p)) {
                places.add(new Place(row.c().id(), row.systemName()));
            }
        }
        return places;
    }

    /** Takes some for a participation, counted against what is left and what each may have; it comes back at the exit by itself. */
    public Taken take(Actor actor, String kit, String participation, long amount) {
        var grant = kits.take(actor, kit, participation, amount);
        return new Taken(grant.id(), grant.amount());
    }
}
