package zhiheng.server.rooms.duties;

import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import zhiheng.base.Refusal;
import zhiheng.office.registry.DutyState;
import zhiheng.server.ground.http.JsonOut;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.rooms.dossier.DutyWords;

/** Duties from a file: first what it would do, line by line, then doing it, each by the version that was shown. */
record ImportPages(Site site, Desk desk) {
    private static final String PAGE = "rooms/duties/import";
    private static final JsonMapper JSON = new JsonMapper();

    void mount(Router router) {
        desk.get(router, "/duties/import", visit -> desk.page(visit, "duties", PAGE, Map.of("p", none(Form.EMPTY))));
        desk.upload(router, "/duties/import", SheetReader.MOST_BYTES, this::dry);
        desk.post(router, "/duties/import/apply", this::apply);
    }

    private static ImportView none(Form form) {
        return new ImportView(false, List.of(), List.of(), 0, "", form);
    }

    private Reply dry(Visit visit) throws IOException {
        try {
            var file = visit.file();
            if (file == null) {
                throw Refusal.invalid("请选择一个文件。", "Choose a file.");
            }
            var lines = SheetReader.read(Path.of(file.uploadedFileName()), file.fileName());
            return desk.page(visit, "duties", PAGE, Map.of("p", view(visit, new DutyImport(site, visit, lines))));
        } catch (Refusal e) {
            if (e.kind() != Refusal.Kind.INVALID) {
                throw e;
            }
            var why = visit.words.t(e.text());
            return desk.wrong(visit, "duties", PAGE, Map.of("p", none(new Form(Map.of(), Map.of("file", why)))), why);
        }
    }

    private ImportView view(Visit visit, DutyImport read) {
        return new ImportView(
                true,
                read.wanted.stream().map(w -> change(visit, w)).toList(),
                read.refused.stream()
                        .map(r -> new ImportView.Refused(r.line(), r.column(), r.why()))
                        .toList(),
                read.same,
                plan(read.wanted),
                Form.EMPTY);
    }

    private static ImportView.Change change(Visit visit, DutyImport.Wanted w) {
        return new ImportView.Change(
                w.line(),
                w.name(),
                visit.words.t(w.duty().duty().title()),
                "/systems/" + w.system() + "/duties/" + w.duty().duty().id(),
                light(visit, w, w.duty().standing()),
                light(visit, w, w.state()),
                w.who());
    }

    private static State light(Visit visit, DutyImport.Wanted w, DutyState state) {
        return DutyWords.state(visit.words, w.duty().duty().nature(), state, state);
    }

    private static String plan(List<DutyImport.Wanted> wanted) {
        return JsonOut.compact(wanted.stream()
                .map(w -> List.of(
                        w.system(),
                        w.duty().duty().id(),
                        w.duty().version(),
                        w.state().name(),
                        w.owner(),
                        w.assignee(),
                        w.reason(),
                        w.line()))
                .toList());
    }

    /** Everything is looked at again: the plan came back from a browser, and others may have worked meanwhile. */
    private Reply apply(Visit visit) {
        int done = 0;
        var refused = new ArrayList<ImportView.Refused>();
        try {
            var plan = JSON.readTree(visit.raw("plan"));
            if (!plan.isArray() || plan.size() > SheetReader.MOST_LINES) {
                throw Refusal.invalid("请求无法读取，请重新上传文件。", "The request cannot be read; send the file again.");
            }
            for (var entry : plan) {
                var line = entry.path(7).asLong(0);
                try {
                    var system = site.office()
                            .registry()
                            .system(visit.actor(), entry.path(0).asString(""));
                    var assignee = entry.path(5).asString("");
                    site.identity().checkAssignable(visit.actor(), system.orgId(), assignee);
                    site.office()
                            .duties()
                            .set(
                                    visit.actor(),
                                    system.id(),
                                    entry.path(1).asString(""),
                                    DutyState.valueOf(entry.path(3).asString("")),
                                    entry.path(4).asString(""),
                                    assignee,
                                    null,
                                    entry.path(6).asString(""),
                                    entry.path(2).asLong(-1));
                    done++;
                } catch (Refusal e) {
                    refused.add(new ImportView.Refused(line, "", visit.words.t(e.text())));
                }
            }
        } catch (JacksonException | IllegalArgumentException e) {
            throw Refusal.invalid("请求无法读取，请重新上传文件。", "The request cannot be read; send the file again.");
        }
        if (refused.isEmpty()) {
            visit.tell(visit.words.t("import.done", done));
            return new Reply.Go("/duties");
        }
        return desk.stale(
                visit,
                "duties",
                PAGE,
                Map.of("p", new ImportView(true, List.of(), refused, 0, "", Form.EMPTY)),
                visit.words.t("import.some", done, refused.size()));
    }
}
