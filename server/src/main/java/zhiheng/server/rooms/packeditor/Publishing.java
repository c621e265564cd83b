package zhiheng.server.rooms.packeditor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import zhiheng.base.Refusal;
import zhiheng.office.Office;
import zhiheng.office.people.Actor;
import zhiheng.office.people.Role;
import zhiheng.packs.Crosswalk;
import zhiheng.packs.PackCases;
import zhiheng.packs.PackException;

/**
 * Lays a draft into the library that the server reads; from then on it holds here, and every system whose duties differ is told. Only
 * what can be read is published, with cases that come out as expected, the pack's other files of cases among them, and only on top of
 * what its writer saw. The act stands in the ledger before the first file is in its place.
 */
final class Publishing {
    private final PackFiles files;
    private final DraftCheck check;
    private final Office office;
    private final Runnable read;

    /** @param read has the server read its packs again */
    Publishing(PackFiles files, DraftCheck check, Office office, Runnable read) {
        this.files = files;
        this.check = check;
        this.office = office;
        this.read = read;
    }

    static boolean may(Actor actor) {
        return actor.role() == Role.ADMINISTRATOR;
    }

    /**
     * Publishes it, unless the check finds a fault.
     *
     * @param seen the {@link PackFiles#stand} on which the draft was written
     */
    synchronized DraftCheck.Result publish(Actor actor, PackDraft draft, String seen) {
        if (!may(actor)) {
            throw Refusal.forbidden("仅管理员可以发布规则包。", "Only administrators publish a pack.");
        }
        if (!files.stand(draft.pack()).equals(seen)) {
            throw Refusal.conflict(
                    "打开之后该规则包已被改动，或者已有同名规则包；请重新打开并比较。未发布。",
                    "This pack was changed since you opened it, or there is one of this id. Open it again and compare. Nothing"
                            + " was published.");
        }
        var result = check.check(draft);
        if (!result.faults().isEmpty()) {
            return result;
        }
        if (result.cases() == 0) {
            throw Refusal.invalid("发布须附至少一个案例。", "A pack is published with one case at the least.");
        }
        fits(draft);
        lay(
                draft,
                () -> office.outbox().record((tx, acts) -> {
                    acts.add(
                            actor,
                            "law.published",
                            draft.pack(),
                            "",
                            "",
                            Map.of("was", seen, "rules", result.rules(), "cases", result.cases()));
                    return true;
                }));
        read.run();
        return result;
    }

    /** What the check of one draft does not see: the other cases of its pack, and lines to its duties from others. */
    private void fits(PackDraft draft) {
        try {
            var library = check.laid(draft).library();
            Crosswalk.of(library, files.folder());
            var replaced = files.at(draft.pack(), PackDraft.CASES);
            for (var file : files.cases(draft.pack())) {
                if (!file.equals(replaced)) {
                    var name = draft.pack() + "/cases/" + file.getFileName();
                    var report = PackCases.run(library, name, Files.readString(file));
                    if (!report.failures().isEmpty()) {
                        throw new PackException(report.failures().getFirst());
                    }
                }
            }
        } catch (PackException e) {
            throw Refusal.invalid("未发布：" + e.getMessage(), "Not published: " + e.getMessage());
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** All files are on the disk before the act, and in their places after it. */
    private void lay(PackDraft draft, Runnable act) {
        var drafts = new LinkedHashMap<Path, Path>();
        try {
            try {
                for (var file : draft.files().entrySet()) {
                    var target = files.at(draft.pack(), file.getKey());
                    if (!file.getValue().isBlank()) {
                        Files.createDirectories(Objects.requireNonNull(target.getParent()));
                        var beside = target.resolveSibling("." + target.getFileName() + ".draft");
                        drafts.put(beside, target);
                        Files.writeString(beside, file.getValue());
                    }
                }
                act.run();
                for (var move : drafts.entrySet()) {
                    Files.move(
                            move.getKey(),
                            move.getValue(),
                            StandardCopyOption.ATOMIC_MOVE,
                            StandardCopyOption.REPLACE_EXISTING);
                }
            } finally {
                for (var beside : drafts.keySet()) {
                    Files.deleteIfExists(beside);
                }
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private Refusal unwritable(IOException e) {
        return Refusal.unavailable(
                "规则包目录 " + files.folder() + " 无法写入：" + e + "。可导出 zip，由管理服务器的人放入。",
                "The folder of the packs, " + files.folder() + ", cannot be written: " + e
                        + ". Take the pack as a zip and have it laid there by who runs the server.",
                e);
    }
}
