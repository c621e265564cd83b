package zhiheng.server.rooms.reminders;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import zhiheng.office.OfficeStore;
import zhiheng.office.people.Role;
import zhiheng.server.ground.identity.PeopleSql;
import zhiheng.server.ground.identity.PeopleSql.PersonRow;
import zhiheng.server.ground.tell.Audience;

/** Who an audience is, as people and organisations stand at one moment. */
record Recipients(Map<String, List<PersonRow>> byOrg, List<PersonRow> officers) {
    static Recipients now(OfficeStore store) {
        var people = store.read(tx -> PeopleSql.in(tx).people()).stream()
                .filter(p -> p.active() && p.role().mayChange())
                .toList();
        return new Recipients(
                people.stream().collect(Collectors.groupingBy(PersonRow::orgId)),
                people.stream()
                        .filter(p -> p.role() == Role.OFFICER || p.role() == Role.ADMINISTRATOR)
                        .toList());
    }

    /** Their ids, each once. */
    List<String> of(Audience audience) {
        var org = byOrg.getOrDefault(audience.org(), List.of());
        var own = org.stream().filter(p -> p.id().equals(audience.person())).toList();
        var all = new ArrayList<>(own.isEmpty() ? org : own);
        if (audience.officers()) {
            all.addAll(officers);
        }
        return all.stream().map(PersonRow::id).distinct().toList();
    }
}
