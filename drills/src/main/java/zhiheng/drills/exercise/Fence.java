package zhiheng.drills.exercise;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import zhiheng.base.Refusal;

/**
 * What a live drill may touch: the systems that were named for it, while it runs, as long as nobody but the drill can call them. The
 * runner asks before each call and stops at the first no; it knows no other way out.
 *
 * @param systems that are in the drill, by id
 * @param until the first moment at which nothing may be sent any more
 */
public record Fence(Set<String> systems, Instant from, Instant until) {
    /** The one purpose that a drill permit lets in. A real application never names it, so its calls are refused there. */
    public static final String PURPOSE = "drill";

    public Fence {
        systems = Set.copyOf(systems);
        if (systems.isEmpty() || !from.isBefore(until)) {
            throw new IllegalArgumentException("a fence around nothing");
        }
    }

    /**
     * How a system stands this moment, as the gateway knows it.
     *
     * @param purposes that its permit lets in
     * @param expires when its permit ends; null for never
     * @param key the system that the key in hand belongs to; null where it is revoked
     * @param standIn whether its calls go to the stand-in and not to the real model
     */
    public record Cover(
            Set<String> purposes,
            @Nullable Instant expires,
            @Nullable String key,
            boolean standIn) {}

    /** @throws Refusal where a call to the system would leave the drill */
    public void admit(String system, Instant now, Cover cover) {
        if (!systems.contains(system)) {
            throw out("系统不在本次演练之内", "the system is not in this drill");
        }
        if (now.isBefore(from) || !now.isBefore(until)) {
            throw out("不在演练时间之内", "it is not the time of the drill");
        }
        if (!cover.purposes().equals(Set.of(PURPOSE))) {
            throw out("许可不再只限演练用途，可能有真实用户", "its permit lets others in than the drill, so real users may be served");
        }
        var expires = cover.expires();
        if (expires == null || expires.isAfter(until)) {
            throw out("许可不随演练结束而到期", "its permit does not end with the drill");
        }
        if (!system.equals(cover.key())) {
            throw out("演练密钥不属于该系统", "the key of the drill is not that system's");
        }
        if (!cover.standIn()) {
            throw out("调用将到达真实模型", "the call would reach the real model");
        }
    }

    private static Refusal out(String zh, String en) {
        return Refusal.forbidden("演练围栏：" + zh + "，已停止。", "The fence of the drill: " + en + "; it has stopped.");
    }
}
