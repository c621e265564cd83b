package zhiheng.server.rooms.fleet;

import static zhiheng.server.ground.http.JsonOut.map;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.acts.Json;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.ground.identity.Secrets;

/** How a gateway speaks with its office: always the one that asks, so that no port of a gateway's network needs to be open inwards. */
final class OfficeLine implements AutoCloseable {
    static final String PROTOCOL = "1";
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration BATCH = Duration.ofSeconds(60);
    /** How long an ask waits at the office for something to change; no less silence than this is normal. */
    static final int WAIT_SECONDS = 5;

    /** The office answered, and not with what was asked for. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        private final int status;

        Refused(int status, String words) {
            super("the office answers " + status + ": " + words);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /** What the office says: signed, for this gateway, in answer to this question. */
    record Word(
            String run,
            long upTo,
            boolean all,
            CutOff cutOff,
            long officeMillis,
            Duration waited,
            Map<String, String> systems) {}

    private final HttpClient http;
    private final URI office;
    private final Enrolled enrolled;

    /** @param ca the authority that vouches for the office; null for those that Java knows */
    OfficeLine(URI office, @Nullable Path ca, Enrolled enrolled) throws IOException {
        this.office = office;
        this.enrolled = enrolled;
        var builder = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER);
        http = (ca == null ? builder : builder.sslContext(trusting(ca))).build();
    }

    private static SSLContext trusting(Path ca) throws IOException {
        try (var in = Files.newInputStream(ca)) {
            var store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int n = 0;
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca" + n++, certificate);
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificates in " + ca + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Enrols with a token; the key that the office sends must be the one that the token vouches for. */
    static Enrolled enrol(URI office, @Nullable Path ca, String token, String name)
            throws IOException, InterruptedException {
        var dot = token.lastIndexOf('.');
        if (!token.startsWith(Enrolment.ENROL) || dot < 0) {
            throw Refusal.invalid(
                    "令牌须以 " + Enrolment.ENROL + " 开头，由管理员在 POST /api/v1/fleet/tokens 作出。",
                    "The token begins with " + Enrolment.ENROL + "; an administrator makes it by POST"
                            + " /api/v1/fleet/tokens.");
        }
        try (var line = new OfficeLine(office, ca, new Enrolled("", token, ""))) {
            var json = line.ask(FleetLine.ENROL, map("name", name, "version", PROTOCOL));
            var made = new Enrolled(
                    String.valueOf(json.get("gateway")),
                    String.valueOf(json.get("token")),
                    String.valueOf(json.get("key")));
            if (!FleetKey.fingerprint(made.key()).equals(token.substring(dot + 1))) {
                throw Refusal.forbidden(
                        "机构的公钥与令牌不符；请核对 --office 地址。未保存任何内容。",
                        "The office's key is not the one that the token names; check the address of --office. Nothing was"
                                + " kept.");
            }
            return made;
        }
    }

    /**
     * Asks what changed since, and waits a while for it.
     *
     * @param leaving whether this gateway takes no new calls; said only then, since an office of before does not know the word
     */
    Word follow(String run, long seen, int waitSeconds, boolean leaving) throws IOException, InterruptedException {
        var nonce = Secrets.random();
        var asked = map("nonce", nonce, "run", run, "seen", seen, "wait", waitSeconds, "version", PROTOCOL);
        if (leaving) {
            asked.put("leaving", true);
        }
        var answer = post(FleetLine.FOLLOW, asked, ANSWER.plusSeconds(waitSeconds));
        var signature = answer.headers().firstValue(FleetLine.SIGNATURE).orElse("");
        if (!FleetKey.verify(enrolled.key(), answer.body(), signature)) {
            throw new IOException("the signature is not the office's; what it said is not taken");
        }
        var json = Json.readMap(new String(answer.body(), StandardCharsets.UTF_8));
        if (!nonce.equals(json.get("nonce")) || !enrolled.gateway().equals(json.get("gateway"))) {
            throw new IOException("an answer to another question; what it said is not taken");
        }
        var systems = new LinkedHashMap<String, String>();
        ((Map<?, ?>) json.getOrDefault("systems", Map.of()))
                .forEach((system, word) -> systems.put(String.valueOf(system), String.valueOf(word)));
        return new Word(
                String.valueOf(json.get("run")),
                number(json, "upTo"),
                Boolean.TRUE.equals(json.get("all")),
                CutOff.of(number(json, "afterSeconds"), String.valueOf(json.get("state")), number(json, "stopSeconds")),
                number(json, "time"),
                Duration.ofMillis(Math.clamp(number(json, "waitedMillis"), 0, waitSeconds * 1000L)),
                systems);
    }

    private static long number(Map<?, ?> json, String key) throws IOException {
        if (json.get(key) instanceof Number n) {
            return n.longValue();
        }
        throw new IOException(key + " is missing in what the office says");
    }

    Map<String, Object> shares(String boot, long turn, List<Map<String, Object>> systems)
            throws IOException, InterruptedException {
        return ask(FleetLine.SHARES, map("boot", boot, "turn", turn, "systems", systems));
    }

    /** Asks with an object of JSON and gets one. */
    Map<String, Object> ask(String path, Map<String, Object> json) throws IOException, InterruptedException {
        return Json.readMap(new String(post(path, json, ANSWER).body(), StandardCharsets.UTF_8));
    }

    Map<String, Object> position(String journal) throws IOException, InterruptedException {
        var answer =
                send(request(FleetLine.POSITION + "?journal=" + journal, ANSWER).GET());
        return Json.readMap(new String(answer.body(), StandardCharsets.UTF_8));
    }

    /** @param query where the batch begins and ends */
    void records(String query, byte[] batch) throws IOException, InterruptedException {
        send(request(FleetLine.RECORDS + query, BATCH)
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(batch)));
    }

    /** Puts a call before a person. @return when it lapses */
    Instant hold(byte[] held) throws IOException, InterruptedException {
        var answer = send(request(FleetLine.HELD, ANSWER)
                .header("Content-Type", "application/octet-stream")
                .POST(HttpRequest.BodyPublishers.ofByteArray(held)));
        return Instant.ofEpochMilli(number(Json.readMap(new String(answer.body(), StandardCharsets.UTF_8)), "until"));
    }

    /** What was decided about a call: signed, for this gateway, in answer to this question. */
    HeldParcel ruling(String system, String id) throws IOException, InterruptedException {
        var nonce = Secrets.random();
        var answer = post(FleetLine.RULING, map("nonce", nonce, "system", system, "id", id), ANSWER);
        var signature = answer.headers().firstValue(FleetLine.SIGNATURE).orElse("");
        if (!FleetKey.verify(enrolled.key(), answer.body(), signature)) {
            throw new IOException("the signature is not the office's; what it said is not taken");
        }
        var said = HeldParcel.read(answer.body());
        if (!nonce.equals(said.head().get("nonce"))
                || !enrolled.gateway().equals(said.head().get("gateway"))
                || !id.equals(said.head().get("held"))) {
            throw new IOException("an answer to another question; what it said is not taken");
        }
        return said;
    }

    /** Whether somebody decided, after waiting a while for it. */
    boolean decided(String system, String id, int waitSeconds) throws IOException, InterruptedException {
        var asked = map("system", system, "id", id, "wait", waitSeconds);
        var answer = post(FleetLine.DECIDED, asked, ANSWER.plusSeconds(waitSeconds));
        return Boolean.TRUE.equals(
                Json.readMap(new String(answer.body(), StandardCharsets.UTF_8)).get("decided"));
    }

    private HttpResponse<byte[]> post(String path, Map<String, Object> json, Duration most)
            throws IOException, InterruptedException {
        return send(request(path, most)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JsonOut.bytes(json))));
    }

    private HttpRequest.Builder request(String path, Duration most) {
        var base = office.toString().replaceAll("/+$", "");
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(most)
                .header("Authorization", "Bearer " + enrolled.token());
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() >= 300) {
            var words = new String(answer.body(), StandardCharsets.UTF_8);
            throw new Refused(answer.statusCode(), words.length() > 300 ? words.substring(0, 300) : words);
        }
        return answer;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
