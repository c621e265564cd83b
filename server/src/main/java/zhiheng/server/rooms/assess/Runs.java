package zhiheng.server.rooms.assess;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.cases.Who;
import zhiheng.drills.suite.Budget;
import zhiheng.drills.suite.Plan;
import zhiheng.drills.suite.Runner;
import zhiheng.gateway.upstream.Upstream;
import zhiheng.office.Office;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;
import zhiheng.server.rooms.gateway.GatewayBooks;
import zhiheng.server.rooms.gateway.GatewayFeature;

/** The runs that are under way in this server, each on a thread of its own; those that a stop cut short go on at the next start. */
final class Runs implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Runs.class.getName());
    static final Actor INSIDE = new Actor(Who.SYSTEM.person(), "", Role.ADMINISTRATOR);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ANSWER_TOKENS = 400;
    private static final int MOST_PER_SECOND = 200;
    private static final long TELL_EVERY_NANOS = 500_000_000;

    private final AssessDesk desk;
    private final Office office;
    private final GatewayFeature gateway;
    private final Path answers;
    private final Clock clock;
    private final Map<String, Thread> threads = new ConcurrentHashMap<>();
    private final Map<String, Runner> runners = new ConcurrentHashMap<>();
    private volatile boolean closing;

    Runs(AssessDesk desk, Office office, GatewayFeature gateway, Path answers, Clock clock) {
        this.desk = desk;
        this.office = office;
        this.gateway = gateway;
        this.answers = answers;
        this.clock = clock;
    }

    /** Begins a run against the first upstream that the system's route has. */
    RunRow start(Actor actor, String system, String suite, String judge, RunSettings settings) {
        if (settings.perSecond() < 1 || settings.perSecond() > MOST_PER_SECOND) {
            throw Refusal.invalid(
                            "每秒题数为 1 至 " + MOST_PER_SECOND + "。", "Prompts a second are 1 to " + MOST_PER_SECOND + ".")
                    .at("perSecond");
        }
        var seen = office.registry().system(actor, system);
        if (upstream(seen.id()).isEmpty()) {
            throw Refusal.invalid(
                    "该系统没有设置上游模型。请先在网关设置中填写，或用命令行测评后上传报告。",
                    "No upstream is set for this system. Set one in its gateway, or assess it at the shell and bring the"
                            + " report.");
        }
        var run = desk.begin(actor, system, suite, judge, settings);
        begin(run);
        return run;
    }

    /** Takes up what was under way when the server stopped: what was answered is in the book. */
    void resume(Iterable<RunRow> left) {
        left.forEach(this::begin);
    }

    private void begin(RunRow run) {
        var thread = Thread.ofVirtual().name("assess-" + run.id()).unstarted(() -> run(run));
        threads.put(run.id(), thread); // before it runs, for at its end it takes itself away
        thread.start();
    }

    private Optional<Upstream> upstream(String system) {
        return gateway.books()
                .map(GatewayBooks::routes)
                .map(routes -> routes.of(system))
                .map(route -> route.upstreams().getFirst());
    }

    private void run(RunRow run) {
        try {
            var upstream = upstream(run.system()).orElseThrow(() -> Refusal.invalid("没有上游。", "No upstream is set."));
            var checked = gateway.books().orElseThrow().destinations().resolve(upstream);
            LOG.log(System.Logger.Level.DEBUG, "assessing {0} at {1}", run.system(), checked);
            var settings = RunSettings.read(run.settings());
            var name = upstream.models().getOrDefault(settings.model(), settings.model());
            var asked = new OpenAiUpstream.Settings(
                    URI.create(upstream.base().toString().replace(Upstream.MODEL, name)),
                    name,
                    upstream.key(),
                    switch (upstream.auth()) {
                        case BEARER -> "Authorization";
                        case API_KEY -> "api-key";
                        case X_API_KEY -> "x-api-key";
                    },
                    0,
                    ANSWER_TOKENS,
                    PATIENCE);
            var trial = new Trial(
                    desk.shelf().suite(run.suite()),
                    desk.shelf().judge(run.judge()),
                    answers,
                    OpenAiUpstream.target(asked, run.id()),
                    budget(settings),
                    settings.sequential(),
                    1,
                    clock);
            try (var model = new OpenAiUpstream(asked)) {
                finish(run, trial.run(model, telling(run.id()), runner -> {
                    runners.put(run.id(), runner);
                    if (closing) {
                        runner.stop();
                    }
                }));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Refusal e) {
            desk.failed(INSIDE, run, e.text());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "a run failed: " + run.id(), e);
            desk.failed(INSIDE, run, new Text("服务内部出错，详见日志。", "Something failed inside; the log says what."));
        } finally {
            runners.remove(run.id());
            threads.remove(run.id());
        }
    }

    private void finish(RunRow run, Trial.Outcome outcome) {
        boolean stopped = outcome.end().reason() == Plan.Reason.STOPPED;
        if (stopped && closing) {
            return; // the server stops, not the run: it goes on at the next start
        }
        if (outcome.end().reason() == Plan.Reason.UPSTREAM_GONE) {
            desk.failed(INSIDE, run, AssessText.end(outcome.end().reason().name()));
            return;
        }
        desk.finish(INSIDE, run, outcome.report(), stopped);
    }

    private static Budget budget(RunSettings settings) {
        return new Budget(settings.perSecond(), 8, 20_000, Long.MAX_VALUE, Double.MAX_VALUE, 0, Duration.ofHours(6));
    }

    private Consumer<Trial.Progress> telling(String id) {
        long[] told = {System.nanoTime()};
        return progress -> {
            long now = System.nanoTime();
            if (now - told[0] > TELL_EVERY_NANOS) {
                told[0] = now;
                desk.progress(id, progress);
            }
        };
    }

    /** Ends a run early; what was heard is reported, and every part that is not clear stays open. */
    void stop(String id) {
        var runner = runners.get(id);
        if (runner != null) {
            runner.stop();
        }
    }

    @Override
    public void close() throws InterruptedException {
        closing = true;
        runners.values().forEach(Runner::stop);
        for (var thread : threads.values()) {
            thread.join(Duration.ofSeconds(5));
        }
    }
}
