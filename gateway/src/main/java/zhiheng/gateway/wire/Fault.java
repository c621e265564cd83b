package zhiheng.gateway.wire;

import org.jspecify.annotations.Nullable;
import zhiheng.base.Text;
import zhiheng.gateway.upstream.Forwarder;

/** What keeps a call from being answered that no clause of a permit speaks of, with what its caller is told. */
enum Fault {
    NO_SUCH_PATH(404, Errors.INVALID, null, "unknown_path", "没有此接口", "no such path"),
    NO_REALTIME(
            404,
            Errors.INVALID,
            null,
            "realtime_not_passed",
            "网关不转发实时会话：其中的话在听到之前无法检查和标识。请改用 chat/completions 或 responses 的流式应答，以及 audio/ 接口",
            "realtime sessions do not pass: what is said in them cannot be inspected and labelled before it is heard;"
                    + " use streamed chat/completions or responses, and audio/"),
    NO_FILES(
            404,
            Errors.INVALID,
            null,
            "files_not_passed",
            "网关不转发文件与批处理：上传之后用于何处无法检查。请将内容写入各次调用",
            "files and batches do not pass: what they are used for later cannot be inspected; send the content within"
                    + " each call"),
    UNKNOWN_OBJECT(
            404,
            Errors.INVALID,
            null,
            "not_found",
            "没有此对象，或不属于此系统",
            "there is no such object, or it is not of this system"),
    WRONG_METHOD(405, Errors.INVALID, null, "method_not_allowed", "方法不符", "use the other method for this path"),
    UNKNOWN_KEY(
            401,
            "authentication_error",
            null,
            "invalid_api_key",
            "密钥无效或已吊销",
            "the API key is unknown or was revoked (header Authorization: Bearer …)"),
    OTHER_TENANT(
            403,
            "permission_error",
            null,
            "other_tenant",
            "此密钥只为另一租户调用，X-Zhiheng-Tenant 不符",
            "this key calls for another tenant than the one that X-Zhiheng-Tenant names"),
    ENCODED_BODY(
            415,
            Errors.INVALID,
            null,
            "unsupported_encoding",
            "请求体的编码未知，可用 gzip、deflate 或不压缩",
            "the body's coding is not known; use gzip, deflate or none"),
    MANY_WRONG_KEYS(
            429,
            "authentication_error",
            null,
            "too_many_wrong_keys",
            "此地址多次使用无效密钥，请一分钟后再试",
            "this address tried too many keys that are none; wait a minute"),
    AMBIGUOUS_HOST(400, Errors.INVALID, null, "bad_host", "请求须有且只有一个 Host", "a request has one Host, and one only"),
    BAD_FRAMING(
            400,
            Errors.INVALID,
            "body",
            "bad_framing",
            "请求体的分块有误",
            "the chunks of the body are not as HTTP wants them"),
    BROKEN_ENCODING(400, Errors.INVALID, "body", "bad_encoding", "请求体无法解压", "the body is not coded as its head says"),
    SLOW_BODY(408, Errors.INVALID, "body", "too_slow", "请求体未按时到齐", "the body did not arrive in time"),
    LARGE_BODY(413, Errors.INVALID, "body", "body_too_large", "请求体过大", "the body is larger than"),

    NO_UPSTREAM(503, Errors.API, null, "upstream.none", "没有配置上游", "no upstream is set for this system"),
    UPSTREAM_BROKE_OFF(502, Errors.API, null, "upstream.broken", "上游应答中断", "the upstream's answer broke off"),
    UPSTREAM_SILENT(
            504,
            Errors.API,
            null,
            "upstream.silent",
            "上游超时，应答未完",
            "the upstream took too long, its answer is not whole"),
    LARGE_ANSWER(502, Errors.API, null, "upstream.too-large", "上游应答过大", "the upstream's answer is too large"),
    LARGE_EVENT(502, Errors.API, null, "upstream.too-large", "上游事件过大", "an event of the upstream is too large"),
    LARGE_TO_REVIEW(502, Errors.API, null, "upstream.too-large", "应答过大，无法复核", "the answer is too large to be reviewed"),
    ANSWER_NOT_JSON(502, Errors.API, null, "upstream.not-json", "上游应答不是 JSON", "the upstream's answer is not JSON"),
    EVENT_NOT_JSON(502, Errors.API, null, "upstream.not-json", "上游事件不是 JSON", "an event of the upstream is not JSON"),

    UPSTREAM_CREDENTIALS(
            502,
            Errors.API,
            null,
            "upstream.credentials",
            "上游不接受运营方的凭据",
            "the upstream does not accept the operator's credentials"),
    UPSTREAM_REDIRECTS(
            502,
            Errors.API,
            null,
            "upstream.redirects",
            "上游要求转向，网关不跟随",
            "the upstream redirects, which is not followed"),
    UPSTREAM_FAILED(
            502,
            Errors.API,
            null,
            "upstream.failed",
            "上游出错，且未以 JSON 说明",
            "the upstream failed and did not say why in JSON"),
    UPSTREAM_REFUSED(
            400,
            Errors.INVALID,
            null,
            "upstream.refused",
            "上游拒绝了该调用，且未以 JSON 说明",
            "the upstream refused the call and did not say why in JSON"),
    EMPTY_ANSWER(502, Errors.API, null, "upstream.empty", "上游应答为空", "the upstream's answer is empty"),
    UNASKED_STREAM(
            502,
            Errors.API,
            null,
            "upstream.stream",
            "未要求流式应答，上游却以流式应答",
            "the upstream answers with a stream that nobody asked for"),
    CODED_ANSWER(
            502,
            Errors.API,
            null,
            "upstream.coded",
            "上游应答经过压缩编码，网关要求不压缩",
            "the upstream's answer is compressed although the gateway asks for identity"),

    REVIEW_WAITS(202, "review", null, "review.waiting", "仍在等待复核", "still waits for a person"),
    REVIEW_GONE(410, Errors.REFUSED, null, "review.gone", "已被领取或已过期", "was taken on, or its time is over"),
    REVIEW_UNKNOWN(404, Errors.REFUSED, null, "review.unknown", "没有此调用", "no such call"),
    LEAVING(503, Errors.API, null, "gateway_leaving", "本网关正在退出，请重试", "this gateway is leaving; try again"),
    REVIEW_UNAVAILABLE(503, Errors.REFUSED, null, "review.unavailable", "复核队列暂不可用", "the queue cannot be read now"),

    /** What happened is no step that a call may take: a fault of the gateway, which then lets nothing pass. */
    OUT_OF_COURSE(500, Errors.API, null, "internal", "网关内部错误", "an error inside the gateway");

    private final int status;
    private final String type;
    private final @Nullable String param;
    private final String code;
    private final Text text;

    Fault(int status, String type, @Nullable String param, String code, String zh, String en) {
        this.status = status;
        this.type = type;
        this.param = param;
        this.code = code;
        text = new Text(zh, en);
    }

    /** Why there is no door at a path: some are shut for a reason. */
    static Fault without(String path) {
        var parts = path.split("/", 5);
        boolean azure = parts.length > 2 && parts[1].equals("openai");
        var first = parts.length < 3
                ? ""
                : !azure ? parts[2] : parts[2].equals("v1") && parts.length > 3 ? parts[3] : parts[2];
        return switch (first) {
            case "realtime" -> NO_REALTIME;
            case "files", "uploads", "batches" -> NO_FILES;
            default -> NO_SUCH_PATH;
        };
    }

    /** What it was that broke an answer off. */
    static Fault broken(Throwable why) {
        return Forwarder.isLate(why) ? UPSTREAM_SILENT : UPSTREAM_BROKE_OFF;
    }

    /** Whether the same call may fare better; clients ask again by themselves where they are not told. */
    boolean isMendedByRetry() {
        return switch (this) {
            case SLOW_BODY, LEAVING, REVIEW_WAITS, REVIEW_UNAVAILABLE -> true;
            case UPSTREAM_BROKE_OFF, UPSTREAM_SILENT, UPSTREAM_FAILED, EMPTY_ANSWER -> true;
            case ANSWER_NOT_JSON, EVENT_NOT_JSON -> true;
            case NO_SUCH_PATH, NO_REALTIME, NO_FILES, UNKNOWN_OBJECT, WRONG_METHOD, UNKNOWN_KEY, MANY_WRONG_KEYS ->
                false;
            case OTHER_TENANT, ENCODED_BODY, BROKEN_ENCODING, BAD_FRAMING, AMBIGUOUS_HOST, LARGE_BODY -> false;
            case NO_UPSTREAM, UPSTREAM_CREDENTIALS, UPSTREAM_REDIRECTS, UPSTREAM_REFUSED -> false;
            case CODED_ANSWER, UNASKED_STREAM, LARGE_ANSWER, LARGE_EVENT, LARGE_TO_REVIEW, OUT_OF_COURSE -> false;
            case REVIEW_GONE, REVIEW_UNKNOWN -> false;
        };
    }

    int status() {
        return status;
    }

    String json() {
        return json("");
    }

    /** @param more what follows the text */
    String json(String more) {
        return Errors.json(Errors.both(text) + more, type, param, code);
    }
}
