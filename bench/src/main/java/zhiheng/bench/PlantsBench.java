package zhiheng.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import zhiheng.drills.plant.Answerer;
import zhiheng.drills.plant.Deliveries;
import zhiheng.drills.plant.Doc;
import zhiheng.drills.plant.Plant;
import zhiheng.drills.plant.PlantDrill;
import zhiheng.drills.plant.Signal;
import zhiheng.drills.plant.Suspicion;
import zhiheng.drills.plant.Wording;
import zhiheng.drills.target.Binomial;
import zhiheng.packs.LawText;
import zhiheng.packs.PackLibrary;
import zhiheng.server.ground.meaning.ChosenMeaning;
import zhiheng.server.rooms.assess.TextFolder;
import zhiheng.server.rooms.assess.TextStore;

/**
 * Planted texts in stores made of what is here: {@code plants [SEEDS [CLEAN-SETS]]}, by default 3 and 200. The detector was tuned on
 * this project's pages that begin with a to o and on the law of half of the packs, with the first wordings; kept back are the other
 * pages, the law of the other packs, and the second and third wordings.
 */
public final class PlantsBench {
    private static final int QUESTIONS = 10;
    private static final int DELIVERIES = 10;

    private PlantsBench() {}

    public static void main(String[] args) throws Exception {
        int seeds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
        int sets = args.length > 1 ? Integer.parseInt(args[1]) : 200;
        boolean words = args.length > 2 && args[2].equals("words");
        var home = Path.of(System.getProperty("zhiheng.home", "."));
        try (var meaning = new ChosenMeaning(words ? "off" : "")) {
            for (boolean kept : new boolean[] {false, true}) {
                for (var store : stores(home, kept).entrySet()) {
                    var maker = TextStore.maker(meaning.meaning());
                    System.out.printf(
                            "%s: %s, %d passages%n",
                            kept ? "KEPT BACK" : "TUNED ON",
                            store.getKey(),
                            store.getValue().size());
                    signals(store.getValue());
                    clean(store.getValue(), sets);
                    for (var wording : kept ? List.of(Wording.THINNED, Wording.REWORDED) : List.of(Wording.PLAIN)) {
                        var reports = new ArrayList<PlantDrill.Report>();
                        for (int seed = 1; seed <= seeds; seed++) {
                            reports.add(new PlantDrill(QUESTIONS, DELIVERIES, 5, wording, seed)
                                    .run(store.getValue(), maker, Answerer.QUOTE));
                        }
                        System.out.println("  " + wording);
                        for (var plant : Plant.values()) {
                            row(plant, reports);
                        }
                    }
                }
            }
        }
    }

    private static Map<String, List<Doc>> stores(Path home, boolean kept) throws Exception {
        var pages = new ArrayList<Doc>();
        try (var files = Files.list(home.resolve("docs"))) {
            for (var file : files.sorted().toList()) {
                var name = file.getFileName().toString();
                if (name.endsWith(".md") && name.compareTo("p") >= 0 == kept) {
                    int n = 0;
                    for (var passage : TextFolder.passages(Files.readString(file))) {
                        pages.add(new Doc(name + "#" + n++, passage));
                    }
                }
            }
        }
        var folder = home.resolve("packs/library");
        var law = new ArrayList<Doc>();
        for (var text : LawText.of(PackLibrary.load(folder), folder)) {
            var pack = text.pack();
            if (pack != null && Math.floorMod(pack.id().hashCode(), 2) == 0 == kept) {
                law.add(new Doc(
                        pack.id() + " " + text.kind() + " " + text.id(),
                        text.title().zh() + "。" + text.text().zh()));
            }
        }
        var stores = new LinkedHashMap<String, List<Doc>>();
        stores.put("pages, en", pages);
        stores.put("law, zh", law);
        return stores;
    }

    private static void signals(List<Doc> docs) {
        var suspicion = Suspicion.of(docs);
        System.out.print("  clean texts flagged: ");
        System.out.print(share(suspicion.flagged().size(), docs.size()) + "; chiefly by");
        for (var signal : Signal.values()) {
            long chief = suspicion.flagged().stream()
                    .filter(i -> suspicion.chief(i) == signal)
                    .count();
            System.out.printf(" %s %d", signal, chief);
        }
        System.out.println();
    }

    /** Stores drawn from the texts, in deliveries by chance: how many have one accused. */
    private static void clean(List<Doc> docs, int sets) {
        int accused = 0;
        for (int seed = 1; seed <= sets; seed++) {
            var drawn = new ArrayList<>(docs);
            Collections.shuffle(drawn, new Random(seed));
            int size = Math.min(docs.size(), 300);
            var store = Deliveries.none();
            for (int d = 0; d < DELIVERIES; d++) {
                store = store.and("d" + d, drawn.subList(d * size / DELIVERIES, (d + 1) * size / DELIVERIES));
            }
            accused += PlantDrill.accused(Suspicion.of(store), store).isEmpty() ? 0 : 1;
        }
        System.out.println("  clean stores with a delivery accused: " + share(accused, sets));
    }

    private static void row(Plant plant, List<PlantDrill.Report> reports) {
        var runs = reports.stream().map(r -> r.runs().get(plant.ordinal())).toList();
        System.out.printf(
                Locale.ROOT,
                "  %-12s looked up %.3f misled %.3f (clean %.3f)  AUC %.3f found@1%% %.2f flagged %.2f others %.3f  named %d/%d"
                        + " innocent %d restored %d  after: misled %.3f truth %.3f%n",
                plant,
                mean(runs.stream()
                        .mapToDouble(r -> r.asked().planted().estimate())
                        .toArray()),
                mean(runs.stream()
                        .mapToDouble(r -> r.asked().misled().estimate())
                        .toArray()),
                mean(reports.stream()
                        .mapToDouble(r -> r.before().misled().estimate())
                        .toArray()),
                mean(runs.stream().mapToDouble(r -> r.roc().auc()).toArray()),
                mean(runs.stream().mapToDouble(r -> r.roc().found()).toArray()),
                mean(runs.stream().mapToDouble(r -> r.flagged().estimate()).toArray()),
                mean(runs.stream().mapToDouble(r -> r.clean().estimate()).toArray()),
                runs.stream().filter(PlantDrill.Run::named).count(),
                runs.size(),
                runs.stream().mapToInt(PlantDrill.Run::innocent).sum(),
                runs.stream().filter(PlantDrill.Run::restored).count(),
                mean(runs.stream()
                        .mapToDouble(r -> r.after().misled().estimate())
                        .toArray()),
                mean(runs.stream()
                        .mapToDouble(r -> r.after().truth().estimate())
                        .toArray()));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    private static String share(long hits, long of) {
        var share = Binomial.share(hits, of, .95);
        return String.format(
                Locale.ROOT,
                "%d of %d, %.1f %% [%.1f, %.1f]",
                hits,
                of,
                100 * share.estimate(),
                100 * share.low(),
                100 * share.high());
    }
}
