package zhiheng.server.rooms.gateway;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.gateway.Interaction;
import zhiheng.gateway.Limits;
import zhiheng.gateway.mcp.McpServers;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.Check;
import zhiheng.server.ground.House;
import zhiheng.server.ground.signing.OperatorKey;

/** The gateway listening. It opens after all that watches, contains and reviews, so that no call comes before them. */
public final class GatewayPortFeature implements Capability {
    private final GatewayFeature gateway;
    private final Supplier<ReviewQueue> reviews;
    private final Supplier<McpServers> tools;
    private final Consumer<List<Interaction>> stored;
    private final OperatorKey signing;
    private Optional<Check> key = Optional.empty();
    private @Nullable GatewayHost host;

    /**
     * @param reviews the queue of calls that wait for a person, asked for when this opens
     * @param tools the servers of tools behind it, asked for when this opens
     * @param signing the key that labelled pictures and sounds are signed with
     * @param stored is given every batch of interactions once it is in the database
     */
    public GatewayPortFeature(
            GatewayFeature gateway,
            Supplier<ReviewQueue> reviews,
            Supplier<McpServers> tools,
            OperatorKey signing,
            Consumer<List<Interaction>> stored) {
        this.gateway = gateway;
        this.reviews = reviews;
        this.tools = tools;
        this.signing = signing;
        this.stored = stored;
    }

    @Override
    public void open(House house) {
        var settings = gateway.settings();
        key = signing.check(house.clock());
        if (settings != null) {
            host = new GatewayHost(
                    house.vertx(),
                    settings.host(),
                    settings.port(),
                    house.data(),
                    house.shared(),
                    gateway.books().orElseThrow(),
                    reviews.get(),
                    tools.get(),
                    house.office().outbox(),
                    stored,
                    Limits.DEFAULT.withBodyBytes(settings.bodyMiB() << 20),
                    settings.proxies(),
                    settings.followed(),
                    AnswerSigner.of(signing, house.clock()),
                    house.clock());
            gateway.listens(host);
        }
    }

    @Override
    public List<Check> checks() {
        var listening = host;
        var checks = listening == null
                ? List.<Check>of()
                : List.of(new Check("journal", true, listening::journalTrouble), new Check("permits", true, () -> {
                    return listening.permits().isUnwritten()
                            ? Optional.of(new Text(
                                    "有许可变更已生效而尚未写入，将自动补写。",
                                    "A change of a permit holds that is still to be written; it follows by itself."))
                            : Optional.empty();
                }));
        return Stream.concat(checks.stream(), key.stream()).toList();
    }

    @Override
    public void close() {
        if (host != null) {
            host.close();
        }
    }
}
