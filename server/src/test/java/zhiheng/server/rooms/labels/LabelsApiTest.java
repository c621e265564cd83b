package zhiheng.server.rooms.labels;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.base.testing.MovableClock;
import zhiheng.labels.Labels;
import zhiheng.labels.Verdict;
import zhiheng.office.people.Role;
import zhiheng.server.ground.http.SentFile;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.testing.LabelSamples;
import zhiheng.server.testing.Surfer;

class LabelsApiTest {
    private static final String WRITE =
            "/api/v1/labels/file?fileName=photo.jpg&producer=" + LabelSamples.PRODUCER + "&id=c-1";

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private ZhihengServer server;
    private String token;
    private String auditor;
    private Path plain;

    @BeforeEach
    void start() throws Exception {
        var library = Path.of("src/test/resources/library");
        server = ZhihengServer.start(Config.of(folder.resolve("data"), library, "127.0.0.1", 0), new MovableClock());
        var boss = server.identity()
                .setUp(server.setupToken().orElseThrow(), "boss", "Boss", "a long enough one".toCharArray())
                .actor();
        token = server.identity().createToken(boss, "test", Role.ADMINISTRATOR).secret();
        auditor = server.identity().createToken(boss, "reads", Role.AUDITOR).secret();
        plain = LabelSamples.jpeg(folder.resolve("plain.jpg"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<byte[]> post(String path, String secret, BodyPublisher body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server.address() + path))
                .header("Content-Type", "application/octet-stream")
                .POST(body);
        if (!secret.isEmpty()) {
            request.header("Authorization", "Bearer " + secret);
        }
        return client.send(request.build(), BodyHandlers.ofByteArray());
    }

    private JsonNode json(HttpResponse<byte[]> response) {
        return new JsonMapper().readTree(response.body());
    }

    private static BodyPublisher file(Path file) throws IOException {
        return BodyPublishers.ofFile(file);
    }

    @Test
    void a_label_written_over_rest_is_compliant_recorded_and_judged_over_rest() throws Exception {
        long before = server.ledger().size();
        var written = post(WRITE, token, file(plain));
        assertThat(written.statusCode()).isEqualTo(200);
        assertThat(written.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename*=UTF-8''photo-aigc.jpg");
        assertThat(written.headers().firstValue("Zhiheng-Label").orElse("")).contains("\"ProduceID\":\"c-1\"");
        var labelled = Files.write(folder.resolve("labelled.jpg"), written.body());
        assertThat(new Labels().read(labelled).verdict()).isInstanceOf(Verdict.Compliant.class);
        assertThat(server.ledger().size()).isEqualTo(before + 1);
        assertThat(server.ledger().entry(before).act()).isEqualTo("label.written");

        var verdict =
                json(post("/api/v1/labels/verdict?fileName=x.jpg&platform=P&contentNumber=7", token, file(labelled)));
        assertThat(verdict.propertyNames())
                .containsExactly("file", "format", "verdict", "labels", "findings", "decision", "origins");
        assertThat(verdict.get("verdict").asString()).isEqualTo("compliant");
        assertThat(verdict.at("/decision/article").asString()).isEqualTo("6(1)");
        assertThat(verdict.at("/decision/write/ContentPropagator").asString()).isEqualTo("P");
        assertThat(verdict.at("/decision/write/ProduceID").asString()).isEqualTo("c-1");
    }

    @Test
    void the_hint_that_people_see_is_put_on_and_looked_for_when_asked() throws Exception {
        var written = post(
                WRITE.replace("photo.jpg", "a.md") + "&hint=true", token, BodyPublishers.ofString("# River\n\nText."));
        assertThat(written.statusCode()).isEqualTo(200);
        assertThat(new String(written.body(), StandardCharsets.UTF_8))
                .contains("AIGC:")
                .contains("【人工智能生成】");

        var seen = json(post(
                "/api/v1/labels/verdict?fileName=a.txt&hint=true", token, BodyPublishers.ofString("AI生成\n\nText.")));
        assertThat(seen.at("/hint/verdict").asString()).isEqualTo("compliant");
        assertThat(seen.at("/hint/clause").asString()).isEqualTo("5.1");
        assertThat(seen.at("/decision/article").asString())
                .as("a hint is a trace")
                .isEqualTo("6(3)");
        var none =
                json(post("/api/v1/labels/verdict?fileName=a.txt&hint=true", token, BodyPublishers.ofString("Text.")));
        assertThat(none.at("/hint/verdict").asString()).isEqualTo("not-found");
        var bare = post(WRITE.replace("photo.jpg", "a.txt") + "&hint=true", token, BodyPublishers.ofString("Text."));
        assertThat(new String(bare.body(), StandardCharsets.UTF_8)).contains("【人工智能生成】");
        assertThat(bare.headers().firstValue("Zhiheng-Label").orElse(""))
                .as("a text has no place for the other label")
                .isEmpty();
        assertThat(post(WRITE + "&hint=perhaps", token, file(plain)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void what_the_user_declares_and_what_was_detected_decide_when_there_is_no_label() throws Exception {
        var said = json(
                post("/api/v1/labels/verdict?declaration=GENERATED&platform=P&contentNumber=7", token, file(plain)));
        assertThat(said.at("/decision/article").asString()).isEqualTo("6(2)");
        assertThat(said.at("/decision/label").asString()).isEqualTo("2");
        var seen = json(post("/api/v1/labels/verdict?traces=true&platform=P&contentNumber=7", token, file(plain)));
        assertThat(seen.at("/decision/article").asString()).isEqualTo("6(3)");
        var nothing = json(post("/api/v1/labels/verdict", token, file(plain)));
        assertThat(nothing.at("/decision/label").asString()).isEmpty();
    }

    @Test
    void a_name_in_chinese_inside_a_label_does_not_stop_the_decision() throws Exception {
        var md = Files.writeString(
                folder.resolve("a.md"), "---\nAIGC:\n  Label: \"1\"\n  ContentProducer: 某公司\n  ProduceID: x\n---\n");
        var verdict = json(post("/api/v1/labels/verdict?fileName=a.md", token, file(md)));
        assertThat(verdict.get("verdict").asString()).isEqualTo("non-compliant");
        assertThat(verdict.at("/decision/article").asString()).isEqualTo("6(1)");
    }

    @Test
    void strangers_get_nothing_and_auditors_only_read() throws Exception {
        assertThat(post("/api/v1/labels/verdict", "", file(plain)).statusCode()).isEqualTo(401);
        assertThat(post("/api/v1/labels/verdict", auditor, file(plain)).statusCode())
                .isEqualTo(200);
        assertThat(post(WRITE, auditor, file(plain)).statusCode()).isEqualTo(403);
    }

    @Test
    void without_a_key_of_the_operator_nothing_is_signed_and_the_answer_says_how_to_give_one() throws Exception {
        var refused = post("/api/v1/labels/sign?fileName=photo.jpg", token, file(plain));
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(text(refused)).contains("--c2pa-key");
    }

    @Test
    void wrong_calls_and_wrong_files_are_told_apart() throws Exception {
        var noId = post("/api/v1/labels/file?producer=" + LabelSamples.PRODUCER, token, file(plain));
        assertThat(noId.statusCode()).isEqualTo(400);
        assertThat(text(noId)).contains("'id' is missing");
        var code = post("/api/v1/labels/file?producer=1&id=x", token, file(plain));
        assertThat(text(code)).contains("27 characters");
        var words = post(WRITE, token, BodyPublishers.ofString("just words"));
        assertThat(words.statusCode()).isEqualTo(422);
        assertThat(text(words)).contains("the file format is not recognised");
        assertThat(text(post("/api/v1/labels/verdict?declaration=maybe", token, file(plain))))
                .contains("NOT_GENERATED");
        assertThat(text(post("/api/v1/labels/verdict?pin=04", token, file(plain))))
                .contains("130 hexadecimal");
    }

    @Test
    void a_body_beyond_the_limit_is_refused_by_its_declared_length() throws Exception {
        try (var socket = new java.net.Socket("127.0.0.1", server.port())) {
            socket.getOutputStream()
                    .write(("POST /api/v1/labels/verdict HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token
                                    + "\r\nContent-Length: " + (SentFile.MAX_BYTES + 1) + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            var status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            assertThat(status).isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void nothing_of_a_file_is_kept() throws Exception {
        var kept = names();
        post(WRITE, token, file(plain));
        post("/api/v1/labels/verdict", token, file(plain));
        post(WRITE, token, BodyPublishers.ofString("just words"));
        for (int i = 0; i < 100 && !names().equals(kept); i++) { // a download's file goes just after its last byte
            Thread.sleep(20);
        }
        assertThat(names()).isEqualTo(kept);
    }

    private static java.util.Set<String> names() throws IOException {
        try (var files = Files.list(SentFile.folder())) {
            return files.map(f -> f.getFileName().toString())
                    .filter(n -> n.startsWith("label-"))
                    .collect(java.util.stream.Collectors.toCollection(java.util.TreeSet::new));
        }
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static java.awt.image.BufferedImage scene(int width, int height) {
        var scene = new java.awt.image.BufferedImage(width, height, java.awt.image.BufferedImage.TYPE_INT_RGB);
        var random = new java.util.Random(5);
        var g = scene.createGraphics();
        for (int i = 0; i < 60; i++) {
            g.setColor(new java.awt.Color(random.nextInt(1 << 24)));
            g.fillOval(
                    random.nextInt(width) - 40, random.nextInt(height) - 40, random.nextInt(160), random.nextInt(160));
        }
        g.dispose();
        return scene;
    }

    /** Its metadata stripped, more than half cut away, coded again: what no look survives, a watermark does. */
    @Test
    void a_picture_that_was_cut_and_stripped_is_found_again_by_its_watermark() throws Exception {
        var original = folder.resolve("scene.png");
        javax.imageio.ImageIO.write(scene(640, 512), "png", original.toFile());
        var path = WRITE.replace("photo.jpg", "scene.png").replace("id=c-1", "id=c-8") + "&watermark=true";
        var written = post(path, token, file(original));
        assertThat(written.statusCode()).isEqualTo(200);
        var labelled = Files.write(folder.resolve("labelled.png"), written.body());
        assertThat(new Labels().read(labelled).verdict()).isInstanceOf(Verdict.Compliant.class);

        var cut = javax.imageio.ImageIO.read(labelled.toFile()).getSubimage(150, 101, 400, 320);
        var stripped = folder.resolve("cut.jpg");
        javax.imageio.ImageIO.write(cut, "jpg", stripped.toFile());
        var verdict = json(post("/api/v1/labels/verdict", token, file(stripped)));
        assertThat(verdict.get("verdict").asString()).isEqualTo("none");
        assertThat(verdict.get("origins")).hasSize(1);
        var origin = verdict.at("/origins/0");
        assertThat(origin.get("by").asString()).isEqualTo("watermark");
        assertThat(origin.get("produceId").asString()).isEqualTo("c-8");
        assertThat(origin.get("contentProducer").asString()).isEqualTo(LabelSamples.PRODUCER);
        var leaf = server.ledger().entry(server.ledger().size() - 1).toString();
        assertThat(leaf).contains(origin.get("act").asString());
        assertThat(Files.readString(folder.resolve("data/mark.key"))).hasSize(44);

        var surfer = new Surfer(server.address(), "en");
        surfer.signIn("boss", "a long enough one");
        surfer.open("/labels");
        var page = surfer.upload("/labels", "cut.jpg", Files.readAllBytes(stripped));
        assertThat(page.body())
                .contains("Bears a watermark", "c-8", origin.get("mark").asString());
    }

    @Test
    void what_bears_no_watermark_is_refused_with_the_reason_and_gets_no_label() throws Exception {
        long before = server.ledger().size();
        var refused = post(WRITE + "&watermark=true", token, file(plain));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(text(refused)).contains("watermark");
        assertThat(server.ledger().size()).isEqualTo(before);
    }

    @Test
    void traces_are_told_with_their_meaning_and_are_a_suspicion_at_most() throws Exception {
        var png = new java.io.ByteArrayOutputStream();
        javax.imageio.ImageIO.write(scene(300, 200), "png", png);
        var bytes = png.toString(StandardCharsets.ISO_8859_1);
        var text = "parameters\0a cat Steps: 20, Sampler: Euler a";
        var chunk = "\0\0\0" + (char) text.length() + "tEXt" + text + "\0\0\0\0";
        var file = Files.writeString(
                folder.resolve("g.png"),
                bytes.substring(0, 33) + chunk + bytes.substring(33),
                StandardCharsets.ISO_8859_1);
        var answer = json(post("/api/v1/labels/traces", auditor, file(file)));
        assertThat(answer.get("judgement").asString()).isEqualTo("suspected");
        assertThat(answer.at("/traces/0/kind").asString()).isEqualTo("generator");
        assertThat(answer.at("/traces/0/meaning/en").asString()).contains("can be forged");
        assertThat(json(post("/api/v1/labels/traces", token, file(plain)))
                        .get("judgement")
                        .asString())
                .isEqualTo("unknown");
        assertThat(post("/api/v1/labels/traces", "", file(plain)).statusCode()).isEqualTo(401);
    }

    /** Its metadata stripped, coded again and scaled: the label is gone and the picture is found by its look. */
    @Test
    void a_picture_whose_label_was_lost_is_found_again_by_its_look() throws Exception {
        var scene = scene(400, 300);
        var original = folder.resolve("scene.png");
        javax.imageio.ImageIO.write(scene, "png", original.toFile());
        var path = WRITE.replace("photo.jpg", "scene.png").replace("id=c-1", "id=c-7");
        assertThat(post(path, token, file(original)).statusCode()).isEqualTo(200);

        var small = new java.awt.image.BufferedImage(320, 240, java.awt.image.BufferedImage.TYPE_INT_RGB);
        var copy = small.createGraphics();
        copy.setRenderingHint(
                java.awt.RenderingHints.KEY_INTERPOLATION, java.awt.RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        copy.drawImage(scene, 320, 0, -320, 240, null); // mirrored
        copy.dispose();
        var stripped = folder.resolve("stripped.jpg");
        javax.imageio.ImageIO.write(small, "jpg", stripped.toFile());
        var verdict = json(post("/api/v1/labels/verdict", token, file(stripped)));
        assertThat(verdict.get("verdict").asString()).isEqualTo("none");
        assertThat(verdict.at("/origins/0/produceId").asString()).isEqualTo("c-7");
        assertThat(verdict.at("/origins/0/turned").asBoolean()).isTrue();
        assertThat(verdict.at("/origins/0/bits").asInt()).isLessThanOrEqualTo(31);
        var act = verdict.at("/origins/0/act").asString();
        assertThat(server.ledger().entry(server.ledger().size() - 1).toString()).contains(act);
        assertThat(json(post("/api/v1/labels/verdict", token, file(plain))).get("origins"))
                .isEmpty();
    }
}
