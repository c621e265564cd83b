package zhiheng.server.ground.page;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import zhiheng.office.duties.EvidenceFiles;
import zhiheng.office.people.Actor;
import zhiheng.server.ground.http.Disposition;
import zhiheng.server.ground.http.Door;
import zhiheng.server.ground.http.Peer;
import zhiheng.server.ground.http.Problem;
import zhiheng.server.ground.identity.Session;
import zhiheng.server.ground.log.RequestId;

/** Takes requests in, checks who asks and the form's token, runs the page on the {@link Door}'s threads, and sends the reply. */
public final class Desk {
    private static final String POLICY = "Content-Security-Policy";
    /** A download that is opened in a browser all the same runs nothing and is of no origin. */
    private static final String SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'";

    private static final long FORM_BYTES = 1 << 20;
    private static final String SESSION = "zhiheng.session";

    private final Site site;
    private final Door door;

    public Desk(Site site, Door door) {
        this.site = site;
        this.door = door;
    }

    /** A page; what it throws becomes a page that says what to do. */
    public interface Page {
        Reply answer(Visit visit) throws Exception;
    }

    public void open(Router router, String path, Page page) {
        router.get(path).failureHandler(this::failed).handler(ctx -> run(ctx, false, page));
    }

    public void get(Router router, String path, Page page) {
        router.get(path).failureHandler(this::failed).handler(ctx -> run(ctx, true, page));
    }

    public void openPost(Router router, String path, Page page) {
        post(router, path, BodyHandler.create(false).setBodyLimit(FORM_BYTES), page);
    }

    public void post(Router router, String path, Page page) {
        router.post(path).failureHandler(this::failed).handler(this::admit);
        post(router, path, BodyHandler.create(false).setBodyLimit(FORM_BYTES), page);
    }

    /**
     * A form with a file, from anybody.
     *
     * @param gate refuses an address before a byte of the body is taken
     */
    public void openUpload(Router router, String path, long mostBytes, Consumer<String> gate, Page page) {
        router.post(path).failureHandler(this::failed).handler(ctx -> {
            gate.accept(Peer.address(ctx.request()));
            ctx.next();
        });
        post(router, path, door.spool().form(mostBytes + FORM_BYTES), page);
    }

    /** A form that anybody may send from anywhere, since what it carries proves its right by itself: no token of the visit is asked. */
    public void provenPost(Router router, String path, Page page) {
        router.post(path)
                .failureHandler(this::failed)
                .handler(BodyHandler.create(false).setBodyLimit(FORM_BYTES))
                .handler(ctx -> run(ctx, false, page));
    }

    /** A form with a piece of evidence. */
    public void upload(Router router, String path, Page page) {
        upload(router, path, EvidenceFiles.MAX_BYTES, page);
    }

    /** A form with a file, which goes to the disk as it comes; only from those who are signed in. */
    public void upload(Router router, String path, long mostBytes, Page page) {
        router.post(path).failureHandler(this::failed).handler(this::admit);
        post(router, path, door.spool().form(mostBytes + FORM_BYTES), page);
    }

    /** Lets a body in only after its sender is known. */
    private void admit(RoutingContext ctx) {
        var visit = new Visit(ctx, site.book());
        door.admit(
                ctx,
                () -> {
                    var session = door.session(ctx);
                    return session.isEmpty()
                            ? () -> send(ctx.response(), visit, signIn(visit))
                            : () -> {
                                ctx.put(SESSION, session.get());
                                ctx.next();
                            };
                },
                e -> sending(ctx, visit, failure(visit, e)));
    }

    private static Reply signIn(Visit visit) {
        return new Reply.Go(
                "/sign-in?to=" + java.net.URLEncoder.encode(visit.path, java.nio.charset.StandardCharsets.UTF_8));
    }

    private void post(Router router, String path, Handler<RoutingContext> body, Page page) {
        router.post(path)
                .failureHandler(this::failed)
                .handler(body)
                .handler(ctx -> run(ctx, false, visit -> {
                    if (!visit.csrfHolds()) {
                        return refusal(visit, 403, visit.words.t("error.refused"), visit.words.t("error.csrf"));
                    }
                    return page.answer(visit);
                }));
    }

    private void run(RoutingContext ctx, boolean signedIn, Page page) {
        var visit = new Visit(ctx, site.book());
        Session admitted = ctx.get(SESSION);
        door.run(
                ctx,
                () -> {
                    visit.recognised(
                            admitted != null ? admitted : door.session(ctx).orElse(null));
                    return sending(
                            ctx, visit, signedIn && visit.session() == null ? signIn(visit) : answer(ctx, visit, page));
                },
                e -> {
                    visit.recognised(null); // so that the page asks nothing of a store that may be what failed
                    return sending(ctx, visit, failure(visit, e));
                });
    }

    private static Runnable sending(RoutingContext ctx, Visit visit, Reply reply) {
        return () -> send(ctx.response(), visit, reply);
    }

    private Reply answer(RoutingContext ctx, Visit visit, Page page) {
        try {
            return page.answer(visit);
        } catch (Exception | LinkageError | StackOverflowError e) {
            if (visit.session() != null) {
                door.refused(ctx, visit.actor(), e);
            }
            return failure(visit, e);
        }
    }

    /** An error as a page: the status and the words that REST has for it, see {@link Problem#from}. */
    private Reply failure(Visit visit, Throwable error) {
        var problem = Problem.from(error);
        if (problem.status() == 500) {
            return refusal(visit, 500, visit.words.t("error.server"), failed(visit));
        }
        var title = visit.words.t(problem.status() == 404 ? "error.not-found" : "error.refused");
        return refusal(visit, problem.status(), title, visit.words.t(problem.detail()));
    }

    public Reply page(Visit visit, String section, String template, Map<String, Object> parts) {
        return new Reply.Html(200, site.renderer().render(template, frame(visit, section), parts));
    }

    /** A form shown again because something in it is wrong. */
    public Reply wrong(Visit visit, String section, String template, Map<String, Object> parts, String text) {
        return again(422, visit, section, template, parts, text);
    }

    /** A form shown again because what it changes was changed meanwhile. */
    public Reply stale(Visit visit, String section, String template, Map<String, Object> parts, String text) {
        return again(409, visit, section, template, parts, text);
    }

    private Reply again(
            int status, Visit visit, String section, String template, Map<String, Object> parts, String text) {
        return new Reply.Html(
                status, site.renderer().render(template, frame(visit, section).withNotice("wrong", text), parts));
    }

    /** A form shown again because somebody else saved meanwhile. */
    public Reply conflict(Visit visit, String section, String template, Map<String, Object> parts) {
        return stale(visit, section, template, parts, visit.words.t("conflict.again"));
    }

    /** A page of a room that says why something was refused and what to do. */
    public Reply refused(Visit visit, int status, String template, Map<String, Object> parts) {
        return new Reply.Html(status, site.renderer().render(template, frame(visit, ""), parts));
    }

    public Reply refusal(Visit visit, int status, String title, String text) {
        return new Reply.Html(
                status,
                site.renderer().render("ground/page/refusal", frame(visit, ""), Map.of("title", title, "text", text)));
    }

    public Reply notFound(Visit visit) {
        return refusal(visit, 404, visit.words.t("error.not-found"), visit.words.t("error.not-found.text"));
    }

    private Frame frame(Visit visit, String section) {
        Frame.Who who = null;
        var session = visit.session();
        if (session != null) {
            var person = session.person();
            var org = site.office().orgs().find(session.actor(), person.orgId());
            who = new Frame.Who(
                    person.name(),
                    visit.words.t("role." + person.role()),
                    org.map(o -> o.name()).orElse(""),
                    person.role() == zhiheng.office.people.Role.ADMINISTRATOR,
                    person.role().mayChange());
        }
        return new Frame(
                visit.words,
                visit.path,
                section,
                who,
                visit.csrf(),
                visit.told(),
                session == null ? Menu.NONE : menu(visit, session.actor()),
                site.zone(visit).getId(),
                days(visit));
    }

    /**
     * Duties fall due by the days of their law: which day it is where, unless it is one day for the reader and all
     * laws.
     */
    private String days(Visit visit) {
        var zones = new TreeMap<LocalDate, Set<String>>();
        site.office()
                .days()
                .laws()
                .values()
                .forEach(law -> zones.computeIfAbsent(law.day(), day -> new TreeSet<>())
                        .add(law.zone().getId()));
        var here = LocalDate.ofInstant(site.clock().instant(), site.zone(visit));
        return zones.isEmpty() || zones.keySet().equals(Set.of(here))
                ? visit.words.t("foot.days.same")
                : visit.words.t(
                        "foot.days",
                        zones.entrySet().stream()
                                .map(e -> e.getKey() + " (" + String.join(", ", e.getValue()) + ")")
                                .collect(Collectors.joining(", ")));
    }

    private Menu menu(Visit visit, Actor actor) {
        return Menu.of(site.nav(), actor.role(), nav -> nav.badge().waiting(actor), visit.words);
    }

    private void failed(RoutingContext ctx) {
        run(ctx, false, visit -> switch (ctx.statusCode()) {
            case 413 -> refusal(visit, 413, visit.words.t("error.refused"), visit.words.t("error.size"));
            case 400 -> refusal(visit, 400, visit.words.t("error.refused"), visit.words.t("error.unreadable"));
            default -> failure(visit, ctx.failure() == null ? new IllegalStateException() : ctx.failure());
        });
    }

    /** What a page says when it failed, with the name under which the log has it. */
    private static String failed(Visit visit) {
        return visit.words.t("error.server.text") + " (" + RequestId.HEADER + ": " + RequestId.current() + ")";
    }

    private static void send(HttpServerResponse response, Visit visit, Reply reply) {
        if (response.ended() || response.closed()) {
            if (reply instanceof Reply.SentDownload file) {
                file.file().close();
            }
            return;
        }
        visit.cookies().forEach(response::addCookie);
        switch (reply) {
            case Reply.Html html ->
                response.setStatusCode(html.status())
                        .putHeader("Content-Type", "text/html; charset=utf-8")
                        .putHeader("Content-Language", visit.words.language())
                        .end(html.body());
            case Reply.Go go ->
                response.setStatusCode(303).putHeader("Location", go.to()).end();
            case Reply.Download file ->
                response.putHeader("Content-Type", file.contentType())
                        .putHeader(POLICY, SANDBOX)
                        .putHeader(Disposition.HEADER, Disposition.attachment(file.name()))
                        .end(Buffer.buffer(file.content()));
            case Reply.Shown shown ->
                response.putHeader("Content-Type", shown.contentType()).end(Buffer.buffer(shown.content()));
            case Reply.Events events -> {
                response.putHeader("Content-Type", "text/event-stream")
                        .putHeader("X-Accel-Buffering", "no") // a proxy that gathers would hold events back
                        .setChunked(true);
                events.begin().accept(response);
            }
            case Reply.SentDownload sent ->
                response.putHeader("Content-Type", "application/octet-stream")
                        .putHeader(POLICY, SANDBOX)
                        .putHeader(
                                Disposition.HEADER,
                                Disposition.attachment(sent.file().name()))
                        .sendFile(sent.file().path().toString())
                        .onComplete(done -> sent.file().close());
        }
    }
}
