package zhiheng.provenance.c2pa.carrier;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import zhiheng.provenance.c2pa.bytes.Asset;
import zhiheng.provenance.c2pa.bytes.BadAsset;
import zhiheng.provenance.c2pa.bytes.Edits;
import zhiheng.provenance.c2pa.bytes.Range;

/** SVG: the store lies as Base64 in svg/metadata/c2pa:manifest. Tags are told from comments and the like by their places. */
final class Svg implements Carrier {
    private static final String ELEMENT = "c2pa:manifest";
    private static final String NAMESPACE = " xmlns:c2pa=\"http://c2pa.org/manifest\"";
    private static final int MAX_DEPTH = 10_000;

    /**
     * Where things are in the text; -1 for what is not there.
     *
     * @param name where the name of the root ends
     * @param root where its start tag ends
     * @param metadata where the start tag of the metadata ends
     * @param manifest the content of the manifest element
     */
    private record Places(int name, int root, int metadata, Optional<Range> manifest, boolean declared) {}

    @Override
    public Optional<Stored> find(Asset in) throws IOException {
        var text = text(in);
        var where = places(text).manifest;
        if (where.isEmpty()) {
            return Optional.empty();
        }
        var range = where.get();
        var encoded = text.substring((int) range.from(), (int) range.to());
        var plain = encoded.replaceAll("\\s", "");
        byte[] store;
        try {
            store = Base64.getDecoder().decode(plain);
        } catch (IllegalArgumentException e) {
            store = new byte[0];
        }
        if (store.length == 0 || !Base64.getEncoder().encodeToString(store).equals(plain)) {
            throw new BadAsset("c2pa:manifest 不是规范的 Base64", "the c2pa:manifest is no Base64, or not its one form");
        }
        return Optional.of(new Stored(store, List.of(range)));
    }

    @Override
    public Plan plan(Asset in) throws IOException {
        var places = places(text(in));
        return store -> {
            var encoded = Base64.getEncoder().encodeToString(store);
            var edits = new Edits();
            if (!places.declared) {
                edits.insert(places.name, latin1(NAMESPACE));
            }
            long from;
            if (places.manifest.isPresent()) {
                var old = places.manifest.get();
                edits.replace(old.from(), old.to(), latin1(encoded));
                from = edits.moved(old.from());
            } else if (places.metadata >= 0) {
                edits.insert(places.metadata, latin1("<" + ELEMENT + ">" + encoded + "</" + ELEMENT + ">"));
                from = edits.moved(places.metadata) - encoded.length() - ELEMENT.length() - 3;
            } else {
                var end = "</" + ELEMENT + "></metadata>";
                edits.insert(places.root, latin1("<metadata><" + ELEMENT + ">" + encoded + end));
                from = edits.moved(places.root) - encoded.length() - end.length();
            }
            return new Laid(edits.apply(in), List.of(new Range(from, from + encoded.length())));
        };
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A character for each byte; what matters here is ASCII in every encoding that is taken. */
    private static String text(Asset in) throws IOException {
        var text = new String(in.bytes(0, in.size()), StandardCharsets.ISO_8859_1);
        if (text.indexOf('\0') >= 0) {
            throw new BadAsset("只支持 UTF-8 的 SVG", "only SVG in UTF-8 is supported");
        }
        return text;
    }

    private static Places places(String text) throws BadAsset {
        var open = new ArrayDeque<String>();
        int name = -1;
        int root = -1;
        int metadata = -1;
        boolean declared = false;
        Optional<Range> manifest = Optional.empty();
        for (int at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
            int end = end(text, at);
            char kind = text.charAt(Math.min(at + 1, text.length() - 1));
            if (kind == '/') {
                open.pollLast();
            } else if (kind != '?' && kind != '!') {
                int stop = nameEnd(text, at + 1);
                var element = text.substring(at + 1, stop);
                open.addLast(element);
                if (open.size() == 1 && root < 0) {
                    name = stop;
                    root = end;
                    declared = text.substring(stop, end).contains("xmlns:c2pa=");
                    if (!local(element).equals("svg")) {
                        throw new BadAsset("根元素不是 svg", "the root element is not svg");
                    }
                } else if (open.size() == 2 && local(element).equals("metadata") && metadata < 0) {
                    metadata = text.charAt(end - 2) == '/' ? -1 : end;
                } else if (element.equals(ELEMENT) && open.size() == 3 && metadata >= 0) {
                    if (manifest.isPresent()) {
                        throw new BadAsset("有多个 C2PA 清单库", "there is more than one manifest store");
                    }
                    manifest = Optional.of(new Range(end, Math.max(end, text.indexOf('<', end))));
                }
                if (text.charAt(end - 2) == '/') {
                    open.pollLast();
                }
                if (open.size() > MAX_DEPTH) {
                    throw new BadAsset("元素嵌套过深", "elements are nested too deeply");
                }
            }
            at = end;
        }
        if (root < 0 || text.charAt(root - 2) == '/') {
            throw new BadAsset("没有可写入的 svg 元素", "there is no svg element to write into");
        }
        return new Places(name, root, metadata, manifest, declared);
    }

    private static String local(String element) {
        return element.substring(element.indexOf(':') + 1);
    }

    private static int nameEnd(String text, int from) {
        int at = from;
        while (at < text.length() && " \t\r\n/>".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return at;
    }

    /** Behind the construct that begins at {@code at}: a comment, a section of text, an instruction, a declaration or a tag. */
    private static int end(String text, int at) throws BadAsset {
        int end;
        if (text.startsWith("<!--", at)) {
            end = behind(text, "-->", at + 4);
        } else if (text.startsWith("<![CDATA[", at)) {
            end = behind(text, "]]>", at);
        } else if (text.startsWith("<?", at)) {
            end = behind(text, "?>", at);
        } else if (text.startsWith("<!", at)) {
            int inner = text.indexOf('[', at);
            int close = text.indexOf('>', at);
            end = inner >= 0 && inner < close ? behind(text, ">", text.indexOf(']', inner)) : close + 1;
        } else {
            end = tagEnd(text, at + 1);
        }
        if (end <= at) {
            throw new BadAsset("SVG 在第 " + at + " 字节后不完整", "the SVG is cut behind byte " + at);
        }
        return end;
    }

    private static int behind(String text, String mark, int from) {
        int at = from < 0 ? -1 : text.indexOf(mark, from);
        return at < 0 ? -1 : at + mark.length();
    }

    private static int tagEnd(String text, int from) {
        char quote = 0;
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '"' || c == '\'') {
                quote = c;
            } else if (c == '>') {
                return at + 1;
            }
        }
        return -1;
    }
}
