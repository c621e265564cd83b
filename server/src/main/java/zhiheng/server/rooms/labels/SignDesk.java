package zhiheng.server.rooms.labels;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.acts.Outbox;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;
import zhiheng.provenance.c2pa.C2paReport;
import zhiheng.provenance.c2pa.C2paSigner;
import zhiheng.provenance.c2pa.Claimed;
import zhiheng.provenance.c2pa.DigitalSource;
import zhiheng.provenance.c2pa.ManifestReport;
import zhiheng.provenance.c2pa.Oversight;
import zhiheng.server.ground.Release;
import zhiheng.server.ground.http.SentFile;

/**
 * Signs files that people send (C2PA) with the operator's key. A signature speaks for the operator, so that its own people alone ask
 * for one; each is an act in the ledger, which has no word that was typed.
 */
final class SignDesk {
    private static final int LONGEST = 200;
    private static final Pattern ACTION = Pattern.compile("[a-z0-9]+(\\.[a-z0-9_-]+)+");

    private final Outbox outbox;
    private final Optional<C2paSigner> signer;

    /** @param signer empty where the operator gave no key */
    SignDesk(Outbox outbox, Optional<C2paSigner> signer) {
        this.outbox = outbox;
        this.signer = signer;
    }

    /** A signed copy, which the caller closes. @param mediaType of the file */
    record Signed(SentFile file, String mediaType, ManifestReport manifest) {}

    boolean hasKey() {
        return signer.isPresent();
    }

    static boolean may(Role role) {
        return role.mayChange() && role.seesAll();
    }

    /** No signed file leaves before the act is in the ledger. */
    Signed sign(Actor actor, SentFile file, Claimed claimed) {
        if (!may(actor.role())) {
            throw Refusal.forbidden(
                    "以运营者的密钥签名，只限管理员和监管人员。", "Administrators and officers alone sign with the operator's key.");
        }
        var key = signer.orElseThrow(() -> Refusal.conflict(
                "本服务器没有签名密钥；由运维人员在启动时以 --c2pa-key 和 --c2pa-chain 给出。",
                "This server has no key to sign with; who runs it gives one with --c2pa-key and --c2pa-chain."));
        var out = SentFile.empty(file.signedName());
        boolean good = false;
        try {
            var report = key.sign(file.path(), out.path(), claimed);
            var signed = new Signed(out, report.mediaType(), report.active().orElseThrow());
            record(actor, signed, claimed, report);
            good = true;
            return signed;
        } catch (Refusal e) {
            throw new Refusal(e.kind(), e.text()); // where the file lies here is nobody's business
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!good) {
                out.close();
            }
        }
    }

    private void record(Actor actor, Signed signed, Claimed claimed, C2paReport report) {
        Map<String, Object> details = Map.of(
                "format",
                signed.mediaType,
                "source",
                claimed.source().name(),
                "oversight",
                claimed.oversight().map(Enum::name).orElse(""),
                "manifests",
                report.manifests().size());
        var digest = signed.file.sha256();
        outbox.record((tx, acts) -> acts.add(actor, "content.signed", signed.manifest.label(), "", digest, details));
    }

    /**
     * What is to be claimed, as it was typed; a refusal names the field.
     *
     * @param typed by the name of a field; "" or null for one that was left out
     */
    static Claimed claimed(Function<String, @Nullable String> typed) {
        var since = text(typed, "since");
        if (!since.isEmpty() && !ACTION.matcher(since).matches()) {
            throw Refusal.invalid("须为动作名，例如 c2pa.edited。", "is the name of an action, such as c2pa.edited.")
                    .at("since");
        }
        var source = choice(typed, "source", DigitalSource.values());
        return new Claimed(
                "Zhiheng",
                Release.number(),
                source.orElse(DigitalSource.TRAINED_ALGORITHMIC_MEDIA),
                Optional.of(text(typed, "title")).filter(title -> !title.isEmpty()),
                Optional.of(text(typed, "model")).filter(model -> !model.isEmpty()),
                choice(typed, "oversight", Oversight.values()),
                since.isEmpty() ? List.of() : List.of(since));
    }

    private static String text(Function<String, @Nullable String> typed, String name) {
        var text = typed.apply(name);
        var said = text == null ? "" : text.strip();
        if (said.length() > LONGEST || said.chars().anyMatch(Character::isISOControl)) {
            throw Refusal.invalid(
                            "最多 " + LONGEST + " 个字符，不含控制字符。",
                            "has " + LONGEST + " characters at most, and no control characters.")
                    .at(name);
        }
        return said;
    }

    private static <E extends Enum<E>> Optional<E> choice(
            Function<String, @Nullable String> typed, String name, E[] values) {
        var said = text(typed, name);
        var chosen = Arrays.stream(values)
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(said.toLowerCase(Locale.ROOT)))
                .findFirst();
        if (chosen.isEmpty() && !said.isEmpty()) {
            var all = Arrays.stream(values)
                    .map(value -> value.name().toLowerCase(Locale.ROOT))
                    .collect(Collectors.joining(", "));
            throw Refusal.invalid("可用：" + all + "。", "is one of: " + all + ".").at(name);
        }
        return chosen;
    }
}
