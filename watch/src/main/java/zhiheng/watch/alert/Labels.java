package zhiheng.watch.alert;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A label set as an identity: names sorted, empty values left out, hash computed once. */
final class Labels {
    static final Labels NONE = new Labels(new TreeMap<>());

    private final TreeMap<String, String> byName;
    private final int hash;

    private Labels(TreeMap<String, String> byName) {
        this.byName = byName;
        this.hash = byName.hashCode();
    }

    /** A label without a value is no label. */
    static Labels of(Map<String, String> map) {
        var kept = new TreeMap<>(map);
        kept.values().removeIf(String::isEmpty);
        return new Labels(kept);
    }

    /** The value, or the empty text where there is no such label: what matchers compare with. */
    String value(String name) {
        return byName.getOrDefault(name, "");
    }

    /** Only the labels named. */
    Labels only(Set<String> names) {
        var kept = new TreeMap<>(byName);
        kept.keySet().retainAll(names);
        return new Labels(kept);
    }

    Map<String, String> asMap() {
        return java.util.Collections.unmodifiableMap(byName);
    }

    int size() {
        return byName.size();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Labels labels && hash == labels.hash && byName.equals(labels.byName);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** As Alertmanager writes a label set in a group key: {@code {a="x", b="y"}}. */
    @Override
    public String toString() {
        var text = new StringBuilder("{");
        byName.forEach((name, value) -> {
            if (text.length() > 1) {
                text.append(", ");
            }
            text.append(name).append('=').append(Quoted.of(value));
        });
        return text.append('}').toString();
    }
}
