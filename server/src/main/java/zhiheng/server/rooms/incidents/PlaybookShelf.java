package zhiheng.server.rooms.incidents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import zhiheng.base.Refusal;
import zhiheng.base.WebAddress;
import zhiheng.cases.cacao.Playbook;
import zhiheng.cases.cacao.PlaybookReader;
import zhiheng.office.acts.OfficeTime;
import zhiheng.office.acts.Outbox;
import zhiheng.office.acts.Transactions;
import zhiheng.office.duties.Sha256;
import zhiheng.office.people.Access;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;

/** Playbooks that ship in the packs and those that an organisation brought in for itself, and the addresses that their steps may call. */
final class PlaybookShelf {
    private static final int MOST = 200;
    private static final int MOST_ADDRESSES = 100;

    private final Transactions store;
    private final Outbox outbox;
    private final OfficeTime time;
    private final Map<String, Playbook> shipped;

    private PlaybookShelf(Transactions store, Outbox outbox, OfficeTime time, Map<String, Playbook> shipped) {
        this.store = store;
        this.outbox = outbox;
        this.time = time;
        this.shipped = shipped;
    }

    /** Reads each {@code playbooks/*.json} in the packs of these folders. */
    static PlaybookShelf of(Transactions store, Outbox outbox, OfficeTime time, List<Path> folders) {
        var shipped = new LinkedHashMap<String, Playbook>();
        for (var file : files(folders)) {
            try {
                var playbook = PlaybookReader.read(Files.readString(file));
                shipped.put(playbook.id(), playbook);
            } catch (IOException e) {
                throw new UncheckedIOException(file + " cannot be read", e);
            } catch (Refusal e) {
                throw new IllegalArgumentException(file + ": " + e.text().en(), e);
            }
        }
        return new PlaybookShelf(store, outbox, time, shipped);
    }

    private static List<Path> files(List<Path> folders) {
        var found = new ArrayList<Path>();
        for (var folder : folders) {
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (var all = Files.walk(folder, 3)) {
                all.filter(p -> p.endsWith(Path.of("playbooks", String.valueOf(p.getFileName())))
                                && p.toString().endsWith(".json"))
                        .sorted()
                        .forEach(found::add);
            } catch (IOException e) {
                throw new UncheckedIOException(folder + " cannot be listed", e);
            }
        }
        return found;
    }

    /** Those that ship, then those of the actor's organisation. One that was brought in stands for the shipped one of its id. */
    List<Playbook> all(Actor actor) {
        var all = new LinkedHashMap<>(shipped);
        store.read(tx -> PlaybookSql.in(tx).brought(actor.orgId())).stream()
                .map(PlaybookReader::read)
                .forEach(p -> all.put(p.id(), p));
        return List.copyOf(all.values());
    }

    boolean ships(Playbook playbook) {
        return playbook.equals(shipped.get(playbook.id()));
    }

    Playbook one(Actor actor, String id) {
        return all(actor).stream().filter(p -> p.id().equals(id)).findFirst().orElseThrow(Access::notFound);
    }

    /**
     * Takes a playbook in for the actor's organisation.
     *
     * @throws Refusal with all that is wrong with it, or when a newer one of that id is here
     */
    Playbook take(Actor actor, String text) {
        Access.mayChange(actor);
        var playbook = PlaybookReader.read(text);
        return outbox.record((tx, acts) -> {
            var sql = PlaybookSql.in(tx);
            var there = sql.modified(actor.orgId(), playbook.id()).orElse("");
            if (there.compareTo(playbook.modified()) > 0) {
                throw Refusal.conflict("已有较新的一份（" + there + "）。", "A newer one is here, of " + there + ".");
            }
            if (there.isEmpty() && sql.brought(actor.orgId()).size() >= MOST) {
                throw Refusal.conflict("剧本已达" + MOST + "份。", "There are " + MOST + " playbooks already.");
            }
            sql.put(actor.orgId(), playbook.id(), playbook.modified(), text, time.now(), actor.id());
            acts.add(
                    actor,
                    "playbook.taken",
                    "playbook/" + playbook.id(),
                    "",
                    Sha256.of(text),
                    Map.of("playbook", playbook.id(), "steps", playbook.steps().size()));
            return playbook;
        });
    }

    List<String> addresses() {
        return store.read(tx -> PlaybookSql.in(tx).addresses());
    }

    /** Lists an address: everything below it may be called by a step of a playbook. */
    void list(Actor actor, String address) {
        administrator(actor);
        var plain = plain(address).toString();
        outbox.record((tx, acts) -> {
            var sql = PlaybookSql.in(tx);
            if (sql.addresses().size() >= MOST_ADDRESSES) {
                throw Refusal.conflict(
                        "地址已达" + MOST_ADDRESSES + "个。", "There are " + MOST_ADDRESSES + " addresses already.");
            }
            sql.list(plain, time.now(), actor.id());
            return acts.add(actor, "playbook.address-listed", "playbooks", "", "", Map.of("address", plain));
        });
    }

    void unlist(Actor actor, String address) {
        administrator(actor);
        outbox.record((tx, acts) -> {
            PlaybookSql.in(tx).unlist(address);
            return acts.add(actor, "playbook.address-unlisted", "playbooks", "", "", Map.of("address", address));
        });
    }

    private static void administrator(Actor actor) {
        if (actor.role() != Role.ADMINISTRATOR) {
            throw Refusal.forbidden("仅管理员可列出可调用的地址。", "Only an administrator says which addresses may be called.");
        }
    }

    /** @throws Refusal when no listed address covers it */
    URI allowed(String url) {
        var wanted = plain(url);
        for (var listed : addresses()) {
            var base = URI.create(listed);
            var path = base.getPath();
            var below = path.endsWith("/") ? path : path + "/";
            if (base.getScheme().equals(wanted.getScheme())
                    && base.getHost().equals(wanted.getHost())
                    && base.getPort() == wanted.getPort()
                    && (wanted.getPath().equals(path) || wanted.getPath().startsWith(below))) {
                return wanted;
            }
        }
        throw Refusal.forbidden(
                "管理员未列出地址 " + wanted.getHost() + "，未调用。",
                "An administrator has not listed the address " + wanted.getHost() + "; nothing was called.");
    }

    /** An address of the web in one spelling: nothing before the host, no dots that climb, no fragment. */
    private static URI plain(String address) {
        return WebAddress.of(address)
                .map(URI::normalize)
                .filter(uri -> uri.getUserInfo() == null
                        && uri.getRawFragment() == null
                        && !uri.getRawPath().contains("..")
                        && !uri.getRawPath().contains("%2")
                        && !uri.getRawPath().contains("\\"))
                .map(uri -> URI.create(uri.getScheme() + "://"
                        + uri.getRawAuthority().toLowerCase(java.util.Locale.ROOT)
                        + (uri.getRawPath().isEmpty() ? "/" : uri.getRawPath())
                        + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery())))
                .orElseThrow(() -> Refusal.invalid(
                        "“" + address + "”不是可用的地址，例如 https://soc.example/api/。",
                        "'" + address + "' is no address that can be used, such as https://soc.example/api/."));
    }
}
