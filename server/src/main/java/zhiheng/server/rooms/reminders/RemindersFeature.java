package zhiheng.server.rooms.reminders;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.server.ground.Capability;
import zhiheng.server.ground.Check;
import zhiheng.server.ground.House;
import zhiheng.server.ground.http.Endpoint;
import zhiheng.server.ground.identity.Sealer;
import zhiheng.server.ground.page.Menu;
import zhiheng.server.ground.page.Nav;
import zhiheng.server.ground.page.Pages;
import zhiheng.server.ground.sql.Migration;
import zhiheng.server.ground.sql.TxSql;
import zhiheng.server.ground.tell.Tidings;

/** What people are told: on the page, and by e-mail where a mail server is set up and they want it. */
public final class RemindersFeature implements Capability {
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final System.Logger LOG = System.getLogger(RemindersFeature.class.getPackageName());

    private final Supplier<List<Tidings>> sources;
    private final @Nullable SmtpSettings settings;
    private final @Nullable URI publicAddress;
    /** Where people reach this server; known once its port is open. */
    private final AtomicReference<URI> address = new AtomicReference<>(URI.create("http://localhost/"));

    private @Nullable House house;
    private @Nullable ReminderRows rows;
    private @Nullable MailRows mails;
    private @Nullable Mailer mailer;
    private @Nullable Post post;
    private @Nullable Letters letters;
    private @Nullable Thread worker;

    /**
     * @param sources what all rooms have to tell, once they are open
     * @param settings null sends no e-mails
     * @param publicAddress what e-mails link to; null for the address of the port
     */
    public RemindersFeature(
            Supplier<List<Tidings>> sources, @Nullable SmtpSettings settings, @Nullable URI publicAddress) {
        this.sources = sources;
        this.settings = settings;
        this.publicAddress = publicAddress;
    }

    @Override
    public List<Migration> schema() {
        return List.of(
                Migration.of(RemindersFeature.class, "V1__reminders.sql"),
                Migration.of(RemindersFeature.class, "V2__zone.sql"));
    }

    @Override
    public boolean words() {
        return true;
    }

    @Override
    public void open(House opened) {
        house = opened;
        var ids = opened.office().ids();
        rows = new ReminderRows(opened.db(), ids, opened.clock());
        mails = new MailRows(opened.db(), ids, opened.clock());
        if (settings != null) {
            mailer = new Mailer(settings, opened.clock());
        }
    }

    private ReminderRows rows() {
        return Objects.requireNonNull(rows, "not open yet");
    }

    @Override
    public List<Endpoint> endpoints() {
        return new ReminderApi(rows()).endpoints();
    }

    @Override
    public void pages(Pages pages) {
        var of = Objects.requireNonNull(house, "not open yet");
        var kept = Objects.requireNonNull(mails, "not open yet");
        var choices = new ChoiceRows(of.db(), of.clock());
        var links = new Links(address::get, new Sealer(of.shared().resolve("identity.key")));
        var written = new Letters(of.db(), kept, rows(), links, pages.site().book(), of.clock());
        letters = written;
        if (mailer != null) {
            post = new Post(kept, choices, id -> of.identity().active(id).isPresent(), links, mailer, of.clock());
        }
        var server = settings != null;
        new InboxPages(pages.site(), pages.desk(), rows(), choices, server).mount(pages.router());
        new ChoicePages(pages.site(), pages.desk(), choices, new Choosing(choices, written), server)
                .mount(pages.router());
        new LinkPages(pages.desk(), choices, links).mount(pages.router());
        new MailPages(pages.site(), pages.desk(), kept, settings, Optional.ofNullable(post)).mount(pages.router());
    }

    @Override
    public List<Nav> nav() {
        return List.of(Nav.to("inbox")
                .in(Nav.Group.OWN)
                .counting(actor -> rows().unread(actor.id(), (int) Menu.MOST_TOLD + 1)));
    }

    @Override
    public List<Check> checks() {
        return settings == null ? List.of() : List.of(new Check("mail", false, this::trouble));
    }

    private Optional<Text> trouble() {
        return post == null ? Optional.empty() : post.trouble();
    }

    @Override
    public void start(URI reached) {
        address.set(publicAddress == null ? reached : publicAddress);
        var of = Objects.requireNonNull(house, "not open yet");
        var gatherer = new Gatherer(sources.get(), rows(), new ChoiceRows(of.db(), of.clock()), of.store(), of.clock());
        worker = Thread.ofVirtual().name("reminders").start(() -> run(gatherer));
    }

    private void run(Gatherer gatherer) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                round(gatherer);
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void round(Gatherer gatherer) throws InterruptedException {
        try {
            gatherer.round();
            if (post != null && letters != null) {
                letters.round();
                post.round();
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "reminders stand still, trying again: {0}", e.getMessage());
        }
    }

    @Override
    public void forgetPerson(TxSql sql, String person) {
        for (var table : List.of("reminder_choice", "reminder", "reminder_mail")) {
            sql.update("DELETE FROM " + table + " WHERE person_id = ?", person);
        }
    }

    @Override
    public void forgetSystem(TxSql sql, String system) {
        ReminderRows.forget(sql, system);
    }

    /** What waits stays in the database. */
    @Override
    public void close() throws InterruptedException {
        if (worker != null) {
            worker.interrupt();
            worker.join(Duration.ofSeconds(5));
        }
    }
}
