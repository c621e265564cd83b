package zhiheng.server.ground.page;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.FileUpload;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;
import zhiheng.office.people.Actor;
import zhiheng.server.ground.http.Language;
import zhiheng.server.ground.http.Peer;
import zhiheng.server.ground.identity.Identity;
import zhiheng.server.ground.identity.Secrets;
import zhiheng.server.ground.identity.Session;
import zhiheng.server.ground.identity.Visitor;

/** One request, read in full on the event loop so that the rest can run on a thread of its own. */
public final class Visit {
    private static final String NOTICE = "zhiheng-notice";
    private static final String FORM = "zhiheng-form";
    private static final String ZONE = "zhiheng-zone";

    public final Words words;
    public final String path;
    public final String remote;
    /** Who asks, as far as the network tells. */
    public final Visitor visitor;
    /** Scheme and host by which the visitor came, for links to copy. */
    public final String origin;
    /** The last event of a stream that this browser has, "" for none. */
    public final String lastEvent;

    private final Map<String, String> in;
    private final Map<String, List<String>> query = new HashMap<>();
    private final Map<String, List<String>> form = new HashMap<>();
    private final Map<String, String> cookies = new HashMap<>();
    private final List<FileUpload> files;
    private final boolean secure;
    private final List<Cookie> set = new ArrayList<>();
    private @Nullable Session session;

    public Visit(RoutingContext ctx, WordBook book) {
        var request = ctx.request();
        for (var cookie : request.cookies()) {
            cookies.put(cookie.getName(), cookie.getValue());
        }
        ctx.queryParams()
                .forEach(e -> query.computeIfAbsent(e.getKey(), k -> new ArrayList<>())
                        .add(e.getValue()));
        request.formAttributes()
                .forEach(e ->
                        form.computeIfAbsent(e.getKey(), k -> new ArrayList<>()).add(e.getValue()));
        in = Map.copyOf(ctx.pathParams());
        files = List.copyOf(ctx.fileUploads());
        remote = Peer.address(request);
        visitor = new Visitor(remote, java.util.Objects.requireNonNullElse(request.getHeader("User-Agent"), ""));
        lastEvent = java.util.Objects.requireNonNullElse(request.getHeader("Last-Event-ID"), "");
        secure = Peer.https(request);
        origin = (secure ? "https://" : "http://") + request.authority();
        path = request.method() == io.vertx.core.http.HttpMethod.GET ? request.uri() : request.path();
        words = book.in(Language.of(request, cookies.get(Language.COOKIE)));
    }

    void recognised(@Nullable Session known) {
        session = known;
    }

    @Nullable
    public Session session() {
        return session;
    }

    /** The session of a page that only the signed in reach. */
    public Session own() {
        if (session == null) {
            throw Refusal.forbidden("请先登录。", "Sign in first.");
        }
        return session;
    }

    public Actor actor() {
        return own().actor();
    }

    /** The token that forms of this visit carry: the session's, or before sign-in one kept in a cookie. */
    public String csrf() {
        if (session != null) {
            return session.csrf();
        }
        return cookies.computeIfAbsent(FORM, name -> {
            var bytes = new byte[18];
            new java.security.SecureRandom().nextBytes(bytes);
            var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
            set(FORM, token, -1, CookieSameSite.STRICT);
            return token;
        });
    }

    public boolean csrfHolds() {
        if (session != null) {
            return session.csrfIs(typed("csrf"));
        }
        var expected = cookies.getOrDefault(FORM, "");
        return !expected.isEmpty() && Secrets.same(expected, typed("csrf"));
    }

    public String in(String name) {
        return in.getOrDefault(name, "");
    }

    public String query(String name) {
        return query.getOrDefault(name, List.of("")).getFirst();
    }

    /** All values of a name in the query. */
    public List<String> queries(String name) {
        return query.getOrDefault(name, List.of());
    }

    public String typed(String name) {
        return form.getOrDefault(name, List.of("")).getFirst().strip();
    }

    /** The fields that were sent. */
    public java.util.Set<String> names() {
        return form.keySet();
    }

    /** Exactly as typed. */
    public String raw(String name) {
        return form.getOrDefault(name, List.of("")).getFirst();
    }

    /** The version of a system that the form was made from; -1, which is never present, when it is no number. */
    public long version() {
        return typed("version").matches("[0-9]{1,18}") ? Long.parseLong(typed("version")) : -1;
    }

    /** A password, exactly as typed. */
    public char[] secret(String name) {
        return form.getOrDefault(name, List.of("")).getFirst().toCharArray();
    }

    public List<String> typedAll(String name) {
        return form.getOrDefault(name, List.of());
    }

    /** All that was typed, passwords left out, with what is wrong with it. */
    public Form form(Map<String, String> errors) {
        var typed = new HashMap<String, String>();
        form.forEach((name, values) -> {
            if (!name.contains("password")) {
                typed.put(name, values.getFirst());
            }
        });
        return new Form(typed, errors);
    }

    /** The uploaded file, null when the field was left empty. */
    @Nullable
    public FileUpload file() {
        return files.stream()
                .filter(f -> f.size() > 0 || !f.fileName().isEmpty())
                .findFirst()
                .orElse(null);
    }

    /** The file of one field among several, null when it was left empty. */
    @Nullable
    public FileUpload file(String field) {
        return files.stream()
                .filter(f -> f.name().equals(field) && f.size() > 0)
                .findFirst()
                .orElse(null);
    }

    public void signIn(Session entered) {
        set(Session.cookie(secure), entered.id(), -1, CookieSameSite.LAX);
        clear(FORM);
    }

    public void signOut(Identity identity) {
        var cookie = cookies.get(Session.cookie(secure));
        if (cookie != null) {
            identity.signOut(cookie);
        }
        clear(Session.cookie(secure));
    }

    /** The zone of the browser, which a script tells; {@code otherwise} where it tells none that there is. */
    public ZoneId zone(ZoneId otherwise) {
        var told = cookies.get(ZONE);
        try {
            return told == null ? otherwise : ZoneId.of(told);
        } catch (DateTimeException e) {
            return otherwise;
        }
    }

    public void speak(String language) {
        set(Language.COOKIE, language, 400L * 24 * 3600, CookieSameSite.LAX);
    }

    /** Keeps a secret in this browser until it is closed, for pages that it comes back to from elsewhere; "" forgets it. */
    public void keep(String name, String secret) {
        if (secret.isEmpty()) {
            clear(name);
        } else {
            set(name, secret, -1, CookieSameSite.LAX);
        }
    }

    /** What {@link #keep} keeps; "" where there is nothing. */
    public String kept(String name) {
        return cookies.getOrDefault(name, "");
    }

    /** A message for the next page. */
    public void tell(String text) {
        set(
                NOTICE,
                Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8)),
                60,
                CookieSameSite.LAX);
    }

    /** The message that the page before left, once. */
    public Frame.@Nullable Notice told() {
        var told = cookies.get(NOTICE);
        if (told == null) {
            return null;
        }
        clear(NOTICE);
        try {
            return new Frame.Notice("done", new String(Base64.getUrlDecoder().decode(told), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    public List<Cookie> cookies() {
        return set;
    }

    private void clear(String name) {
        set(name, "", 0, CookieSameSite.LAX);
    }

    private void set(String name, String value, long seconds, CookieSameSite sameSite) {
        var cookie = Cookie.cookie(name, value)
                .setPath("/")
                .setHttpOnly(true)
                .setSameSite(sameSite)
                .setSecure(secure);
        set.add(seconds < 0 ? cookie : cookie.setMaxAge(seconds));
    }

    /** {@code to} if it is a path on this site, else the start. */
    public static String ours(String to) {
        boolean path = to.startsWith("/")
                && !to.startsWith("//")
                && !to.contains("\\")
                && to.chars().allMatch(c -> c > ' ' && c < 127);
        return path ? to : "/";
    }
}
