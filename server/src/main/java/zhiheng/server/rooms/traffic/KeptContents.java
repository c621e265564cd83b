package zhiheng.server.rooms.traffic;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import zhiheng.gateway.Content;
import zhiheng.gateway.Seal;
import zhiheng.office.acts.Outbox;
import zhiheng.office.acts.Words;
import zhiheng.office.input.Input;
import zhiheng.office.people.Actor;

/** What was said, where a permit keeps it: sealed before it is written anywhere, and read only with a reason that the ledger keeps. */
public final class KeptContents implements Seal {
    private final ContentRows rows;
    private final Vault vault;
    private final Outbox outbox;
    private final Opened opened = new Opened();

    public KeptContents(ContentRows rows, Vault vault, Outbox outbox) {
        this.rows = rows;
        this.vault = vault;
        this.outbox = outbox;
    }

    @Override
    public byte[] seal(String id, byte[] plain) {
        return vault.seal(plain, place(id));
    }

    private static String place(String id) {
        return "content " + id;
    }

    public boolean has(String system, String id) {
        return rows.has(system, id);
    }

    /** Opens the content of a call to be read. @return empty when it was not kept, or not any more */
    public Optional<Content> read(Actor actor, String system, String id, String reason) {
        var why = Input.required("理由", "reason", reason, Input.TEXT);
        var sealed = rows.of(system, id);
        if (sealed.isEmpty()) {
            return Optional.empty();
        }
        var content = Content.read(vault.open(sealed.get(), place(id)));
        outbox.record((tx, acts) -> acts.add(
                actor, "content.read", system + "/interaction/" + id, system, "", Map.of("reason", Words.of(why))));
        opened.by(actor, id);
        return Optional.of(content);
    }

    /** A piece of what the same person has just opened with {@link #read}, for the page that shows it. */
    public Optional<Content> shown(Actor actor, String system, String id) {
        return opened.was(actor, id)
                ? rows.of(system, id).map(bytes -> Content.read(vault.open(bytes, place(id))))
                : Optional.empty();
    }

    public int forget(String system, Instant before) {
        return rows.forget(system, before);
    }
}
