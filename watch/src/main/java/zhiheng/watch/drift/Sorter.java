package zhiheng.watch.drift;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.datasketches.common.ArrayOfStringsSerDe;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.FrequentItemsSketch;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.jspecify.annotations.Nullable;
import zhiheng.watch.Observation;

/** Sorts observations into bins, which it first learns: from a quantile sketch of the values or a sketch of frequent texts. */
final class Sorter {
    /** Returned while the bins are still being learned. */
    static final int LEARNING = -1;
    /** Returned for an observation that lacks the attribute, or has one too long to keep, or no finite value. */
    static final int UNUSABLE = -2;

    /** Up to so many values the quantiles are exact. */
    private static final int EXACT = 4096;

    private static final int FREQUENT = 1024;
    private static final int NEWCOMERS = 32;
    private static final int NAMED = 3;
    private static final int LONGEST_NAME = 100;
    private static final int LARGEST_SKETCH = 1 << 20;

    private final Feature feature;
    private final int learn;
    private long seen;
    private @Nullable KllDoublesSketch values;
    private @Nullable FrequentItemsSketch<String> texts;
    private @Nullable Bins bins;
    /** Texts that fell into the rest of late, so that an alarm can name a newcomer. */
    private FrequentItemsSketch<String> rest = new FrequentItemsSketch<>(NEWCOMERS);

    Sorter(Feature feature, int learn) {
        this.feature = feature;
        this.learn = learn;
        clear();
    }

    void clear() {
        seen = 0;
        bins = null;
        values = null;
        texts = null;
        forgetRest();
        switch (feature) {
            case Feature.Number number -> values = KllDoublesSketch.newHeapInstance(EXACT);
            case Feature.Category category -> texts = new FrequentItemsSketch<>(FREQUENT);
        }
    }

    /** The frozen bins. @throws IllegalStateException while they are being learned */
    Bins bins() {
        if (bins == null) {
            throw new IllegalStateException("the bins are still being learned");
        }
        return bins;
    }

    boolean learning() {
        return bins == null;
    }

    int sort(Observation observation) {
        return switch (feature) {
            case Feature.Number number -> sort(observation.value());
            case Feature.Category category -> sort(observation.attributes().get(category.attribute()));
        };
    }

    private int sort(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return UNUSABLE;
        }
        if (bins instanceof Bins.Ranges ranges) {
            return ranges.of(value);
        }
        if (values != null) {
            values.update(value);
            if (++seen >= learn) {
                bins = Bins.atQuantiles(values, ((Feature.Number) feature).bins());
                values = null;
            }
        }
        return LEARNING;
    }

    private int sort(@Nullable String text) {
        if (text == null || text.length() > LONGEST_NAME) {
            return UNUSABLE;
        }
        if (bins instanceof Bins.Names names) {
            int bin = names.of(text);
            if (bin == names.size() - 1) {
                rest.update(text);
            }
            return bin;
        }
        if (texts != null) {
            texts.update(text);
            if (++seen >= learn) {
                bins = Bins.ofMostFrequent(texts, ((Feature.Category) feature).bins());
                texts = null;
            }
        }
        return LEARNING;
    }

    void forgetRest() {
        if (!rest.isEmpty()) {
            rest.reset();
        }
    }

    /** The bin's name; that of the rest goes on with its most frequent newcomers. */
    String name(int bin) {
        String name = bins().name(bin);
        if (bins instanceof Bins.Ranges || bin < bins().size() - 1 || rest.isEmpty()) {
            return name;
        }
        return Arrays.stream(rest.getFrequentItems(ErrorType.NO_FALSE_NEGATIVES))
                .limit(NAMED)
                .map(FrequentItemsSketch.Row::getItem)
                .collect(Collectors.joining(", ", name + " ", ""));
    }

    void write(DataOutput out) throws IOException {
        out.writeBoolean(bins != null);
        if (bins != null) {
            bins.write(out);
            sketch(out, rest.isEmpty() ? new byte[0] : rest.toByteArray(new ArrayOfStringsSerDe()));
            return;
        }
        out.writeLong(seen);
        sketch(
                out,
                values != null
                        ? values.toByteArray()
                        : texts != null ? texts.toByteArray(new ArrayOfStringsSerDe()) : new byte[0]);
    }

    private static void sketch(DataOutput out, byte[] sketch) throws IOException {
        out.writeInt(sketch.length);
        out.write(sketch);
    }

    void read(DataInput in) throws IOException {
        clear();
        boolean number = feature instanceof Feature.Number;
        try {
            if (in.readBoolean()) {
                bins = number ? Bins.Ranges.read(in) : Bins.Names.read(in);
                byte[] sketch = sketch(in);
                rest = sketch.length == 0 ? rest : texts(sketch);
                values = null;
                texts = null;
                return;
            }
            seen = in.readLong();
            byte[] sketch = sketch(in);
            if (number) {
                values = KllDoublesSketch.heapify(MemorySegment.ofArray(sketch));
            } else {
                texts = texts(sketch);
            }
        } catch (RuntimeException e) {
            throw new IOException("not a sketch: " + e.getMessage(), e);
        }
    }

    private static FrequentItemsSketch<String> texts(byte[] sketch) {
        return FrequentItemsSketch.getInstance(MemorySegment.ofArray(sketch), new ArrayOfStringsSerDe());
    }

    private static byte[] sketch(DataInput in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > LARGEST_SKETCH) {
            throw new IOException("not a sketch: " + length + " bytes");
        }
        byte[] sketch = new byte[length];
        in.readFully(sketch);
        return sketch;
    }
}
