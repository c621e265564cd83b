package zhiheng.bench.contain;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.bench.Wilson;
import zhiheng.gateway.Limits;
import zhiheng.gateway.Records;
import zhiheng.gateway.inspect.InspectorSettings;
import zhiheng.gateway.inspect.Inspectors;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitJson;
import zhiheng.gateway.permit.PermitStore;
import zhiheng.gateway.permit.Permits;
import zhiheng.gateway.upstream.Balancer;
import zhiheng.gateway.upstream.Destinations;
import zhiheng.gateway.upstream.Forwarder;
import zhiheng.gateway.upstream.Owned;
import zhiheng.gateway.upstream.Route;
import zhiheng.gateway.upstream.Upstream;
import zhiheng.gateway.wire.DataPlane;
import zhiheng.gateway.wire.Parts;

/** Every task with every attack, by way of the real gateway over HTTP and without it. */
public final class Suite {
    /** How the tasks are done. */
    public enum Way {
        /** The application calls the model itself. */
        BARE,
        /** Through the gateway; a careful person decides about what is held. */
        CAREFUL,
        /** Through the gateway; nobody is there, and what is held does not pass. */
        ABSENT,
        /** Through the gateway; a person lets everything pass that is held. */
        CARELESS
    }

    /**
     * What came of it.
     *
     * @param reached attacks that reached their goal, by kind; {@code tried} of each kind
     * @param done tasks finished without an attack, {@code doneUnderAttack} with one
     * @param asked how often the person was asked in tasks without an attack
     * @param through the attacks that reached their goal, one by one
     */
    public record Outcome(
            int tasks,
            int tried,
            Map<String, Integer> reached,
            int done,
            int doneUnderAttack,
            int asked,
            List<String> unfinished,
            List<String> through) {
        public int reachedInAll() {
            return reached.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    private Suite() {}

    public static void run(PrintStream out, boolean list) throws Exception {
        var outcomes = new LinkedHashMap<Way, Outcome>();
        for (var way : Way.values()) {
            outcomes.put(way, run(way, 1));
        }
        var any = outcomes.values().iterator().next();
        out.printf(
                Locale.ROOT,
                "%d tasks (office, bank, travel, code; half zh, half en), %d kinds of attack on each: %,d attacks%n",
                any.tasks,
                any.reached.size(),
                any.tried);
        out.println(
                "The model is simulated: it does its task, and obeys every order that it reads. So is the person.\n");
        out.println(
                "| | without the gateway | with it, careful person | with it, nobody to ask | with it, person who lets"
                        + " all pass |");
        out.println("|---|---:|---:|---:|---:|");
        row(out, "attacks that reach their goal", outcomes, o -> share(o.reachedInAll(), o.tried));
        row(out, "tasks finished, no attack", outcomes, o -> share(o.done, o.tasks));
        row(out, "tasks finished under attack", outcomes, o -> share(o.doneUnderAttack, o.tried));
        row(
                out,
                "times a person is asked per task, no attack",
                outcomes,
                o -> String.format(Locale.ROOT, "%.2f", (double) o.asked / o.tasks));
        out.println("\n| attack | without | careful | nobody | lets all pass |");
        out.println("|---|---:|---:|---:|---:|");
        for (var kind : any.reached.keySet()) {
            row(out, kind, outcomes, o -> o.reached.get(kind) + " / " + o.tasks);
        }
        if (list) {
            outcomes.forEach((way, o) -> out.println("\nnot finished, " + way + ": " + o.unfinished));
        }
    }

    private static void row(
            PrintStream out,
            String name,
            Map<Way, Outcome> outcomes,
            java.util.function.Function<Outcome, String> cell) {
        out.println("| " + name + " | "
                + String.join(" | ", outcomes.values().stream().map(cell).toList()) + " |");
    }

    private static String share(int some, int all) {
        return String.format(Locale.ROOT, "%,d of %,d (%.1f %%)", some, all, 100.0 * some / all);
    }

    /** All attacks in one way, on every so many tasks. */
    public static Outcome run(Way way, int every) throws Exception {
        return run(way, every, 0);
    }

    /** Both halves of the tasks apart: rules are set while looking at the first, and judged by the second. */
    public static void halves(PrintStream out) throws Exception {
        for (int half = 0; half < 2; half++) {
            for (var way : List.of(Way.CAREFUL, Way.ABSENT)) {
                line(out, "half " + (half + 1) + ", " + way, run(way, 2, half));
            }
        }
    }

    /** Kinds of tasks and of attacks that were written when the rules were done: each with the known ones and with each other. */
    public static void unseen(PrintStream out) throws Exception {
        for (var way : List.of(Way.CAREFUL, Way.ABSENT)) {
            line(out, "known tasks, unseen attacks, " + way, run(way, Tasks.all(), Attacks.unseen()));
            line(out, "unseen tasks, known attacks, " + way, run(way, Tasks.unseen(), Attacks.all()));
            line(out, "unseen tasks, unseen attacks, " + way, run(way, Tasks.unseen(), Attacks.unseen()));
        }
    }

    /** Tasks and attacks written before the rules about places, deeds and sources; after a first run some rules were added. */
    public static void fresh(PrintStream out) throws Exception {
        byHand(out, List.of(FreshEnglish.all(), FreshChinese.all()));
    }

    /** Written when these rules were done, by somebody who knows them; after a first look some rules were added. */
    public static void third(PrintStream out) throws Exception {
        byHand(out, List.of(ThirdEnglish.all(), ThirdChinese.all()));
    }

    /** Written after that; after a first run some rules were added. */
    public static void fourth(PrintStream out) throws Exception {
        byHand(out, List.of(FourthEnglish.all(), FourthChinese.all()));
    }

    /** By somebody who had read neither the rules nor what gets through; no rule was changed in view of it. */
    public static void fifth(PrintStream out) throws Exception {
        byHand(out, List.of(FifthEnglish.all(), FifthChinese.all()));
    }

    private static void byHand(PrintStream out, List<List<FreshCase>> languages) throws Exception {
        for (var way : List.of(Way.BARE, Way.CAREFUL, Way.ABSENT)) {
            for (var cases : languages) {
                var o = run(way, cases);
                out.printf(
                        Locale.ROOT,
                        "%s, %s: attacks %s %s, tasks %s %s, asked %d times%n  not finished %s%n  through %s%n",
                        cases.getFirst().task().chinese() ? "zh" : "en",
                        way,
                        share(o.reachedInAll(), o.tried),
                        Wilson.of(o.reachedInAll(), o.tried).range(),
                        share(o.done, o.tasks),
                        Wilson.of(o.done, o.tasks).range(),
                        o.asked,
                        o.unfinished,
                        way == Way.BARE ? "-" : o.through);
            }
        }
    }

    private static void line(PrintStream out, String name, Outcome o) {
        out.printf(
                Locale.ROOT,
                "%s: attacks %s, tasks %s, asked %d times; by kind %s; not finished %s%n",
                name,
                share(o.reachedInAll(), o.tried),
                share(o.done, o.tasks),
                o.asked,
                o.reached.entrySet().stream()
                        .filter(kind -> kind.getValue() > 0)
                        .toList(),
                o.unfinished);
    }

    private static Outcome run(Way way, int every, int from) throws Exception {
        var tasks = new java.util.ArrayList<Task>();
        for (int i = from; i < Tasks.all().size(); i += every) {
            tasks.add(Tasks.all().get(i));
        }
        return run(way, tasks, Attacks.all());
    }

    private static Outcome run(Way way, List<Task> tasks, Map<String, Attack.Maker> attacks) throws Exception {
        return run(way, tasks.stream().map(task -> made(task, attacks)).toList());
    }

    private static FreshCase made(Task task, Map<String, Attack.Maker> attacks) {
        var made = new LinkedHashMap<String, Attack>();
        attacks.forEach((kind, maker) -> made.put(kind, maker.on(task)));
        return new FreshCase(task, made);
    }

    static Outcome run(Way way, List<FreshCase> cases) throws Exception {
        var reached = new LinkedHashMap<String, Integer>();
        int tried = 0;
        var through = new java.util.ArrayList<String>();
        int done = 0;
        int under = 0;
        int asked = 0;
        var unfinished = new java.util.ArrayList<String>();
        var vertx = Vertx.vertx();
        var person = new Person(cases.getFirst().task());
        try (var model = new ObedientModel(vertx)) {
            int gateway = way == Way.BARE ? 0 : gateway(vertx, model.port(), person);
            var address = URI.create("http://127.0.0.1:" + (way == Way.BARE ? model.port() : gateway));
            for (var one : cases) {
                var task = one.task();
                var agent = new Agent(address, task.domain().name());
                person.looksAt(task, way);
                if (work(model, agent, task, null).isDone()) {
                    done++;
                } else {
                    unfinished.add(task.id());
                }
                asked += person.asked;
                for (var attack : one.attacks().entrySet()) {
                    var world = work(model, agent, task, attack.getValue());
                    boolean there = attack.getValue().goal().test(world);
                    reached.merge(attack.getKey(), there ? 1 : 0, Integer::sum);
                    tried++;
                    if (there) {
                        through.add(task.id() + ": " + attack.getKey());
                    }
                    under += world.isDone() ? 1 : 0;
                }
            }
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        return new Outcome(
                cases.size(), tried, reached, done, under, asked, List.copyOf(unfinished), List.copyOf(through));
    }

    private static World work(ObedientModel model, Agent agent, Task task, @Nullable Attack attack)
            throws IOException, InterruptedException {
        var world = new World(task, attack == null ? "" : attack.order());
        model.begin(task.id(), task, attack);
        agent.work(task.id(), task, world);
        model.end(task.id());
        return world;
    }

    /** The real data plane, with a system of its own for each domain. @return its port */
    private static int gateway(Vertx vertx, int model, Person person) {
        var permits = new Permits(PermitStore.NONE, change -> Permits.Recorder.Written.YES, Clock.systemUTC());
        for (var domain : Domain.values()) {
            var open = PermitJson.write(Permit.open(domain.name(), ZoneOffset.UTC));
            permits.change(
                    PermitJson.readTyped(open.replaceFirst("\\{", "{\"containment\":" + domain.containment() + ",")),
                    "bench",
                    "bench");
        }
        var upstream = new Upstream(
                "model",
                URI.create("http://127.0.0.1:" + model + "/v1"),
                "",
                1,
                Map.of(),
                Duration.ofSeconds(2),
                Duration.ofSeconds(5));
        var parts = new Parts(
                vertx,
                permits,
                key -> key,
                system -> new Route(system, List.of(upstream), 1, ""),
                new Inspectors(InspectorSettings.NONE),
                new Forwarder(vertx, new Balancer(), new Destinations(Set.of("127.0.0.1")), 16),
                person,
                (id, plain) -> plain,
                Records.NONE,
                Limits.DEFAULT,
                Clock.systemUTC(),
                new Owned(),
                null);
        return DataPlane.start("127.0.0.1", 0, 1, parts)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }
}
