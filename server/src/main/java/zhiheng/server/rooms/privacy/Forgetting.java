package zhiheng.server.rooms.privacy;

import java.util.List;
import java.util.function.Supplier;
import zhiheng.office.Office;
import zhiheng.office.people.Actor;
import zhiheng.office.registry.AiSystem;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.identity.Identity;
import zhiheng.server.ground.identity.Person;
import zhiheng.server.ground.sql.TxSql;

/** Erases a person or a system in all rooms at once. */
record Forgetting(Office office, Identity identity, Supplier<List<Capability>> rooms) {
    Person person(Actor actor, String id, String login) {
        return identity.staff()
                .erase(actor, id, login, tx -> rooms.get().forEach(room -> room.forgetPerson(TxSql.in(tx), id)));
    }

    AiSystem system(Actor actor, String id, String name) {
        return office.erasures()
                .system(actor, id, name, tx -> rooms.get().forEach(room -> room.forgetSystem(TxSql.in(tx), id)));
    }
}
