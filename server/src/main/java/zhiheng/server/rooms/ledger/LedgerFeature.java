package zhiheng.server.rooms.ledger;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.ledger.Ledger;
import zhiheng.ledger.LedgerException;
import zhiheng.ledger.WitnessClient;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.Check;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;

/** The ledger for readers and verifiers. */
public final class LedgerFeature implements Capability {
    private static final System.Logger LOG = System.getLogger(LedgerFeature.class.getName());
    private static final Duration WITNESS_EVERY = Duration.ofSeconds(30);

    private final Publicity publicity;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("witness").daemon().factory());
    private List<Endpoint> endpoints = List.of();
    private @Nullable Ledger ledger;
    private @Nullable Cosigned cosigned;
    private volatile @Nullable Text refused;

    public LedgerFeature(Publicity publicity) {
        this.publicity = publicity;
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House house) {
        ledger = house.ledger();
        var shown = new Cosigned(house.clock());
        cosigned = shown;
        endpoints = new LedgerApi(house.office(), house.ledger(), publicity.open(), shown).endpoints();
    }

    /** Begins to bring checkpoints to the witness. */
    @Override
    public void start(URI address) {
        var witness = publicity.witness();
        var log = ledger;
        if (witness != null && log != null) {
            var client = new WitnessClient(witness, publicity.witnessKey());
            timer.scheduleWithFixedDelay(
                    () -> witness(client, log), 0, WITNESS_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void witness(WitnessClient client, Ledger log) {
        try {
            var note = client.cosign(log);
            Objects.requireNonNull(cosigned, "not open yet").keep(note);
            refused = null;
        } catch (LedgerException e) {
            if (refused == null) {
                LOG.log(System.Logger.Level.WARNING, "not cosigned: {0}", e.getMessage());
            }
            refused = e.text();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "witnessing failed", e);
        }
    }

    @Override
    public List<Check> checks() {
        return publicity.witness() == null
                ? List.of()
                : List.of(new Check("witness", false, () -> Optional.ofNullable(refused)));
    }

    @Override
    public void close() throws InterruptedException {
        timer.shutdownNow();
        timer.awaitTermination(5, TimeUnit.SECONDS);
    }

    @Override
    public List<Endpoint> endpoints() {
        return endpoints;
    }

    @Override
    public void pages(Pages pages) {
        var shown = Objects.requireNonNull(cosigned, "not open yet");
        new LedgerPages(pages.site(), pages.desk(), shown).mount(pages.router());
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("ledger").in(Nav.Group.PROOF));
    }

    @Override
    public List<Class<?>> commands() {
        return List.of(LedgerCommand.class, WitnessCommand.class);
    }
}
