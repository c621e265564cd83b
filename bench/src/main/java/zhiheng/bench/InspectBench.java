package zhiheng.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import zhiheng.gateway.inspect.InjectionTraining;
import zhiheng.gateway.inspect.Inspection;
import zhiheng.gateway.inspect.Inspection.Direction;
import zhiheng.gateway.inspect.InspectorSettings;
import zhiheng.gateway.inspect.Inspectors;
import zhiheng.gateway.inspect.LinkRules;
import zhiheng.gateway.inspect.TermList;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.Terms;
import zhiheng.gateway.permit.Terms.Action;

/**
 * How long inspection of 2 kB takes with everything on and 50,000 terms, and what the injection model finds. One thread. {@link
 * VoteBench} has the sentence model.
 */
public final class InspectBench {
    private static final int BYTES = 2048;
    private static final int TERMS = 50_000;
    private static final int TEXTS = 500;
    private static final int WARM_UP = 20_000;
    private static final int CALLS = 20_000;

    /** The time a thread ran, so that what other programs took of the processor is told apart. */
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

    private static final String[] SENTENCES = {
        "今天的会议改到周四上午十点，请大家带上数据。",
        "关于退货的规定，请先看说明书第三页，再与客服联系。",
        "这个方案的成本比去年低了百分之十二左右。",
        "我们在研究一种新的材料，它在高温下也能保持强度。",
        "The meeting is moved to Thursday; please bring the figures. ",
        "According to the manual, the filter has to be changed every three months. ",
        "def total(xs):\n    return sum(x.amount for x in xs if not x.ignored)\n",
        "订单 20260315-0042 已发出，预计 3 天内送达。",
        "The house at 42 Elm Street was sold for 350,000 in 2019. ",
        "春天来了，公园里的花都开了，孩子们在草地上放风筝。"
    };

    private final Random random = new Random(11);

    private InspectBench() {}

    public static void main(String[] args) {
        new InspectBench().run();
    }

    private void run() {
        long started = System.nanoTime();
        var list = TermList.of(terms());
        System.out.printf(
                "%,d terms: built in %.0f ms, %.1f MB%n%n",
                list.size(), (System.nanoTime() - started) / 1e6, list.bytes() / 1e6);
        var settings = new InspectorSettings(
                Map.of("words", list),
                Set.of("CNRY-7f3a91-x"),
                new LinkRules(Set.of(), Set.of("evil.example")),
                Map.of());
        var texts = new ArrayList<String>();
        for (int i = 0; i < TEXTS; i++) {
            texts.add(text());
        }
        var kinds = new ArrayList<List<String>>();
        kinds.add(List.of("pii", "secrets", "injection", "links", "canary", "terms:words"));
        kinds.getFirst().forEach(id -> kinds.add(List.of(id)));
        System.out.println("| inspectors, 2 kB | p50 µs | p99 µs | p99 µs of CPU | MB/s at p50 |");
        System.out.println("|---|---:|---:|---:|---:|");
        for (var ids : kinds) {
            measure(inspection(settings, ids), ids, Direction.IN, texts);
            if (ids.size() > 1 || ids.contains("canary")) {
                measure(inspection(settings, ids), ids, Direction.OUT, texts);
            }
        }
        System.out.println("\nInjection, by kind of text:\n" + InjectionTraining.figures());
    }

    private static void measure(Inspection inspection, List<String> ids, Direction direction, List<String> texts) {
        long found = 0;
        for (int i = 0; i < WARM_UP; i++) {
            found += inspection
                    .inspect(texts.get(i % TEXTS), direction)
                    .detections()
                    .size();
        }
        var nanos = new long[CALLS];
        var cpu = new long[CALLS];
        for (int i = 0; i < CALLS; i++) {
            var text = texts.get(i % TEXTS);
            long cpuBegin = CPU.getCurrentThreadCpuTime();
            long begin = System.nanoTime();
            found += inspection.inspect(text, direction).detections().size();
            nanos[i] = System.nanoTime() - begin;
            cpu[i] = CPU.getCurrentThreadCpuTime() - cpuBegin;
        }
        Arrays.sort(nanos);
        Arrays.sort(cpu);
        System.out.printf(
                "| %s (%s%s) | %.1f | %.1f | %.1f | %.0f |%n",
                ids.size() > 1 ? "all" : ids.getFirst(),
                direction == Direction.IN ? "calls" : "answers",
                found == 0 ? ", nothing found" : "",
                nanos[CALLS / 2] / 1e3,
                nanos[CALLS * 99 / 100] / 1e3,
                cpu[CALLS * 99 / 100] / 1e3,
                BYTES * 1e3 / nanos[CALLS / 2]);
    }

    private static Inspection inspection(InspectorSettings settings, List<String> ids) {
        var open = Permit.open("bench", ZoneOffset.UTC);
        var d = Terms.DEFAULT;
        var terms = new Terms(
                d.explicitLabel(),
                d.implicitLabel(),
                d.producer(),
                Set.copyOf(ids),
                Map.of("pii", Action.MASK),
                d.keepContentDays(),
                d.keepRecordDays(),
                d.whenStoreIsDown(),
                d.onAlert());
        var permit = new Permit("bench", 1, open.state(), open.caps(), open.scope(), terms, null, Map.of());
        var inspection = new Inspectors(settings).of(permit);
        if (inspection == null) {
            throw new IllegalStateException("an inspector is missing");
        }
        return inspection;
    }

    /** Most are Chinese words, some English; they begin with characters that ordinary text has too. */
    private HashSet<String> terms() {
        var common = String.join("", SENTENCES).replaceAll("[^\\p{IsHan}]", "");
        var terms = new HashSet<String>();
        while (terms.size() < TERMS) {
            var term = new StringBuilder();
            if (random.nextInt(4) == 0) {
                for (int i = 5 + random.nextInt(8); i > 0; i--) {
                    term.append((char) ('a' + random.nextInt(26)));
                }
            } else {
                term.append(common.charAt(random.nextInt(common.length())));
                for (int i = 2 + random.nextInt(5); i > 0; i--) {
                    term.append((char) (0x4E00 + random.nextInt(4000)));
                }
            }
            terms.add(term.toString());
        }
        return terms;
    }

    /** Sentences up to 2 kB of UTF-8, with a phone number or a card in every second text. */
    private String text() {
        var text = new StringBuilder(random.nextBoolean() ? "电话13800138000。" : "");
        while (true) {
            var next = SENTENCES[random.nextInt(SENTENCES.length)];
            if ((text + next).getBytes(StandardCharsets.UTF_8).length > BYTES) {
                return text.toString();
            }
            text.append(next);
        }
    }
}
