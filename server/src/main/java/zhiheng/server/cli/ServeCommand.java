package zhiheng.server.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import zhiheng.base.Refusal;
import zhiheng.base.WebAddress;
import zhiheng.gateway.permit.PermitState;
import zhiheng.packs.PackLibrary;
import zhiheng.server.ground.http.Edge;
import zhiheng.server.ground.log.LogSetUp;
import zhiheng.server.ground.signing.SigningOptions;
import zhiheng.server.house.Config;
import zhiheng.server.house.Peers;
import zhiheng.server.house.ServerNode;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.rooms.law.RememberedPacks;
import zhiheng.server.rooms.ledger.Publicity;
import zhiheng.server.rooms.notify.Receiver;
import zhiheng.server.rooms.telemetry.OtlpHeaders;

@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "启动服务，数据存于 ./data。数据库默认内嵌；设 ZHIHENG_DB_URL 可改用 PostgreSQL。",
            "Start the service on ./data. The database is embedded; set ZHIHENG_DB_URL for PostgreSQL."
        })
final class ServeCommand implements Callable<Integer> {
    @Option(names = "--data", paramLabel = "DIR", description = "where everything is kept (default: ./data)")
    Path data = Path.of("data");

    @Option(names = "--host", description = "address to listen on (default: ${DEFAULT-VALUE})")
    String host = "127.0.0.1";

    @Option(names = "--port", description = "port to listen on, 0 for any (default: ${DEFAULT-VALUE})")
    int port = 8080;

    @Option(
            names = "--gateway-port",
            description = "port for model calls, 0 for any, -1 for none (default: ${DEFAULT-VALUE})")
    int gatewayPort = 8081;

    @Option(
            names = "--fleet",
            description = "model calls come in at gateways that run by themselves (./zhiheng gateway), not here")
    boolean fleet;

    @Option(
            names = "--allow-upstream",
            paramLabel = "HOST[:PORT]",
            split = ",",
            description = "model servers inside your own network; others there are refused")
    Set<String> allowedUpstreams = Set.of();

    @Option(
            names = "--sample-upstream",
            description = "a built-in toy model answers for systems without a model server, to try everything offline")
    boolean sampleUpstream;

    @Option(
            names = "--body-limit",
            paramLabel = "MIB",
            description = "the longest body of a model call, pictures and sounds with it (default: ${DEFAULT-VALUE})")
    int bodyMiB = Config.DEFAULT_BODY_MIB;

    @Option(
            names = "--otlp",
            paramLabel = "URL",
            description = "OpenTelemetry collector to send spans, evaluation events and metrics to, such as"
                    + " http://collector:4318; nothing is sent without it; headers come from the environment,"
                    + " OTEL_EXPORTER_OTLP_HEADERS")
    @Nullable
    URI otlp;

    @Option(
            names = "--notify",
            paramLabel = "[GRADE=]URL",
            defaultValue = "${env:ZHIHENG_NOTIFY}",
            split = "\\s+",
            description =
                    "webhook that is told of alerts, in Alertmanager's format; with red=, orange=, yellow= or blue= of"
                            + " that grade and graver ones only. May be given several times, or in the environment as"
                            + " ZHIHENG_NOTIFY; the header Authorization of the first comes from"
                            + " ZHIHENG_NOTIFY_AUTHORIZATION, of the second from ZHIHENG_NOTIFY_AUTHORIZATION_2, and so"
                            + " on; with ZHIHENG_NOTIFY_SECRET (_2 …), whsec_ and Base64, what is sent is signed as"
                            + " Standard Webhooks has it")
    @Nullable
    List<String> notify;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "brokers of the log past one machine, separated by commas: observations go there, alerts come"
                    + " back from the job of ./zhiheng cluster; also ZHIHENG_KAFKA. The names of its topics begin with"
                    + " ZHIHENG_KAFKA_NAME (zhiheng); ZHIHENG_KAFKA_CLIENT is a file of client settings, such as"
                    + " certificates")
    @Nullable
    String kafka;

    @Option(
            names = "--public-address",
            paramLabel = "URL",
            description =
                    "where people reach this server, such as https://zhiheng.example; also ZHIHENG_PUBLIC_ADDRESS")
    @Nullable
    String publicAddress;

    @Option(
            names = "--oidc-issuer",
            paramLabel = "URL",
            description =
                    "identity provider (OpenID Connect) that vouches for people; also ZHIHENG_OIDC_ISSUER. The client"
                            + " comes from ZHIHENG_OIDC_CLIENT_ID and ZHIHENG_OIDC_CLIENT_SECRET, the word on the button"
                            + " from ZHIHENG_OIDC_NAME; its redirect address is <public address>/sign-in/provider/back")
    @Nullable
    String oidcIssuer;

    @Option(
            names = "--oidc-match",
            paramLabel = "HOW",
            description = "who is let in beside those invited by a link: link (nobody, the default), email (a verified"
                    + " address that is a login), login (a preferred_username that is a login); also"
                    + " ZHIHENG_OIDC_MATCH")
    @Nullable
    String oidcMatch;

    @Mixin
    SigningOptions signing = new SigningOptions();

    @Option(
            names = "--smtp-host",
            paramLabel = "HOST",
            description =
                    "mail server for reminders by e-mail, which people choose for themselves; also ZHIHENG_SMTP_HOST."
                            + " The port comes from ZHIHENG_SMTP_PORT (587), user and password from ZHIHENG_SMTP_USER and"
                            + " ZHIHENG_SMTP_PASSWORD, certificates of an authority of your own from ZHIHENG_SMTP_CA")
    @Nullable
    String smtpHost;

    @Option(
            names = "--smtp-from",
            paramLabel = "ADDRESS",
            description = "sender of e-mails, such as zhiheng@example.org; also ZHIHENG_SMTP_FROM")
    @Nullable
    String smtpFrom;

    @Option(
            names = "--smtp-tls",
            paramLabel = "HOW",
            description = "how the way to the mail server is protected: starttls (the default), tls or none; also"
                    + " ZHIHENG_SMTP_TLS")
    @Nullable
    String smtpTls;

    @Option(
            names = "--no-copy",
            description = "upgrade an older PostgreSQL database without a copy of it; make a backup first")
    boolean noCopy;

    @Option(
            names = "--trusted-proxy",
            paramLabel = "ADDRESS",
            split = ",",
            description = "proxies whose X-Forwarded-For and -Proto are believed (default: this machine's)")
    @Nullable
    Set<String> trustedProxies;

    @Option(
            names = "--tls-cert",
            paramLabel = "FILE",
            description = "PEM file with the certificate and its chain: pages and REST by https")
    @Nullable
    Path tlsCert;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "PEM file with the private key of --tls-cert")
    @Nullable
    Path tlsKey;

    @Option(
            names = "--origin",
            paramLabel = "NAME",
            description = "name of a new ledger in its checkpoints, such as zhiheng.example.org/ledger; one that exists"
                    + " keeps its own")
    @Nullable
    String origin;

    @Option(
            names = "--public-ledger",
            description = "checkpoints and hash tiles of the ledger are for anybody, entries are not")
    boolean publicLedger;

    @Option(
            names = "--witness",
            paramLabel = "URL",
            description = "a witness that cosigns each new checkpoint of the ledger")
    @Nullable
    URI witness;

    @Option(names = "--witness-key", paramLabel = "KEY", description = "verifier key of --witness")
    String witnessKey = "";

    @Option(
            names = "--shared",
            paramLabel = "DIR",
            description =
                    "this is one of several servers on one PostgreSQL database, which all see this folder: evidence,"
                            + " attachments, answers and keys lie there; each has a --data of its own")
    @Nullable
    Path shared;

    @Option(
            names = "--peer-host",
            paramLabel = "HOST",
            description = "by which name or address the other servers reach this one (default: that of --host)")
    @Nullable
    String peerHost;

    @Option(
            names = "--peer-port",
            description = "port for the other servers while this one leads, 0 for any (default: ${DEFAULT-VALUE})")
    int peerPort = 8090;

    @Option(
            names = "--peer-secret-file",
            paramLabel = "FILE",
            description = "file whose first line is the secret that the servers show each other (default: the variable"
                    + " ZHIHENG_PEER_SECRET)")
    @Nullable
    Path peerSecret;

    @Option(
            names = "--cut-off-after",
            paramLabel = "SECONDS",
            description =
                    "so long the gateway of one of several servers goes on by the permits it knows when it has lost"
                            + " the database (default: ${DEFAULT-VALUE})")
    long cutOffAfter = Peers.CUT_OFF_AFTER.toSeconds();

    @Option(
            names = "--cut-off-state",
            paramLabel = "STATE",
            description = "the laxest state of any permit after that: throttled, degraded, review or stopped (default:"
                    + " stopped)")
    String cutOffState = "stopped";

    @Mixin
    Library library = new Library();

    private Peers peers(Path folder) throws IOException {
        var secret = peerSecret == null
                ? System.getenv().getOrDefault("ZHIHENG_PEER_SECRET", "")
                : Files.readString(peerSecret).lines().findFirst().orElse("");
        return new Peers(
                secret.strip(),
                peerHost == null ? host : peerHost,
                peerPort,
                folder,
                Duration.ofSeconds(cutOffAfter),
                Arrays.stream(PermitState.values())
                        .filter(state -> state != PermitState.OPEN)
                        .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(cutOffState))
                        .findFirst()
                        .orElseThrow(() -> Refusal.invalid(
                                "--cut-off-state 须为 throttled、degraded、review 或 stopped。",
                                "--cut-off-state must be throttled, degraded, review or stopped.")));
    }

    private @Nullable URI collector() throws Refusal {
        return otlp == null
                ? null
                : WebAddress.of(otlp)
                        .orElseThrow(() -> Refusal.invalid(
                                "--otlp 须为 http 或 https 地址，例如 http://collector:4318。",
                                "--otlp must be an http or https address such as http://collector:4318."));
    }

    private Edge edge() {
        if ((tlsCert == null) != (tlsKey == null)) {
            throw Refusal.invalid("--tls-cert 与 --tls-key 须同时给出。", "--tls-cert and --tls-key go together.");
        }
        for (var file : tlsCert == null ? List.<Path>of() : List.of(tlsCert, Objects.requireNonNull(tlsKey))) {
            if (!Files.isReadable(file)) {
                throw Refusal.invalid("无法读取 " + file + "。", file + " cannot be read.");
            }
        }
        var edge = Edge.DEFAULT.with(tlsCert, tlsKey);
        return trustedProxies == null ? edge : edge.trusting(trustedProxies);
    }

    private Publicity publicity() {
        if ((witness == null) != witnessKey.isEmpty()) {
            throw Refusal.invalid("--witness 与 --witness-key 须同时给出。", "--witness and --witness-key go together.");
        }
        return new Publicity(publicLedger, witness, witnessKey);
    }

    private Config named(Config asked) {
        var config = noCopy ? asked.withoutCopy() : asked;
        return origin == null ? config : config.withOrigin(origin);
    }

    private List<Receiver> receivers() {
        var receivers = new ArrayList<Receiver>();
        for (var typed : notify == null ? List.<String>of() : notify) {
            if (!typed.isEmpty()) {
                int n = receivers.size() + 1;
                var variable = "ZHIHENG_NOTIFY_AUTHORIZATION" + (n == 1 ? "" : "_" + n);
                receivers.add(Receiver.of(
                        typed,
                        System.getenv().getOrDefault(variable, ""),
                        System.getenv().getOrDefault(variable.replace("AUTHORIZATION", "SECRET"), "")));
            }
        }
        if (receivers.stream().map(Receiver::name).distinct().count() < receivers.size()) {
            throw Refusal.invalid("--notify 有重复的地址。", "--notify names an address twice.");
        }
        return receivers;
    }

    /** Options win over the environment. Secrets come by the environment only. */
    private Config.Outside outside() {
        var settings = new HashMap<>(System.getenv());
        given(settings, "ZHIHENG_PUBLIC_ADDRESS", publicAddress);
        given(settings, "ZHIHENG_OIDC_ISSUER", oidcIssuer);
        given(settings, "ZHIHENG_OIDC_MATCH", oidcMatch);
        given(settings, "ZHIHENG_SMTP_HOST", smtpHost);
        given(settings, "ZHIHENG_KAFKA", kafka);
        given(settings, "ZHIHENG_SMTP_FROM", smtpFrom);
        given(settings, "ZHIHENG_SMTP_TLS", smtpTls);
        signing.into(settings);
        return Config.Outside.of(settings);
    }

    private static void given(Map<String, String> settings, String name, @Nullable String option) {
        if (option != null) {
            settings.put(name, option);
        }
    }

    @Override
    public Integer call() throws Exception {
        LogSetUp.forServer();
        var config = named(Config.of(data, library.folder(), host, port))
                .withEdge(edge())
                .withPublicity(publicity())
                .withGateway(fleet ? Config.FLEET : gatewayPort, allowedUpstreams, sampleUpstream)
                .withBodyLimit(bodyMiB)
                .withOtlp(collector(), OtlpHeaders.parse(System.getenv(OtlpHeaders.VARIABLE)))
                .withReceivers(receivers())
                .withOutside(outside());
        if (shared != null) {
            several(config.withPeers(peers(shared)));
            return 0;
        }
        var server = ZhihengServer.start(config);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "shutdown"));
        System.out.println(library.say("智衡已就绪： ", "Zhiheng is ready: ") + server.address());
        server.setupLink()
                .ifPresent(link -> System.out.println(
                        library.say("第一位管理员请打开（仅一次有效）： ", "First administrator, open once: ") + link));
        server.gateway()
                .filter(gateway -> !fleet)
                .ifPresent(
                        gateway -> System.out.println(library.say("网关（OpenAI 接口）： ", "Gateway (OpenAI's interface): ")
                                + "http://" + host + ":" + gateway.port() + "/v1"));
        System.out.println(library.say("按 Ctrl-C 停止", "Ctrl-C stops it"));
        new CountDownLatch(1).await();
        return 0;
    }

    private void several(Config config) throws InterruptedException {
        var node = ServerNode.start(
                config,
                Clock.systemDefaultZone(),
                server -> server.setupLink()
                        .ifPresent(link -> System.out.println(
                                library.say("第一位管理员请打开（仅一次有效）： ", "First administrator, open once: ") + link)));
        Runtime.getRuntime().addShutdownHook(new Thread(node::close, "shutdown"));
        System.out.println(library.say("智衡已就绪： ", "Zhiheng is ready: ") + node.address());
        System.out.println(
                node.leads()
                        ? library.say("本服务领导", "This server leads")
                        : library.say("本服务跟随另一服务", "This server follows another one"));
        if (node.gatewayPort() >= 0) {
            System.out.println(library.say("网关（OpenAI 接口）： ", "Gateway (OpenAI's interface): ") + "http://" + host + ":"
                    + node.gatewayPort() + "/v1");
        }
        System.out.println(library.say("按 Ctrl-C 停止", "Ctrl-C stops it"));
        if (!node.leads()) {
            rehearse();
        }
        new CountDownLatch(1).await();
    }

    /** A server that has opened an office once opens the next one within a second: its classes are there, and compiled. */
    private void rehearse() {
        try {
            RememberedPacks.hold(library.folder());
            RememberedPacks.hold(PackLibrary.incidents(library.folder()));
            Rehearsal.serve(library.folder());
            System.out.println(library.say("本服务随时可接替", "This server is ready to take over"));
        } catch (IOException | RuntimeException e) {
            System.getLogger(ServeCommand.class.getName())
                    .log(System.Logger.Level.WARNING, "the rehearsal failed, so that this server leads later", e);
        }
    }
}
