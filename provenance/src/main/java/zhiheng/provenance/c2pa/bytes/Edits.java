package zhiheng.provenance.c2pa.bytes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Stretches of a file with what takes their place, and where each byte that stays comes to lie. */
public final class Edits {
    private record Edit(long from, long to, byte[] bytes, long length) {}

    private final List<Edit> edits = new ArrayList<>();

    /** Puts bytes in the place of {@code [from, to)}; stretches must not overlap. Of two at one place the first comes first,
     * and what is put in comes before what goes. */
    public Edits replace(long from, long to, byte[] bytes) {
        return add(new Edit(from, to, bytes, bytes.length));
    }

    /** As if so many bytes were put in, for who asks where others would come to lie; such edits cannot be applied. */
    public Edits room(long at, long length) {
        return add(new Edit(at, at, new byte[0], length));
    }

    private Edits add(Edit edit) {
        edits.add(edit);
        edits.sort(Comparator.comparingLong(Edit::from).thenComparingLong(Edit::to));
        return this;
    }

    public Edits insert(long at, byte[] bytes) {
        return replace(at, at, bytes);
    }

    public Edits remove(long from, long to) {
        return replace(from, to, new byte[0]);
    }

    /** Where a byte that stays lies afterwards. */
    public long moved(long at) {
        long shift = 0;
        for (var edit : edits) {
            if (edit.to <= at) {
                shift += edit.length - (edit.to - edit.from);
            }
        }
        return at + shift;
    }

    public Layout apply(Asset in) {
        var file = new Layout();
        long at = 0;
        for (var edit : edits) {
            file.copy(in, at, edit.from).add(edit.bytes);
            at = edit.to;
        }
        return file.copy(in, at, in.size());
    }
}
