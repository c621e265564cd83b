package zhiheng.server.rooms.reminders;

import io.vertx.ext.web.Router;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Errors;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.State;
import zhiheng.server.ground.page.Visit;

/** How somebody wants to be told. */
record ChoicePages(Site site, Desk desk, ChoiceRows rows, Choosing choosing, boolean server) {
    private static final String PAGE = "rooms/reminders/choice";
    private static final String PATH = "/account/reminders";
    private static final List<Integer> DAYS = List.of(0, 1, 2, 3, 5, 7, 10, 14, 21, 30, 60);

    void mount(Router router) {
        desk.get(router, PATH, visit -> desk.page(visit, "account", PAGE, Map.of("p", shown(visit))));
        desk.post(router, PATH, this::choose);
        desk.post(router, PATH + "/again", visit -> {
            choosing.again(visit.own().person());
            visit.tell(visit.words.t("reminders.link-sent"));
            return new Reply.Go(PATH);
        });
    }

    private Choice stored(Visit visit) {
        return rows.of(visit.actor().id()).orElseGet(() -> Choice.usual(visit.words.language(), site.zone(visit)));
    }

    private Reply choose(Visit visit) {
        var before = stored(visit);
        var errors = new Errors(visit);
        Choice wanted = before;
        try {
            wanted = typed(visit, before);
            if (!server && wanted.mail()) {
                throw Refusal.invalid("尚未设置邮件服务器。", "No mail server is set up.").at("address");
            }
            boolean sent = choosing.choose(visit.own().person(), wanted);
            visit.tell(visit.words.t(sent ? "reminders.link-sent" : "reminders.saved"));
            return new Reply.Go(PATH);
        } catch (Refusal e) {
            if (e.kind() == Refusal.Kind.CONFLICT) {
                return desk.stale(
                        visit,
                        "account",
                        PAGE,
                        Map.of("p", view(visit, wanted, visit.form(Map.of()), before.version())),
                        visit.words.t(e.text()));
            }
            if (e.kind() != Refusal.Kind.INVALID) {
                throw e;
            }
            errors.add(e.where(), visit.words.t(e.text()));
        }
        return desk.wrong(
                visit,
                "account",
                PAGE,
                Map.of("p", view(visit, wanted, visit.form(errors.map()), visit.version())),
                visit.words.t("error.form"));
    }

    private static Choice typed(Visit visit, Choice before) {
        var from = visit.typed("quiet-from");
        var to = visit.typed("quiet-to");
        return new Choice(
                !visit.typed("mail").isEmpty(),
                visit.typed("address"),
                false,
                visit.typed("language").startsWith("zh") ? "zh" : "en",
                zone(visit.typed("zone"), before.zone()),
                number(visit.typed("hour"), before.hour()),
                from.isEmpty() && to.isEmpty()
                        ? Quiet.NONE
                        : new Quiet(Choosing.time("quiet-from", from), Choosing.time("quiet-to", to)),
                !visit.typed("urgent").isEmpty(),
                number(visit.typed("days"), before.daysAhead()),
                visit.version());
    }

    private static int number(String typed, int otherwise) {
        return typed.matches("[0-9]{1,3}") ? Integer.parseInt(typed) : otherwise;
    }

    private static ZoneId zone(String typed, ZoneId otherwise) {
        try {
            return typed.isEmpty() ? otherwise : ZoneId.of(typed);
        } catch (DateTimeException e) {
            throw Refusal.invalid("没有这个时区。", "There is no such zone.").at("zone");
        }
    }

    private ChoiceView shown(Visit visit) {
        var choice = stored(visit);
        return view(visit, choice, null, choice.version());
    }

    /** @param version that the form names; after somebody else's change the present one, so that the next save lies on top */
    private ChoiceView view(Visit visit, Choice c, @Nullable Form again, long version) {
        var words = visit.words;
        return new ChoiceView(
                again == null ? form(c) : again,
                server,
                again == null ? c.mail() : !visit.typed("mail").isEmpty(),
                again == null ? c.urgentPasses() : !visit.typed("urgent").isEmpty(),
                c.address().isEmpty()
                        ? new State("open", words.t("reminders.address.none"))
                        : c.confirmed()
                                ? new State("met", words.t("reminders.address.confirmed"))
                                : new State("doing", words.t("reminders.address.waits")),
                server
                        && again == null
                        && c.mail()
                        && !c.confirmed()
                        && !c.address().isEmpty(),
                DAYS.stream()
                        .map(d -> option(String.valueOf(d), words.t("reminders.days.ahead", d), d == c.daysAhead()))
                        .toList(),
                IntStream.range(0, 24)
                        .mapToObj(h -> option(String.valueOf(h), String.format("%02d:00", h), h == c.hour()))
                        .toList(),
                Stream.of("zh", "en")
                        .map(l -> option(l, l.equals("zh") ? "中文" : "English", l.equals(c.language())))
                        .toList(),
                ZoneId.getAvailableZoneIds().stream()
                        .filter(z -> z.contains("/") && !z.startsWith("SystemV/")
                                || z.equals(c.zone().getId()))
                        .sorted()
                        .map(z -> option(z, z, z.equals(c.zone().getId())))
                        .toList(),
                String.valueOf(version));
    }

    private static Form form(Choice c) {
        var typed = new HashMap<String, String>();
        typed.put("address", c.address());
        if (!c.quiet().none()) {
            typed.put("quiet-from", c.quiet().from().toString());
            typed.put("quiet-to", c.quiet().to().toString());
        }
        return new Form(typed, Map.of());
    }

    private static zhiheng.server.ground.page.Choice option(String value, String label, boolean chosen) {
        return new zhiheng.server.ground.page.Choice(value, label, chosen);
    }
}
