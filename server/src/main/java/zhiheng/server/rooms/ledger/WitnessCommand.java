package zhiheng.server.rooms.ledger;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import zhiheng.ledger.Cosigner;
import zhiheng.ledger.Witness;
import zhiheng.server.ground.http.Edge;
import zhiheng.server.ground.http.OfficePort;
import zhiheng.server.ground.shell.Speech;

@Command(
        name = "witness",
        mixinStandardHelpOptions = true,
        description = {
            "见证他人的账本：只为与所见历史一致的检查点签名（C2SP tlog-witness）。",
            "Witness the ledgers of others: cosign only checkpoints consistent with what was seen (C2SP tlog-witness)."
        })
public final class WitnessCommand implements Callable<Integer> {
    private static final int MOST_BYTES = 64 << 10;
    private static final Duration FIRST_HEAD = Duration.ofSeconds(30);

    @Option(names = "--data", paramLabel = "DIR", description = "its key and what it has seen (default: ./witness)")
    Path data = Path.of("witness");

    @Option(names = "--name", required = true, description = "its name in cosignatures, such as witness.example.org")
    String name = "";

    @Option(names = "--host", description = "address to listen on (default: ${DEFAULT-VALUE})")
    String host = "127.0.0.1";

    @Option(names = "--port", description = "port to listen on, 0 for any (default: ${DEFAULT-VALUE})")
    int port = 8082;

    @Option(
            names = "--log",
            required = true,
            paramLabel = "KEY",
            description = "verifier key of a log to witness; may be given several times")
    List<String> logs = List.of();

    @Mixin
    Speech speech = new Speech();

    @Override
    public Integer call() throws InterruptedException {
        var cosigner = Cosigner.open(data.resolve("key"), name);
        var vertx = Vertx.vertx();
        var server = listen(vertx, new Witness(data.resolve("seen"), cosigner, logs, Clock.systemUTC()), host, port);
        System.out.println(
                speech.say("见证已就绪： ", "The witness is ready: ") + "http://" + host + ":" + server.actualPort());
        System.out.println(speech.say("验证密钥： ", "Its verifier key: ") + cosigner.verifierKey());
        new CountDownLatch(1).await();
        return 0;
    }

    public static HttpServer listen(Vertx vertx, Witness witness, String host, int port) {
        var router = Router.router(vertx);
        router.post("/add-checkpoint")
                .handler(BodyHandler.create(false).setBodyLimit(MOST_BYTES))
                .handler(context -> blocking(
                        vertx, context, () -> witness.add(context.body().asString())));
        router.get("/newest/:place")
                .handler(context -> blocking(
                        vertx,
                        context,
                        () -> witness.newest(context.pathParam("place"))
                                .map(note -> new Witness.Answer(200, "text/plain; charset=utf-8", note))
                                .orElse(new Witness.Answer(404, "text/plain; charset=utf-8", "never seen\n"))));
        return OfficePort.listen(vertx, host, port, FIRST_HEAD, Edge.DEFAULT, router)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static void blocking(Vertx vertx, RoutingContext context, Callable<Witness.Answer> work) {
        vertx.executeBlocking(work)
                .onSuccess(answer -> context.response()
                        .setStatusCode(answer.status())
                        .putHeader("Content-Type", answer.contentType())
                        .end(answer.body()))
                .onFailure(context::fail);
    }
}
