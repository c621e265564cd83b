package zhiheng.server.rooms.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.base.Json;
import zhiheng.base.Refusal;
import zhiheng.base.testing.Needed;
import zhiheng.labels.Labels;
import zhiheng.labels.Verdict;
import zhiheng.office.people.Org;
import zhiheng.office.people.Role;
import zhiheng.provenance.c2pa.C2paReader;
import zhiheng.provenance.c2pa.C2paReport;
import zhiheng.provenance.c2pa.cose.Trust;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.testing.LabelSamples;
import zhiheng.server.testing.SigningFiles;
import zhiheng.server.testing.Surfer;

/** An operator who gives a key: what goes through the gateway and what people send is signed, and others trust it. */
class ContentSigningTest {
    private static final Path REFERENCE = Path.of("../provenance/src/test/node");
    private static final String PASSWORD = "a long enough one";
    private static final String PERMIT = """
            {"terms":{"explicitLabel":"interface","implicitLabel":true,"producer":"%s"},"reason":"begin"}""".formatted(LabelSamples.PRODUCER);

    @TempDir
    static Path folder;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static SigningFiles files;
    private static ZhihengServer server;
    private static String admin;
    private static String auditor;
    private static String provider;

    @BeforeAll
    static void start() throws Exception {
        files = SigningFiles.in(folder);
        var settings = Map.of(
                "ZHIHENG_C2PA_KEY",
                files.key().toString(),
                "ZHIHENG_C2PA_CHAIN",
                files.chain().toString());
        server = ZhihengServer.start(
                Config.of(folder.resolve("data"), Path.of("src/test/resources/library"), "127.0.0.1", 0)
                        .withGateway(0, Set.of(), true)
                        .withOutside(Config.Outside.of(settings)),
                Clock.systemUTC());
        var identity = server.identity();
        var boss = identity.setUp(server.setupToken().orElseThrow(), "boss", "Boss", PASSWORD.toCharArray())
                .actor();
        admin = identity.createToken(boss, "t", Role.ADMINISTRATOR).secret();
        auditor = identity.createToken(boss, "t", Role.AUDITOR).secret();
        var org = server.office().orgs().create(boss, Org.Kind.PROVIDER, "Painters");
        var person = identity.createPerson(boss, org.id(), "paula", "Paula", Role.PROVIDER, PASSWORD.toCharArray());
        provider = identity.createToken(person.actor(), "t", Role.PROVIDER).secret();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<byte[]> send(String method, URI address, String token, BodyPublisher body)
            throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(address)
                        .method(method, body)
                        .header("Content-Type", "application/json")
                        .header("Accept-Language", "en")
                        .header("Authorization", "Bearer " + token)
                        .build(),
                BodyHandlers.ofByteArray());
    }

    private static JsonNode json(HttpResponse<byte[]> answer) {
        assertThat(answer.statusCode()).as(text(answer)).isBetween(200, 299);
        return new JsonMapper().readTree(answer.body());
    }

    private static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    private static HttpResponse<byte[]> api(String method, String path, String body) throws Exception {
        return send(method, server.address().resolve(path), admin, BodyPublishers.ofString(body));
    }

    /** A system with a permit that asks for labels. @return a key for its applications */
    private static String painter() throws Exception {
        var id = json(api("POST", "/api/v1/systems", "{\"name\":\"painter\"}"))
                .get("id")
                .asString();
        json(api("PUT", "/api/v1/systems/" + id + "/permit", PERMIT));
        return json(api("POST", "/api/v1/systems/" + id + "/keys", "{\"label\":\"app\"}"))
                .get("key")
                .asString();
    }

    private static HttpResponse<byte[]> call(String key, String surface, String body) throws Exception {
        var port = server.gateway().orElseThrow().port();
        var address = URI.create("http://127.0.0.1:" + port + "/v1/" + surface);
        return send("POST", address, key, BodyPublishers.ofString(body));
    }

    private static C2paReport read(Path file) throws Exception {
        return new C2paReader(Trust.pem(Files.readAllBytes(files.root())), Clock.systemUTC()).read(file);
    }

    private static String reference(Path file, String type) throws Exception {
        Needed.program("node");
        Needed.that(
                Files.isDirectory(REFERENCE.resolve("node_modules/@contentauth/c2pa-wasm")),
                "c2pa-wasm is not installed");
        var process = new ProcessBuilder("node", "c2pa.mjs")
                .directory(REFERENCE.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var in = process.getOutputStream()) {
            in.write(Json.write(List.of(Map.of(
                            "do",
                            "read",
                            "file",
                            file.toString(),
                            "type",
                            type,
                            "anchors",
                            files.root().toString())))
                    .getBytes(StandardCharsets.UTF_8));
        }
        var answers = new JsonMapper().readTree(process.getInputStream());
        return answers.get(0).path("validation_state").asString("none: " + answers);
    }

    @Test
    void a_picture_that_went_through_the_gateway_bears_its_label_and_a_signature_that_the_reference_trusts()
            throws Exception {
        var answer = json(call(
                painter(),
                "images/generations",
                "{\"model\":\"hill-painter\",\"prompt\":\"hills\",\"size\":\"64x64\"}"));
        var bytes = Base64.getDecoder().decode(answer.at("/data/0/b64_json").stringValue());
        var file = Files.write(folder.resolve("hills.png"), bytes);
        assertThat(new Labels().read(file).verdict()).isInstanceOf(Verdict.Compliant.class);
        var report = read(file);
        assertThat(report.verdict()).as(report.toString()).isEqualTo(C2paReport.Verdict.TRUSTED);
        var active = report.active().orElseThrow();
        assertThat(active.saysGenerated()).isTrue();
        assertThat(active.actions()).hasSize(1);
        assertThat(active.actions().getFirst().agent()).isEqualTo("hill-painter");
        assertThat(reference(file, "image/png")).isEqualTo("Trusted");
    }

    @Test
    void a_sound_from_the_gateway_is_signed_too() throws Exception {
        var answer = call(
                painter(),
                "audio/speech",
                "{\"model\":\"hummer\",\"input\":\"hm\",\"voice\":\"alloy\",\"response_format\":\"wav\"}");
        assertThat(answer.statusCode()).isEqualTo(200);
        var file = Files.write(folder.resolve("hm.wav"), answer.body());
        assertThat(new Labels().read(file).verdict()).isInstanceOf(Verdict.Compliant.class);
        assertThat(read(file).verdict()).isEqualTo(C2paReport.Verdict.TRUSTED);
    }

    private static HttpResponse<byte[]> sign(String query, String token, BodyPublisher file) throws Exception {
        return send("POST", server.address().resolve("/api/v1/labels/sign?" + query), token, file);
    }

    @Test
    void a_file_is_signed_over_rest_and_the_act_in_the_ledger_has_nothing_that_was_typed() throws Exception {
        var plain = LabelSamples.jpeg(folder.resolve("plain.jpg"));
        long before = server.ledger().size();
        var signed = sign(
                "fileName=photo.jpg&model=painter-7&title=Harbour&oversight=human_validated",
                admin,
                BodyPublishers.ofFile(plain));
        assertThat(signed.statusCode()).as(text(signed)).isEqualTo(200);
        assertThat(signed.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename*=UTF-8''photo-c2pa.jpg");
        assertThat(signed.headers().firstValue("Zhiheng-Format")).contains("image/jpeg");
        var file = Files.write(folder.resolve("signed.jpg"), signed.body());
        var active = read(file).active().orElseThrow();
        assertThat(active.trusted()).isTrue();
        assertThat(active.title()).isEqualTo("Harbour");
        assertThat(active.disclosure().orElseThrow().oversight()).isEqualTo("human_validated");
        assertThat(signed.headers().firstValue("Zhiheng-Manifest")).contains(active.label());
        assertThat(server.ledger().size()).isEqualTo(before + 1);
        var entry = server.ledger().entry(before);
        assertThat(entry.act()).isEqualTo("content.signed");
        assertThat(entry.toString()).contains(active.label()).doesNotContain("Harbour", "painter-7");

        var judged = json(send(
                "POST",
                server.address().resolve("/api/v1/labels/verdict?fileName=a.jpg"),
                auditor,
                BodyPublishers.ofFile(file)));
        assertThat(judged.at("/c2pa/verdict").asString()).isEqualTo("VALID");
        assertThat(judged.at("/c2pa/manifests/0/signer").asString()).isEqualTo("CN=Signer");

        var again = sign("fileName=b.jpg&since=c2pa.edited", admin, BodyPublishers.ofFile(file));
        var report = read(Files.write(folder.resolve("again.jpg"), again.body()));
        assertThat(report.manifests()).hasSize(2);
        assertThat(report.active().orElseThrow().actions().getLast().name()).isEqualTo("c2pa.edited");
    }

    @Test
    void the_operator_s_key_speaks_for_the_operator_so_that_its_own_people_alone_use_it() throws Exception {
        var plain = BodyPublishers.ofFile(LabelSamples.jpeg(folder.resolve("theirs.jpg")));
        assertThat(sign("", auditor, plain).statusCode()).isEqualTo(403);
        var refused = sign("", provider, plain);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(text(refused)).contains("Administrators and officers alone");
        var surfer = new Surfer(server.address(), "en");
        surfer.signIn("paula", PASSWORD);
        assertThat(surfer.open("/labels").body()).doesNotContain("/labels/sign");
        assertThat(surfer.upload("/labels/sign", "a.jpg", new byte[9]).statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "oversight=much, fully_autonomous",
        "source=dream, digital_capture",
        "since=painted+it, c2pa.edited",
        "title=a%00b, control characters",
        "fileName=a.zip, c2pa.hash.collection.data",
    })
    void what_cannot_be_signed_is_refused_with_the_reason(String query, String reason) throws Exception {
        var zip = BodyPublishers.ofString("PK\u0003\u0004 and more");
        var refused = sign(query, admin, zip);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(text(refused)).contains(reason);
    }

    @Test
    void a_damaged_file_is_refused_without_a_word_of_where_it_lay() throws Exception {
        var refused = sign("fileName=cut.jpg", admin, BodyPublishers.ofByteArray(new byte[] {-1, -40, -1, -32, 9}));
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(text(refused)).contains("incomplete").doesNotContain("label-", "uploads");
    }

    @Test
    void the_page_signs_a_file_and_says_why_it_does_not() throws Exception {
        var surfer = new Surfer(server.address(), "zh");
        surfer.signIn("boss", PASSWORD);
        assertThat(surfer.open("/labels").body()).contains("/labels/sign", "签名并下载", "由经过训练的模型生成");
        var signed = surfer.upload(
                "/labels/sign", "海港.jpg", Files.readAllBytes(LabelSamples.jpeg(folder.resolve("page.jpg"))));
        assertThat(signed.statusCode()).isEqualTo(200);
        assertThat(signed.headers().firstValue("Content-Disposition").orElse(""))
                .contains("-c2pa.jpg");
        assertThat(surfer.upload("/labels", "a.txt", signedText()).body()).contains("C2PA", "签名者 CN=Signer", "自称由模型生成");
        assertThat(surfer.upload("/labels/sign", "a.ogg", "OggS and more".getBytes(StandardCharsets.US_ASCII))
                        .body())
                .contains("Ogg 的清单自成一条逻辑流");
    }

    private static byte[] signedText() throws Exception {
        return sign("fileName=a.txt", admin, BodyPublishers.ofString("潮水涨落。\n")).body();
    }

    @Test
    void a_key_that_cannot_be_used_stops_the_start_and_half_of_one_too() {
        assertThatThrownBy(() -> Config.Outside.of(Map.of("ZHIHENG_C2PA_KEY", "k.pem")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("go together");
        var wrong = Config.of(folder.resolve("other"), Path.of("src/test/resources/library"), "127.0.0.1", 0)
                .withOutside(Config.Outside.of(Map.of(
                        "ZHIHENG_C2PA_KEY",
                        folder.resolve("root.key").toString(),
                        "ZHIHENG_C2PA_CHAIN",
                        files.chain().toString())));
        assertThatThrownBy(() -> ZhihengServer.start(wrong, Clock.systemUTC()))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("not the one of the certificate");
    }
}
