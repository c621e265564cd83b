package zhiheng.server.rooms.packeditor;

import io.vertx.ext.web.Router;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import zhiheng.base.Refusal;
import zhiheng.office.people.Role;
import zhiheng.packs.Pack;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Visit;

/** Writing a pack: checked as one types, compared with the library's, taken home as a zip, or published by an administrator. */
final class EditorPages {
    private static final String SECTION = "packeditor";
    private static final int ROWS = 24;
    private static final int FEW_ROWS = 12;

    private final Site site;
    private final Desk desk;
    private final PackFiles files;
    private final DraftCheck check;
    private final Publishing publishing;

    /** @param read has the server read its packs again */
    EditorPages(Site site, Desk desk, Path folder, Runnable read) {
        this.site = site;
        this.desk = desk;
        this.files = new PackFiles(folder);
        this.check = new DraftCheck(folder);
        this.publishing = new Publishing(files, check, site.office(), read);
    }

    void mount(Router router) {
        desk.get(router, "/packeditor", visit -> {
            mayWrite(visit);
            return desk.page(visit, SECTION, "rooms/packeditor/packeditor", Map.of("p", view(visit)));
        });
        desk.post(router, "/packeditor/check", visit -> result(visit, this::checked));
        desk.post(router, "/packeditor/diff", visit -> result(visit, this::compared));
        desk.post(router, "/packeditor/export", this::export);
        desk.post(router, "/packeditor/publish", visit -> result(visit, this::published));
    }

    private static void mayWrite(Visit visit) {
        if (visit.actor().role() != Role.ADMINISTRATOR && visit.actor().role() != Role.OFFICER) {
            throw Refusal.forbidden(
                    "规则包编辑器仅供主管机关人员使用。", "The editor of packs is for the authority's officers and administrators.");
        }
    }

    @FunctionalInterface
    private interface Answer {
        EditorView.Result of(Visit visit, PackDraft draft);
    }

    private Reply result(Visit visit, Answer answer) {
        mayWrite(visit);
        EditorView.Result result;
        try {
            result = answer.of(visit, draft(visit));
        } catch (Refusal e) {
            result = new EditorView.Result(visit.words.t(e.text()), "", List.of(), 0, 0, 0, null);
        }
        return desk.page(visit, SECTION, "rooms/packeditor/result", Map.of("r", result));
    }

    private static PackDraft draft(Visit visit) {
        return PackDraft.of(visit.typed("id"), visit::raw);
    }

    private EditorView.Result checked(Visit visit, PackDraft draft) {
        return said(visit, check.check(draft), "");
    }

    private EditorView.Result published(Visit visit, PackDraft draft) {
        var result = publishing.publish(visit.actor(), draft, visit.typed("seen"));
        return said(visit, result, result.faults().isEmpty() ? draft.pack() : "");
    }

    private static EditorView.Result said(Visit visit, DraftCheck.Result result, String published) {
        var faults = result.faults().stream()
                .map(fault -> new EditorView.Fault(
                        field(fault.file()), fault.line(), fault.column(), where(visit, fault), fault.text()))
                .toList();
        return new EditorView.Result("", published, faults, result.rules(), result.cases(), result.failed(), null);
    }

    private static String where(Visit visit, DraftCheck.Fault fault) {
        return fault.file().isEmpty()
                ? ""
                : fault.column() == 0
                        ? visit.words.t("packeditor.at", fault.file(), fault.line())
                        : visit.words.t("packeditor.at.column", fault.file(), fault.line(), fault.column());
    }

    private static String field(String file) {
        return PackDraft.FIELDS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(file))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    private EditorView.Result compared(Visit visit, PackDraft draft) {
        var diffs = new ArrayList<EditorView.Diff>();
        for (var file : PackDraft.FIELDS.values()) {
            var lines = LineDiff.of(files.text(draft.pack(), file), draft.text(file)).stream()
                    .map(line -> new EditorView.Line(String.valueOf(line.sign()), tone(line.sign()), line.text()))
                    .toList();
            if (!lines.isEmpty()) {
                diffs.add(new EditorView.Diff(file, lines));
            }
        }
        return new EditorView.Result("", "", List.of(), 0, 0, 0, diffs);
    }

    private static String tone(char sign) {
        return switch (sign) {
            case '+' -> "plus";
            case '-' -> "minus";
            case ' ' -> "same";
            default -> "gap";
        };
    }

    private Reply export(Visit visit) throws IOException {
        mayWrite(visit);
        var draft = draft(visit);
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var file : draft.files().entrySet()) {
                if (!file.getValue().isBlank()) {
                    zip.putNextEntry(new ZipEntry(draft.pack() + "/" + file.getKey()));
                    zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
                    zip.closeEntry();
                }
            }
        }
        return new Reply.Download("application/zip", draft.pack() + ".zip", bytes.toByteArray());
    }

    private EditorView view(Visit visit) {
        var known = site.library().packs().stream().map(Pack::id).toList();
        var asked = visit.query("pack");
        boolean shipped = known.contains(asked);
        var id = shipped ? asked : "my-law";
        var packs = Stream.concat(
                        Stream.of(new Choice("", visit.words.t("packeditor.new"), !shipped)),
                        site.library().packs().stream()
                                .map(p -> new Choice(p.id(), visit.words.t(p.name()), p.id().equals(asked))))
                .toList();
        var fields = new ArrayList<EditorView.File>();
        for (var entry : PackDraft.FIELDS.entrySet()) {
            var text = shipped ? files.text(id, entry.getValue()) : Starter.text(entry.getValue());
            fields.add(new EditorView.File(
                    entry.getKey(), entry.getValue(), text, entry.getKey().equals("rules") ? ROWS : FEW_ROWS));
        }
        return new EditorView(id, packs, fields, !shipped, files.stand(id), Publishing.may(visit.actor()));
    }
}
