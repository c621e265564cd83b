package zhiheng.server.rooms.fleet;

import static zhiheng.server.ground.http.JsonOut.map;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import zhiheng.base.JsonReader;
import zhiheng.gateway.journal.Parcel;
import zhiheng.gateway.journal.Position;
import zhiheng.gateway.permit.Cap;
import zhiheng.gateway.permit.Stated;
import zhiheng.office.acts.Json;
import zhiheng.server.ground.http.Call;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.http.JsonIn;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.ground.http.Problem;
import zhiheng.server.ground.http.Reply;

/** The addresses that gateways ask at, each with its own token; a person's token opens none of them. */
final class FleetLine {
    static final String ENROL = "/api/v1/fleet/enrol";
    static final String FOLLOW = "/api/v1/fleet/follow";
    static final String SHARES = "/api/v1/fleet/shares";
    static final String POSITION = "/api/v1/fleet/position";
    static final String RECORDS = "/api/v1/fleet/records";
    static final String HELD = "/api/v1/fleet/held";
    static final String RULING = "/api/v1/fleet/held/ruling";
    static final String DECIDED = "/api/v1/fleet/held/decided";
    static final String SIGNATURE = "X-Zhiheng-Signature";
    private static final int MOST_WAIT = 20;
    private static final int MOST_SYSTEMS = 2_000;

    private final Supplier<FleetDesk> desk;
    private final HeldLine held;

    FleetLine(Supplier<FleetDesk> desk) {
        this.desk = desk;
        held = new HeldLine(desk);
    }

    List<Endpoint> endpoints() {
        return List.of(
                Endpoint.open(HttpMethod.POST, ENROL, Endpoint.Body.JSON, this::enrol),
                known(HttpMethod.POST, FOLLOW, Endpoint.Body.JSON, this::follow),
                known(HttpMethod.POST, SHARES, Endpoint.Body.JSON, this::shares),
                known(HttpMethod.GET, POSITION, Endpoint.Body.NONE, this::position),
                known(HttpMethod.POST, RECORDS, Endpoint.Body.STREAM, this::records),
                known(HttpMethod.POST, HELD, Endpoint.Body.STREAM, held::hold),
                known(HttpMethod.POST, RULING, Endpoint.Body.JSON, held::ruling),
                known(HttpMethod.POST, DECIDED, Endpoint.Body.JSON, held::decided));
    }

    private interface Deed {
        Reply by(Member member, Call call) throws Exception;
    }

    /** Known before a byte of the body is taken. */
    private Endpoint known(HttpMethod method, String path, Endpoint.Body body, Deed deed) {
        return Endpoint.open(method, path, body, new Endpoint.Handler() {
            @Override
            public void admit(HttpServerRequest request) {
                desk.get().enrolment().member(token(request));
            }

            @Override
            public Reply handle(Call call) throws Exception {
                return deed.by(desk.get().enrolment().member(token(call.request())), call);
            }
        });
    }

    private static String token(HttpServerRequest request) {
        var header = request.getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? header.substring(7).strip()
                : "";
    }

    private Reply enrol(Call call) {
        var json = call.json("name", "version");
        var made = desk.get()
                .enrolment()
                .enrol(token(call.request()), json.text("name"), shortened(json.text("version", "")));
        return Reply.json(map(
                        "gateway",
                        made.member().id(),
                        "token",
                        made.token(),
                        "key",
                        desk.get().key().publicKey()))
                .at(201);
    }

    private static String shortened(String version) {
        return version.length() > 50 ? version.substring(0, 50) : version;
    }

    /** Names the question, so that no other answer can stand for this one's. */
    static String nonce(JsonIn json) {
        var nonce = json.text("nonce");
        if (!nonce.matches("[A-Za-z0-9_-]{16,64}")) {
            throw json.type("nonce", "16 至 64 个字符", "16 to 64 characters");
        }
        return nonce;
    }

    private Reply follow(Member member, Call call) throws InterruptedException {
        var json = call.json("nonce", "run", "seen", "wait", "version", "leaving");
        var nonce = nonce(json);
        desk.get().enrolment().heard(member, shortened(json.text("version", "")));
        desk.get()
                .presences()
                .follows(
                        member.id(),
                        new Presences.Presence(
                                desk.get().clock().instant(),
                                json.text("run", ""),
                                json.whole("seen"),
                                json.yes("leaving")));
        var wait = Duration.ofSeconds(Math.clamp(json.whole("wait", 0), 0, MOST_WAIT));
        long before = System.nanoTime();
        var news = desk.get().bulletin().since(member, json.text("run", ""), json.whole("seen"), wait);
        var cutOff = desk.get().enrolment().cutOff();
        var said = Json.write(map(
                "gateway", member.id(),
                "nonce", nonce,
                "run", desk.get().bulletin().run(),
                "upTo", news.upTo(),
                "all", news.all(),
                "time", desk.get().clock().millis(),
                "waitedMillis", (System.nanoTime() - before) / 1_000_000,
                "afterSeconds", cutOff.after().toSeconds(),
                "state", cutOff.stateId(),
                "stopSeconds", cutOff.stop().toSeconds(),
                "systems", news.systems()));
        var bytes = said.getBytes(StandardCharsets.UTF_8);
        return Reply.bytes(Reply.JSON, bytes)
                .with(SIGNATURE, desk.get().key().sign(bytes))
                .with("Cache-Control", "no-store");
    }

    private Reply shares(Member member, Call call) {
        var json = call.json(JsonReader.Limits.BODY, "boot", "turn", "systems");
        var asks = new ArrayList<Shares.Ask>();
        for (var one : json.objects("systems", MOST_SYSTEMS, "system", "day", "lines")) {
            var day = one.date("day");
            if (day == null) {
                throw one.type("day", "日期", "a date");
            }
            var lines = one.objects("lines", Cap.SHARED.size(), "cap", "held", "used", "wanted").stream()
                    .map(FleetLine::line)
                    .toList();
            asks.add(new Shares.Ask(one.text("system"), new Stated(day, lines, true)));
        }
        var boot = json.text("boot");
        if (!boot.matches("[A-Za-z0-9_-]{1,64}")) {
            throw json.type("boot", "1 至 64 个字符", "1 to 64 characters");
        }
        desk.get().presences().heard(member.id(), desk.get().clock().instant());
        var grants = desk.get().shares().grant(member, boot, json.whole("turn"), asks);
        return Reply.json(map(
                "millis",
                Shares.LASTS.minus(Shares.MARGIN).toMillis(),
                "systems",
                grants.stream().map(FleetLine::said).toList()));
    }

    private static Stated.Line line(JsonIn json) {
        var cap = Cap.of(json.text("cap"));
        if (cap == null || !Cap.SHARED.contains(cap)) {
            throw json.type("cap", "共用的上限之一", "one of the caps that are shared");
        }
        return new Stated.Line(cap, amount(json, "held"), amount(json, "used"), amount(json, "wanted"));
    }

    private static long amount(JsonIn json, String key) {
        long amount = json.whole(key);
        if (amount < 0) {
            throw json.type(key, "0 或更大", "0 or more");
        }
        return amount;
    }

    private static Map<String, Object> said(Shares.Grant g) {
        var most = new LinkedHashMap<String, Long>();
        g.most().forEach((cap, amount) -> most.put(cap.id(), amount));
        return JsonOut.map(
                "system", g.system(),
                "day", g.day(),
                "most", most,
                "scarce", g.scarce().stream().map(Cap::id).toList(),
                "over", g.over().stream().map(Cap::id).toList());
    }

    private Reply position(Member member, Call call) {
        var at = desk.get().intake().position(member, journal(call));
        return Reply.json(map("segment", at.segment(), "offset", at.offset()));
    }

    private static String journal(Call call) {
        var journal = call.query("journal");
        if (journal == null || !journal.matches("[A-Za-z0-9_-]{1,64}")) {
            throw Problem.badRequest("“journal”须为 1 至 64 个字符。", "'journal' must have 1 to 64 characters.");
        }
        return journal;
    }

    private static long number(Call call, String name) {
        var text = call.query(name);
        if (text == null || !text.matches("[0-9]{1,18}")) {
            throw Problem.badRequest("“" + name + "”须为非负整数。", "'" + name + "' must be a whole number of 0 or more.");
        }
        return Long.parseLong(text);
    }

    /** A batch of the journal, from where the office has it to where it ends. */
    private Reply records(Member member, Call call) throws IOException {
        var from = new Position(number(call, "segment"), number(call, "offset"));
        var next = new Position(number(call, "nextSegment"), number(call, "nextOffset"));
        Parcel parcel;
        try (var in = new BufferedInputStream(Files.newInputStream(call.file().path()))) {
            parcel = Parcel.read(in);
        } catch (IOException | RuntimeException e) {
            throw Problem.badRequest("记录无法读取：" + e.getMessage(), "The records cannot be read: " + e.getMessage());
        }
        desk.get().intake().take(member, journal(call), from, next, parcel);
        return Reply.nothing();
    }
}
