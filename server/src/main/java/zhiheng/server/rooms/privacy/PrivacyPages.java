package zhiheng.server.rooms.privacy;

import io.vertx.ext.web.Router;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.people.Role;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Visit;

/** What is kept how long; and the last question before somebody or something is erased. */
record PrivacyPages(Site site, Desk desk, Retention retention, Forgetting forgetting) {
    private static final String SECTION = "privacy";
    private static final String TABLE = "rooms/privacy/privacy";
    private static final String ERASE = "rooms/privacy/erase";

    void mount(Router router) {
        desk.get(
                router,
                "/privacy",
                visit -> desk.page(visit, SECTION, TABLE, Map.of("p", table(visit, Form.EMPTY, ""))));
        desk.post(router, "/privacy/:kind", this::set);
        desk.get(router, "/privacy/people/:id", visit -> ask(visit, person(visit, Form.EMPTY)));
        desk.get(router, "/privacy/systems/:id", visit -> ask(visit, system(visit, Form.EMPTY)));
        desk.post(router, "/privacy/people/:id", visit -> {
            try {
                forgetting.person(visit.actor(), visit.in("id"), visit.typed("confirm"));
            } catch (Refusal e) {
                return again(visit, person(visit, form(visit, e)), e);
            }
            visit.tell(visit.words.t("privacy.person.done"));
            return new Reply.Go("/admin#people");
        });
        desk.post(router, "/privacy/systems/:id", visit -> {
            try {
                forgetting.system(visit.actor(), visit.in("id"), visit.typed("confirm"));
            } catch (Refusal e) {
                return again(visit, system(visit, form(visit, e)), e);
            }
            visit.tell(visit.words.t("privacy.system.done"));
            return new Reply.Go("/systems/" + visit.in("id"));
        });
    }

    private Reply ask(Visit visit, EraseView view) {
        return desk.page(visit, SECTION, ERASE, Map.of("p", view));
    }

    private static Form form(Visit visit, Refusal e) {
        return visit.form(Map.of("confirm", visit.words.t(e.text())));
    }

    private Reply again(Visit visit, EraseView view, Refusal e) {
        return switch (e.kind()) {
            case INVALID, CONFLICT -> desk.wrong(visit, SECTION, ERASE, Map.of("p", view), visit.words.t(e.text()));
            case MALFORMED, FORBIDDEN, NOT_FOUND, UNAVAILABLE -> throw e;
        };
    }

    private EraseView person(Visit visit, Form form) {
        var person = site.identity().staff().one(visit.actor(), visit.in("id"));
        return new EraseView(
                true,
                person.name(),
                person.login(),
                "/admin/people/" + person.id(),
                visit.path,
                person.isErased() ? "privacy.person.gone" : person.active() ? "privacy.person.first" : null,
                form);
    }

    private EraseView system(Visit visit, Form form) {
        if (visit.actor().role() != Role.ADMINISTRATOR) {
            throw Refusal.forbidden("只有管理员可以删除。", "Only an administrator erases.");
        }
        var system = site.office().registry().system(visit.actor(), visit.in("id"));
        return new EraseView(
                false,
                system.name(),
                system.name(),
                "/systems/" + system.id() + "/archive",
                visit.path,
                system.isErased() ? "privacy.system.gone" : system.archive() == null ? "privacy.system.first" : null,
                form);
    }

    /** @param changed the kind that somebody else changed while its form was open; "" for none */
    private PrivacyView table(Visit visit, Form form, String changed) {
        var words = visit.words;
        return new PrivacyView(
                retention.all(visit.actor()).stream()
                        .map(s -> {
                            var kept = s.kept();
                            boolean byAge = kept.older() != null;
                            var typed = form.value(kept.name());
                            return new PrivacyView.Row(
                                    kept.name(),
                                    words.t(kept.what()),
                                    words.t(kept.goes()),
                                    !byAge ? "" : typed.isEmpty() ? Integer.toString(s.days()) : typed,
                                    !byAge
                                            ? ""
                                            : words.t(
                                                    kept.least() == 0 ? "privacy.bounds.open" : "privacy.bounds",
                                                    Math.max(1, kept.least()),
                                                    kept.most()),
                                    typed.isEmpty() || kept.name().equals(changed) ? s.version() : visit.version(),
                                    kept.name().equals(changed) ? words.t("privacy.now", s.days()) : "");
                        })
                        .toList(),
                form,
                visit.actor().role() == Role.ADMINISTRATOR);
    }

    private Reply set(Visit visit) {
        var kind = visit.in("kind");
        @Nullable Refusal wrong = null;
        try {
            retention.set(visit.actor(), kind, days(visit.typed(kind)), visit.version());
        } catch (Refusal e) {
            wrong = switch (e.kind()) {
                case INVALID, CONFLICT -> e;
                case MALFORMED, FORBIDDEN, NOT_FOUND, UNAVAILABLE -> throw e;
            };
        }
        if (wrong == null) {
            visit.tell(visit.words.t("privacy.saved"));
            return new Reply.Go("/privacy");
        }
        if (wrong.kind() == Refusal.Kind.CONFLICT) {
            return desk.conflict(visit, SECTION, TABLE, Map.of("p", table(visit, visit.form(Map.of()), kind)));
        }
        var why = visit.words.t(wrong.text());
        return desk.wrong(visit, SECTION, TABLE, Map.of("p", table(visit, visit.form(Map.of(kind, why)), "")), why);
    }

    private static int days(String typed) {
        if (!typed.matches("[0-9]{1,6}")) {
            throw Refusal.invalid("请输入天数。", "Type a number of days.");
        }
        return Integer.parseInt(typed);
    }
}
