package zhiheng.server.ground.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import zhiheng.base.Refusal;
import zhiheng.office.duties.EvidenceFiles;
import zhiheng.server.ground.http.SentFile;
import zhiheng.server.ground.log.RequestId;

/** Takes requests in, checks who asks and the form's token, runs the page on a virtual thread, and sends the reply. */
public final class Desk {
    private static final long FORM_BYTES = 1 << 20;
    private static final System.Logger LOG = System.getLogger(Desk.class.getName());
    private final Site site;

    public Desk(Site site) {
        this.site = site;
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
        post(router, path, BodyHandler.create(false).setBodyLimit(FORM_BYTES), false, page);
    }

    public void post(Router router, String path, Page page) {
        post(router, path, BodyHandler.create(false).setBodyLimit(FORM_BYTES), true, page);
    }

    /** A form with a piece of evidence. */
    public void upload(Router router, String path, Page page) {
        upload(router, path, EvidenceFiles.MAX_BYTES, page);
    }

    /** A form with a file, which goes to the disk as it comes; only from those who are signed in. */
    public void upload(Router router, String path, long mostBytes, Page page) {
        String folder;
        try {
            folder = SentFile.folder().toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var body =
                BodyHandler.create(folder).setBodyLimit(mostBytes + FORM_BYTES).setDeleteUploadedFilesOnEnd(true);
        router.post(path).failureHandler(this::failed).handler(this::admit);
        post(router, path, body, true, page);
    }

    /** Lets a body in only after its sender is known. */
    private void admit(RoutingContext ctx) {
        ctx.request().pause();
        var visit = new Visit(ctx, site.book());
        var context = ctx.vertx().getOrCreateContext();
        Thread.ofVirtual().name("admit").start(RequestId.carry(ctx, () -> {
            boolean known;
            try {
                visit.recognise(site.identity());
                known = visit.session() != null;
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "A page failed: " + visit.path, e);
                known = false;
            }
            boolean goesOn = known;
            context.runOnContext(nothing -> {
                ctx.request().resume();
                if (goesOn) {
                    ctx.next();
                } else {
                    send(ctx.response(), visit, signIn(visit));
                }
            });
        }));
    }

    private static Reply signIn(Visit visit) {
        return new Reply.Go(
                "/sign-in?to=" + java.net.URLEncoder.encode(visit.path, java.nio.charset.StandardCharsets.UTF_8));
    }

    private void post(Router router, String path, BodyHandler body, boolean signedIn, Page page) {
        router.post(path)
                .failureHandler(this::failed)
                .handler(body)
                .handler(ctx -> run(ctx, signedIn, visit -> {
                    if (!visit.csrfHolds()) {
                        return refusal(visit, 403, visit.words.t("error.refused"), visit.words.t("error.csrf"));
                    }
                    return page.answer(visit);
                }));
    }

    private void run(RoutingContext ctx, boolean signedIn, Page page) {
        var visit = new Visit(ctx, site.book());
        var context = ctx.vertx().getOrCreateContext();
        Thread.ofVirtual().name("page").start(RequestId.carry(ctx, () -> {
            var reply = answer(visit, signedIn, page);
            context.runOnContext(nothing -> send(ctx.response(), visit, reply));
        }));
    }

    private Reply answer(Visit visit, boolean signedIn, Page page) {
        try {
            visit.recognise(site.identity());
            if (signedIn && visit.session() == null) {
                return signIn(visit);
            }
            return page.answer(visit);
        } catch (Refusal e) {
            return refusal(
                    visit,
                    e.kind().status(),
                    visit.words.t(e.kind() == Refusal.Kind.NOT_FOUND ? "error.not-found" : "error.refused"),
                    visit.words.t(e.text()));
        } catch (Exception | LinkageError | StackOverflowError e) {
            LOG.log(System.Logger.Level.ERROR, "A page failed: " + visit.path, e);
            return refusal(visit, 500, visit.words.t("error.server"), failed(visit));
        }
    }

    public Reply page(Visit visit, String section, String template, Map<String, Object> parts) {
        return new Reply.Html(200, site.renderer().render(template, frame(visit, section), parts));
    }

    /** A form shown again because something in it is wrong. */
    public Reply wrong(Visit visit, String section, String template, Map<String, Object> parts, String text) {
        return new Reply.Html(
                422, site.renderer().render(template, frame(visit, section).withNotice("wrong", text), parts));
    }

    public Reply refusal(Visit visit, int status, String title, String text) {
        return new Reply.Html(
                status, site.renderer().render("ground/page/refusal", frame(visit, ""), Map.of("title", title, "text", text)));
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
        return new Frame(visit.words, visit.path, section, who, visit.csrf(), visit.told(), site.nav());
    }

    private void failed(RoutingContext ctx) {
        run(
                ctx,
                false,
                visit -> ctx.statusCode() == 413
                        ? refusal(visit, 413, visit.words.t("error.refused"), visit.words.t("error.size"))
                        : refusal(
                                visit,
                                ctx.statusCode() >= 400 && ctx.statusCode() < 500 ? ctx.statusCode() : 500,
                                visit.words.t("error.server"),
                                failed(visit)));
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
        guard(response);
        response.putHeader("Cache-Control", "no-store");
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
                        .putHeader("Content-Disposition", disposition(file.name()))
                        .end(Buffer.buffer(file.content()));
            case Reply.Shown shown ->
                response.putHeader("Content-Type", shown.contentType()).end(Buffer.buffer(shown.content()));
            case Reply.SentDownload sent ->
                response.putHeader("Content-Type", "application/octet-stream")
                        .putHeader(
                                "Content-Disposition", disposition(sent.file().name()))
                        .sendFile(sent.file().path().toString())
                        .onComplete(done -> sent.file().close());
        }
    }

    private static String disposition(String name) {
        return "attachment; filename*=UTF-8''"
                + java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8)
                        .replace("+", "%20");
    }

    /** Nothing inline, nothing from elsewhere, never framed. */
    public static void guard(HttpServerResponse response) {
        response.putHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "same-origin")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin");
    }
}
