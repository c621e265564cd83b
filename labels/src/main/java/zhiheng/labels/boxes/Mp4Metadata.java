package zhiheng.labels.boxes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import zhiheng.labels.bytes.BadFile;
import zhiheng.labels.bytes.Edits;
import zhiheng.labels.bytes.Limits;
import zhiheng.labels.bytes.Source;
import zhiheng.labels.format.Found;
import zhiheng.labels.format.Keyed;
import zhiheng.labels.format.Xmp;
import zhiheng.labels.label.Deviation;

/**
 * The boxes that carry labels in a {@code moov}: {@code udta.meta} with handler {@code mdta}, where the practice guide wants
 * it, and the other places where labels were found in real files.
 */
public final class Mp4Metadata {
    static final String PLACE = "moov.udta.meta";
    private static final int UTF8 = 1;

    private final Source in;
    private final Limits limits;

    public Mp4Metadata(Source in, Limits limits) {
        this.in = in;
        this.limits = limits;
    }

    /** @param seen what is wrong with any label here, whatever its place */
    public void labels(Box moov, Found found, Deviation... seen) throws IOException {
        for (Box child : moov.children(in, limits)) {
            switch (child.type()) {
                case "udta" -> userData(child, PLACE, found, seen);
                case "meta" -> scan(child, "moov.meta", found, Deviation.META_UNDER_MOOV);
                case "trak" -> {
                    for (Box inner : child.children(in, limits)) {
                        switch (inner.type()) {
                            case "udta" -> userData(inner, "moov.trak.udta.meta", found, Deviation.WRONG_PLACE);
                            case "meta" -> scan(inner, "moov.trak.meta", found, Deviation.WRONG_PLACE);
                            default -> {}
                        }
                    }
                }
                default -> {}
            }
        }
    }

    private void userData(Box udta, String place, Found found, Deviation... seen) throws IOException {
        for (Box child : list(udta)) {
            found.step();
            if (child.type().equals("meta")) {
                scan(child, place, found, seen);
            } else if (child.type().equals("XMP_")) {
                byte[] packet = in.bytes(child.body(), child.end() - child.body(), limits);
                Xmp.read(place.replace(".meta", ".XMP_"), packet, found, Deviation.WRONG_PLACE);
            } else if (child.type().equals("AIGC")) {
                found.named(place.replace(".meta", ".AIGC"), text(child.body(), child.end()), Deviation.WRONG_PLACE);
            }
        }
    }

    /** User data may close with a 32-bit zero, which is no box (QuickTime file format). */
    private List<Box> list(Box udta) throws IOException {
        return Box.list(in, udta.body(), userDataEnd(udta), limits);
    }

    private long userDataEnd(Box udta) throws IOException {
        long end = udta.end();
        long at = udta.body();
        while (at + 8 <= end && in.u32(at) >= 8) {
            at += in.u32(at);
        }
        return at + 4 <= end && at + 8 > end && in.u32(at) == 0 ? at : end;
    }

    private void scan(Box meta, String place, Found found, Deviation... seen) throws IOException {
        boolean lawful = handler(meta).equals("mdta");
        for (Item item : items(meta)) {
            found.step();
            if (item.label()) {
                var all = new ArrayList<>(List.of(seen));
                if (item.key.isEmpty()) {
                    all.add(Deviation.KEYLESS_ITEM);
                } else if (!lawful || !isNamed(item)) {
                    all.add(Deviation.WRONG_PLACE);
                }
                var seenAll = all.toArray(Deviation[]::new);
                if (item.key.equalsIgnoreCase("AIGC") || item.key.isEmpty()) {
                    found.named(place, item.text, seenAll);
                } else {
                    found.label(place, item.text, seenAll);
                }
            }
        }
    }

    private static boolean isNamed(Item item) {
        var keyed = Keyed.of(item.key, item.text);
        return keyed == null || keyed.named();
    }

    private record Item(Box box, String key, String text) {
        /** An item without a key counts only when its text can be nothing else. */
        boolean label() {
            if (key.isEmpty()) {
                return box.type().equals("AIGC") || Keyed.spells(text);
            }
            return Keyed.of(key, text) != null;
        }
    }

    private List<Box> parts(Box meta) throws IOException {
        boolean full = meta.end() - meta.body() >= 12 && !in.matches(meta.body() + 4, "hdlr");
        return Box.list(in, meta.body() + (full ? 4 : 0), meta.end(), limits);
    }

    private List<Item> items(Box meta) throws IOException {
        List<Box> parts = parts(meta);
        List<String> keys = keys(parts);
        var items = new ArrayList<Item>();
        for (Box part : parts) {
            if (part.type().equals("ilst")) {
                for (Box item : part.children(in, limits)) {
                    items.add(item(item, keys));
                }
            }
        }
        return items;
    }

    private Item item(Box box, List<String> keys) throws IOException {
        long index = in.u32(box.at() + 4);
        String key = index >= 1 && index <= keys.size() ? keys.get((int) index - 1) : "";
        String value = "";
        for (Box part : box.children(in, limits)) {
            if (part.type().equals("name") && box.type().equals("----")) {
                key = text(part.body() + 4, part.end());
            } else if (part.type().equals("data") && part.end() - part.body() >= 8 && value.isEmpty()) {
                value = part.end() - part.body() - 8 <= limits.labelBytes() ? text(part.body() + 8, part.end()) : "";
            }
        }
        return new Item(box, key, value);
    }

    private List<String> keys(List<Box> parts) throws IOException {
        var names = new ArrayList<String>();
        for (Box part : parts) {
            if (part.type().equals("keys") && part.end() - part.body() >= 8) {
                for (Box key : Box.list(in, part.body() + 8, part.end(), limits)) {
                    names.add(key.size() <= 4096 ? text(key.body(), key.end()) : "");
                }
            }
        }
        return names;
    }

    private String text(long from, long to) throws IOException {
        if (to - from > limits.labelBytes()) {
            throw new BadFile("标识过长", "a label is longer than " + limits.labelBytes() + " bytes");
        }
        return new String(in.bytes(from, Math.max(0, to - from)), StandardCharsets.UTF_8);
    }

    /** The whole {@code moov} with this label, or none, and no other, in its place. */
    public byte[] withLabel(Box moov, @Nullable String json) throws IOException {
        var parts = new ArrayList<byte[]>();
        boolean written = json == null;
        for (Box child : moov.children(in, limits)) {
            switch (child.type()) {
                case "udta" -> {
                    parts.add(userDataWith(child, written ? null : json));
                    written = true;
                }
                case "meta" -> parts.add(cleared(child));
                case "trak" -> parts.add(track(child));
                default -> parts.add(raw(child));
            }
        }
        if (!written && json != null) {
            parts.add(Box.of("udta", fresh(json)));
        }
        return Box.of("moov", parts.toArray(byte[][]::new));
    }

    private byte[] track(Box trak) throws IOException {
        var parts = new ArrayList<byte[]>();
        for (Box child : trak.children(in, limits)) {
            parts.add(
                    switch (child.type()) {
                        case "udta" -> userDataWith(child, null);
                        case "meta" -> cleared(child);
                        default -> raw(child);
                    });
        }
        return Box.of("trak", parts.toArray(byte[][]::new));
    }

    private byte[] userDataWith(Box udta, @Nullable String json) throws IOException {
        var parts = new ArrayList<byte[]>();
        boolean written = json == null;
        for (Box child : list(udta)) {
            if (child.type().equals("AIGC")) {
                continue;
            }
            if (child.type().equals("meta")
                    && !written
                    && json != null
                    && handler(child).equals("mdta")) {
                parts.add(with(child, json));
                written = true;
            } else {
                parts.add(
                        switch (child.type()) {
                            case "meta" -> cleared(child);
                            case "XMP_" -> xmp(child);
                            default -> raw(child);
                        });
            }
        }
        if (!written && json != null) {
            parts.add(fresh(json));
        }
        parts.add(in.bytes(userDataEnd(udta), udta.end() - userDataEnd(udta)));
        return Box.of("udta", parts.toArray(byte[][]::new));
    }

    private String handler(Box meta) throws IOException {
        for (Box part : parts(meta)) {
            if (part.type().equals("hdlr") && part.end() - part.body() >= 12) {
                return new String(in.bytes(part.body() + 8, 4), StandardCharsets.ISO_8859_1);
            }
        }
        return "";
    }

    /** The box without labels; byte for byte the same when it holds none. */
    private byte[] cleared(Box meta) throws IOException {
        return items(meta).stream().noneMatch(Item::label) ? raw(meta) : rebuilt(meta, null);
    }

    private byte[] with(Box meta, String json) throws IOException {
        return rebuilt(meta, json);
    }

    /** Keys keep their numbers: a label's key stays, unused, unless the new label takes it. */
    private byte[] rebuilt(Box meta, @Nullable String json) throws IOException {
        List<Box> parts = parts(meta);
        List<String> keys = new ArrayList<>(keys(parts));
        int index = keys.indexOf("AIGC") + 1;
        boolean keyAdded = json != null && index == 0;
        if (keyAdded) {
            keys.add("AIGC");
            index = keys.size();
        }
        var kept = new ArrayList<byte[]>();
        for (Item item : items(meta)) {
            if (!item.label()) {
                kept.add(raw(item.box));
            }
        }
        if (json != null) {
            kept.add(item(index, json));
        }
        byte[] list = Box.of("ilst", kept.toArray(byte[][]::new));
        long first = parts.isEmpty() ? meta.end() : parts.getFirst().at();
        var out = new ArrayList<byte[]>();
        out.add(in.bytes(meta.body(), first - meta.body()));
        boolean keysDone = false;
        boolean listDone = false;
        for (Box part : parts) {
            if (part.type().equals("keys") && !keysDone) {
                byte[] old = raw(part);
                out.add(keyAdded ? keysWith(old, keys.size()) : old);
                keysDone = true;
            } else if (part.type().equals("ilst")) {
                if (!keysDone && keyAdded) {
                    out.add(keysWith(new byte[0], keys.size()));
                    keysDone = true;
                }
                if (!listDone) {
                    out.add(list);
                }
                listDone = true;
            } else {
                out.add(raw(part));
            }
        }
        if (!keysDone && keyAdded) {
            out.add(keysWith(new byte[0], keys.size()));
        }
        if (!listDone) {
            out.add(list);
        }
        return Box.of("meta", out.toArray(byte[][]::new));
    }

    private static byte[] keysWith(byte[] old, int count) {
        byte[] entries = old.length > 16 ? Arrays.copyOfRange(old, 16, old.length) : new byte[0];
        return Box.of("keys", Edits.u32(0), Edits.u32(count), entries, Box.of("mdta", Edits.latin1("AIGC")));
    }

    private static byte[] item(int index, String json) {
        byte[] data = Box.of("data", Edits.u32(UTF8), Edits.u32(0), json.getBytes(StandardCharsets.UTF_8));
        return Edits.join(Edits.u32(data.length + 8L), Edits.u32(index), data);
    }

    private static byte[] fresh(String json) {
        return Box.of(
                "meta",
                Edits.u32(0),
                Box.of("hdlr", Edits.u32(0), Edits.u32(0), Edits.latin1("mdta"), new byte[13]),
                keysWith(new byte[0], 1),
                Box.of("ilst", item(1, json)));
    }

    /** QuickTime's place for XMP, without the labels there. */
    private byte[] xmp(Box box) throws IOException {
        byte[] packet = in.bytes(box.body(), box.end() - box.body(), limits);
        byte[] cleared = Xmp.cleared(packet);
        return cleared == packet ? raw(box) : Box.of("XMP_", cleared);
    }

    private byte[] raw(Box box) throws IOException {
        return in.bytes(box.at(), box.size(), limits);
    }
}
