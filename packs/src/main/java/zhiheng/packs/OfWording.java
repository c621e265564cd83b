package zhiheng.packs;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something made of a library: made once, and anew when the library has become another wording. */
public final class OfWording<T> implements Supplier<T> {
    private final PackLibrary library;
    private final Supplier<T> make;
    private @Nullable Made<T> made;

    private record Made<T>(Object wording, T thing) {}

    /** @param make makes it of what the library and its folder say when it is called */
    public OfWording(PackLibrary library, Supplier<T> make) {
        this.library = library;
        this.make = make;
    }

    @Override
    public synchronized T get() {
        var wording = library.wording();
        var now = made;
        if (now == null || now.wording() != wording) {
            now = new Made<>(wording, make.get());
            made = now;
        }
        return now.thing();
    }
}
