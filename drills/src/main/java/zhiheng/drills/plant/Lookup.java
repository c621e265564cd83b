package zhiheng.drills.plant;

import java.util.List;

/** A store that is looked up in. Whoever has one of another kind brings it by this. */
public interface Lookup {
    /** The texts for a question, the best first, {@code most} of them or fewer. */
    List<Doc> top(String question, int most);

    /** Makes a store of texts. */
    @FunctionalInterface
    interface Maker {
        Lookup of(List<Doc> docs);
    }
}
