package zhiheng.server.cli;

import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import zhiheng.base.Refusal;
import zhiheng.office.people.Role;
import zhiheng.server.ground.log.LogSetUp;
import zhiheng.server.house.Config;
import zhiheng.server.house.ZhihengServer;
import zhiheng.server.rooms.sample.SampleUpstream;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "演示全程：登记、准入、放开一级、植入风险、告警、事件、遏制、报告、恢复、退出；用示例模型，不联网。",
            "The whole way on the sample model, offline: registered, admitted, one step wider, a planted risk, the"
                    + " alarm, the incident, containment, the report, restored, the exit report."
        })
final class DemoCommand implements Callable<Integer> {
    /** Sign-in of the administrator, shown where the server is kept. */
    private static final String PASSWORD = "a demo's long password";

    @Option(names = "--keep", description = "leave the server running and say how to sign in")
    boolean keep;

    @Option(
            names = "--scenario",
            paramLabel = "RISK",
            description = "leak, deepfake, discrimination or manipulation (default: leak)")
    String scenario = "leak";

    @Option(names = "--port", description = "port of pages and REST, 0 for any (default: ${DEFAULT-VALUE})")
    int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "where everything is kept (default: a new temporary folder)")
    @Nullable
    Path data;

    @Mixin
    Library library = new Library();

    @Override
    public Integer call() throws Exception {
        LogSetUp.forStory();
        var risk = risk();
        var folder = data == null ? Files.createTempDirectory("zhiheng-demo") : data;
        var vertx = Vertx.vertx();
        long start = System.nanoTime();
        try {
            var model = SampleUpstream.start(vertx)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            var upstream = "127.0.0.1:" + model.base().getPort();
            try (var server = ZhihengServer.start(Config.of(folder, library.folder(), "127.0.0.1", port)
                            .withGateway(0, Set.of(upstream), false));
                    var client = HttpClient.newHttpClient()) {
                // The first administrator is made with the token that a start prints; everything else goes over REST.
                var first = server.identity()
                        .setUp(
                                server.setupToken().orElseThrow(DemoCommand::used),
                                "demo",
                                "Demo",
                                PASSWORD.toCharArray());
                var token = server.identity().createToken(first.actor(), "demo", Role.ADMINISTRATOR);
                var gateway = URI.create(
                        "http://127.0.0.1:" + server.gateway().orElseThrow().port());
                var demo = new Demo(
                        new DemoRest(client, server.address(), token.secret()),
                        gateway,
                        model,
                        risk,
                        (zh, en) ->
                                System.out.printf(Locale.ROOT, "%6.1f s  %s%n", seconds(start), library.say(zh, en)));
                tell(demo.run(), server.address());
                if (keep) {
                    System.out.println(library.say("登录名 demo，密码 ", "Sign in as demo with the password ") + PASSWORD);
                    System.out.println(library.say("按 Ctrl-C 停止", "Ctrl-C stops it"));
                    new CountDownLatch(1).await();
                }
            }
        } finally {
            vertx.close();
            if (data == null && !keep) {
                delete(folder);
            }
        }
        return 0;
    }

    private void tell(Demo.Result result, URI address) {
        System.out.println(library.say("用时：", "Measured times:"));
        result.times().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .forEach(t -> System.out.printf(
                        Locale.ROOT,
                        "  %-12s %8.3f s%s%n",
                        t.getKey(),
                        t.getValue().toNanos() / 1e9,
                        t.getKey().equals("contain")
                                ? library.say("（自告警至首次拒绝；目标 2 秒）", "  (alert to the first refused call; wanted: 2 s)")
                                : ""));
        System.out.println(library.say("可看：", "Where to look:"));
        result.pages().forEach(page -> System.out.println("  " + address.resolve(page)));
    }

    private DemoRisk risk() {
        return Stream.of(DemoRisk.values())
                .filter(r -> r.name().equalsIgnoreCase(scenario))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(
                        "--scenario 须为 leak、deepfake、discrimination 或 manipulation，而非“" + scenario + "”。",
                        "--scenario is leak, deepfake, discrimination or manipulation, not '" + scenario + "'."));
    }

    private static Refusal used() {
        return Refusal.invalid(
                "--data 须为空文件夹：演示从头开始。", "--data must be an empty folder: the demo begins at the beginning.");
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void delete(Path folder) throws java.io.IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
