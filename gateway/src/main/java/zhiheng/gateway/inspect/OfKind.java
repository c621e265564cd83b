package zhiheng.gateway.inspect;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** A row of figures about texts of one kind: attacks or harmless ones, in one language. */
interface OfKind {
    boolean attack();

    String language();

    /** The mean over kinds, each counted alike; 0 where there is none. */
    static <R extends OfKind> double mean(List<R> rows, boolean attack, String language, ToDoubleFunction<R> what) {
        return rows.stream()
                .filter(row -> row.attack() == attack && row.language().equals(language))
                .mapToDouble(what)
                .average()
                .orElse(0);
    }
}
