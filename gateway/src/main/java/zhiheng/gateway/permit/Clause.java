package zhiheng.gateway.permit;

import java.util.Set;
import zhiheng.base.Text;
import zhiheng.gateway.Interaction;

/** The parts of a permit a call can be refused by, with what to tell the caller. */
public enum Clause {
    NO_PERMIT("permit.none", 403, "该系统没有许可。", "This system has no permit."),
    STOPPED("permit.state", 403, "该系统已被停止。", "This system has been stopped."),
    ARCHIVED(
            "permit.archived",
            403,
            "该系统已归档，不再提供服务；恢复使用后许可照旧。",
            "This system is archived and answers no calls; once it is taken back, its permit holds as before."),
    MERGED(
            "permit.merged",
            403,
            "该系统已并入另一系统，请改用该系统的密钥。",
            "This system was merged into another one; use a key of that system."),
    EXPIRED("permit.expires", 403, "该系统的许可已到期。", "The permit of this system has expired."),
    HOURS("permit.hours", 403, "现在不在许可的时段内。", "It is outside the permitted hours."),
    REGION(
            "permit.regions",
            403,
            "该地区不在许可范围内（请求头 X-Zhiheng-Region）。",
            "This region is not permitted (header X-Zhiheng-Region)."),
    TENANT(
            "permit.tenants",
            403,
            "该租户已被停止，或未写明租户（请求头 X-Zhiheng-Tenant）。",
            "This tenant is shut out, or the call names none (header X-Zhiheng-Tenant)."),
    AGE(
            "permit.ages",
            403,
            "用户年龄不在许可范围内（请求头 X-Zhiheng-Age）。",
            "The user's age is not permitted (header X-Zhiheng-Age)."),
    PURPOSE(
            "permit.purposes",
            403,
            "该用途不在许可范围内（请求头 X-Zhiheng-Purpose）。",
            "This purpose is not permitted (header X-Zhiheng-Purpose)."),
    ORIGIN(
            "permit.origins",
            403,
            "该网页来源不在许可范围内（请求头 Origin）。",
            "Pages of this origin are not permitted (header Origin)."),
    MODEL("permit.models", 403, "该模型不在许可范围内。", "This model is not permitted."),
    TOOL("permit.tools", 403, "该工具不在许可范围内。", "This tool is not permitted."),
    CONTAINMENT(
            "permit.containment",
            403,
            "读过不可信文本后不允许此操作。可在回答中请用户明确说出对象、数值和动作。",
            "This is not permitted after untrusted text was read. Ask the user in the answer to say for whom, how much and"
                    + " what is to be done."),
    CALLS_PER_SECOND("permit.calls-per-second", 429, "每秒调用数已达上限。", "The calls of this second are used up."),
    CALLS_PER_DAY("permit.calls-per-day", 429, "今日调用数已达上限。", "The calls of this day are used up."),
    USERS_PER_DAY("permit.users-per-day", 429, "今日用户数已达上限。", "The users of this day are used up."),
    USER_UNNAMED(
            "permit.users-per-day",
            400,
            "该许可按用户计数，请求须带 user。",
            "This permit counts users; the call must name one in `user`."),
    TOKENS_PER_CALL(
            "permit.tokens-per-call",
            400,
            "请求的 token 数超过单次上限，或未写明上限。",
            "The call asks for more tokens than one call may, or names no limit."),
    TOKENS_PER_DAY("permit.tokens-per-day", 429, "今日 token 数已达上限。", "The tokens of this day are used up."),
    CONCURRENT("permit.concurrent-calls", 429, "并发调用数已达上限。", "Too many calls at once."),
    INSPECTION("permit.actions", 403, "内容检查不允许此内容。", "Inspection does not permit this content."),
    INSPECTOR_MISSING("permit.inspectors", 503, "必需的检查器不可用。", "A required inspector is not available."),
    LABEL_IMPOSSIBLE(
            "permit.labels",
            502,
            "此内容无法按许可加标识，未予返回。",
            "This content cannot be labelled as the permit asks, and was not passed on."),
    UNREADABLE_ANSWER(
            "permit.unreadable",
            502,
            "应答无法读懂，按许可须检查或加标识，未予返回。",
            "The answer cannot be read; the permit asks to inspect or label it, so it was not passed on."),
    UNREADABLE_CALL(
            "permit.unreadable-call",
            403,
            "请求中有无法读取的部分，按许可须检查，未予转发。",
            "Part of the call cannot be read; the permit asks to inspect it, so it was not passed on."),
    STORE_DOWN(
            "permit.when-store-is-down",
            503,
            "记录无法保存，按许可暂停服务。",
            "Records cannot be kept, and the permit then stops the service."),
    CUT_OFF(
            "permit.cut-off",
            503,
            "网关与办公室失去联系过久，许可是否仍有效无从得知，暂停服务。",
            "The gateway has not heard the office for too long to know whether the permit still holds, and stops the"
                    + " service until it does."),

    REVIEW(
            "permit.review",
            403,
            "此内容须经人工复核，结果在 review.url 处领取。",
            "This waits for a person; fetch the outcome at review.url."),
    REVIEW_REJECTED("permit.review-rejected", 403, "人工复核未予放行。", "A person decided against it."),
    REVIEW_IMPOSSIBLE(
            "permit.review-impossible",
            503,
            "此内容须经人工复核，但复核队列不可用。",
            "This needs a person's review, and the queue does not take it.");

    private final String id;
    private final int status;
    private final Text text;

    Clause(String id, int status, String zh, String en) {
        this.id = id;
        this.status = status;
        text = new Text(zh, en);
    }

    public String id() {
        return id;
    }

    /**
     * Whether a call used up something of the day's caps: the permit let it in, and it is not the handing out of an answer that was
     * counted when it was held.
     */
    public static boolean counts(Interaction call) {
        boolean handedOut = call.attempts() == 0 && call.status() == 200;
        return call.permitVersion() > 0 && !handedOut && (call.clause().isEmpty() || COUNTED.contains(call.clause()));
    }

    /** What refuses a call later than its caps: it had been counted in before. */
    private static final Set<String> COUNTED = Set.of(
            INSPECTION.id,
            CONTAINMENT.id,
            INSPECTOR_MISSING.id,
            LABEL_IMPOSSIBLE.id,
            UNREADABLE_ANSWER.id,
            UNREADABLE_CALL.id,
            STORE_DOWN.id,
            REVIEW.id,
            REVIEW_REJECTED.id,
            REVIEW_IMPOSSIBLE.id);

    /**
     * Whether the same call may pass a moment later. Clients are told where it will not, since some sleep for as long as a header says,
     * and others ask again and again.
     */
    public boolean isMendedByRetry() {
        return switch (this) {
            case CALLS_PER_SECOND, CONCURRENT, INSPECTOR_MISSING, STORE_DOWN, CUT_OFF, REVIEW_IMPOSSIBLE -> true;
            case NO_PERMIT,
                    STOPPED,
                    ARCHIVED,
                    MERGED,
                    EXPIRED,
                    HOURS,
                    REGION,
                    TENANT,
                    AGE,
                    PURPOSE,
                    ORIGIN,
                    MODEL,
                    TOOL -> false;
            case CALLS_PER_DAY, USERS_PER_DAY, USER_UNNAMED, TOKENS_PER_CALL, TOKENS_PER_DAY -> false;
            case CONTAINMENT, INSPECTION, LABEL_IMPOSSIBLE, UNREADABLE_CALL, REVIEW, REVIEW_REJECTED -> false;
            case UNREADABLE_ANSWER -> false; // the upstream answers the same way again
        };
    }

    /** The HTTP status a refusal by it is answered with. */
    public int status() {
        return status;
    }

    /** What the caller is told. */
    public Text text() {
        return text;
    }
}
