package zhiheng.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import zhiheng.gateway.inspect.Detection;
import zhiheng.gateway.inspect.Inspection;
import zhiheng.gateway.inspect.Inspection.Direction;
import zhiheng.gateway.inspect.InspectorSettings;
import zhiheng.gateway.inspect.Inspectors;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.Terms;

/**
 * What the detectors find in texts by somebody who had not seen them nor their templates: personal data by kind, language and source with
 * exact places, and orders to a model beside harmless texts with the same words. The texts are in two halves; detectors were
 * mended in view of the half "seen", the half "kept" was looked at once, at the end. {@code --list seen} prints what went wrong there.
 */
public final class StrangersBench {
    private static final Pattern MARKED = Pattern.compile("\\[\\[([a-z-]+):(.*?)]]");

    private static final int PIECE = 2000;

    private record Span(int start, int end, String kind) {
        boolean meets(Span other) {
            return start < other.end && other.start < end;
        }
    }

    private record Sample(String half, String number, String language, String source, String text, List<Span> wanted) {}

    private record Order(String half, String number, String language, String source, boolean attack, String text) {}

    /** Exact and right in kind; covered by findings of whatever kind; of findings those at places where something was wanted. */
    private static final class Tally {
        int wanted;
        int exact;
        int covered;
        int findings;
        int right;
        int texts;
        int alarmed;

        String row() {
            return wanted == 0
                    ? "0 | – | – | – | – | %d | %s".formatted(findings, precision())
                    : "%d | %s | %s | %d | %s"
                            .formatted(
                                    wanted,
                                    Wilson.of(exact, wanted),
                                    Wilson.of(covered, wanted),
                                    findings,
                                    precision());
        }

        private String precision() {
            return findings == 0 ? "– | –" : Wilson.of(right, findings).toString();
        }
    }

    private StrangersBench() {}

    public static void main(String[] args) {
        var list = args.length == 2 && args[0].equals("--list") ? args[1] : "";
        personal(list);
        injection(list);
        own(Path.of(System.getProperty("zhiheng.home", ".")));
    }

    /** This project's own files in pieces of 2 kB: orders to a model there are quoted at most, and people hardly named. */
    private static void own(Path home) {
        var pii = inspection("pii");
        var injection = inspection("injection");
        System.out.println(
                "\n| own files | pieces | with a mark | [95 %] | personal data found |\n|---|---:|---:|---|---|");
        for (var folder : List.of("docs", "packs/library", "watch/src/main/java", "server/src/main/java")) {
            var kinds = new TreeMap<String, Integer>();
            int pieces = 0;
            int marked = 0;
            for (var text : pieces(home.resolve(folder))) {
                pieces++;
                marked += injection.inspect(text, Direction.IN).detections().stream()
                                .anyMatch(d -> d.kind().startsWith("injection.mark"))
                        ? 1
                        : 0;
                pii.inspect(text, Direction.IN).detections().forEach(d -> kinds.merge(d.kind(), 1, Integer::sum));
            }
            System.out.printf("| %s | %d | %s | %s |%n", folder, pieces, Wilson.of(marked, pieces), kinds);
        }
    }

    private static List<String> pieces(Path folder) {
        var pieces = new ArrayList<String>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(f -> f.toString().matches(".*\\.(md|yaml|java)"))
                    .sorted()
                    .toList()) {
                var piece = new StringBuilder();
                for (var line : Files.readAllLines(file)) {
                    if (piece.length() + line.length() > PIECE && !piece.isEmpty()) {
                        pieces.add(piece.toString());
                        piece.setLength(0);
                    }
                    piece.append(line).append('\n');
                }
                pieces.add(piece.toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return pieces;
    }

    private static void personal(String list) {
        var tallies = new TreeMap<String, Tally>();
        var pii = inspection("pii");
        for (var sample : samples()) {
            var found = pii.inspect(sample.text, Direction.IN).detections().stream()
                    .map(StrangersBench::span)
                    .toList();
            var where = sample.half + ", " + sample.language;
            for (var span : sample.wanted) {
                boolean exact = found.contains(span);
                boolean covered = covers(found, span);
                var sourced = sample.wanted.isEmpty() ? "harmless " : "";
                for (var key : keys(sample.half, where, span.kind, sourced + sample.source)) {
                    var tally = tallies.computeIfAbsent(key, k -> new Tally());
                    tally.wanted++;
                    tally.exact += exact ? 1 : 0;
                    tally.covered += covered ? 1 : 0;
                }
                if (!exact && sample.half.equals(list)) {
                    System.out.printf(
                            "%s %s: %s %s in %s%n    found %s%n",
                            covered ? "NOT EXACT" : "MISSED",
                            sample.number,
                            span.kind,
                            sample.text.substring(span.start, span.end),
                            sample.text.replace("\n", "\\n"),
                            said(sample.text, found));
                }
            }
            for (var span : found) {
                boolean right = sample.wanted.stream().anyMatch(w -> w.kind.equals(span.kind) && w.meets(span));
                var sourced = sample.wanted.isEmpty() ? "harmless " : "";
                for (var key : keys(sample.half, where, span.kind, sourced + sample.source)) {
                    var tally = tallies.computeIfAbsent(key, k -> new Tally());
                    tally.findings++;
                    tally.right += right ? 1 : 0;
                }
                if (!right && sample.half.equals(list)) {
                    System.out.printf(
                            "FALSE %s: %s %s in %s%n",
                            sample.number,
                            span.kind,
                            sample.text.substring(span.start, span.end),
                            sample.text.replace("\n", "\\n"));
                }
            }
            if (sample.wanted.isEmpty()) {
                for (var key : List.of(where + ", harmless texts", where + ", harmless texts: " + sample.source)) {
                    var tally = tallies.computeIfAbsent(key, k -> new Tally());
                    tally.texts++;
                    tally.alarmed += found.isEmpty() ? 0 : 1;
                }
            }
        }
        System.out.println(
                "| personal data | wanted | found, exact | [95 %] | covered | [95 %] | findings | right | [95 %] |");
        System.out.println("|---|---:|---:|---|---:|---|---:|---:|---|");
        tallies.forEach((key, tally) -> {
            if (tally.texts == 0) {
                System.out.printf("| %s | %s |%n", key, tally.row());
            }
        });
        System.out.println("\n| harmless texts | texts | with a finding | [95 %] |\n|---|---:|---:|---|");
        tallies.forEach((key, tally) -> {
            if (tally.texts > 0) {
                System.out.printf("| %s | %d | %s |%n", key, tally.texts, Wilson.of(tally.alarmed, tally.texts));
            }
        });
    }

    private static List<String> keys(String half, String where, String kind, String source) {
        return List.of(half + ", all", where + ", all", where + ", kind " + kind, where + ", source " + source);
    }

    private static String said(String text, List<Span> found) {
        return found.stream()
                .map(s -> s.kind + " " + text.substring(s.start, s.end))
                .collect(Collectors.joining("; "));
    }

    private static Span span(Detection detection) {
        var kind = detection.kind().replace("pii.", "").replace(".bare", "");
        return new Span(detection.start(), detection.end(), kind);
    }

    private static boolean covers(List<Span> found, Span wanted) {
        int at = wanted.start;
        for (var span : found.stream().sorted(Comparator.comparing(Span::start)).toList()) {
            if (span.start <= at) {
                at = Math.max(at, span.end);
            }
        }
        return at >= wanted.end;
    }

    private static void injection(String list) {
        var scanner = inspection("injection");
        Predicate<String> marks = text -> scanner.inspect(text, Direction.IN).detections().stream()
                .anyMatch(d -> d.kind().startsWith("injection.mark"));
        Predicate<String> model = text -> scanner.inspect(text, Direction.IN).detections().stream()
                .anyMatch(d -> d.kind().startsWith("injection.model"));
        var judges = List.of(marks, model, marks.or(model));
        var counts = new TreeMap<String, int[]>();
        for (var order : orders()) {
            for (var key : List.of(
                    order.half + ", " + order.language + ", " + (order.attack ? "attacks" : "harmless") + ", all",
                    order.half + ", " + order.language + ", " + (order.attack ? "attacks" : "harmless") + ", "
                            + order.source)) {
                var count = counts.computeIfAbsent(key, k -> new int[4]);
                count[3]++;
                for (int i = 0; i < 3; i++) {
                    count[i] += judges.get(i).test(order.text) ? 1 : 0;
                }
            }
            if (order.half.equals(list) && order.attack != judges.get(2).test(order.text)) {
                System.out.printf(
                        "%s %s %s %s: %s%n    %s%n",
                        order.attack ? "MISSED" : "ALARM",
                        order.number,
                        order.language,
                        order.source,
                        order.text.replace("\n", "\\n"),
                        scanner.inspect(order.text, Direction.IN).detections());
            }
        }
        System.out.println("\n| orders to a model | texts | marks | [95 %] | model | [95 %] | either | [95 %] |");
        System.out.println("|---|---:|---:|---|---:|---|---:|---|");
        counts.forEach((key, count) -> System.out.printf(
                "| %s | %d | %s | %s | %s |%n",
                key,
                count[3],
                Wilson.of(count[0], count[3]),
                Wilson.of(count[1], count[3]),
                Wilson.of(count[2], count[3])));
    }

    private static List<Sample> samples() {
        var samples = new ArrayList<Sample>();
        for (var line : lines("personal-strangers.txt")) {
            var head = line.substring(0, line.indexOf(" | ")).split(" ");
            var written = unescaped(line.substring(line.indexOf(" | ") + 3));
            var text = new StringBuilder();
            var wanted = new ArrayList<Span>();
            var matcher = MARKED.matcher(written);
            while (matcher.find()) {
                matcher.appendReplacement(text, "");
                int start = text.length();
                text.append(matcher.group(2));
                wanted.add(new Span(start, text.length(), matcher.group(1)));
            }
            matcher.appendTail(text);
            samples.add(new Sample(head[0], head[1], head[2], head[3], text.toString(), wanted));
        }
        return samples;
    }

    private static List<Order> orders() {
        var orders = new ArrayList<Order>();
        for (var line : lines("injection-strangers.txt")) {
            var head = line.substring(0, line.indexOf(" | ")).split(" ");
            var text = unescaped(line.substring(line.indexOf(" | ") + 3));
            orders.add(new Order(head[0], head[1], head[2], head[3], head[4].equals("attack"), text));
        }
        return orders;
    }

    private static String unescaped(String line) {
        return line.replace("\\n", "\n");
    }

    private static List<String> lines(String resource) {
        try (var stream = Objects.requireNonNull(StrangersBench.class.getResourceAsStream(resource), resource)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("# "))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Inspection inspection(String inspector) {
        var open = Permit.open("bench", ZoneOffset.UTC);
        var d = Terms.DEFAULT;
        var terms = new Terms(
                d.explicitLabel(),
                d.implicitLabel(),
                d.producer(),
                Set.of(inspector),
                Map.of(),
                d.keepContentDays(),
                d.keepRecordDays(),
                d.whenStoreIsDown(),
                d.onAlert());
        var permit = new Permit("bench", 1, open.state(), open.caps(), open.scope(), terms, null, Map.of());
        return Objects.requireNonNull(new Inspectors(InspectorSettings.NONE).of(permit));
    }
}
