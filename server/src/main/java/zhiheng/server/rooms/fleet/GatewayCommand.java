package zhiheng.server.rooms.fleet;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import zhiheng.base.Refusal;
import zhiheng.base.WebAddress;
import zhiheng.server.ground.log.LogSetUp;
import zhiheng.server.ground.shell.Speech;
import zhiheng.server.ground.signing.OperatorKey;
import zhiheng.server.ground.signing.SigningOptions;

@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        description = {
            "启动独立的网关：从机构取得许可并执行，机构不可达时按最后所知运行，随后收紧；调用记录送回机构。",
            "Start a gateway by itself. It goes by what its office (./zhiheng serve --fleet) says, and by what it said last"
                    + " while the office is away; then stricter."
        })
public final class GatewayCommand implements Callable<Integer> {
    private static final int MOST_BODY_MIB = 512;

    @Option(
            names = "--office",
            paramLabel = "URL",
            required = true,
            description = "the office, such as https://zhiheng.example")
    URI office = URI.create("http://127.0.0.1:8080");

    @Option(
            names = "--office-ca",
            paramLabel = "FILE",
            description =
                    "PEM file of the authority that vouches for the office's certificate, where Java does not know it")
    @Nullable
    Path officeCa;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description =
                    "file with the token by which this gateway enrols at its first start; also ZHIHENG_FLEET_TOKEN")
    @Nullable
    Path tokenFile;

    @Option(names = "--name", description = "by which people know this gateway (default: the name of the machine)")
    @Nullable
    String name;

    @Option(names = "--data", paramLabel = "DIR", description = "a folder of its own (default: ./gateway)")
    Path data = Path.of("gateway");

    @Option(names = "--host", description = "address to listen on (default: ${DEFAULT-VALUE})")
    String host = "127.0.0.1";

    @Option(names = "--port", description = "port for model calls, 0 for any (default: ${DEFAULT-VALUE})")
    int port = 8081;

    @Option(names = "--admin-host", description = "address of health and metrics (default: ${DEFAULT-VALUE})")
    String adminHost = "127.0.0.1";

    @Option(
            names = "--admin-port",
            description =
                    "port of /healthz, /readyz and /metrics, -1 for none (default: ${DEFAULT-VALUE}); the first two"
                            + " are on --port too")
    int adminPort = 8082;

    @Option(
            names = "--allow-upstream",
            paramLabel = "HOST[:PORT]",
            split = ",",
            description = "model servers and servers of tools inside your own network; others there are refused")
    Set<String> allowedUpstreams = Set.of();

    @Option(
            names = "--tool-programs",
            description = "run the programs named in DIR/mcp/programs.json as servers of tools; without it none is run,"
                    + " and the office can name none")
    boolean programs;

    @Option(
            names = "--body-limit",
            paramLabel = "MIB",
            description = "the longest body of a model call (default: ${DEFAULT-VALUE})")
    int bodyMiB = 8;

    @Option(
            names = "--trusted-proxy",
            paramLabel = "ADDRESS",
            split = ",",
            description = "proxies that stand for many callers")
    Set<String> trustedProxies = Set.of();

    @Option(
            names = "--drain-notice",
            paramLabel = "SECONDS",
            description = "on SIGTERM, from not ready to turning new calls away (default: ${DEFAULT-VALUE})")
    int noticeSeconds = 5;

    @Option(
            names = "--drain-most",
            paramLabel = "SECONDS",
            description = "how long calls under way may then take to end (default: ${DEFAULT-VALUE})")
    int mostSeconds = 60;

    @Option(
            names = "--plain-office",
            description = "the office may be reached without TLS over the network: keys of model servers then travel in"
                    + " clear, so only where the network itself is protected")
    boolean plainOffice;

    @Mixin
    SigningOptions signing = new SigningOptions();

    @Mixin
    Speech speech = new Speech();

    private OperatorKey signingKey() {
        var named = new HashMap<>(System.getenv());
        signing.into(named);
        return OperatorKey.of(named);
    }

    /** Refuses what is unsafe or out of range. */
    LoneSettings settings() throws IOException {
        var there = WebAddress.of(office)
                .orElseThrow(() ->
                        Refusal.invalid("--office 须为 http 或 https 地址。", "--office must be an http or https address."));
        if (!WebAddress.isSecure(there) && !plainOffice && !isThisMachine(there.getHost())) {
            throw Refusal.invalid(
                    "机构经网络可达时须用 https；网络本身受保护时可加 --plain-office。",
                    "An office across a network needs https; where the network itself is protected add --plain-office.");
        }
        if (bodyMiB < 1 || bodyMiB > MOST_BODY_MIB || noticeSeconds < 0 || mostSeconds < 0) {
            throw Refusal.invalid("--body-limit 为 1 至 512，时间不小于 0。", "--body-limit is 1 to 512, times are 0 or more.");
        }
        var token = tokenFile == null
                ? System.getenv().getOrDefault("ZHIHENG_FLEET_TOKEN", "")
                : Files.readString(tokenFile);
        return new LoneSettings(
                there,
                officeCa,
                token.strip(),
                name == null ? machine() : name,
                data,
                host,
                port,
                adminHost,
                adminPort,
                allowedUpstreams,
                programs,
                bodyMiB,
                trustedProxies,
                Runtime.getRuntime().availableProcessors(),
                new LoneSettings.Leaving(Duration.ofSeconds(noticeSeconds), Duration.ofSeconds(mostSeconds)),
                Duration.ofSeconds(1),
                signingKey());
    }

    private static boolean isThisMachine(String host) {
        return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
    }

    private static String machine() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "gateway";
        }
    }

    @Override
    public Integer call() throws Exception {
        LogSetUp.forServer();
        var gateway = LoneGateway.start(settings(), Clock.systemDefaultZone());
        Runtime.getRuntime().addShutdownHook(new Thread(gateway::close, "shutdown"));
        System.out.println(
                speech.say("网关已就绪： ", "The gateway is ready: ") + "http://" + host + ":" + gateway.port() + "/v1");
        if (gateway.adminPort() >= 0) {
            System.out.println(
                    speech.say("健康与指标： ", "Health and metrics: ") + "http://" + adminHost + ":" + gateway.adminPort());
        }
        System.out.println(speech.say("机构： ", "Office: ") + office);
        new CountDownLatch(1).await();
        return 0;
    }
}
