package zhiheng.server.ground.http;

import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.ledger.LedgerException;
import zhiheng.office.acts.LedgerUnavailable;
import zhiheng.packs.PackException;
import zhiheng.server.ground.identity.TooManyAttempts;
import zhiheng.server.ground.log.RequestId;
import zhiheng.server.ground.sql.StoreException;

/** An error as RFC 9457 says it: what went wrong and what to do, in the caller's language. Never a stack trace. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger(Problem.class.getName());

    /** Header of an answer to a request that nothing was done with: it may be sent again, elsewhere too. */
    public static final String UNTOUCHED = "Zhiheng-Untouched";

    private final int status;
    private final String type;
    private final Text title;
    private final Text detail;
    private final Map<String, String> headers;

    private Problem(int status, String type, Text title, Text detail, Map<String, String> headers) {
        super(detail.en());
        this.status = status;
        this.type = type;
        this.title = title;
        this.detail = detail;
        this.headers = Map.copyOf(headers);
    }

    private static Problem of(int status, String type, String titleZh, String titleEn, Text detail) {
        return new Problem(status, type, new Text(titleZh, titleEn), detail, Map.of());
    }

    public static Problem badRequest(String zh, String en) {
        return of(400, "bad-request", "请求有误", "Bad request", new Text(zh, en));
    }

    public static Problem unauthorized() {
        return new Problem(
                401,
                "unauthorized",
                new Text("需要登录", "Sign in first"),
                new Text(
                        "请登录，或使用请求头 Authorization: Bearer zh_…。令牌可能已失效。",
                        "Sign in, or send Authorization: Bearer zh_…. The token may have been revoked."),
                Map.of("WWW-Authenticate", "Bearer"));
    }

    public static Problem wrongPassword() {
        return of(
                401,
                "wrong-password",
                "登录失败",
                "Sign-in failed",
                new Text("登录名、密码或验证码不正确，请重试。", "The login, the password or the code is wrong; try again."));
    }

    public static Problem codeWanted() {
        return of(
                401,
                "code-wanted",
                "需要验证码",
                "A code is wanted",
                new Text(
                        "密码正确。请在字段 code 中给出验证器的验证码或一个恢复码。",
                        "The password is right. Send the authenticator's code, or a recovery code, as code."));
    }

    public static Problem csrf() {
        return of(
                403,
                "csrf",
                "缺少CSRF令牌",
                "CSRF token missing",
                new Text(
                        "用Cookie登录时，修改请求须带请求头 X-CSRF-Token，其值来自 GET /api/v1/session。",
                        "With a session cookie, a change needs the header X-CSRF-Token; GET /api/v1/session tells its"
                                + " value."));
    }

    public static Problem noRoute() {
        return of(
                404,
                "not-found",
                "没有此地址",
                "No such address",
                new Text("没有此地址。可用地址见 /api/openapi.yaml。", "There is no such address. /api/openapi.yaml lists them."));
    }

    public static Problem method() {
        return of(
                405,
                "method",
                "方法不适用",
                "Method not allowed",
                new Text(
                        "该地址不支持此方法。可用方法见 /api/openapi.yaml。",
                        "The address does not take this method; see /api/openapi.yaml."));
    }

    public static Problem tooLarge(long most) {
        return of(
                413,
                "too-large",
                "内容过大",
                "Too large",
                new Text(
                        "请求正文最多" + most + "字节，请缩小。", "The body may have " + most + " bytes at most; make it smaller."));
    }

    public static Problem mediaType() {
        return of(
                415,
                "media-type",
                "格式不支持",
                "Unsupported media type",
                new Text("请以 Content-Type: application/json 发送。", "Send it with Content-Type: application/json."));
    }

    public static Problem notLabelled(String zh, String en) {
        return of(422, "not-labelled", "未能写入标识", "Not labelled", new Text(zh + "。", en + "."));
    }

    public static Problem mayNotLabel() {
        return of(
                403,
                "forbidden",
                "无权操作",
                "Forbidden",
                new Text("审计员不能写入标识。", "Auditors read; they do not write labels."));
    }

    public static Problem busy() {
        return new Problem(
                503,
                "busy",
                new Text("正忙", "Busy"),
                new Text("同时上传的文件过多，请稍后重试。", "Too many files are being sent at once; try again in a moment."),
                Map.of("Retry-After", "5"));
    }

    public static Problem stopping() {
        return new Problem(
                503,
                "stopping",
                new Text("正在停止", "Stopping"),
                new Text(
                        "服务器正在停止，未作任何修改；请稍后重试。",
                        "The server is stopping and has changed nothing; try again in a moment."),
                Map.of("Retry-After", "5", UNTOUCHED, "1"));
    }

    public int status() {
        return status;
    }

    public Text title() {
        return title;
    }

    public Text detail() {
        return detail;
    }

    public static Problem versionRequired() {
        return of(
                428,
                "version-required",
                "缺少版本",
                "Version required",
                new Text(
                        "请用请求头 If-Match 或字段 version 给出您看到的版本。",
                        "Give the version you saw, by If-Match or the member version."));
    }

    public static Problem from(Throwable error) {
        return switch (error) {
            case Problem problem -> problem;
            case Refusal e -> of(e);
            // the sender went away and hears no answer; that is no failure of the server's
            case HttpClosedException e -> badRequest("请求未发送完。", "The request was not sent to its end.");
            case TooManyAttempts e ->
                new Problem(
                        429,
                        "too-many-attempts",
                        new Text("尝试过多", "Too many attempts"),
                        e.text(),
                        Map.of("Retry-After", String.valueOf(e.retryAfter().toSeconds() + 1)));
            case PackException e ->
                of(
                        422,
                        "invalid",
                        "事实有误",
                        "A fact is wrong",
                        new Text("事实有误：" + e.getMessage(), String.valueOf(e.getMessage())));
            case LedgerUnavailable e -> unavailable(e);
            case LedgerException e -> unavailable(e);
            case StoreException e -> unavailable(e);
            case UncheckedIOException e -> disk(e);
            case IOException e -> disk(e);
            default -> {
                LOG.log(System.Logger.Level.ERROR, "request failed", error);
                yield of(
                        500,
                        "internal",
                        "内部错误",
                        "Internal error",
                        new Text("服务器内部错误，未显示细节；请查看服务器日志。", "Something failed inside; the server's log says what."));
            }
        };
    }

    private static Problem of(Refusal refusal) {
        var status = refusal.kind().status();
        return switch (refusal.kind()) {
            case MALFORMED -> of(status, "bad-request", "请求有误", "Bad request", refusal.spoken());
            case INVALID -> of(status, "invalid", "内容无效", "Invalid", refusal.spoken());
            case FORBIDDEN -> of(status, "forbidden", "无权操作", "Forbidden", refusal.spoken());
            case NOT_FOUND -> of(status, "not-found", "未找到", "Not found", refusal.spoken());
            case CONFLICT -> of(status, "conflict", "冲突", "Conflict", refusal.spoken());
            case UNAVAILABLE -> of(status, "unavailable", "暂不可用", "Unavailable", refusal.spoken());
        };
    }

    private static Problem unavailable(RuntimeException error) {
        LOG.log(System.Logger.Level.ERROR, "storage failed", error);
        return of(
                503,
                "storage",
                "存储不可用",
                "Storage unavailable",
                new Text(
                        "数据库或账本暂不可用。请检查磁盘后重试；若修改已存入，账本条目会自动补记。",
                        "The database or the ledger is not available. Check the disk and try again; if the change was"
                                + " stored, its ledger entry is written later by itself."));
    }

    /** A file could not be read or written: full, gone, or closed to the server. */
    private static Problem disk(Exception error) {
        LOG.log(System.Logger.Level.ERROR, "a file failed", error);
        return of(
                503,
                "storage",
                "存储不可用",
                "Storage unavailable",
                new Text(
                        "文件无法读写。请检查磁盘的空间与权限后重试。",
                        "A file could not be read or written. Check the room on the disk and its rights, and try again."));
    }

    /** The answer, in the language the caller prefers. */
    public Reply reply(String language) {
        var json = JsonOut.map(
                "type",
                "urn:zhiheng:problem:" + type,
                "title",
                title.in(language),
                "status",
                status,
                "detail",
                detail.in(language));
        if (status >= 500) {
            json.put("request", RequestId.current());
        }
        return new Reply(status, "application/problem+json; charset=utf-8", headers, JsonOut.bytes(json));
    }
}
