package zhiheng.server.rooms.account;

import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import zhiheng.base.Refusal;
import zhiheng.server.ground.identity.SecondFactor;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Errors;
import zhiheng.server.ground.page.Form;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Site;
import zhiheng.server.ground.page.Visit;

/** The second factor of the own account: set up, confirmed by a code, taken away. */
final class FactorPages {
    private static final String PAGE = "rooms/account/factor";
    private static final String PATH = "/account/factor";

    private final Site site;
    private final Desk desk;

    FactorPages(Site site, Desk desk) {
        this.site = site;
        this.desk = desk;
    }

    void mount(Router router) {
        desk.get(router, PATH, visit -> desk.page(visit, "account", PAGE, parts(visit, Form.EMPTY, List.of())));
        desk.post(router, PATH, visit -> {
            factor().begin(visit.own());
            return new Reply.Go(PATH);
        });
        desk.post(
                router,
                PATH + "/confirm",
                visit -> coded(visit, () -> {
                    var codes = factor().confirm(visit.own(), visit.typed("code"));
                    return desk.page(visit, "account", PAGE, parts(visit, Form.EMPTY, codes));
                }));
        desk.post(
                router,
                PATH + "/end",
                visit -> coded(visit, () -> {
                    factor().end(visit.own(), visit.typed("code"));
                    visit.tell(visit.words.t("factor.ended"));
                    return new Reply.Go("/account");
                }));
    }

    private SecondFactor factor() {
        return site.identity().factor();
    }

    private Map<String, Object> parts(Visit visit, Form form, List<String> codes) {
        var on = factor().on(visit.own().person().id());
        var begun = on ? null : factor().begun(visit.own());
        var picture = begun == null ? null : new Qr(begun.address(), visit.words.t("factor.picture"));
        return Map.of("p", new FactorView(on, begun, picture, codes, form));
    }

    private interface Deed {
        Reply done();
    }

    private Reply coded(Visit visit, Deed deed) {
        var errors = new Errors(visit).required("code");
        if (!errors.any()) {
            try {
                return deed.done();
            } catch (Refusal e) {
                if (e.kind() != Refusal.Kind.INVALID) {
                    throw e;
                }
                errors.add("code", visit.words.t(e.text()));
            }
        }
        return desk.wrong(
                visit,
                "account",
                PAGE,
                parts(visit, new Form(Map.of(), errors.map()), List.of()),
                visit.words.t("error.form"));
    }
}
