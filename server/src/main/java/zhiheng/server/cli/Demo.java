package zhiheng.server.cli;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import zhiheng.server.rooms.sample.SampleUpstream;

/**
 * One system goes the whole way of a sandbox and of an incident, over public REST only: registered, admitted, permitted, used, a
 * planted risk, the alarm, the incident, containment, report, restoration, exit. What each step took is measured.
 */
final class Demo {
    private static final String PASSWORD = "a demo's long password";
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int CALLS = 40;
    private static final long LOOK_MILLIS = 50;

    private final DemoRest boss;
    private final URI gateway;
    private final SampleUpstream model;
    private final DemoRisk risk;
    private final BiConsumer<String, String> say;
    private final Map<String, Duration> times = new LinkedHashMap<>();
    private int rounds;

    /**
     * @param boss the first administrator of an authority
     * @param model the sample model, to which the system's route leads
     * @param risk what is planted in it
     * @param say takes a line of progress, zh and en
     */
    Demo(DemoRest boss, URI gateway, SampleUpstream model, DemoRisk risk, BiConsumer<String, String> say) {
        this.boss = boss;
        this.gateway = gateway;
        this.model = model;
        this.risk = risk;
        this.say = say;
    }

    /** The people of the story. */
    private record People(DemoRest company, DemoRest colleague, DemoRest officer) {}

    /** @param pages where to look, path by path */
    record Result(Map<String, Duration> times, List<String> pages) {}

    Result run() throws IOException, InterruptedException {
        var people = people();
        var system = people.company()
                .post("/api/v1/systems", Map.of("name", "Demo assistant 演示助手", "purpose", "answers questions"))
                .get("id")
                .asString();
        say.accept("已登记系统", "The system is registered");
        risk.calm(model);
        var app = new DemoRisk.Application(people.company(), gateway, permit(people.company(), system), system);
        var sandbox = admit(people, system);
        traffic(app);
        var incident = incident(people, app);
        restore(people, incident, app);
        exit(people, sandbox);
        return new Result(
                Map.copyOf(times),
                List.of(
                        "/systems/" + system,
                        "/sandboxes/" + sandbox,
                        "/cases/" + sandbox,
                        incident.replace("/api/v1", ""),
                        incident.replace("/api/v1", "") + "/reports",
                        "/alerts?system=" + system,
                        "/ledger"));
    }

    private People people() throws IOException, InterruptedException {
        var self = boss.get("/api/v1/session").get("orgId").asString();
        person(self, "officer", "OFFICER");
        var acme = boss.post("/api/v1/orgs", Map.of("kind", "PROVIDER", "name", "Demo company 演示公司"))
                .get("id")
                .asString();
        person(acme, "company", "PROVIDER");
        person(acme, "colleague", "PROVIDER");
        say.accept("已建主管部门与企业的人员", "People of an authority and of a company are there");
        return new People(
                boss.signIn("company", PASSWORD, "PROVIDER"),
                boss.signIn("colleague", PASSWORD, "PROVIDER"),
                boss.signIn("officer", PASSWORD, "OFFICER"));
    }

    private void person(String org, String login, String role) throws IOException, InterruptedException {
        boss.post(
                "/api/v1/people",
                Map.of("orgId", org, "login", login, "name", login, "role", role, "password", PASSWORD));
    }

    private String admit(People people, String system) throws IOException, InterruptedException {
        var id = opened(people.company(), "template-sandbox", system, "");
        file(people.company(), id, "application", "technical safety, ethics, emergency handling");
        act(people.company(), id, "submit");
        file(boss, id, "conflict", "none declared");
        boss.post("/api/v1/sandboxes/" + id + "/terms", terms(version(boss, id)));
        act(boss, id, "publish");
        file(boss, id, "comments", "no comments");
        step(boss, id, Map.of("vote", "panel", "yes", true));
        step(people.officer(), id, Map.of("vote", "panel", "yes", true));
        act(boss, id, "admit");
        act(people.officer(), id, "admit");
        bound(system, 100);
        say.accept("已准入沙盒（两人决定），条件已写入许可", "Admitted to the sandbox, by two persons; its terms are the permit");
        step(boss, id, Map.of("measure", "harm", "lower", 0.0, "upper", 0.04, "sample", 120));
        act(boss, id, "widen");
        bound(system, 1_000);
        say.accept("危害率上界低于界限，扩大一级", "The upper bound of harm lies below the limit: one step wider");
        return id;
    }

    /** What the sandbox is bound to: so many users at each stage, so much of the traffic inspected. */
    private Map<String, Object> terms(long version) {
        var steps = List.of(
                Map.of("stage", "step-100", "users", 100, "callsPerDay", 2_000),
                Map.of("stage", "step-1000", "users", 1_000),
                Map.of("stage", "step-10000", "users", 10_000));
        var until = java.time.LocalDate.now(java.time.ZoneOffset.UTC).plusDays(90);
        return Map.of(
                "version",
                version,
                "until",
                until.toString(),
                "steps",
                steps,
                "inspected",
                0.1,
                "keepContentDays",
                risk.terms().get("keepContentDays"));
    }

    /** Waits until the permit lets so many users in and no more. */
    private void bound(String system, long users) throws IOException, InterruptedException {
        long start = System.nanoTime();
        while (since(start).compareTo(PATIENCE) < 0) {
            if (boss.get("/api/v1/systems/" + system + "/permit").toString().contains("\"usersPerDay\":" + users)) {
                return;
            }
            Thread.sleep(20);
        }
        throw new IOException("the terms of the sandbox did not become the permit");
    }

    private String permit(DemoRest company, String system) throws IOException, InterruptedException {
        company.put(
                "/api/v1/systems/" + system + "/route",
                Map.of(
                        "upstreams",
                        List.of(Map.of("id", "sample", "base", model.base().toString()))));
        company.put(
                "/api/v1/systems/" + system + "/permit", Map.of("reason", "before the sandbox", "terms", risk.terms()));
        say.accept("已设许可：写明检查什么、内容保留几天", "The permit is set: what is looked for, how long content is kept");
        return company.post("/api/v1/systems/" + system + "/keys", Map.of("label", "demo"))
                .get("key")
                .asString();
    }

    private void traffic(DemoRisk.Application app) throws IOException, InterruptedException {
        long start = System.nanoTime();
        int good = 0;
        for (; rounds < CALLS; rounds++) {
            good += risk.round(app, rounds) == 200 ? 1 : 0;
        }
        if (good != CALLS) {
            throw new IOException("of " + CALLS + " calls " + good + " were answered");
        }
        times.put("traffic", since(start));
        say.accept(CALLS + " 次调用，全部有答复", CALLS + " calls, all answered");
    }

    /** Plants the risk, waits for the watch, opens the incident, contains. @return the address of the incident */
    private String incident(People people, DemoRisk.Application app) throws IOException, InterruptedException {
        var system = app.system();
        risk.plant(model);
        say.accept(
                "植入风险：" + risk.planted().zh(),
                "A risk is planted: " + risk.planted().en());
        long planted = System.nanoTime();
        JsonNode alert = null;
        int calls = 0;
        while (alert == null && since(planted).compareTo(PATIENCE) < 0) {
            risk.round(app, rounds++);
            calls++;
            for (var one : people.officer()
                    .get("/api/v1/systems/" + system + "/alerts")
                    .get("items")) {
                alert = one.path("family").asString().equals(risk.family()) ? one : alert;
            }
        }
        if (alert == null) {
            throw new IOException("no alarm after " + calls + " calls");
        }
        times.put("detect", since(planted));
        say.accept(
                "监测告警，风险出现后第 " + calls + " 次调用：" + alert.at("/title/zh").asString(),
                "The watch alarms after " + calls + " calls: "
                        + alert.at("/title/en").asString());
        long alarm = System.nanoTime();
        var incident = room(people.company(), system, alert.path("id").asString());
        times.put("acknowledge", since(alarm));
        say.accept("事件已立案", "The incident is open");
        people.company()
                .post(
                        incident + "/measures",
                        Map.of(
                                "level",
                                "L7",
                                "hours",
                                24,
                                "reason",
                                risk.planted().en()));
        var measure = incident + "/measures/"
                + people.company().get(incident).at("/measures/0/id").asString();
        people.colleague().post(measure + "/confirm");
        int refused = 0;
        for (int i = 0; i < 100 && refused == 0; i++) {
            refused = risk.round(app, rounds++) >= 400 ? 1 : 0;
        }
        if (refused == 0) {
            throw new IOException("the stop did not reach the gateway");
        }
        times.put("contain", since(alarm));
        say.accept(
                "已遏制（L7，第二人确认，证据已先固定）：网关拒绝调用",
                "Contained (L7, confirmed by a second person, evidence captured first): the gateway refuses calls");
        var version = people.company().get(incident).get("version").asLong();
        people.company().post(incident + "/answers", Map.of("version", version, "answers", happened()));
        act(people.company(), regime(people, incident), "respond");
        act(people.company(), regime(people, incident), "contain");
        say.accept("已定级为须报告的事件，4小时报告时限开始", "Graded: it must be reported, and the clock of 4 hours runs");
        return incident;
    }

    /** What people find out; in this story losses as large as make it fairly grave. */
    private Map<String, Object> happened() {
        return Map.of(
                "incident_confirmed",
                true,
                "incident_operator",
                "other",
                "incident_loss_cny",
                6_000_000,
                "risk_family",
                risk.family());
    }

    /** The incident of an alert: a rule may have opened it already. */
    private static String room(DemoRest who, String system, String alert) throws IOException, InterruptedException {
        for (var one : who.get("/api/v1/incidents?system=" + system).get("items")) {
            return "/api/v1/incidents/" + one.get("id").asString();
        }
        return "/api/v1/incidents/"
                + who.post("/api/v1/incidents", Map.of("system", system, "source", "alert", "reference", alert))
                        .get("id")
                        .asString();
    }

    /** The case of China's regime, which the incident began. */
    private static String regime(People people, String incident) throws IOException, InterruptedException {
        return people.company().get(incident).at("/cases/0/case").asString();
    }

    private void restore(People people, String incident, DemoRisk.Application app)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        var company = people.company();
        report(company, incident, "initial", Map.of("contact", "Demo company, telephone 1", "place", "Beijing"));
        times.put("report", since(start));
        say.accept("已提交首次报告，期限内", "The first report is filed from the record, in time");
        risk.calm(model);
        var measure = incident + "/measures/"
                + company.get(incident).at("/measures/0/id").asString();
        company.post(measure + "/restore", Map.of("reason", "fault removed"));
        if (risk.round(app, rounds++) != 200) {
            throw new IOException("the system does not answer after it was restored");
        }
        times.put("recover", since(start));
        var id = regime(people, incident);
        act(company, id, "restore");
        company.put(incident + "/after", Map.of("cause", risk.planted().en()));
        company.post(
                incident + "/corrective",
                Map.of(
                        "title", "Test each model before it answers anybody",
                        "owner", "Demo company",
                        "due",
                                java.time.LocalDate.now(java.time.ZoneOffset.UTC)
                                        .plusDays(30)
                                        .toString()));
        report(
                company,
                incident,
                "final",
                Map.of("accountability", "a planted fault: nobody’s", "lessons", "test before use"));
        file(company, id, "grading", "fairly grave, by the answers on record");
        act(company, id, "close");
        company.post(
                incident + "/close",
                Map.of("version", company.get(incident).get("version").asLong(), "words", "a planted fault"));
        say.accept("已恢复服务，已总结并设整改义务，事件结案", "Restored; summed up, a corrective duty set, the incident is closed");
    }

    /** Files the report that the record fills, with what only people know. */
    private static void report(DemoRest who, String incident, String kind, Map<String, String> known)
            throws IOException, InterruptedException {
        var form = incident + "/reports/cn-incident-report";
        who.put(form, Map.of("values", known));
        who.post(
                form + "/" + kind,
                Map.of("version", who.get(incident).get("version").asLong(), "receipt", "DEMO-" + kind));
    }

    private void exit(People people, String sandbox) throws IOException, InterruptedException {
        act(boss, sandbox, "stop");
        var path = "/api/v1/cases/" + sandbox;
        var stopped = System.nanoTime();
        while (!boss.get(path).path("story").toString().contains("exemptions-ended")
                && since(stopped).compareTo(PATIENCE) < 0) {
            Thread.sleep(LOOK_MILLIS); // the server itself ends them, soon after
        }
        file(people.company(), sandbox, "users-remedied", "nobody was harmed; people of a test only");
        file(people.company(), sandbox, "data-wound-down", "deleted with the folder of the demo");
        boss.post(
                "/api/v1/sandboxes/" + sandbox + "/exit-report",
                Map.of("version", boss.get(path).get("version").asLong()));
        act(boss, sandbox, "conclude");
        act(people.officer(), sandbox, "conclude");
        say.accept("退出报告已出，沙盒结束", "The exit report is written; the sandbox has ended");
    }

    private static String opened(DemoRest who, String procedure, String system, String words)
            throws IOException, InterruptedException {
        return who.post("/api/v1/cases", Map.of("procedure", procedure, "system", system, "words", words))
                .get("id")
                .asString();
    }

    private static void file(DemoRest who, String id, String item, String words)
            throws IOException, InterruptedException {
        step(who, id, Map.of("file", item, "words", words));
    }

    private static void act(DemoRest who, String id, String act) throws IOException, InterruptedException {
        step(who, id, Map.of("act", act));
    }

    private static void step(DemoRest who, String id, Map<String, Object> members)
            throws IOException, InterruptedException {
        var json = new HashMap<>(members);
        json.put("version", version(who, id));
        who.post("/api/v1/cases/" + id + "/acts", json);
    }

    private static long version(DemoRest who, String id) throws IOException, InterruptedException {
        return who.get("/api/v1/cases/" + id).get("version").asLong();
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
