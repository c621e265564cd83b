package zhiheng.server.rooms.labels;

import io.vertx.ext.web.Router;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.labels.Dissemination;
import zhiheng.labels.LabelException;
import zhiheng.labels.label.Certainty;
import zhiheng.labels.label.ContentLabel;
import zhiheng.labels.label.FoundLabel;
import zhiheng.provenance.c2pa.DigitalSource;
import zhiheng.provenance.c2pa.Oversight;
import zhiheng.server.ground.http.SentFile;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Errors;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.ProducerField;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Visit;

/** Drop a file and see what its labels say; write a label and take the file home. Files live as long as their request. */
final class LabelPages {
    private final Site site;
    private final Desk desk;
    private final LabelDesk labels;
    private final SignDesk signs;

    LabelPages(Site site, Desk desk, LabelDesk labels, SignDesk signs) {
        this.site = site;
        this.desk = desk;
        this.labels = labels;
        this.signs = signs;
    }

    void mount(Router router) {
        desk.get(router, "/labels", visit -> page(visit, null));
        desk.upload(router, "/labels", SentFile.MAX_BYTES, this::check);
        desk.upload(router, "/labels/file", SentFile.MAX_BYTES, this::write);
        desk.upload(router, "/labels/sign", SentFile.MAX_BYTES, this::sign);
    }

    private Reply page(Visit visit, LabelsView.@Nullable Result result) {
        return desk.page(visit, "labels", "rooms/labels/labels", Map.of("p", view(visit, Form.EMPTY, result)));
    }

    private Reply wrong(Visit visit, Errors errors) {
        return desk.wrong(
                visit,
                "labels",
                "rooms/labels/labels",
                Map.of("p", view(visit, visit.form(errors.map()), null)),
                visit.words.t("error.form"));
    }

    private LabelsView view(Visit visit, Form form, LabelsView.@Nullable Result result) {
        var declarations = Arrays.stream(Dissemination.Declaration.values())
                .map(d -> new Choice(d.name(), visit.words.t("declaration." + d), d == declaration(visit)))
                .toList();
        var certainties = Arrays.stream(Certainty.values())
                .map(c -> new Choice(
                        c.value(),
                        c.value() + " · "
                                + (visit.words.language().equals("zh")
                                        ? c.text().zh()
                                        : c.text().en()),
                        c.value().equals(visit.typed("label"))))
                .toList();
        return new LabelsView(form, declarations, certainties, signing(visit), result);
    }

    /** What may be said of a file that is signed; null for who may not sign. */
    private LabelsView.@Nullable Signing signing(Visit visit) {
        if (!SignDesk.may(visit.actor().role())) {
            return null;
        }
        var sources = Arrays.stream(DigitalSource.values())
                .map(source -> choice(visit, "source", source))
                .toList();
        var oversights = Stream.concat(
                        Stream.of(new Choice("", visit.words.t("oversight.none"), false)),
                        Arrays.stream(Oversight.values()).map(how -> choice(visit, "oversight", how)))
                .toList();
        return new LabelsView.Signing(signs.hasKey(), sources, oversights);
    }

    private static Choice choice(Visit visit, String name, Enum<?> value) {
        return new Choice(
                value.name(),
                visit.words.t(name + "." + value.name()),
                value.name().equals(visit.typed(name)));
    }

    private static Dissemination.Declaration declaration(Visit visit) {
        return Arrays.stream(Dissemination.Declaration.values())
                .filter(d -> d.name().equals(visit.typed("declaration")))
                .findFirst()
                .orElse(Dissemination.Declaration.NONE);
    }

    private Reply check(Visit visit) {
        try (var file = sent(visit)) {
            if (file == null) {
                var errors = new Errors(visit);
                errors.add("file", visit.words.t("label.no-file"));
                return wrong(visit, errors);
            }
            var reading = labels.read(file);
            List<ContentLabel> found =
                    reading.labels().stream().map(FoundLabel::label).toList();
            var hint = visit.typed("hint").isEmpty() ? null : labels.hint(file);
            var decision = Dissemination.decide(
                    found,
                    declaration(visit),
                    !visit.typed("traces").isEmpty() || hint != null && Hints.found(hint),
                    visit.typed("platform"),
                    visit.typed("number"));
            return page(
                    visit,
                    new LabelResults(visit.words, site.lexicon(visit))
                            .of(
                                    file.name(),
                                    reading,
                                    decision,
                                    new LabelResults.Seen(
                                            labels.mark(file),
                                            labels.origins(file),
                                            labels.traces(file),
                                            labels.manifests(file),
                                            hint)));
        }
    }

    private Reply write(Visit visit) {
        if (!visit.actor().role().mayChange()) {
            return desk.refusal(visit, 403, visit.words.t("error.refused"), visit.words.t("error.forbidden"));
        }
        try (var file = sent(visit)) {
            var errors = new Errors(visit);
            if (file == null) {
                errors.add("file", visit.words.t("label.no-file"));
            }
            var label = label(visit, errors);
            if (file == null || label == null) {
                return wrong(visit, errors);
            }
            try {
                return new Reply.SentDownload(labels.write(
                                visit.actor(),
                                file,
                                label,
                                new LabelDesk.Besides(
                                        !visit.typed("breaking").isEmpty(),
                                        !visit.typed("seen").isEmpty(),
                                        !visit.typed("watermark").isEmpty()))
                        .file());
            } catch (LabelException e) {
                errors.add(
                        "file",
                        visit.words.language().equals("zh")
                                ? e.reason().zh()
                                : e.reason().en());
                return wrong(visit, errors);
            }
        }
    }

    private Reply sign(Visit visit) {
        if (!SignDesk.may(visit.actor().role())) {
            return desk.refusal(visit, 403, visit.words.t("error.refused"), visit.words.t("error.forbidden"));
        }
        try (var file = sent(visit)) {
            var errors = new Errors(visit);
            if (file == null) {
                errors.add("file", visit.words.t("label.no-file"));
                return wrong(visit, errors);
            }
            try {
                return new Reply.SentDownload(signs.sign(visit.actor(), file, SignDesk.claimed(visit::typed))
                        .file());
            } catch (Refusal e) {
                var field = e.where().matches("title|model|source|oversight|since") ? e.where() : "file";
                errors.add(
                        field,
                        visit.words.language().equals("zh")
                                ? e.text().zh()
                                : e.text().en());
                return wrong(visit, errors);
            }
        }
    }

    private static @Nullable ContentLabel label(Visit visit, Errors errors) {
        errors.required("producer").required("id");
        var producer = ProducerField.read(visit, errors::add);
        if (errors.any()) {
            return null;
        }
        try {
            return ContentLabel.of(Certainty.of(visit.typed("label")), producer, visit.typed("id"));
        } catch (IllegalArgumentException e) {
            errors.add("id", visit.words.t("label.id.wrong"));
            return null;
        }
    }

    private static @Nullable SentFile sent(Visit visit) {
        var upload = visit.file();
        return upload == null
                ? null
                : SentFile.moved(upload.fileName(), java.nio.file.Path.of(upload.uploadedFileName()));
    }
}
