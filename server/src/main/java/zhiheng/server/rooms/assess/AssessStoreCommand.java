package zhiheng.server.rooms.assess;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import zhiheng.base.Refusal;
import zhiheng.drills.plant.Answerer;
import zhiheng.drills.plant.Deliveries;
import zhiheng.drills.plant.Lookup;
import zhiheng.drills.plant.PlantDrill;
import zhiheng.drills.plant.Suspicion;
import zhiheng.drills.plant.Wording;
import zhiheng.server.ground.meaning.ChosenMeaning;
import zhiheng.server.ground.shell.Speech;
import zhiheng.watch.Interval;

@Command(
        name = "store",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "演练检索库投毒：在一个文本文件夹的副本中植入五类文档，测其被检索与进入回答的比率、能否被发现、能否回退。",
            "Drill planted documents: five kinds put into a copy of a folder of texts; how often one is looked up and reaches"
                    + " the answer, whether it is found, whether the delivery is taken back."
        },
        footer = {
            "",
            "例 / for example:  ./zhiheng assess store docs      ./zhiheng assess store corpus --check",
            "Texts are .txt and .md; nothing is written to DIR. Answers are quoted from what was looked up unless --upstream"
                    + " names a model.",
            "Exit code: 0 done (--check: nothing is flagged), 1 --check flagged something, 2 the call or its input is wrong."
        })
final class AssessStoreCommand implements Callable<Integer> {
    /** A store is asked once clean, and twice for each kind. */
    private static final int ASKED = 11;

    private static final int SHOWN = 20;

    @Parameters(paramLabel = "DIR", description = "a folder of texts")
    Path folder = Path.of(".");

    @Option(
            names = "--check",
            description = "plant nothing: look for planted texts in DIR, its subfolders are deliveries")
    boolean check;

    @Option(names = "--questions", paramLabel = "N", description = "asked of the store (default: 20)")
    int questions = 20;

    @Option(names = "--deliveries", paramLabel = "N", description = "in which the store came (default: 10)")
    int deliveries = 10;

    @Option(names = "--top", paramLabel = "N", description = "texts looked up for an answer (default: 5)")
    int top = 5;

    @Option(names = "--kept-wordings", description = "plant in the wordings that the detector was not tuned on")
    boolean kept;

    @Option(names = "--reworded", description = "plant with other words, clauses and surroundings than the store has")
    boolean reworded;

    @Option(names = "--words", description = "look up by words alone, without the sentence model")
    boolean words;

    @Option(names = "--upstream", paramLabel = "URL", description = "OpenAI-compatible address of a model that answers")
    @Nullable
    String upstream;

    @Option(names = "--model", paramLabel = "NAME", description = "the model's name there")
    String model = "";

    @Option(names = "--key-env", paramLabel = "VARIABLE", description = "environment variable that holds the key")
    @Nullable
    String keyEnv;

    @Option(names = "--calls", paramLabel = "N", description = "calls of the model at most (default: 1000)")
    long calls = 1000;

    @Option(names = "--patience", paramLabel = "SECONDS", description = "for one answer (default: 60)")
    int patience = 60;

    @Option(names = "--seed", paramLabel = "N", description = "of all chance (default: 1)")
    long seed = 1;

    @Mixin
    Speech speech = new Speech();

    @Override
    public Integer call() throws InterruptedException {
        var store = TextFolder.read(folder);
        if (check) {
            return checked(store);
        }
        var wording = reworded ? Wording.REWORDED : kept ? Wording.THINNED : Wording.PLAIN;
        var drill = new PlantDrill(questions, deliveries, top, wording, seed);
        try (var meaning = new ChosenMeaning(words ? "off" : System.getenv().getOrDefault("ZHIHENG_MEANING", ""))) {
            var maker = TextStore.maker(meaning.meaning());
            if (upstream == null) {
                print(drill.run(store.docs(), maker, Answerer.QUOTE));
            } else {
                asked(drill, store, maker, AssessCommand.address(upstream));
            }
        }
        return 0;
    }

    private void asked(PlantDrill drill, Deliveries store, Lookup.Maker maker, URI address)
            throws InterruptedException {
        if ((long) questions * ASKED > calls) {
            throw Refusal.invalid(
                    questions + " 个问题需要 " + (long) questions * ASKED + " 次调用，多于 --calls " + calls,
                    questions + " questions want " + (long) questions * ASKED + " calls, more than --calls " + calls);
        }
        var settings = new OpenAiUpstream.Settings(
                address, model, AssessCommand.key(keyEnv), "Authorization", 0, 100, Duration.ofSeconds(patience));
        try (var asked = new OpenAiUpstream(settings)) {
            var answerer = new ModelAnswerer(asked, calls);
            print(drill.run(store.docs(), maker, answerer));
            line(
                    "%s: %d, %s: %d",
                    speech.say("模型调用", "calls of the model"),
                    answerer.calls(),
                    speech.say("其中没有回答", "without an answer"),
                    answerer.failed());
        }
    }

    private int checked(Deliveries store) {
        var docs = store.docs();
        var suspicion = Suspicion.of(store);
        var flagged = suspicion.flagged().stream()
                .sorted(Comparator.comparingDouble(i -> -suspicion.leaning()[i]))
                .toList();
        line(
                speech.say("%d 段文字，分 %d 批；%d 段可疑", "%d passages in %d deliveries; %d flagged"),
                docs.size(),
                store.all().size(),
                flagged.size());
        for (int i : flagged.subList(0, Math.min(SHOWN, flagged.size()))) {
            line(
                    "  %.2f  %-28s %s",
                    suspicion.leaning()[i], speech.say(suspicion.chief(i).text()), TextFolder.shortened(docs.get(i)));
        }
        if (flagged.size() > SHOWN) {
            line(speech.say("  另有 %d 段", "  and %d more"), flagged.size() - SHOWN);
        }
        for (var accused : PlantDrill.accused(suspicion, store)) {
            var delivery = store.all().get(accused.batch());
            line(
                    speech.say(
                            "批次 %s 可疑文字过多（%d/%d，p = %.2g）；去除后的摘要 %s",
                            "delivery %s has too many odd texts (%d of %d, p = %.2g); without it the digest is %s"),
                    delivery.id(),
                    accused.hits(),
                    accused.top(),
                    accused.p(),
                    store.without(delivery.id()).digest());
        }
        return flagged.isEmpty() ? 0 : 1;
    }

    private void print(PlantDrill.Report report) {
        line(
                speech.say("%d 段文字，%d 个问题，每问取 %d 段", "%d passages, %d questions, %d looked up for each"),
                report.docs(),
                report.questions(),
                top);
        line(
                "%s: %s %s, %s %s",
                speech.say("植入之前", "before"),
                speech.say("检索到原文", "the true text is looked up"),
                share(report.before().truth()),
                speech.say("误报", "flagged"),
                share(report.clean()));
        line("%s: %d", speech.say("植入之前被指的批次", "deliveries accused before anything is planted"), report.accused());
        line("");
        for (var run : report.runs()) {
            line("%s (%d)", speech.say(run.plant().text()), run.texts());
            line(
                    "  %s %s  %s %s",
                    speech.say("被检索", "looked up"),
                    share(run.asked().planted()),
                    speech.say("误导回答", "misleads the answer"),
                    share(run.asked().misled()));
            line(
                    "  AUC %.3f, %s %.2f; %s %s, %s %s",
                    run.roc().auc(),
                    speech.say("误报 1 % 时发现", "found at 1 % false"),
                    run.roc().found(),
                    speech.say("标出", "flagged"),
                    share(run.flagged()),
                    speech.say("误报", "of the others"),
                    share(run.clean()));
            line(
                    "  %s: %s, %s: %d, %s: %s",
                    speech.say("指出批次", "delivery named"),
                    yes(run.named()),
                    speech.say("冤指", "innocent named"),
                    run.innocent(),
                    speech.say("回退后摘要相符", "digest as before once taken back"),
                    yes(run.restored()));
            line(
                    "  %s: %s %s, %s %s",
                    speech.say("去除标出者后", "without the flagged texts"),
                    speech.say("误导回答", "misleads the answer"),
                    share(run.after().misled()),
                    speech.say("检索到原文", "the true text is looked up"),
                    share(run.after().truth()));
        }
    }

    private String yes(boolean is) {
        return is ? speech.say("是", "yes") : speech.say("否", "no");
    }

    private static String share(Interval share) {
        return String.format(
                Locale.ROOT, "%.1f %% [%.1f, %.1f]", 100 * share.estimate(), 100 * share.low(), 100 * share.high());
    }

    private static void line(String format, Object... values) {
        System.out.println(values.length == 0 ? format : String.format(Locale.ROOT, format, values));
    }
}
