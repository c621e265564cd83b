package zhiheng.server.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.CookieManager;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import zhiheng.office.people.Org;
import zhiheng.server.testing.OfficeServer;
import zhiheng.server.testing.Samples;

/** What holds of every page, asked of the list of addresses itself, so that a new page cannot be forgotten. */
class EveryPageTest {
    private static final Path ROOMS = Path.of("src/main/java/zhiheng/server");
    private static final Pattern LOADED =
            Pattern.compile("<(?:link|script|img)[^>]* (?:href|src)=\"(/static/[^\"]+)\"");
    private static final Pattern IMPORTED =
            Pattern.compile("(?:import|from) ?\\(?[\"'](?:\\./|/static/)([^\"']+)[\"']");
    /** The frame of pages, and files that stand alone. */
    private static final Set<String> NO_PAGES = Set.of(
            "ground/page/layout",
            "rooms/labels/labelreport",
            "rooms/packeditor/result",
            "rooms/drills/paper",
            "rooms/sandbox/exitpaper",
            "rooms/search/hits");

    private static final int MOST_OF_A_PAGE = 100_000;
    private static final int MOST_OF_THE_CHARTS = 250_000;

    @TempDir
    static Path folder;

    private static OfficeServer office;
    private static HttpClient client;

    private static Map<String, Integer> signIn;

    @BeforeAll
    static void start() throws Exception {
        office = new OfficeServer(folder);
        var org = office.server.office().orgs().create(office.boss.actor(), Org.Kind.PROVIDER, "Haitang");
        for (int i = 0; i < 30; i++) {
            office.server
                    .office()
                    .registry()
                    .register(
                            office.boss.actor(),
                            org.id(),
                            "System " + i,
                            "",
                            "",
                            Map.of("infers", true, "uses", List.of("hiring")));
        }
        client = HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        signIn = bytes("/sign-in");
        var page = new String(unpacked(sent("/sign-in")), StandardCharsets.UTF_8);
        var token = Pattern.compile("name=\"csrf\" value=\"([^\"]*)\"").matcher(page);
        assertThat(token.find()).isTrue();
        client.send(
                HttpRequest.newBuilder(office.address().resolve("/sign-in"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "csrf=" + token.group(1) + "&login=boss&password=a+long+enough+one&to=/"))
                        .build(),
                BodyHandlers.discarding());
    }

    @AfterAll
    static void stop() {
        office.close();
    }

    private record Sent(byte[] body, boolean packed) {}

    private static Sent sent(String path) throws Exception {
        var answer = client.send(
                HttpRequest.newBuilder(office.address().resolve(path))
                        .header("Accept-Encoding", "gzip")
                        .header("Accept-Language", "en")
                        .build(),
                BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        return new Sent(
                answer.body(), answer.headers().firstValue("Content-Encoding").isPresent());
    }

    private static byte[] unpacked(Sent sent) throws Exception {
        return sent.packed ? new GZIPInputStream(new ByteArrayInputStream(sent.body)).readAllBytes() : sent.body;
    }

    /** The bytes of a page and of all that it loads, as they are sent. */
    private static Map<String, Integer> bytes(String path) throws Exception {
        var bytes = new LinkedHashMap<String, Integer>();
        load(path, LOADED, bytes);
        return bytes;
    }

    private static void load(String path, Pattern what, Map<String, Integer> bytes) throws Exception {
        if (bytes.containsKey(path)) {
            return;
        }
        var sent = sent(path);
        bytes.put(path, sent.body.length);
        boolean script = path.endsWith(".js") && sent.body.length < 20_000; // ours; those of others import nothing
        if (what == LOADED || script) {
            var text = new String(unpacked(sent), StandardCharsets.UTF_8);
            var found = what.matcher(text);
            while (found.find()) {
                var next = what == LOADED ? found.group(1) : "/static/" + found.group(1);
                load(next, IMPORTED, bytes);
            }
        }
    }

    @Test
    void every_page_of_the_menu_is_at_most_100_kilobytes_with_all_that_it_loads() throws Exception {
        var pages = new TreeSet<>(Set.of("/"));
        Rooms.nav().forEach(nav -> pages.add(nav.href()));
        assertThat(pages).hasSizeGreaterThan(8);
        var sums = new TreeMap<String, Integer>();
        for (var page : pages) {
            sums.put(page, bytes(page).values().stream().mapToInt(b -> b).sum());
        }
        sums.put("/sign-in", signIn.values().stream().mapToInt(b -> b).sum());
        var largest = sums.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        System.out.println("largest page: " + largest + " of " + sums);
        assertThat(largest.getValue()).as(largest.getKey() + " of " + sums).isLessThanOrEqualTo(MOST_OF_A_PAGE);
    }

    @Test
    void the_library_of_charts_is_sent_packed_and_small() throws Exception {
        var charts = sent("/static/echarts.min.js");
        assertThat(charts.packed).isTrue();
        assertThat(charts.body.length).isLessThan(MOST_OF_THE_CHARTS);
    }

    /** Pages are what stands under a room and not in its folder of parts. */
    @Test
    void every_page_is_among_those_that_axe_looks_at() throws Exception {
        var looked = new Samples("en")
                .all().values().stream().map(Samples.Sample::template).collect(Collectors.toSet());
        try (var files = Files.walk(ROOMS)) {
            var pages = files.map(f -> ROOMS.relativize(f).toString().replace('\\', '/'))
                    .filter(f -> f.endsWith(".jte") && !f.contains("/tag/"))
                    .map(f -> f.substring(0, f.length() - ".jte".length()))
                    .filter(f -> !NO_PAGES.contains(f))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(pages).hasSizeGreaterThan(40);
            assertThat(looked).containsAll(pages);
        }
    }
}
