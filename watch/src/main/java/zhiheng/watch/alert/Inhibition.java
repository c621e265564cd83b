package zhiheng.watch.alert;

import java.util.List;

/**
 * While an alert that fits {@code source} fires, alerts that fit {@code target} and have the same values for all labels in
 * {@code equal} are not notified about. Two labels that are both missing are equal. An alert that fits both sides is not
 * inhibited by another one that does, itself included.
 */
public record Inhibition(List<Matcher> source, List<Matcher> target, List<String> equal) {
    public Inhibition {
        source = List.copyOf(source);
        target = List.copyOf(target);
        equal = List.copyOf(equal);
        if (source.isEmpty() || target.isEmpty()) {
            throw new IllegalArgumentException("an inhibition needs source and target matchers");
        }
    }
}
