package zhiheng.gateway.permit;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import zhiheng.base.BadValue;

/**
 * What must be done to every call that passes.
 *
 * @param explicitLabel where a text answer says that it is generated (GB 45438-2025 clause 5.1); {@code INTERFACE} leaves it to the
 *     application, which then must show it around the text
 * @param implicitLabel whether answers carry the implicit label
 * @param producer the 27-character producer code written into labels; labels are written only where it is set
 * @param inspectors ids of inspectors that must run; a call is refused when one cannot
 * @param actions what a detection of a kind leads to, by kind; kinds not named are noted
 * @param keepContentDays how long the encrypted content is kept; 0 keeps digests only
 * @param keepRecordDays how long the record of a call is kept
 * @param whenStoreIsDown whether calls are still served when their record can only be buffered on disk
 * @param onAlert whether an alert may make this permit stricter by a rule, or only tells what the rule asks for
 */
public record Terms(
        ExplicitPlace explicitLabel,
        boolean implicitLabel,
        String producer,
        Set<String> inspectors,
        Map<String, Action> actions,
        int keepContentDays,
        int keepRecordDays,
        WhenStoreIsDown whenStoreIsDown,
        OnAlert onAlert) {
    /** CSL Art 23 and EU AI Act Art 19, 26(6): logs of at least six months. */
    public static final int SIX_MONTHS_DAYS = 184;

    public static final Terms DEFAULT = new Terms(
            ExplicitPlace.INTERFACE,
            true,
            "",
            Set.of(),
            Map.of(),
            0,
            SIX_MONTHS_DAYS,
            WhenStoreIsDown.SERVE_AND_BUFFER,
            OnAlert.FOLLOW);

    public Terms {
        inspectors = Set.copyOf(inspectors);
        actions = Map.copyOf(actions);
        if (keepContentDays < 0 || keepRecordDays < 0) {
            throw new BadValue("terms", "保存天数为 0 或更大", "days to keep are 0 or more");
        }
    }

    /** What a kind of detection leads to: the entry for the longest of its beginnings, taken at the points; noted without one. */
    public Action action(String kind) {
        return action(kind, Action.NOTE);
    }

    /** As {@link #action(String)}, with what follows where there is no entry. */
    public Action action(String kind, Action otherwise) {
        for (var at = kind; ; ) {
            var action = actions.get(at);
            if (action != null) {
                return action;
            }
            int point = at.lastIndexOf('.');
            if (point < 0) {
                return otherwise;
            }
            at = at.substring(0, point);
        }
    }

    /** The same, with an action for a kind. */
    public Terms withAction(String kind, Action action) {
        var all = new HashMap<>(actions);
        all.put(kind, action);
        return new Terms(
                explicitLabel,
                implicitLabel,
                producer,
                inspectors,
                all,
                keepContentDays,
                keepRecordDays,
                whenStoreIsDown,
                onAlert);
    }

    public enum ExplicitPlace {
        START,
        END,
        INTERFACE
    }

    public enum WhenStoreIsDown {
        SERVE_AND_BUFFER,
        REFUSE
    }

    public enum OnAlert {
        FOLLOW,
        TELL
    }

    /** What a detection leads to, from lax to strict. */
    public enum Action {
        NOTE,
        MASK,
        HOLD,
        REFUSE
    }
}
