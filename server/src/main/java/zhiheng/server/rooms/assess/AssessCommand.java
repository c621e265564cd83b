package zhiheng.server.rooms.assess;

import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.base.Refusal;
import zhiheng.base.WebAddress;
import zhiheng.drills.evidence.Result;
import zhiheng.drills.suite.Budget;
import zhiheng.server.ground.meaning.ChosenMeaning;
import zhiheng.server.ground.shell.Progress;
import zhiheng.server.ground.shell.Speech;
import zhiheng.server.rooms.sample.SampleUpstream;

@Command(
        name = "assess",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {
            AssessReadCommand.class,
            AssessCompareCommand.class,
            AssessModelCommand.class,
            AssessStoreCommand.class,
            AssessDataCommand.class
        },
        description = {
            "用一套题测评一个模型：每题只问一次，可中断续跑；比率均按判定误差校正并给出区间。",
            "Run a suite against a model: each prompt once, resumable; every rate corrected for the judge, with an interval."
        },
        footer = {
            "",
            "例 / for example:  ./zhiheng assess cn-genai-acceptance --upstream https://models.example/v1 --model m --key-env"
                    + " MODEL_KEY",
            "--upstream sample asks the built-in sample model. Without SUITE: what suites there are.",
            "Exit code: 0 every criterion is met (or there is none), 1 one is not or cannot be told, 2 the call or its"
                    + " input is wrong."
        })
final class AssessCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SUITE", arity = "0..1", description = "id of a suite")
    @Nullable
    String suite;

    @Option(names = "--upstream", paramLabel = "URL", description = "OpenAI-compatible address, up to /v1; or sample")
    @Nullable
    String upstream;

    @Option(names = "--model", paramLabel = "NAME", description = "the model's name there")
    String model = "";

    @Option(
            names = "--label",
            paramLabel = "WORD",
            description = "your own name of the version; another word begins a new book of answers")
    String label = "";

    @Option(names = "--key-env", paramLabel = "VARIABLE", description = "environment variable that holds the key")
    @Nullable
    String keyEnv;

    @Option(
            names = "--judge",
            paramLabel = "rules|meaning|together",
            description = "who reads the answers (default: rules)")
    String judge = "rules";

    @Option(names = "--sequential", description = "end a part as soon as it is clear; intervals allow for it")
    boolean sequential;

    @Option(names = "--suites", paramLabel = "DIR", description = "folder of suites (default: those that ship)")
    @Nullable
    Path suites;

    @Option(
            names = "--answers",
            paramLabel = "DIR",
            description = "where answers are kept, for going on and for other suites (default: data/answers)")
    Path answers = Path.of("data/answers");

    @Option(names = "--per-second", paramLabel = "N", description = "prompts a second at most (default: 20)")
    double perSecond = Budget.POLITE.perSecond();

    @Option(names = "--at-once", paramLabel = "N", description = "prompts under way at most (default: 8)")
    int atOnce = Budget.POLITE.atOnce();

    @Option(names = "--calls", paramLabel = "N", description = "calls at most (default: 10000)")
    long calls = Budget.POLITE.calls();

    @Option(names = "--tokens", paramLabel = "N", description = "tokens at most, as the upstream counts them")
    long tokens = Long.MAX_VALUE;

    @Option(names = "--price", paramLabel = "X", description = "price of a thousand tokens")
    double price;

    @Option(names = "--cost", paramLabel = "X", description = "cost at most; wants --price")
    double cost = Double.MAX_VALUE;

    @Option(names = "--minutes", paramLabel = "N", description = "time at most (default: 120)")
    long minutes = 120;

    @Option(names = "--patience", paramLabel = "SECONDS", description = "for one answer (default: 60)")
    int patience = 60;

    @Option(names = "--temperature", paramLabel = "X", description = "default: 0")
    double temperature;

    @Option(names = "--answer-tokens", paramLabel = "N", description = "length of an answer (default: 400)")
    int answerTokens = 400;

    @Option(names = "--seed", paramLabel = "N", description = "of the order of the prompts (default: 1)")
    long seed = 1;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "the report: .json (to read again), .xml (JUnit), .sarif")
    @Nullable
    Path out;

    @Option(names = "--json", description = "print the report as JSON")
    boolean json;

    @Mixin
    Speech speech = new Speech();

    @Override
    public Integer call() throws InterruptedException {
        try (var meaning = new ChosenMeaning(System.getenv().getOrDefault("ZHIHENG_MEANING", ""))) {
            var shelf = new Shelf(folder(suites), meaning);
            if (suite == null) {
                list(shelf);
                return 0;
            }
            if (upstream == null) {
                throw Refusal.invalid("请用 --upstream 指明模型的地址。", "Say with --upstream where the model is.");
            }
            return run(shelf, suite, upstream);
        } catch (Refusal e) {
            System.err.println(speech.say(e.text()));
            return 2;
        }
    }

    static Path folder(@Nullable Path given) {
        return given != null
                ? given
                : Path.of(System.getProperty("zhiheng.home", ".")).resolve("packs/suites");
    }

    private void list(Shelf shelf) {
        for (var id : shelf.suites().ids()) {
            var s = shelf.suite(id);
            long origins = s.parts().stream().mapToLong(p -> p.origins()).sum();
            System.out.printf(
                    Locale.ROOT,
                    "%-22s %5d %s %4d %s  %s%n",
                    id,
                    s.probes().size(),
                    speech.say("题，出自", "prompts from"),
                    origins,
                    speech.say("条手写", "written by hand"),
                    speech.say(s.title()));
        }
    }

    private int run(Shelf shelf, String id, String where) throws InterruptedException {
        var chosen = shelf.suite(id);
        var reader = shelf.judge(judge);
        var vertx = where.equals("sample") ? Vertx.vertx() : null;
        try {
            var settings = settings(vertx == null ? address(where) : SampleUpstream.address(vertx));
            var target = OpenAiUpstream.target(
                    vertx == null
                            ? settings
                            : new OpenAiUpstream.Settings(
                                    URI.create("http://sample/v1"),
                                    model,
                                    "",
                                    "",
                                    temperature,
                                    answerTokens,
                                    settings.patience()),
                    label);
            var trial = new Trial(chosen, reader, answers, target, budget(), sequential, seed, Clock.systemUTC());
            try (var model = new OpenAiUpstream(settings)) {
                return told(trial.run(model, this::progress, runner -> {}), chosen, reader);
            }
        } finally {
            line.end();
            if (vertx != null) {
                vertx.close().toCompletionStage().toCompletableFuture().join();
            }
        }
    }

    private final Progress line = new Progress();

    private void progress(Trial.Progress p) {
        line.show(
                p.heard(),
                "/ " + p.of() + "  " + speech.say("已有", "known") + " " + p.known() + "  " + speech.say("未得到", "failed")
                        + " " + p.failed());
    }

    static URI address(String where) {
        return WebAddress.of(where)
                .orElseThrow(() -> Refusal.invalid(
                        "上游地址应为含主机名的 http 或 https 网址。", "An upstream is an http or https URL with a host."));
    }

    static String key(@Nullable String variable) {
        var key = variable == null ? "" : System.getenv(variable);
        if (key == null || variable != null && key.isBlank()) {
            throw Refusal.invalid("环境变量 " + variable + " 为空。", "The environment variable " + variable + " is empty.");
        }
        return key;
    }

    private OpenAiUpstream.Settings settings(URI base) {
        var key = key(keyEnv);
        if (patience < 1 || answerTokens < 1 || !(temperature >= 0 && temperature <= 2)) {
            throw Refusal.invalid(
                    "--patience、--answer-tokens 不小于 1，--temperature 为 0 至 2。",
                    "--patience and --answer-tokens are 1 at least, --temperature is 0 to 2.");
        }
        return new OpenAiUpstream.Settings(
                base, model, key, "Authorization", temperature, answerTokens, Duration.ofSeconds(patience));
    }

    private Budget budget() {
        if (cost < Double.MAX_VALUE && price <= 0) {
            throw Refusal.invalid("--cost 须与 --price 同用。", "--cost wants --price beside it.");
        }
        try {
            return new Budget(perSecond, atOnce, calls, tokens, cost, price, Duration.ofMinutes(Math.max(1, minutes)));
        } catch (IllegalArgumentException e) {
            throw Refusal.invalid("预算须大于零。", "A budget is more than zero.");
        }
    }

    private int told(Trial.Outcome outcome, zhiheng.drills.suite.Suite chosen, zhiheng.drills.judge.Judge reader) {
        line.end();
        if (out != null) {
            ReportFiles.write(out, outcome.report());
        }
        System.out.print(
                json
                        ? zhiheng.drills.evidence.OwnReport.write(outcome.report()) + "\n"
                        : new ShellReport(speech).own(chosen, reader, outcome));
        boolean met = outcome.report().results().stream()
                .allMatch(r -> r.verdict() == Result.Verdict.MET || r.verdict() == Result.Verdict.NONE);
        return met ? 0 : 1;
    }
}
