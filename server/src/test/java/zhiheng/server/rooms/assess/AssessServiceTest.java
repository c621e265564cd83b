package zhiheng.server.rooms.assess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import zhiheng.base.JsonReader;
import zhiheng.base.Refusal;
import zhiheng.drills.target.PortTarget;
import zhiheng.drills.target.Target;

/** A classifier behind HTTP, and rows that their owner describes. */
class AssessServiceTest {
    private static final String TABLE = """
            columns:
              - {id: age, min: 18, max: 90, whole: true, move: fixed}
              - {id: income, name: {zh: 收入, en: income}, min: 1, max: 100, move: up, cost: 1}
              - {id: debt, min: 0, max: 100, move: free, cost: 1}
              - {id: share, min: 0, max: 100, move: derived}
            relations:
              - {ratio: share, over: debt, under: income}
            classes: [{zh: 批准, en: grant}, {zh: 拒绝, en: refuse}]
            """;

    @TempDir
    Path folder;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger inputs = new AtomicInteger();
    private HttpServer server;
    /** What is said to a row: a body, or a status. */
    private volatile String raw = "";

    private volatile int status = 200;
    private volatile long delayMillis;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 50);
        server.setExecutor(threads);
        server.createContext("/score", exchange -> {
            var said = new ArrayList<String>();
            var body = JsonReader.object(
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                    JsonReader.Limits.BODY);
            int code = status;
            if (body.get("rows") instanceof List<?> rows) {
                inputs.addAndGet(rows.size());
                for (var row : rows) {
                    var values = (List<?>) row;
                    double share = ((Number) values.get(3)).doubleValue();
                    code = ((Number) values.get(2)).doubleValue() > 90 ? 422 : code; // such a debt is not taken
                    said.add(String.format(Locale.ROOT, "[%f, %f]", .5, share));
                }
            }
            sleep();
            var bytes = (raw.isEmpty() ? "{\"out\": {\"scores\": [" + String.join(",", said) + "]}}" : raw)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(
                    "secret".equals(exchange.getRequestHeaders().getFirst("X-Key")) ? code : 401, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    private void sleep() {
        try {
            Thread.sleep(delayMillis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private String template() {
        return """
                url: http://127.0.0.1:%d/score
                headers: {X-Key: $KEY}
                body: '{"rows": {{inputs}}}'
                batch: 8
                input: {columns: 4}
                classes: 2
                answer: /out/scores
                patience: 1
                per-second: 1000
                """.formatted(server.getAddress().getPort());
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private HttpPort port(String template, long calls) throws IOException {
        return new HttpPort(HttpTemplate.read(write("service.yaml", template)), "secret", calls);
    }

    private float[][] ask(HttpPort port, float[]... rows) throws IOException {
        var template = HttpTemplate.read(folder.resolve("service.yaml"));
        return new PortTarget(template.shape(), template.classes(), port).scores(rows);
    }

    @Test
    void rows_of_a_service_are_attacked_as_their_owner_describes_them() throws Exception {
        var command = new AssessModelCommand();
        command.http = write("service.yaml", template().replace("$KEY", "secret"));
        command.tableFile = write("table.yaml", TABLE);
        command.data = write("rows.csv", "0,30,10,4,.4\n1,40,10,6,.6\n1,50,10,95,9.5\n");
        command.budget = 60;
        command.efforts = new double[] {2, 20};
        command.speech.language = "en";
        var out = System.out;
        var caught = new ByteArrayOutputStream();
        System.setOut(new PrintStream(caught, true, StandardCharsets.UTF_8));
        try {
            assertThat(command.call()).isZero();
        } finally {
            System.setOut(out);
        }
        var said = caught.toString(StandardCharsets.UTF_8);
        assertThat(said).contains("right before any attack: 66.7 %", "effort", inputs.get() + " inputs sent");
        assertThat(said).containsPattern("2\\.0 +100\\.0 %"); // both that were answered change for an effort of two
        assertThat(said).containsPattern("[1-9] declined");
    }

    @Test
    void what_the_service_declines_is_no_answer_and_costs_no_other_input_its_own() throws Exception {
        try (var port = port(template(), 100)) {
            var scores =
                    ask(port, new float[] {30, 10, 4, .4f}, new float[] {30, 1, 95, 95}, new float[] {30, 10, 8, .8f});
            assertThat(Target.label(scores[0])).isZero();
            assertThat(Target.answered(scores[1])).isFalse();
            assertThat(Target.label(scores[2])).isOne();
            assertThat(port.spent()).isEqualTo(new HttpPort.Spent(4, 6, 1, 0, 0)); // three together, then each alone
            assertThat(inputs).hasValue(6);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200, no JSON, unreadable",
        "200, '{\"out\": {\"scores\": [[1, 2, 3]]}}', unreadable",
        "200, '{\"out\": {\"scores\": [[1, \"x\"]]}}', unreadable",
        "503, later, silent"
    })
    void nonsense_and_a_busy_service_are_asked_thrice_and_counted(int status, String said, String as) throws Exception {
        this.status = status;
        raw = said;
        try (var port = port(template(), 100)) {
            assertThat(Target.answered(ask(port, new float[] {30, 10, 4, .4f})[0]))
                    .isFalse();
            assertThat(port.spent().sent()).isEqualTo(3);
            assertThat(
                            as.equals("silent")
                                    ? port.spent().silent()
                                    : port.spent().unreadable())
                    .isEqualTo(3);
        }
    }

    @Test
    void a_service_that_says_nothing_more_ends_the_drill_with_what_was_spent() throws Exception {
        raw = "?";
        try (var port = port(template(), 1000)) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 30; i++) {
                            ask(port, new float[] {30, 10, 4, .4f});
                        }
                    })
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("20 inputs in a row")
                    .hasMessageContaining("60 inputs had left");
        }
    }

    @Test
    void a_late_answer_is_none_and_the_wire_has_a_budget() throws Exception {
        delayMillis = 1300;
        try (var port = port(template(), 3)) {
            assertThat(Target.answered(ask(port, new float[] {30, 10, 4, .4f})[0]))
                    .isFalse();
            assertThat(port.spent().silent()).isEqualTo(3);
            assertThatThrownBy(() -> ask(port, new float[] {30, 10, 4, .4f})).hasMessageContaining("--calls 3");
        }
    }

    @Test
    void a_wrong_key_is_said_at_once() throws Exception {
        try (var port = new HttpPort(HttpTemplate.read(write("service.yaml", template())), "wrong", 100)) {
            assertThatThrownBy(() -> ask(port, new float[] {30, 10, 4, .4f})).hasMessageContaining("status 401");
            assertThat(port.spent().calls()).isOne();
        }
    }

    @Test
    void one_input_by_its_columns_names_and_a_label_for_an_answer() throws Exception {
        raw = "{\"label\": \"refuse\"}";
        var named = template()
                .replace("'{\"rows\": {{inputs}}}'", "'{\"row\": {{named}}}'")
                .replace("batch: 8", "labels: [grant, refuse]")
                .replace("{columns: 4}", "{names: [age, income, debt, share]}")
                .replace("/out/scores", "/label");
        try (var port = port(named, 10)) {
            assertThat(Target.label(ask(port, new float[] {30, 10, 4, .4f})[0])).isOne();
            assertThat(HttpTemplate.read(folder.resolve("service.yaml")).body(new float[][] {{30, 10.5f, 4, .4f}}))
                    .isEqualTo("{\"row\": {\"age\":30,\"income\":10.5,\"debt\":4,\"share\":0.4}}");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{{inputs}}|{{input}} {{inputs}}|one of",
                "{{inputs}}|{{named}}|wants the 'names'",
                "{{inputs}}|{{input}}|wants {{inputs}}",
                "/out/scores|out.scores|begins with /",
                "classes: 2|classes: 1|whole number from 2",
                "http:|ftp:|http or https",
                "X-Key|Content-Length|no header",
                "columns: 4|columns: many|whole number",
                "patience|patients|unknown key 'patients'"
            })
    void a_template_with_a_fault_is_refused_with_its_line(String old, String fresh, String said) throws Exception {
        var file = write("service.yaml", template().replace(old, fresh));
        assertThatThrownBy(() -> HttpTemplate.read(file))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("service.yaml:")
                .hasMessageContaining(said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "move: up|move: upwards|fixed, up, down",
                "over: debt|over: depts|no column 'depts'",
                "id: debt|id: age|a second column",
                "move: derived|move: free, cost: 1|is given by a relation",
                "min: 1, max: 100, move: up|min: 100, max: 1, move: up|above 'min'",
                ", cost: 1}|}|has a 'cost'",
                "ratio: share, over: debt, under: income|above: income, other: debt|no relation gives it"
            })
    void a_table_with_a_fault_is_refused_with_its_line(String old, String fresh, String said) throws Exception {
        var file = write("table.yaml", TABLE.replace(old, fresh));
        assertThatThrownBy(() -> TableFile.read(file))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("table.yaml:")
                .hasMessageContaining(said);
    }

    @Test
    void a_table_that_does_not_fit_the_model_or_its_rows_is_refused() throws Exception {
        var table = TableFile.read(write("table.yaml", TABLE));
        var data = write("rows.csv", "0,30,10,4,.5\n");
        var rows = LabelledRows.read(data, 4, 2, 5);
        assertThatThrownBy(() -> table.fits(4, 2, data, rows)).hasMessageContaining("input 1 of");
        assertThatThrownBy(() -> table.fits(10, 2, data, rows)).hasMessageContaining("the model reads 10");
        assertThatThrownBy(() -> table.fits(4, 3, data, rows)).hasMessageContaining("the model has 3");
    }
}
