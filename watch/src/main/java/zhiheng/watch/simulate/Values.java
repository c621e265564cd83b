package zhiheng.watch.simulate;

/** One endless stream in the course of being drawn. Not safe to share between threads. */
public interface Values {
    double next();

    /** The group that the value last drawn belongs to; empty where the stream has none. */
    default String group() {
        return "";
    }

    /** The unit (a person, say) that the value last drawn belongs to; empty where the stream has none. */
    default String unit() {
        return "";
    }
}
