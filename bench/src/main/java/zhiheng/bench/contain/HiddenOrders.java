package zhiheng.bench.contain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The words of the tasks and of the orders hidden in what they read, for those who judge texts alone. */
public final class HiddenOrders {
    private HiddenOrders() {}

    /**
     * @param orders as they stand in what is read, each alone
     * @param harmless what users ask for and what their tools read, without orders
     */
    public record Words(List<String> orders, List<String> harmless) {
        private Words() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    /** By the set and its language. */
    public static Map<String, Words> all() {
        var all = new LinkedHashMap<String, Words>();
        add(all, "first", made(Tasks.all(), Attacks.all()));
        add(all, "fresh", FreshEnglish.all());
        add(all, "fresh", FreshChinese.all());
        add(all, "third", ThirdEnglish.all());
        add(all, "third", ThirdChinese.all());
        add(all, "fourth", FourthEnglish.all());
        add(all, "fourth", FourthChinese.all());
        return all;
    }

    private static List<FreshCase> made(List<Task> tasks, Map<String, Attack.Maker> makers) {
        return tasks.stream()
                .map(task -> {
                    var attacks = new LinkedHashMap<String, Attack>();
                    makers.forEach((kind, maker) -> attacks.put(kind, maker.on(task)));
                    return new FreshCase(task, attacks);
                })
                .toList();
    }

    private static void add(Map<String, Words> all, String set, List<FreshCase> cases) {
        for (var one : cases) {
            var words = all.computeIfAbsent(set + (one.task().chinese() ? ", zh" : ", en"), s -> new Words());
            one.attacks().values().forEach(attack -> put(words.orders, attack.order()));
            put(words.harmless, one.task().prompt());
            one.task().texts().values().forEach(text -> put(words.harmless, text));
        }
    }

    private static void put(List<String> into, String text) {
        if (!into.contains(text)) {
            into.add(text);
        }
    }
}
