package zhiheng.labels.format;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.label.Binding;
import zhiheng.labels.label.Certainty;
import zhiheng.labels.label.ContentLabel;
import zhiheng.labels.label.Deviation;
import zhiheng.labels.label.FoundLabel;

/** What one reading gathers; labels found before a file turned out broken are kept. Also the purse of {@link Limits}. */
public final class Found {
    private static final int MANY = 1000;

    private final Limits limits;
    private final List<FoundLabel> labels = new ArrayList<>();
    private final Set<Binding> bindings = EnumSet.noneOf(Binding.class);
    private int steps;
    private long unfolded;

    public Found(Limits limits) {
        this.limits = limits;
    }

    public Limits limits() {
        return limits;
    }

    public List<FoundLabel> labels() {
        return labels;
    }

    /** What vouches for the bytes of the file. */
    public Set<Binding> bindings() {
        return bindings;
    }

    /** Call for what a label would break. */
    public void binds(Binding binding) {
        bindings.add(binding);
    }

    /** Call for every segment, chunk, box or entry visited. */
    public void step() throws BadFile {
        if (++steps > limits.steps()) {
            throw new BadFile("结构单元过多", "the file has more than " + limits.steps() + " parts");
        }
    }

    /** Call for every block decompressed: many small bombs are one large one. */
    public void inflated(int bytes) throws BadFile {
        unfolded += bytes;
        if (unfolded > 4L * limits.metadataBytes()) {
            throw new BadFile("解压后数据过大", "the file's compressed metadata unfold to too many bytes");
        }
    }

    /** Call with the nesting of boxes, elements or objects. */
    public void depth(int depth) throws BadFile {
        if (depth > limits.depth()) {
            throw new BadFile("嵌套过深", "the file nests deeper than " + limits.depth() + " levels");
        }
    }

    /**
     * A value under a key or in a place for labels.
     *
     * @return whether it is a label; other values that merely live there are let pass
     */
    public boolean label(String place, String text, Deviation... seen) throws BadFile {
        if (text.length() > limits.labelBytes()) {
            throw new BadFile("标识文本过长", "the text of a label exceeds " + limits.labelBytes() + " characters");
        }
        var parsed = LabelJson.read(text);
        if (parsed.isEmpty()) {
            return false;
        }
        add(place, parsed.get(), text, seen);
        return true;
    }

    /**
     * A value under the key AIGC itself: what cannot be read there is a broken label and not none. Nothing is claimed for it but that it
     * is suspected.
     *
     * @return true, since it is a label or what was meant as one
     */
    public boolean named(String place, String text, Deviation... seen) throws BadFile {
        if (!label(place, text, seen)) {
            broken(place, text, seen);
        }
        return true;
    }

    /** What was meant as a label and is none. */
    public void broken(String place, String text, Deviation... seen) throws BadFile {
        var nothing = new ContentLabel(Certainty.SUSPECTED, "", "", "", "", "", "");
        add(place, new LabelJson.Parsed(nothing, EnumSet.of(Deviation.UNREADABLE)), text, seen);
    }

    /** As {@link #label(String, String, Deviation...)}, for syntaxes other than JSON. */
    public boolean label(String place, Map<String, ?> elements, String raw, Deviation... seen) throws BadFile {
        var parsed = LabelJson.read(elements, EnumSet.noneOf(Deviation.class));
        if (parsed.isEmpty()) {
            return false;
        }
        add(place, parsed.get(), raw, seen);
        return true;
    }

    private void add(String place, LabelJson.Parsed parsed, String raw, Deviation... seen) throws BadFile {
        if (labels.size() >= MANY) {
            throw new BadFile("标识过多", "the file holds more than " + MANY + " labels");
        }
        parsed.deviations().addAll(List.of(seen));
        labels.add(new FoundLabel(place, parsed.label(), List.copyOf(parsed.deviations()), raw));
    }
}
