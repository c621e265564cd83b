package zhiheng.gateway.inspect;

import java.util.Map;
import java.util.Set;
import zhiheng.base.BadValue;

/**
 * What the inspectors that a permit can name are made of.
 *
 * @param lists by the name that follows {@code terms:}
 * @param canaries words planted in prompts that no answer may repeat
 * @param slow by id: {@code onnx:NAME} or {@code remote:NAME}
 */
public record InspectorSettings(
        Map<String, TermList> lists,
        Set<String> canaries,
        LinkRules links,
        Map<String, SlowInspector.Registered> slow) {
    public static final InspectorSettings NONE = new InspectorSettings(Map.of(), Set.of(), LinkRules.NONE, Map.of());

    public InspectorSettings {
        lists = Map.copyOf(lists);
        canaries = Set.copyOf(canaries);
        slow = Map.copyOf(slow);
        lists.keySet().forEach(name -> named(name, "[A-Za-z0-9_-]{1,64}", "term list"));
        slow.keySet().forEach(id -> named(id, "(onnx|remote):[A-Za-z0-9_-]{1,64}", "slow inspector"));
        for (var canary : canaries) {
            if (canary.length() < 8) {
                throw new BadValue("", "金丝雀词至少 8 个字符", "a canary has at least 8 characters");
            }
        }
    }

    private static void named(String name, String pattern, String what) {
        if (!name.matches(pattern)) {
            throw new BadValue(
                    "",
                    "名称应符合 " + pattern + "：" + name,
                    "the name of a " + what + " must match " + pattern + ": " + name);
        }
    }
}
