package zhiheng.server.rooms.people;

import static zhiheng.server.ground.http.JsonOut.map;

import java.util.Map;
import zhiheng.office.people.Org;
import zhiheng.server.ground.identity.ApiToken;
import zhiheng.server.ground.identity.Person;

/** People, organisations and tokens as JSON. */
public final class PeopleJson {
    private PeopleJson() {}

    public static Map<String, Object> org(Org org) {
        return map("id", org.id(), "kind", org.kind(), "name", org.name());
    }

    public static Map<String, Object> person(Person person) {
        return map(
                "id", person.id(),
                "orgId", person.orgId(),
                "login", person.login(),
                "name", person.name(),
                "role", person.role(),
                "active", person.active());
    }

    public static Map<String, Object> token(ApiToken token) {
        return map(
                "id", token.id(),
                "personId", token.personId(),
                "label", token.label(),
                "role", token.role(),
                "createdAt", token.createdAt(),
                "revoked", token.revoked());
    }
}
