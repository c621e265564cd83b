package zhiheng.server.rooms.needs;

import io.vertx.ext.web.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.cases.Case;
import zhiheng.server.ground.page.Choice;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;
import zhiheng.server.ground.page.When;

/** The public's part: say it, follow it by the receipt, confirm. Nobody signs in. */
final class AskPages {
    private static final String ASK = "rooms/needs/ask";
    private static final String FOLLOW = "rooms/needs/follow";

    private final Site site;
    private final Desk desk;
    private final NeedDesk needs;
    private final NeedIntake intake;
    private final NeedsFace face;

    AskPages(Site site, Desk desk, NeedDesk needs, NeedIntake intake, NeedsFace face) {
        this.site = site;
        this.desk = desk;
        this.needs = needs;
        this.intake = intake;
        this.face = face;
    }

    void mount(Router router) {
        desk.open(router, "/ask", visit -> ask(visit, "", "", Form.EMPTY));
        desk.openPost(router, "/ask", this::take);
        desk.open(router, "/ask/follow", visit -> followed(visit, null, Form.EMPTY));
        desk.openPost(router, "/ask/follow", this::follow);
        desk.openPost(router, "/ask/confirm", this::confirm);
        desk.openPost(router, "/ask/node", this::word);
        desk.openUpload(router, "/ask/file", intake.limits().mostBytes(), intake::sending, this::attach);
    }

    private AskView view(Visit visit, String masked, String receipt, Form form) {
        var kinds = new ArrayList<Choice>();
        for (var kind : Need.Kind.values()) {
            kinds.add(new Choice(
                    kind.name(),
                    visit.words.t("need.kind." + kind),
                    kind.name().equals(form.value("kind")) || form.value("kind").isEmpty() && kind == Need.Kind.HELP));
        }
        return new AskView(kinds, masked, receipt, form);
    }

    private Reply ask(Visit visit, String masked, String receipt, Form form) {
        return desk.page(visit, "", ASK, Map.of("p", view(visit, masked, receipt, form)));
    }

    private Reply take(Visit visit) {
        try {
            var kind = kind(visit.typed("kind"));
            var text = NeedIntake.checked(visit.typed("text"));
            var masked = intake.masked(text);
            var choice = visit.typed("mask");
            if (!masked.equals(text) && !List.of("yes", "no").contains(choice)) {
                return ask(visit, masked, "", visit.form(Map.of()));
            }
            var kept = choice.equals("no") ? text : masked;
            return ask(visit, "", intake.take(kind, kept, visit.typed("place"), visit.remote), Form.EMPTY);
        } catch (Refusal e) {
            var said = visit.words.t(e.text());
            var view = view(visit, "", "", visit.form(Map.of("text", said)));
            return desk.wrong(visit, "", ASK, Map.of("p", view), said);
        }
    }

    private static Need.Kind kind(String typed) {
        for (var kind : Need.Kind.values()) {
            if (kind.name().equals(typed)) {
                return kind;
            }
        }
        throw Refusal.invalid("请选择诉求类别。", "Choose what kind of need it is.");
    }

    private Reply followed(Visit visit, @Nullable Need need, Form form) {
        var view = new FollowView(form, need == null ? null : found(visit, need));
        return desk.page(visit, "", FOLLOW, Map.of("p", view));
    }

    private FollowView.Found found(Visit visit, Need asked) {
        var n = intake.answering(asked);
        var procedure = needs.procedure(n);
        var lexicon = site.lexicon(visit);
        var stage = procedure.stage(n.c().stage());
        boolean own = asked.joined().isEmpty();
        return new FollowView.Found(
                new State(NeedWords.tone(n.c().stage()), visit.words.t(stage.name())),
                asked.text(),
                needs.names().getOrDefault(n.lead(), ""),
                due(n.c(), lexicon::when),
                n.answer(),
                stage.id().equals("declined") || stage.id().equals("received") ? n.reason() : "",
                !own,
                own && stage.id().equals("replied"),
                intake.timetable(n).stream()
                        .map(node -> new FollowView.Node(
                                node.id(),
                                NeedViews.stop(visit, node, needs.today()),
                                own
                                        && node.reported() != null
                                        && node.confirmed() == null
                                        && !node.state().disputed()
                                        && node.state().excused().isEmpty()))
                        .toList(),
                face.told(asked.id()).stream().map(visit.words::t).toList(),
                needs.files(asked.id()).stream()
                        .map(f -> f.masked() ? visit.words.t("need.file.masked", f.name()) : f.name())
                        .toList(),
                own && !n.c().ended() && intake.limits().mostOfOne() > 0
                        ? visit.words.t(
                                "follow.file.help",
                                intake.limits().mostMiB(),
                                intake.limits().mostOfOne())
                        : "",
                stage.id().equals("unsolved")
                        ? NeedClocks.reviewUntil(n.c(), procedure)
                                .map(Object::toString)
                                .orElse("")
                        : "",
                asked.c().trail().reversed().stream()
                        .map(v -> new FollowView.Stop(
                                lexicon.when(v.at()),
                                visit.words.t(
                                        needs.procedure(asked).stage(v.stage()).name())))
                        .toList());
    }

    private static @Nullable When due(Case c, java.util.function.Function<java.time.Instant, When> said) {
        return c.clocks().stream()
                .filter(k -> k.owed() && k.ends() != null && !k.deadline().equals("confirm"))
                .map(k -> java.util.Objects.requireNonNull(k.ends()))
                .min(java.util.Comparator.naturalOrder())
                .map(said)
                .orElse(null);
    }

    private Reply follow(Visit visit) {
        try {
            return followed(visit, intake.follow(visit.typed("receipt"), visit.remote), visit.form(Map.of()));
        } catch (Refusal e) {
            return wrong(visit, null, "receipt", e);
        }
    }

    private Reply word(Visit visit) {
        Need need = null;
        try {
            need = intake.follow(visit.typed("receipt"), visit.remote);
            if (!List.of("yes", "no").contains(visit.typed("so"))) {
                throw Refusal.invalid("请选择是否属实。", "Say whether it is so.");
            }
            intake.word(
                    visit.typed("receipt"),
                    visit.typed("node"),
                    visit.typed("so").equals("yes"),
                    visit.remote);
            return followed(visit, need, visit.form(Map.of()));
        } catch (Refusal e) {
            return wrong(visit, need, need == null ? "receipt" : "node", e);
        }
    }

    private Reply attach(Visit visit) {
        Need need = null;
        try {
            need = intake.follow(visit.typed("receipt"), visit.remote);
            var file = visit.file();
            if (file == null) {
                throw Refusal.invalid("请选择文件。", "Choose a file.");
            }
            intake.attach(
                    visit.typed("receipt"),
                    file.fileName(),
                    java.nio.file.Path.of(file.uploadedFileName()),
                    visit.typed("asTyped").equals("1"),
                    visit.remote);
            return followed(visit, need, visit.form(Map.of()));
        } catch (Refusal e) {
            return wrong(visit, need, need == null ? "receipt" : "file", e);
        }
    }

    private Reply confirm(Visit visit) {
        Need need = null;
        try {
            need = intake.follow(visit.typed("receipt"), visit.remote);
            var stars = visit.typed("satisfied");
            var said = visit.typed("solved");
            var after = intake.confirm(
                    visit.typed("receipt"),
                    List.of("YES", "HALF", "NO").contains(said) ? Need.Confirmed.valueOf(said) : Need.Confirmed.NOTHING,
                    stars.matches("[1-5]") ? Integer.parseInt(stars) : 0,
                    visit.typed("words"),
                    visit.remote);
            return followed(visit, after, visit.form(Map.of()));
        } catch (Refusal e) {
            return wrong(visit, need, need == null ? "receipt" : "solved", e);
        }
    }

    private Reply wrong(Visit visit, @Nullable Need need, String field, Refusal e) {
        var said = visit.words.t(e.text());
        var view = new FollowView(visit.form(Map.of(field, said)), need == null ? null : found(visit, need));
        return desk.wrong(visit, "", FOLLOW, Map.of("p", view), said);
    }
}
