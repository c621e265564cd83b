package zhiheng.server.rooms.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiheng.server.testing.OfficeServer;
import zhiheng.server.testing.Visitor;

/** A file of observations dropped on the page: what it shows, and what it says of files and fields that are wrong. */
class ReplayPagesTest {
    @TempDir
    static Path folder;

    private static OfficeServer house;
    private static Visitor visitor;

    @BeforeAll
    static void start() throws Exception {
        house = new OfficeServer(folder);
        visitor = new Visitor(house.server.port(), "en").signIn("boss", OfficeServer.PASSWORD);
    }

    @AfterAll
    static void stop() {
        house.close();
    }

    private static HttpResponse<String> replayed(byte[] file, String... fields) throws Exception {
        var all = new HashMap<String, String>(Map.of("metric", "RATE", "limit", "0.01"));
        for (int i = 0; i < fields.length; i += 2) {
            all.put(fields[i], fields[i + 1]);
        }
        return visitor.upload("/replay", "/replay", all, "file", "stream.csv", file);
    }

    private static byte[] csv(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String stream(int rows, double rate) {
        var random = new Random(5);
        var text = new StringBuilder("timestamp,value\n");
        for (int i = 0; i < rows; i++) {
            text.append(1_767_225_600_000L + i * 1000L)
                    .append(',')
                    .append(random.nextDouble() < rate ? 1 : 0)
                    .append('\n');
        }
        return text.toString();
    }

    @Test
    void a_stream_that_rises_alarms_with_its_promise_and_a_table_of_what_is_drawn() throws Exception {
        var body =
                replayed(Files.readAllBytes(Path.of("../examples/leaks.csv"))).body();
        assertThat(body).contains("stream.csv", "6000 rows", "id=\"chart\"", "alarms");
        assertThat(body).doesNotContain("could not be read");
    }

    @Test
    void a_stream_below_its_limit_has_no_alarm() throws Exception {
        assertThat(replayed(csv(stream(2_000, 0.001)), "limit", "0.05").body()).contains("2000 rows", "No alarm");
    }

    @Test
    void rows_that_cannot_be_read_are_counted_and_the_others_replayed() throws Exception {
        var body = replayed(csv(stream(500, 0.001) + "nonsense,1\n1767226000000,many\n"))
                .body();
        assertThat(body).contains("502 rows", "of 502 rows 500 were taken", "2 could not be read");
    }

    @Test
    void a_score_shows_the_most_unusual_points() throws Exception {
        var text = new StringBuilder("timestamp,value\n");
        for (int i = 0; i < 800; i++) {
            text.append(1_767_225_600_000L + i * 60_000L)
                    .append(',')
                    .append(i == 700 ? 900 : 10 + i % 5)
                    .append('\n');
        }
        assertThat(replayed(csv(text.toString()), "metric", "SCORE", "limit", "")
                        .body())
                .contains("The most unusual points", "900");
    }

    @ParameterizedTest
    @CsvSource({"limit,0.01x", "limit,1e3", "every,many", "low,-", "high,'1,5'"})
    void a_field_that_is_no_number_is_named_and_what_was_typed_stays(String field, String typed) throws Exception {
        var answer = replayed(csv(stream(5, 0)), field, typed);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("id=\"" + field + "-error\"", "value=\"" + typed + "\"");
    }

    @Test
    void a_file_that_is_no_stream_is_refused_with_what_it_must_be() throws Exception {
        var odd = replayed(csv("hello\nworld\n"));
        assertThat(odd.statusCode()).isEqualTo(422);
        assertThat(odd.body()).contains("id=\"file-error\"", "timestamp");
        assertThat(replayed(new byte[] {'t', (byte) 0xff, (byte) 0xfe}).body()).contains("no UTF-8 text");
        var none = visitor.upload("/replay", "/replay", Map.of("metric", "RATE"), "file", "", new byte[0]);
        assertThat(none.body()).contains("id=\"file-error\"");
    }

    @Test
    void a_group_of_fairness_is_named_with_what_was_told_of_each() throws Exception {
        var random = new Random(3);
        var text = new StringBuilder("timestamp,decision,group\n");
        for (int i = 0; i < 4_000; i++) {
            boolean north = random.nextBoolean();
            text.append(1_767_225_600_000L + i * 1000L)
                    .append(',')
                    .append(random.nextDouble() < (north ? .6 : .2) ? 1 : 0)
                    .append(',')
                    .append(north ? "north" : "south")
                    .append('\n');
        }
        assertThat(replayed(csv(text.toString()), "metric", "FAIRNESS", "limit", "0.8", "reference", "north")
                        .body())
                .contains("4000 rows", "south");
    }

    @Test
    void nothing_of_a_file_is_kept() throws Exception {
        replayed(csv(stream(300, 0.5) + "# a-mark-nobody-else-writes\n"));
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(kept(file)).as("%s", file).doesNotContain("a-mark-nobody-else-writes");
            }
        }
    }

    /** What a file holds; nothing where the running server has taken it away since it was listed. */
    private static String kept(Path file) throws IOException {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException gone) {
            return "";
        }
    }
}
