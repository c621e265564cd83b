package zhiheng.server.rooms.incidents;

import java.util.Set;
import java.util.stream.Stream;
import zhiheng.base.Refusal;
import zhiheng.base.Text;
import zhiheng.gateway.permit.Barred;
import zhiheng.gateway.permit.Permit;
import zhiheng.gateway.permit.PermitState;
import zhiheng.gateway.permit.Region;
import zhiheng.gateway.permit.Terms;

/**
 * The ladder of containment, mildest first, in the five words of the AI Safety Governance Framework 3.0, Annex 2, II.5: alert, restrict,
 * intercept, suspend, terminate. Each step is a change of the permit and nothing else; the gateway refuses by it from the next call on.
 */
enum Level {
    L0(Word.ALERT, "观察", "observe"),
    L1(Word.RESTRICT, "加注生成标识", "label every answer as generated"),
    L2(Word.RESTRICT, "限流", "throttle"),
    L3(Word.INTERCEPT, "逐条人工复核", "a person reviews every answer"),
    L4(Word.INTERCEPT, "停用模型或工具", "shut out a model or a tool"),
    L5(Word.SUSPEND, "改用备用模型", "the fallback model answers"),
    L6(Word.SUSPEND, "停止一个地区或租户的服务", "stop the service of a region or a tenant"),
    L7(Word.TERMINATE, "停止服务", "stop the system");

    /** The framework's words. */
    enum Word {
        ALERT("告警", "alert"),
        RESTRICT("限制", "restrict"),
        INTERCEPT("阻断", "intercept"),
        SUSPEND("暂停", "suspend"),
        TERMINATE("终止", "terminate");

        final Text text;

        Word(String zh, String en) {
            text = new Text(zh, en);
        }
    }

    final Word word;
    final Text text;

    Level(Word word, String zh, String en) {
        this.word = word;
        text = new Text(zh, en);
    }

    static Level of(String id) {
        return Stream.of(values())
                .filter(l -> l.name().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("等级须为 L0 至 L7。", "A level is one of L0 to L7."));
    }

    /** Whether a second person must confirm it. */
    boolean dual() {
        return compareTo(L5) >= 0;
    }

    /**
     * What it is about.
     *
     * @param target {@code model:m}, {@code tool:t}, {@code region:r} or {@code tenant:t}; {@code system} for the whole
     * @throws Refusal when this level is not for that
     */
    void fits(String target) {
        boolean fits = switch (this) {
            case L0, L1, L2, L3, L5, L7 -> target.equals("system");
            case L4 -> named(target, "model:") || named(target, "tool:");
            case L6 -> named(target, "region:") || named(target, "tenant:");
        };
        var problem = named(target, "region:") && fits ? Region.problem(target.substring("region:".length())) : null;
        if (problem != null) {
            throw new Refusal(Refusal.Kind.INVALID, problem).at("target");
        }
        if (!fits) {
            throw Refusal.invalid(
                    name() + " 的对象须为"
                            + (this == L4 ? " model:名称 或 tool:名称" : this == L6 ? " region:代码 或 tenant:名称" : " system")
                            + "。",
                    name() + " is about "
                            + (this == L4
                                    ? "model:NAME or tool:NAME"
                                    : this == L6 ? "region:CODE or tenant:NAME" : "system")
                            + ".");
        }
    }

    private static boolean named(String target, String kind) {
        return target.startsWith(kind) && target.length() > kind.length();
    }

    /** The permit with this step: never milder than before. */
    Permit on(Permit p, String target) {
        return switch (this) {
            case L0 -> p;
            case L1 -> p.with(labelled(p.terms()));
            case L2 -> p.with(p.state().stricter(PermitState.THROTTLED));
            case L3 -> p.with(p.state().stricter(PermitState.REVIEW));
            case L4, L6 -> p.with(p.barred().and(barred(target)));
            case L5 -> p.with(p.state().stricter(PermitState.DEGRADED));
            case L7 -> p.with(PermitState.STOPPED);
        };
    }

    private static Barred barred(String target) {
        var name = Set.of(target.substring(target.indexOf(':') + 1));
        return switch (target.substring(0, target.indexOf(':'))) {
            case "model" -> new Barred(name, Set.of(), Set.of(), Set.of());
            case "tool" -> new Barred(Set.of(), name, Set.of(), Set.of());
            case "region" -> new Barred(Set.of(), Set.of(), name, Set.of());
            default -> new Barred(Set.of(), Set.of(), Set.of(), name);
        };
    }

    private static Terms labelled(Terms t) {
        return t.explicitLabel() != Terms.ExplicitPlace.INTERFACE
                ? t
                : new Terms(
                        Terms.ExplicitPlace.START,
                        t.implicitLabel(),
                        t.producer(),
                        t.inspectors(),
                        t.actions(),
                        t.keepContentDays(),
                        t.keepRecordDays(),
                        t.whenStoreIsDown(),
                        t.onAlert());
    }
}
