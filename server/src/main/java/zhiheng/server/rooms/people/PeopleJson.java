package zhiheng.server.rooms.people;

import static zhiheng.server.ground.http.JsonOut.map;

import java.util.Map;
import zhiheng.office.people.Org;
import zhiheng.server.ground.identity.ApiToken;
import zhiheng.server.ground.identity.PasswordLink;
import zhiheng.server.ground.identity.Person;

/** People, organisations and tokens as JSON. */
public final class PeopleJson {
    private PeopleJson() {}

    public static Map<String, Object> org(Org org) {
        return map(
                "id", org.id(),
                "kind", org.kind(),
                "name", org.name(),
                "register", org.number().register(),
                "number", org.number().value(),
                "operator", org.operator(),
                "version", org.version());
    }

    public static Map<String, Object> person(Person person) {
        return map(
                "id", person.id(),
                "orgId", person.orgId(),
                "login", person.login(),
                "name", person.name(),
                "role", person.role(),
                "active", person.active(),
                "entered", person.entered(),
                "version", person.version());
    }

    /** A link with its secret, which is shown once. */
    public static Map<String, Object> link(PasswordLink link) {
        return map("path", link.path(), "expires", link.expires());
    }

    public static Map<String, Object> token(ApiToken token) {
        return map(
                "id", token.id(),
                "personId", token.personId(),
                "label", token.label(),
                "role", token.role(),
                "createdAt", token.createdAt(),
                "expires", token.expires(),
                "used", token.used(),
                "revoked", token.revoked());
    }
}
