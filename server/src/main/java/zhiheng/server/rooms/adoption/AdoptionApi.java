package zhiheng.server.rooms.adoption;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import zhiheng.office.jobs.RoleChange;
import zhiheng.office.people.Actor;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.JsonIn;
import zhiheng.server.ground.http.Reply;

/** Records of use at work, and published counts, for programs. */
record AdoptionApi(AdoptionDesk desk) {
    private static final String[] SAID = {
        "version",
        "system",
        "task",
        "starts",
        "where",
        "highRisk",
        "informed",
        "heard",
        "trainingOffered",
        "trainingFinished",
        "protections",
        "roles"
    };
    private static final String[] ROLE = {
        "occupation", "before", "stayed", "moved", "retrained", "left", "created", "notHired"
    };

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/api/v1/adoptions", this::list),
                Endpoint.json(HttpMethod.POST, "/api/v1/adoptions", this::record),
                Endpoint.get(
                        "/api/v1/adoptions/:id",
                        call -> Reply.json(json(call.actor(), desk.one(call.actor(), call.path("id"))))),
                Endpoint.json(HttpMethod.PUT, "/api/v1/adoptions/:id", this::change),
                Endpoint.get("/api/v1/adoption-editions", this::editions),
                Endpoint.post("/api/v1/adoption-editions", this::publish));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> List<String> words(Set<E> set, Class<E> type) {
        return Adoption.ordered(set, type).stream().map(AdoptionApi::word).toList();
    }

    private Map<String, Object> json(Actor actor, Adoption a) {
        boolean own = a.org().equals(actor.orgId());
        return map(
                "id", a.id(),
                "org", a.org(),
                "system", a.system(),
                "task", a.task(),
                "region", a.region(),
                "sector", a.sector(),
                "starts", a.starts(),
                "where", words(a.where(), Adoption.Where.class),
                "highRisk", word(a.highRisk()),
                "informed", a.informed(),
                "heard", a.heard(),
                "trainingOffered", own ? a.offered() : null,
                "trainingFinished", own ? a.finished() : null,
                "protections", words(a.protections(), Adoption.Protection.class),
                "roles", own ? a.roles().stream().map(AdoptionApi::json).toList() : null,
                "notes",
                        desk.notes(actor, a).stream()
                                .map(n -> map(
                                        "rule", n.rule(),
                                        "ref", n.ref(),
                                        "article", n.article(),
                                        "from", n.from(),
                                        "zh", n.text().zh(),
                                        "en", n.text().en()))
                                .toList(),
                "version", a.version());
    }

    private static Map<String, Object> json(RoleChange r) {
        return map(
                "occupation", r.occupation(),
                "before", r.before(),
                "stayed", r.stayed(),
                "moved", r.moved(),
                "retrained", r.retrained(),
                "left", r.left(),
                "created", r.created(),
                "notHired", r.notHired() == RoleChange.UNKNOWN ? null : r.notHired(),
                "net", r.net());
    }

    private Reply list(Call call) {
        var found = desk.list(call.actor(), call.query("cursor"), call.limit());
        var page = new LinkedHashMap<String, Object>();
        page.put("items", found.stream().map(a -> json(call.actor(), a)).toList());
        if (found.size() == call.limit()) {
            page.put("next", found.getLast().id());
        }
        return Reply.json(page);
    }

    private AdoptionDesk.Said said(JsonIn json) {
        var starts = json.date("starts");
        return new AdoptionDesk.Said(
                json.text("system", ""),
                json.text("task"),
                starts == null ? desk.today() : starts,
                set(json, "where", Adoption.Where.class),
                json.has("highRisk") ? json.choice("highRisk", Adoption.HighRisk.class) : Adoption.HighRisk.UNKNOWN,
                json.date("informed"),
                json.yes("heard"),
                json.whole("trainingOffered", 0),
                json.whole("trainingFinished", 0),
                set(json, "protections", Adoption.Protection.class));
    }

    private static <E extends Enum<E>> Set<E> set(JsonIn json, String key, Class<E> type) {
        var names = Stream.of(type.getEnumConstants()).map(Enum::name).collect(Collectors.toCollection(TreeSet::new));
        var words =
                json.texts(key).stream().map(w -> w.toUpperCase(Locale.ROOT)).toList();
        if (!names.containsAll(words)) {
            throw json.type(key, "以下各项：" + String.join("、", names), "of " + String.join(", ", names));
        }
        return words.stream().map(w -> Enum.valueOf(type, w)).collect(Collectors.toSet());
    }

    private static List<RoleChange> roles(JsonIn json) {
        var roles = new ArrayList<RoleChange>();
        for (var r : json.objects("roles", Adoption.MOST_ROLES, ROLE)) {
            roles.add(new RoleChange(
                    r.text("occupation"),
                    r.whole("before", 0),
                    r.whole("stayed", 0),
                    r.whole("moved", 0),
                    r.whole("retrained", 0),
                    r.whole("left", 0),
                    r.whole("created", 0),
                    r.whole("notHired", RoleChange.UNKNOWN)));
        }
        return roles;
    }

    private Reply record(Call call) {
        var json = call.json(SAID);
        var made = desk.record(call.actor(), said(json), roles(json));
        return Reply.created(json(call.actor(), made), "/api/v1/adoptions/" + made.id());
    }

    private Reply change(Call call) {
        var json = call.json(SAID);
        return Reply.json(json(
                call.actor(), desk.change(call.actor(), call.path("id"), call.version(json), said(json), roles(json))));
    }

    private static Map<String, Object> json(AdoptionRows.Published p) {
        var rate = p.rate();
        return map(
                "id", p.id(),
                "time", p.time(),
                "reporting", p.edition().reporting(),
                "adopters", p.edition().adopters(),
                "recordsWithoutHiring", p.edition().unsaid(),
                "bySector", EditionJson.shown(p.edition().bySector()),
                "byRegion", EditionJson.shown(p.edition().byRegion()),
                "netPerHundred", rate == null ? null : rounded(rate.perHundred()),
                "netPerHundredLow", rate == null ? null : rounded(rate.low()),
                "netPerHundredHigh", rate == null ? null : rounded(rate.high()));
    }

    static double rounded(double value) {
        return Math.round(10 * value) / 10.0;
    }

    private Reply editions(Call call) {
        return Reply.json(
                map("items", desk.latest().stream().map(AdoptionApi::json).toList()));
    }

    private Reply publish(Call call) {
        return Reply.json(json(desk.publish(call.actor()))).at(201);
    }
}
