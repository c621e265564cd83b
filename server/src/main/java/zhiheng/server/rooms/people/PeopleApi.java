package zhiheng.server.rooms.people;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.util.List;
import zhiheng.office.Office;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.ground.http.Paging;
import zhiheng.server.ground.http.Reply;
import zhiheng.server.ground.identity.ApiToken;
import zhiheng.server.ground.identity.Identity;
import zhiheng.server.ground.identity.Person;

/** Organisations, people and tokens. */
public record PeopleApi(Office office, Identity identity) {
    private static final String ORGS = "/api/v1/orgs";
    private static final String PEOPLE = "/api/v1/people";
    private static final String TOKENS = "/api/v1/tokens";

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(
                        ORGS,
                        call -> Reply.json(JsonOut.page(
                                Paging.page(office.orgs().seenBy(call.actor()), Org::id, call), PeopleJson::org))),
                Endpoint.json(HttpMethod.POST, ORGS, this::createOrg),
                Endpoint.get(
                        PEOPLE,
                        call -> Reply.json(JsonOut.page(
                                Paging.page(identity.people(call.actor()), Person::id, call), PeopleJson::person))),
                Endpoint.json(HttpMethod.POST, PEOPLE, this::createPerson),
                Endpoint.delete(PEOPLE + "/:id", this::disablePerson),
                Endpoint.get(
                        TOKENS,
                        call -> Reply.json(JsonOut.page(
                                Paging.page(identity.tokens(call.actor()), ApiToken::id, call), PeopleJson::token))),
                Endpoint.json(HttpMethod.POST, TOKENS, this::createToken),
                Endpoint.delete(TOKENS + "/:id", this::revokeToken));
    }

    private Reply createOrg(Call call) {
        var json = call.json("kind", "name");
        var org = office.orgs().create(call.actor(), json.choice("kind", Org.Kind.class), json.text("name"));
        return Reply.created(PeopleJson.org(org), ORGS);
    }

    private Reply createPerson(Call call) {
        var json = call.json("orgId", "login", "name", "role", "password");
        var person = identity.createPerson(
                call.actor(),
                json.text("orgId"),
                json.text("login"),
                json.text("name"),
                json.choice("role", Role.class),
                json.text("password").toCharArray());
        return Reply.created(PeopleJson.person(person), PEOPLE);
    }

    private Reply disablePerson(Call call) {
        identity.disablePerson(call.actor(), call.path("id"));
        return Reply.nothing();
    }

    private Reply createToken(Call call) {
        var json = call.json("label", "role");
        var token = identity.createToken(call.actor(), json.text("label"), json.choice("role", Role.class));
        return Reply.created(map("id", token.id(), "label", token.label(), "secret", token.secret()), TOKENS);
    }

    private Reply revokeToken(Call call) {
        identity.revokeToken(call.actor(), call.path("id"));
        return Reply.nothing();
    }
}
