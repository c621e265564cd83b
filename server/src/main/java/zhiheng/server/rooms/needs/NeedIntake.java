package zhiheng.server.rooms.needs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.cases.Event;
import zhiheng.cases.Who;
import zhiheng.office.Office;
import zhiheng.office.acts.Transactions;
import zhiheng.office.acts.Words;
import zhiheng.office.duties.Sha256;
import zhiheng.office.input.Input;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.policy.Likeness;
import zhiheng.office.policy.Node;
import zhiheng.server.rooms.sandbox.Personal;
import zhiheng.server.rooms.sandbox.Receipts;
import zhiheng.server.rooms.sandbox.Turnstile;
import zhiheng.server.rooms.tracking.Tracking;

/** The public's side of needs: taken with a receipt, followed by it, and whether it is solved is for its holder to say. */
final class NeedIntake {
    /** After so many re-openings a further "not solved" closes the need and tells the way to a review. Practice of this system. */
    static final int MOST_REOPENED = 2;

    private static final int PER_ADDRESS = 5;
    private static final int IN_ALL = 5_000;
    private static final int FILES_PER_ADDRESS = 15;

    private final Transactions store;
    private final Office office;
    private final NeedBooks books;
    private final Tracking tracking;
    private final NeedFiles files;
    private final Attachments limits;
    private final Turnstile telling;
    private final Turnstile asking;
    private final Turnstile sending;
    private final Personal personal = new Personal();

    NeedIntake(
            Transactions store,
            Office office,
            NeedBooks books,
            Tracking tracking,
            NeedFiles files,
            Attachments limits,
            Clock clock) {
        this.store = store;
        this.office = office;
        this.books = books;
        this.tracking = tracking;
        this.files = files;
        this.limits = limits;
        this.telling = new Turnstile(clock, PER_ADDRESS, IN_ALL);
        this.asking = new Turnstile(clock, 60, 20_000);
        this.sending = new Turnstile(clock, FILES_PER_ADDRESS, IN_ALL);
    }

    /** The text with personal data masked, as it is offered to whoever typed it. */
    String masked(String text) {
        return personal.masked(text);
    }

    /** What the public may say at most. */
    static String checked(String text) {
        return Input.required("诉求内容", "description of the need", text, Input.TEXT);
    }

    /** Takes a need of the public. @return the receipt, which is told once and stored as a digest */
    String take(Need.Kind kind, String text, String place, String address) {
        var said = checked(text);
        var where = Input.optional("地点", "place", place, Input.NAME);
        telling.pass(address, "needs");
        var receipt = Receipts.next();
        store(kind, said, where, "", receipt, NeedBooks.PUBLIC);
        return receipt;
    }

    /** Takes a need that came another way, once for each source. @return its id, or empty where it is there already */
    Optional<String> bring(Actor actor, Need.Kind kind, String text, String place, String source) {
        var said = checked(text);
        if (store.read(tx -> NeedRows.in(tx).hasSource(source))) {
            return Optional.empty();
        }
        return Optional.of(store(kind, said, place, source, Receipts.next(), actor));
    }

    private String store(Need.Kind kind, String text, String place, String source, String receipt, Actor actor) {
        var cases = books.cases();
        var procedure = cases.procedures().of(kind.procedure());
        var rules = cases.procedures().cases(procedure);
        return office.outbox().record((tx, acts) -> {
            var id = office.ids().next();
            var now = books.now();
            var moved = rules.open(id, id, Map.of(), Who.SYSTEM, now);
            cases.remember(tx, procedure);
            var need = new Need(
                    id,
                    source,
                    kind,
                    text,
                    place,
                    "",
                    "",
                    0,
                    0,
                    now,
                    "",
                    "",
                    Need.Confirmed.NOTHING,
                    0,
                    "",
                    moved.next());
            var rows = NeedRows.in(tx);
            rows.add(need, Receipts.digest(receipt), books.timing(need.c()));
            rows.addBands(id, Likeness.of(text).bands());
            new Tally(rows).opened(need);
            var details = books.details(moved, "");
            details.put("kind", kind.name());
            details.put("text", Words.keptElsewhere(text));
            var act = acts.add(actor, "need.received", "need/" + id, "", "", details);
            rows.addStep(id, moved.next().step(), now, moved.deeds(), "", "", act.id());
            return id;
        });
    }

    /** Where the need of a receipt stands. */
    Need follow(String receipt, String address) {
        asking.pass(address, "receipts");
        return store.read(tx -> NeedRows.in(tx).byReceipt(Receipts.digest(receipt)))
                .orElseThrow(() -> Refusal.notFound(
                        "没有这个回执编号，请核对后再查。", "There is no need with this receipt; compare the letters."));
    }

    /** The need that one was joined to, whose answer counts for it; the need itself where it was joined to none. */
    Need answering(Need n) {
        return n.joined().isEmpty()
                ? n
                : store.read(tx -> NeedRows.in(tx).one(n.joined())).orElse(n);
    }

    List<Node> timetable(Need n) {
        return store.read(tx -> tracking.of(tx, n.id()));
    }

    /** The asker says whether it is solved; half counts as not solved and opens it again, a few times. */
    Need confirm(String receipt, Need.Confirmed said, int satisfied, String words, String address) {
        var found = follow(receipt, address);
        if (said == Need.Confirmed.NOTHING) {
            throw Refusal.invalid("请选择是否解决。", "Say whether it is solved.");
        }
        if (satisfied < 0 || satisfied > 5) {
            throw Refusal.invalid("满意度为 1 至 5。", "Satisfaction goes from 1 to 5.");
        }
        var more = NeedBooks.Said.of(masked(Input.optional("补充说明", "further words", words, Input.TEXT)));
        return office.outbox().record((tx, acts) -> {
            var before = NeedRows.in(tx).one(found.id()).orElseThrow(Access::notFound);
            var event = event(before, said);
            var moved = books.cases().rules(before.c()).on(before.c(), new Event.Act(event, Who.SYSTEM, books.now()));
            boolean again = event.equals("not-solved");
            var after = before.confirmed(said, satisfied, again).with(moved.next(), books.now());
            new Tally(NeedRows.in(tx)).confirmed(after);
            var details = books.details(moved, before.c().stage());
            details.put("confirmed", said.name());
            details.put("satisfied", satisfied);
            // re-opened: it is sorted anew, and no longer any department's
            return books.keep(
                    tx,
                    acts,
                    NeedBooks.PUBLIC,
                    "need.confirmed",
                    before,
                    again ? after.led("", "") : after,
                    moved,
                    more,
                    details);
        });
    }

    private String event(Need n, Need.Confirmed said) {
        if (said == Need.Confirmed.YES) {
            return "solved";
        }
        boolean last = n.reopened() >= MOST_REOPENED
                && books.procedure(n).stage(n.c().stage()).move("still-not").isPresent();
        return last ? "still-not" : "not-solved";
    }

    /** The asker says whether what a department reports of a node of the timetable is so. */
    void word(String receipt, String node, boolean so, String address) {
        var need = follow(receipt, address);
        office.outbox().record((tx, acts) -> {
            tracking.word(tx, acts, NeedBooks.PUBLIC, need.id(), node, so);
            return need;
        });
    }

    /** Lets a file through the door, before its body is read. */
    void sending(String address) {
        sending.pass(address, "files");
    }

    /** Adds a file to the need of a receipt. @param asTyped whether personal data in a text stays as it was written */
    NeedFile attach(String receipt, String name, Path content, boolean asTyped, String address) {
        var need = follow(receipt, address);
        if (need.c().ended()) {
            throw Refusal.conflict("该诉求已结束，不能再加附件。", "The need is closed; nothing can be added.");
        }
        var sent = read(content);
        var kind = FileKind.of(sent, content);
        var bytes = kind == FileKind.TXT && !asTyped ? masked(sent) : sent;
        var file = new NeedFile(
                office.ids().next(),
                need.id(),
                kind.name(Input.fileName(name)),
                kind.name().toLowerCase(Locale.ROOT),
                bytes.length,
                Sha256.of(bytes),
                books.now(),
                false,
                !Arrays.equals(bytes, sent));
        files.put(file.id(), bytes);
        return office.outbox().record((tx, acts) -> {
            var rows = NeedRows.in(tx);
            if (rows.files(need.id()).size() >= limits.mostOfOne()) {
                files.erase(file.id());
                throw Refusal.invalid(
                        "一项诉求最多 " + limits.mostOfOne() + " 个附件。",
                        "A need takes " + limits.mostOfOne() + " files at the most.");
            }
            rows.addFile(file);
            var details = new LinkedHashMap<String, @Nullable Object>();
            details.put("file", file.id());
            details.put("bytes", file.bytes());
            details.put("content", Words.keptElsewhere(file.sha256()));
            acts.add(NeedBooks.PUBLIC, "need.file", "need/" + need.id(), "", "", details);
            return file;
        });
    }

    private byte[] masked(byte[] text) {
        var typed = new String(text, StandardCharsets.UTF_8);
        var masked = masked(typed);
        return masked.equals(typed) ? text : masked.getBytes(StandardCharsets.UTF_8);
    }

    /** How much an asker may add. */
    Attachments limits() {
        return limits;
    }

    private byte[] read(Path content) {
        try {
            long size = Files.size(content);
            if (size == 0 || size > limits.mostBytes()) {
                throw Refusal.invalid(
                        "文件须大于零、不超过 " + limits.mostMiB() + " MiB。",
                        "A file is not empty and has " + limits.mostMiB() + " MiB at the most.");
            }
            return Files.readAllBytes(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<NeedFile> files(String need) {
        return store.read(tx -> NeedRows.in(tx).files(need));
    }

    byte[] content(NeedFile file) {
        return files.read(file.id());
    }
}
