package zhiheng.server.rooms.notify;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.House;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.ground.sql.TxSql;

/** Who is told of alerts. */
public final class NotifyFeature implements Capability {
    private final List<Receiver> receivers;
    private @Nullable Notifier notifier;

    public NotifyFeature(List<Receiver> receivers) {
        this.receivers = receivers;
    }

    @Override
    public Set<String> uses() {
        return Set.of("watch");
    }

    @Override
    public List<Migration> schema() {
        return List.of(Migration.ofTheFirstVersion(NotifyFeature.class, "V9__notifications.sql"));
    }

    @Override
    public void open(House house) {
        if (!receivers.isEmpty()) {
            notifier = new Notifier(
                    new NotificationRows(house.db()), receivers, house.office().ids(), house.clock());
        }
    }

    /** What waits for a receiver names the system, and is not sent any more. */
    @Override
    public void forgetSystem(TxSql sql, String system) {
        sql.update("DELETE FROM notification WHERE body LIKE ?", "%" + system + "%");
    }

    /** Empty where nobody is to be told. */
    public Optional<Notifier> notifier() {
        return Optional.ofNullable(notifier);
    }

    @Override
    public void start(URI address) {
        if (notifier != null) {
            notifier.start(address);
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (notifier != null) {
            notifier.close();
        }
    }
}
