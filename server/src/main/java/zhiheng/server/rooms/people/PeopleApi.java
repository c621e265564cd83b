package zhiheng.server.rooms.people;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import zhiheng.office.Office;
import zhiheng.office.people.Access;
import zhiheng.office.people.Org;
import zhiheng.office.people.OrgNumber;
import zhiheng.office.people.Role;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.JsonIn;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.ground.http.Paging;
import zhiheng.server.ground.http.Reply;
import zhiheng.server.ground.identity.ApiToken;
import zhiheng.server.ground.identity.Identity;
import zhiheng.server.ground.identity.Person;
import zhiheng.server.ground.identity.Staff;

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
                Endpoint.get(ORGS + "/:id", this::org),
                Endpoint.json(HttpMethod.PATCH, ORGS + "/:id", this::changeOrg),
                Endpoint.get(
                        PEOPLE,
                        call -> Reply.json(JsonOut.page(
                                Paging.page(identity.people(call.actor()), Person::id, call), PeopleJson::person))),
                Endpoint.json(HttpMethod.POST, PEOPLE, this::createPerson),
                Endpoint.get(PEOPLE + "/:id", call -> reply(identity.staff().one(call.actor(), call.path("id")))),
                Endpoint.json(HttpMethod.PATCH, PEOPLE + "/:id", this::changePerson),
                Endpoint.delete(PEOPLE + "/:id", this::disablePerson),
                Endpoint.post(
                        PEOPLE + "/:id/enable", call -> reply(identity.staff().enable(call.actor(), call.path("id")))),
                Endpoint.post(
                        PEOPLE + "/:id/password-link",
                        call -> Reply.created(
                                PeopleJson.link(identity.staff().link(call.actor(), call.path("id"))), PEOPLE)),
                Endpoint.get(
                        TOKENS,
                        call -> Reply.json(JsonOut.page(
                                Paging.page(identity.tokens(call.actor()), ApiToken::id, call), PeopleJson::token))),
                Endpoint.json(HttpMethod.POST, TOKENS, this::createToken),
                Endpoint.delete(TOKENS + "/:id", this::revokeToken));
    }

    private Reply createOrg(Call call) {
        var json = call.json("kind", "name", "register", "number");
        var org = office.orgs()
                .create(
                        call.actor(),
                        new Org.Details(
                                json.choice("kind", Org.Kind.class), json.text("name"), number(json, OrgNumber.NONE)));
        return Reply.created(PeopleJson.org(org), ORGS);
    }

    private static OrgNumber number(JsonIn json, OrgNumber absent) {
        return new OrgNumber(
                json.has("register") ? json.choice("register", OrgNumber.Register.class) : absent.register(),
                json.text("number", absent.value()));
    }

    private Reply org(Call call) {
        return reply(office.orgs().find(call.actor(), call.path("id")).orElseThrow(Access::notFound));
    }

    private Reply changeOrg(Call call) {
        var json = call.json("version", "kind", "name", "register", "number");
        var version = call.version(json);
        var org = office.orgs().find(call.actor(), call.path("id")).orElseThrow(Access::notFound);
        var details = new Org.Details(
                json.has("kind") ? json.choice("kind", Org.Kind.class) : org.kind(),
                json.text("name", org.name()),
                number(json, org.number()));
        return reply(office.orgs().change(call.actor(), org.id(), version, details, identity.staff()));
    }

    private static Reply reply(Org org) {
        return Reply.json(PeopleJson.org(org)).with("ETag", "\"" + org.version() + "\"");
    }

    private static Reply reply(Person person) {
        return Reply.json(PeopleJson.person(person)).with("ETag", "\"" + person.version() + "\"");
    }

    /** Without a password the person is invited: the answer has the link. */
    private Reply createPerson(Call call) {
        var json = call.json("orgId", "login", "name", "role", "password");
        var login = json.text("login");
        var details = new Staff.Details(json.text("orgId"), json.text("name"), json.choice("role", Role.class));
        if (json.has("password")) {
            var password = json.text("password").toCharArray();
            var person = identity.createPerson(
                    call.actor(), details.orgId(), login, details.name(), details.role(), password);
            return Reply.created(PeopleJson.person(person), PEOPLE);
        }
        var link = identity.staff().invite(call.actor(), login, details);
        var body = PeopleJson.person(link.person());
        body.put("invitation", PeopleJson.link(link));
        return Reply.created(body, PEOPLE);
    }

    private Reply changePerson(Call call) {
        var json = call.json("version", "orgId", "name", "role");
        var version = call.version(json);
        var person = identity.staff().one(call.actor(), call.path("id"));
        var details = new Staff.Details(
                json.text("orgId", person.orgId()),
                json.text("name", person.name()),
                json.has("role") ? json.choice("role", Role.class) : person.role());
        return reply(identity.staff().change(call.actor(), person.id(), version, details));
    }

    private Reply disablePerson(Call call) {
        identity.disablePerson(call.actor(), call.path("id"));
        return Reply.nothing();
    }

    private Reply createToken(Call call) {
        var json = call.json("label", "role", "days");
        var token = identity.createToken(
                call.actor(),
                json.text("label"),
                json.choice("role", Role.class),
                Duration.ofDays(json.whole("days", 90)));
        return Reply.created(
                map("id", token.id(), "label", token.label(), "secret", token.secret(), "expires", token.expires()),
                TOKENS);
    }

    private Reply revokeToken(Call call) {
        identity.revokeToken(call.actor(), call.path("id"));
        return Reply.nothing();
    }
}
