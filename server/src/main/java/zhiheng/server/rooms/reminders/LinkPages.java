package zhiheng.server.rooms.reminders;

import io.vertx.ext.web.Router;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import zhiheng.server.ground.page.Desk;
import zhiheng.server.ground.page.Reply;
import zhiheng.server.ground.page.Visit;

/** What the links of e-mails open, without sign-in. Each carries its own proof, so a request from anywhere may send it. */
record LinkPages(Desk desk, ChoiceRows choices, Links links) {
    private static final String PAGE = "rooms/reminders/link";
    private static final String STOP = "/reminders/stop";
    private static final String ADDRESS = "/reminders/address";

    void mount(Router router) {
        desk.open(
                router,
                STOP,
                visit -> links.stops(visit.query("t")).isPresent()
                        ? page(visit, "reminders.stop", visit.words.t("reminders.stop.text"), STOP)
                        : gone(visit));
        desk.provenPost(router, STOP, this::stop);
        desk.open(
                router,
                ADDRESS,
                visit -> choices.toConfirm(visit.query("t"))
                        .map(address -> page(
                                visit, "reminders.confirm", visit.words.t("reminders.confirm.text", address), ADDRESS))
                        .orElseGet(() -> gone(visit)));
        desk.provenPost(router, ADDRESS, this::confirm);
    }

    private Reply stop(Visit visit) {
        var person = links.stops(visit.query("t"));
        if (person.isEmpty()) {
            return gone(visit);
        }
        choices.stop(person.get());
        return page(visit, "reminders.stop", visit.words.t("reminders.stopped"), "");
    }

    private Reply confirm(Visit visit) {
        return choices.confirm(visit.query("t"))
                ? page(visit, "reminders.confirm", visit.words.t("reminders.confirmed"), "")
                : gone(visit);
    }

    private Reply page(Visit visit, String key, String text, String path) {
        var action = path.isEmpty() ? "" : path + "?t=" + URLEncoder.encode(visit.query("t"), StandardCharsets.UTF_8);
        return desk.page(
                visit,
                "",
                PAGE,
                Map.of(
                        "title",
                        visit.words.t(key),
                        "text",
                        text,
                        "action",
                        action,
                        "button",
                        path.isEmpty() ? "" : visit.words.t(key + ".go")));
    }

    private Reply gone(Visit visit) {
        return desk.refusal(visit, 404, visit.words.t("error.not-found"), visit.words.t("reminders.link.gone"));
    }
}
